package dev.tributary.channels.pull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.certificate.DayCount;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a platform placed on a day, to be counted, and has fetched what is not here. */
final class DayReader {

    private static final Logger LOG = LoggerFactory.getLogger(DayReader.class);

    /** So often in a row a platform must refuse an order that it names before it counts as one that it does not give. */
    private static final int REFUSALS = 3;

    private static final JsonNode NO_AMOUNT = MessageJson.tree(Map.of("amount", 0, "currency", "XXX"));

    private final OpenAccount account;
    private final Adapter.Certificate certificate;
    private final PlatformLists platform;
    private final DayCount days;
    private final WantedItems wanted;
    /** Of the window that is being read, by number. */
    private final Map<String, Integer> refusals = new HashMap<>();

    DayReader(
            OpenAccount account,
            Adapter.Certificate certificate,
            PlatformLists platform,
            DayCount days,
            WantedItems wanted) {
        this.account = account;
        this.certificate = certificate;
        this.platform = platform;
        this.days = days;
        this.wanted = wanted;
    }

    Optional<DayCount.Counting> next() {
        return days.next(account);
    }

    /** One window, or the end of the day; each can be done again. */
    void step(DayCount.Counting day, ListReader.Through reading, Pace pace) throws PullFailure, InterruptedException {
        if (!day.through().isBefore(day.to())) {
            var missing = days.finish(account, day);
            certificate.fetches().ifPresent(list -> missing.forEach(number -> wanted.want(account, list, number)));
            return;
        }
        if (day.through().equals(day.from())) {
            days.begin(day);
        }
        var window = window(day, pace);
        boolean whole = certificate.detail().isEmpty();
        reading.read(certificate.call(), platform.new OfWindow(certificate.call(), whole, window), items -> {
            try {
                days.theirs(day, counted(items));
            } catch (IllegalArgumentException e) {
                throw new PullFailure(PullFailure.Kind.REFUSED, "an order cannot be counted: " + e.getMessage());
            }
        });
        days.read(day, window.to().isBefore(day.to()) ? window.to() : day.to());
        refusals.clear();
    }

    private List<DayCount.Told> counted(List<Item> items) throws PullFailure, InterruptedException {
        var told = new ArrayList<DayCount.Told>();
        for (var item : items) {
            told.add(new DayCount.Told(item.number(), amount(item)));
        }
        return told;
    }

    /** An order that the platform names and does not give counts too: it is missing here, whatever it costs. */
    private JsonNode amount(Item item) throws PullFailure, InterruptedException {
        if (certificate.detail().isEmpty()) {
            return item.message();
        }
        try {
            return platform.item(certificate.detail().get(), item.number());
        } catch (PullFailure failure) {
            if (failure.kind() == PullFailure.Kind.REFUSED
                    && refusals.merge(item.number(), 1, Integer::sum) >= REFUSALS) {
                LOG.warn(
                        "order {} of channel {} is named by the platform and not given: {}",
                        item.number(),
                        account.channel(),
                        failure.reason());
                return NO_AMOUNT;
            }
            throw failure;
        }
    }

    void failed(DayCount.Counting day, PullFailure failure) {
        days.failed(day, failure.reason());
    }

    /** In whole seconds on both sides, and so a little wider than what is counted. */
    private static Window window(DayCount.Counting day, Pace pace) {
        var from = day.through().truncatedTo(ChronoUnit.SECONDS);
        var to = from.plus(pace.window());
        var end = ceiling(day.to());
        return new Window(from, to.isBefore(end) ? to : end);
    }

    private static Instant ceiling(Instant instant) {
        var floor = instant.truncatedTo(ChronoUnit.SECONDS);
        return floor.equals(instant) ? floor : floor.plusSeconds(1);
    }
}
