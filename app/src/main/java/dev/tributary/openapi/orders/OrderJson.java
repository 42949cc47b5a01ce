package dev.tributary.openapi.orders;

import dev.tributary.inventory.LotWish;
import dev.tributary.inventory.Offer;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.Shape;
import dev.tributary.orders.FulfilmentState;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.OrderState;
import dev.tributary.orders.OrderView;
import dev.tributary.orders.PaymentState;
import dev.tributary.orders.ReservationState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole order as a door shows it: ids as strings, codes instead of ids, the buyer masked. */
@Shape("Order")
record OrderJson(
        String id,
        String number,
        String channel,
        OrderDraft.Intent intent,
        OrderState state,
        PaymentState payment,
        OrderView.Shown shown,
        OrderDraft.Delivery delivery,
        Optional<Buyer> buyer,
        List<Line> lines,

        @Member(says = "What was sold as bundles; absent where nothing was. Their components are `lines`.")
        Optional<List<BundleJson>> bundles,

        List<OrderDraft.Discount> discounts,
        Money goods,
        Money discount,
        Money freight,
        Money tax,
        Money payable,
        Money paid,
        Money refunded,
        boolean totalsDiffer,
        Instant placedAt,
        Instant updatedAt,
        Optional<Instant> holdExpiresAt,
        Optional<String> remark,
        Optional<String> flag,
        Map<String, Object> details,
        String version) {

    @Shape("MaskedBuyer")
    record Buyer(Optional<String> name, Optional<String> phone, Optional<String> email, Optional<String> address) {}

    @Shape("OrderLine")
    record Line(
            int line,
            Optional<String> sku,
            String channelSku,
            String title,
            long units,
            long unitsShipped,
            long unitsReturned,
            Money unitPrice,
            Money discount,
            Money allocated,
            Optional<String> node,
            ReservationState reservation,
            FulfilmentState fulfilment,

            @Member(
                    says =
                            "What was told in a unit of sale; `unitPrice` is then of one such unit, `units` are base units.")
            Optional<ToldUnits> told,

            @Member(says = "Of a component of a bundle: the line under which the bundle was ordered.")
            Optional<Integer> bundle,

            @Member(says = "The lot that the buyer saw, where one was named.")
            Optional<Lot> lot,

            @Member(says = "Of a line that waits for goods: its turn, and when they were promised.")
            Optional<Waits> waits) {}

    @Shape("LineWaits")
    record Waits(
            @Member(says = "From 1: it is served when all before it are.")
            long turn,

            @Member(says = "Where it was promised of what is expected.")
            Optional<Offer> offer,

            @Member(says = "Absent where it merely waits, or nothing expected covers it any more.")
            Optional<Instant> promisedAt) {}

    @Shape("OrderLineLot")
    record Lot(
            String asked,
            LotWish.Substitution substitution,

            @Member(says = "Absent while the line waits, and where the rule allowed whatever is there.")
            Optional<String> promised) {}
}
