package dev.tributary.orders;

import dev.tributary.inventory.LotWish;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** An order as it stands, for doors and screens. */
public record OrderView(
        MerchantId merchant,
        OrderId id,
        ChannelId channel,
        String number,
        OrderDraft.Intent intent,
        OrderState state,
        PaymentState payment,
        OrderDraft.Delivery delivery,
        Optional<Long> recipientRecord,
        List<Line> lines,
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
        long version) {

    /**
     * @param unitPrice of a base unit, or of a unit of sale where the line was told in one
     * @param allocated what the customer pays for the line after every discount; sums to goods minus discounts
     * @param sale what was told in a unit of sale
     * @param lot where one was asked for
     * @param bundle of a component of a bundle, which is told as sold in units of its bundle
     */
    public record Line(
            int number,
            Optional<SkuId> sku,
            String channelSku,
            String title,
            long units,
            long unitsShipped,
            long unitsReturned,
            Money unitPrice,
            Money lineDiscount,
            Money allocated,
            Optional<NodeId> node,
            ReservationState reservation,
            FulfilmentState fulfilment,
            Optional<SaleQuantity> sale,
            Optional<Lot> lot,
            Optional<BundlePart> bundle) {}

    /**
     * The lot that the line's buyer saw.
     *
     * @param promised empty while the line waits, and where the rule allowed whatever is there
     */
    public record Lot(String asked, LotWish.Substitution substitution, Optional<String> promised) {}

    /**
     * A bundle, put together again from its components' lines.
     *
     * @param number under which it was told: wishes about whole bundles name it
     * @param units whole bundles that the order still has
     * @param lines numbers of its components' lines
     */
    public record BundleLine(
            int number,
            SkuId sku,
            String channelSku,
            String title,
            long units,
            Money unitPrice,
            Money lineDiscount,
            Money allocated,
            List<Integer> lines) {}

    /** In the order they were told; most orders have none. */
    public List<BundleLine> bundles() {
        var parts = new TreeMap<Integer, List<Line>>();
        lines.forEach(line -> line.bundle()
                .ifPresent(part -> parts.computeIfAbsent(part.line(), number -> new ArrayList<>())
                        .add(line)));
        return parts.values().stream().map(OrderView::bundle).toList();
    }

    private static BundleLine bundle(List<Line> parts) {
        var first = parts.getFirst();
        var bundle = first.bundle().orElseThrow();
        long units = parts.stream()
                .mapToLong(part -> part.units() / part.bundle().orElseThrow().unitsEach())
                .min()
                .orElseThrow();
        return new BundleLine(
                bundle.line(),
                bundle.bundle(),
                first.channelSku(),
                bundle.title(),
                units,
                sum(parts, Line::unitPrice),
                sum(parts, Line::lineDiscount),
                sum(parts, Line::allocated),
                parts.stream().map(Line::number).toList());
    }

    private static Money sum(List<Line> parts, Function<Line, Money> amount) {
        return parts.stream().map(amount).reduce(Money::plus).orElseThrow();
    }

    /** What people see, derived from the four state tables. */
    public Shown shown() {
        return Shown.of(this);
    }

    public enum Shown {
        IN_REVIEW,
        ON_HOLD,
        WAITING,
        TO_PAY,
        TO_SHIP,
        PARTLY_SHIPPED,
        SHIPPED,
        RETURNED,
        CANCELLED,
        EXPIRED;

        static Shown of(OrderView order) {
            return switch (order.state()) {
                case IN_REVIEW -> IN_REVIEW;
                case ON_HOLD -> ON_HOLD;
                case CANCELLED -> CANCELLED;
                case EXPIRED -> EXPIRED;
                case SHIPPED -> SHIPPED;
                case RETURNED -> RETURNED;
                case ACCEPTED -> accepted(order);
            };
        }

        private static Shown accepted(OrderView order) {
            if (order.lines().stream()
                    .anyMatch(line -> line.reservation() == ReservationState.WAITING_MAPPING
                            || line.reservation() == ReservationState.WAITING_STOCK
                            || line.reservation() == ReservationState.WAITING_RECEIPT)) {
                return WAITING;
            }
            if (order.lines().stream().anyMatch(line -> line.unitsShipped() > 0)) {
                return PARTLY_SHIPPED;
            }
            return order.payment() == PaymentState.PAID ? TO_SHIP : TO_PAY;
        }
    }
}
