package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.own.PosLog;
import dev.tributary.sandbox.own.Receipt;
import dev.tributary.sandbox.own.TillSale;
import dev.tributary.sandbox.wire.Json;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Three tills in one store. Each sale and each void is told as JSON or by a log, which also repeats what the same till
 * sold just before, however that was told.
 */
final class Tills extends OwnSystem {

    private static final ZoneOffset SHOP_TIME = ZoneOffset.ofHours(8);
    private static final int TILLS = 3;
    /** How far a log goes back, in numbers of all tills. */
    private static final int LOG_BACK = 12;

    Tills(Ground ground) {
        super("tills", ground);
    }

    @Override
    List<String> scopes() {
        return List.of("tills:write", "stock:read", "subscriptions:write");
    }

    /** The till's own number of the goods. */
    @Override
    String channelSku(Article article) {
        return "PLU-%03d".formatted(article.index());
    }

    @Override
    String number(long index) {
        var day = LocalDate.ofInstant(ground().clock().instant(), SHOP_TIME);
        return new Receipt(ground().node(), Long.toString(1 + index % TILLS), "%07d".formatted(index), day).number();
    }

    @Override
    Sale.State first() {
        return Sale.State.PAID;
    }

    @Override
    boolean delivers() {
        return false;
    }

    @Override
    Optional<Message> message(URI door, Sale sale, String delivery, String secret) {
        var dice = new SplittableRandom(31L * sale.number().hashCode() + sale.revision());
        return Optional.of(dice.nextBoolean() ? log(door, sale, dice, secret) : json(door, sale, secret));
    }

    private Message json(URI door, Sale sale, String secret) {
        return sale.over()
                ? message(
                        door.resolve("/v1/till-voids"),
                        "application/json",
                        Json.bytes(Receipt.of(sale.number()).voided(adapter(), "wrong goods")),
                        secret)
                : message(
                        door.resolve("/v1/till-sales"),
                        "application/json",
                        Json.bytes(sold(sale).body(adapter())),
                        secret);
    }

    private Message log(URI door, Sale sale, SplittableRandom dice, String secret) {
        var receipt = Receipt.of(sale.number());
        var log = new PosLog();
        book().list(other -> isJustBefore(Receipt.of(other.number()), receipt), Pages.BY_PLACING)
                .forEach(other -> log.sold(sold(other)));
        if (!sale.over()) {
            log.sold(sold(sale));
        } else if (dice.nextBoolean()) {
            log.voided(receipt, local(sale.changedAt()));
        } else {
            log.voided(receipt, receipt.with("V" + receipt.sequence()), local(sale.changedAt()));
        }
        return message(door.resolve("/v1/till-logs?channel=" + adapter()), "application/xml", log.bytes(), secret);
    }

    /** What was placed by then never changes as a sale, so a log that is sent again is the same. */
    private static boolean isJustBefore(Receipt other, Receipt receipt) {
        long back = Long.parseLong(receipt.sequence()) - Long.parseLong(other.sequence());
        return other.till().equals(receipt.till()) && back > 0 && back <= LOG_BACK;
    }

    private TillSale sold(Sale sale) {
        return new TillSale(Receipt.of(sale.number()), local(sale.placedAt()), items(sale));
    }

    private static OffsetDateTime local(Instant moment) {
        return moment.atOffset(SHOP_TIME);
    }

    private static Message message(URI door, String contentType, byte[] body, String secret) {
        return new Message(door, Map.of("Content-Type", contentType, "Authorization", "Bearer " + secret), body);
    }
}
