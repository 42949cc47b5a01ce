package dev.tributary.orders;

import dev.tributary.inventory.LotWish;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Region;
import dev.tributary.kernel.SkuId;
import dev.tributary.vault.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An order as a door understood it, complete and checked, before it is decided. Everything that needs I/O (SKU lookup,
 * sealing of personal data) has been done.
 *
 * @param number the channel's own order number, with merchant and channel the natural key; 1 to 64 characters
 * @param bodyHash tells a repetition from a reuse of the number with other content
 * @param idempotencyKey the client's {@code Idempotency-Key}, when the door has one
 * @param sourceVersion grows with every version the source tells (its update time in microseconds); 0 for requests
 * @param shipsAtOnce a till's sale: the goods are gone already
 * @param holdTime how long stock is held while unpaid
 * @param details what is kept and shown but decides nothing here, as JSON members: device id, card age, coordinates,
 *     invoice, channel references, promised time; never personal data
 */
public record OrderDraft(
        MerchantId merchant,
        ChannelId channel,
        String number,
        byte[] bodyHash,
        Optional<String> idempotencyKey,
        Intent intent,
        Fill fill,
        long sourceVersion,
        Instant placedAt,
        Optional<Sealed> recipient,
        Delivery delivery,
        List<Line> lines,
        List<Discount> discounts,
        Money freight,
        Money tax,
        Optional<Money> statedTotal,
        Optional<Payment> payment,
        boolean cancelled,
        boolean shipsAtOnce,
        Duration holdTime,
        Optional<String> reviewReason,
        Map<String, Object> details) {

    public static final int LINES_MAX = 200;
    public static final long UNITS_MAX = 1_000_000_000L;

    /** A request may be refused, once and for good; a fact has happened and is always stored. */
    public enum Intent {
        REQUEST,
        FACT
    }

    public enum Fill {
        ALL_OR_NOTHING,
        WHAT_YOU_CAN
    }

    /**
     * @param number from 1, unique in the order
     * @param sku empty when the channel's SKU is mapped to none of ours (facts only)
     * @param candidates where it may come from, in order of preference, 1 to 5
     * @param unitPrice of a base unit, or of a unit of sale where the line was told in one
     * @param lineDiscount the line's own discounts, without its share of the order's
     * @param sale what was told in a unit of sale; {@code units} are base units all the same, once they are known
     * @param lot that the buyer saw
     * @param bundle of a component, once the intake has taken its bundle apart; doors tell none
     */
    public record Line(
            int number,
            Optional<SkuId> sku,
            String channelSku,
            String title,
            long units,
            Money unitPrice,
            Money lineDiscount,
            List<NodeId> candidates,
            Optional<SaleQuantity> sale,
            Optional<LotWish> lot,
            Optional<BundlePart> bundle) {

        public Line(
                int number,
                Optional<SkuId> sku,
                String channelSku,
                String title,
                long units,
                Money unitPrice,
                Money lineDiscount,
                List<NodeId> candidates,
                Optional<SaleQuantity> sale) {
            this(number, sku, channelSku, title, units, unitPrice, lineDiscount, candidates, sale, Optional.empty());
        }

        public Line(
                int number,
                Optional<SkuId> sku,
                String channelSku,
                String title,
                long units,
                Money unitPrice,
                Money lineDiscount,
                List<NodeId> candidates,
                Optional<SaleQuantity> sale,
                Optional<LotWish> lot) {
            this(
                    number,
                    sku,
                    channelSku,
                    title,
                    units,
                    unitPrice,
                    lineDiscount,
                    candidates,
                    sale,
                    lot,
                    Optional.empty());
        }

        public Line(
                int number,
                Optional<SkuId> sku,
                String channelSku,
                String title,
                long units,
                Money unitPrice,
                Money lineDiscount,
                List<NodeId> candidates) {
            this(number, sku, channelSku, title, units, unitPrice, lineDiscount, candidates, Optional.empty());
        }

        /** What the line costs before any discount. */
        long gross() {
            return sale.isPresent()
                    ? sale.get().price(units, unitPrice.amount())
                    : Math.multiplyExact(units, unitPrice.amount());
        }
    }

    OrderDraft withLines(List<Line> linesNow) {
        return new OrderDraft(
                merchant,
                channel,
                number,
                bodyHash,
                idempotencyKey,
                intent,
                fill,
                sourceVersion,
                placedAt,
                recipient,
                delivery,
                linesNow,
                discounts,
                freight,
                tax,
                statedTotal,
                payment,
                cancelled,
                shipsAtOnce,
                holdTime,
                reviewReason,
                details);
    }

    public record Discount(Bearer bearer, Money amount, String reason) {
        public enum Bearer {
            PLATFORM,
            MERCHANT,
            BRAND
        }
    }

    public record Delivery(Method method, Optional<Region> region) {
        public enum Method {
            SHIP,
            PICK_UP,
            INSTANT,
            CARRIED_OUT
        }
    }

    /** @param reference the payer's own number of the payment: the natural key of this payment news */
    public record Payment(String reference, String method, Money amount, Instant paidAt) {}
}
