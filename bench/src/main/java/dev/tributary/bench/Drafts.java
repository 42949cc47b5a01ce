package dev.tributary.bench;

import dev.tributary.kernel.Money;
import dev.tributary.kernel.Region;
import dev.tributary.kernel.SkuId;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderDraft;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Orders as a door would hand them over: one line of one piece. */
final class Drafts {

    private static final Currency CURRENCY = Shop.CURRENCY;
    private static final Money NOTHING = new Money(0, CURRENCY);
    private static final Money PRICE = new Money(1_290, CURRENCY);
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final Shop shop;
    private final Instant placedAt = Instant.now();
    private final Duration holdTime;

    Drafts(Shop shop, Duration holdTime) {
        this.shop = shop;
        this.holdTime = holdTime;
    }

    Command.Place place(SkuId sku) {
        return place("bench-%010d".formatted(NUMBERS.incrementAndGet()), sku);
    }

    Command.Place place(String number, SkuId sku) {
        // Thirty-two bytes as a door's SHA-256 would be, different for every number.
        byte[] bodyHash = ByteBuffer.allocate(32).putLong(0, number.hashCode()).array();
        return new Command.Place(new OrderDraft(
                shop.merchant(),
                shop.app(),
                number,
                bodyHash,
                Optional.empty(),
                OrderDraft.Intent.REQUEST,
                OrderDraft.Fill.ALL_OR_NOTHING,
                0,
                placedAt,
                Optional.empty(),
                new OrderDraft.Delivery(OrderDraft.Delivery.Method.SHIP, Optional.of(new Region("CN", "310101"))),
                List.of(new OrderDraft.Line(
                        1, Optional.of(sku), "SKU", "A product of the bench", 1, PRICE, NOTHING, List.of(shop.node()))),
                List.of(),
                NOTHING,
                NOTHING,
                Optional.of(PRICE),
                Optional.empty(),
                false,
                false,
                holdTime,
                Optional.empty(),
                Map.of()));
    }
}
