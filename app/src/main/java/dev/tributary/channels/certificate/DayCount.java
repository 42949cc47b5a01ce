package dev.tributary.channels.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.certificate.LineStore.Their;
import dev.tributary.orders.PlacedOrders;
import java.time.Clock;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts one day of a channel: first the platform's orders, window by window, then ours, then compares. A node that dies
 * in between goes on where it was; what was written twice counts once.
 */
@Component
public class DayCount {

    private static final int AT_ONCE = 2_000;

    private final CertificateStore certificates;
    private final LineStore lines;
    private final PlacedOrders orders;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DayCount(
            CertificateStore certificates,
            LineStore lines,
            PlacedOrders orders,
            TransactionTemplate transaction,
            Clock clock) {
        this.certificates = certificates;
        this.lines = lines;
        this.orders = orders;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A day that is being counted: what the platform placed from {@code through} on is still to be read. */
    public record Counting(CertificateStore.Row row, Instant from, Instant through, Instant to) {}

    /** One order of the platform's list. */
    public record Told(String number, JsonNode counted) {}

    /** The day of the channel that is to be counted next. */
    public Optional<Counting> next(OpenAccount account) {
        return certificates
                .counting(account.merchant(), account.channel())
                .map(row -> new Counting(
                        row,
                        row.shown().from(),
                        row.through().orElseThrow(),
                        row.shown().to()));
    }

    /** Called before the first window of a day: what an earlier count had left is none of this one. */
    public void begin(Counting day) {
        lines.clear(day.row().id());
    }

    /** @throws IllegalArgumentException when the file's expression gave something else than amount and currency */
    public void theirs(Counting day, List<Told> told) {
        lines.theirs(day.row().id(), told.stream().map(DayCount::their).toList());
    }

    private static Their their(Told told) {
        var counted = told.counted();
        var currency = Currency.getInstance(counted.path("currency").asText("")).getCurrencyCode();
        if (!counted.path("amount").isIntegralNumber()) {
            throw new IllegalArgumentException("order %s has no amount in minor units".formatted(told.number()));
        }
        return new Their(
                told.number(),
                currency,
                counted.path("amount").asLong(),
                counted.path("over").asBoolean());
    }

    public void read(Counting day, Instant through) {
        certificates.read(day.row(), through);
    }

    public void failed(Counting day, String failure) {
        certificates.failed(day.row(), failure);
    }

    /** All of the platform's orders are here: counts ours and compares; returns the numbers of those that are missing. */
    public List<String> finish(OpenAccount account, Counting day) {
        long certificate = day.row().id();
        var page =
                orders.between(account.merchant(), account.channel(), day.from(), day.to(), Optional.empty(), AT_ONCE);
        lines.ours(certificate, page.items());
        while (page.nextCursor().isPresent()) {
            page = orders.between(
                    account.merchant(), account.channel(), day.from(), day.to(), page.nextCursor(), AT_ONCE);
            lines.ours(certificate, page.items());
        }
        // What the platform counts to this day may have been placed on another by our own reading of its time.
        var unmet = lines.unmet(certificate, "", AT_ONCE);
        while (!unmet.isEmpty()) {
            lines.ours(
                    certificate,
                    orders.byNumber(account.merchant(), account.channel(), unmet)
                            .values());
            unmet = lines.unmet(certificate, unmet.getLast(), AT_ONCE);
        }
        var missing = lines.unmet(certificate, "", AT_ONCE);
        transaction.executeWithoutResult(status -> lines.compare(account.merchant(), certificate, clock.instant()));
        return missing;
    }
}
