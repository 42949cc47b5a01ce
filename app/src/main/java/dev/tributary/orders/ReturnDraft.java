package dev.tributary.orders;

import dev.tributary.catalog.Conversion;
import dev.tributary.catalog.SaleUnits;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Condition;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goods that came back, as a door understood it: a fact, never refused, whatever was sold before.
 *
 * @param number the return's own receipt, with merchant and channel the natural key; 1 to 64 characters
 * @param node where the goods are now
 * @param original the order that sold them, where it is known; without it the return stands alone
 * @param originalNumber what the customer's receipt said, kept also when nobody knows it
 * @param refunded money that went back; 0 where none did
 * @param method how it went back, such as {@code CASH}
 */
public record ReturnDraft(
        MerchantId merchant,
        ChannelId channel,
        String number,
        NodeId node,
        Optional<OrderId> original,
        Optional<String> originalNumber,
        List<Line> lines,
        Money refunded,
        String method,
        Instant returnedAt) {

    /** What becomes of goods that came back. Stored by its code: never renumber. */
    public enum Disposition {
        /** On hand again, and offered. */
        RESTOCK(1),
        /** Held as damaged: nobody can sell it. */
        DAMAGED(2, Condition.DAMAGED),
        /** Held until somebody has looked at it. */
        QUARANTINE(3, Condition.QUARANTINE),
        /** Gone for good: neither on hand nor held. */
        SCRAP(4);

        private final int code;
        private final @Nullable Condition condition;

        Disposition(int code) {
            this(code, null);
        }

        Disposition(int code, @Nullable Condition condition) {
            this.code = code;
            this.condition = condition;
        }

        int code() {
            return code;
        }

        /** What the goods are held as; empty where they are on hand, or gone. */
        Optional<Condition> condition() {
            return Optional.ofNullable(condition);
        }

        static Disposition of(int code) {
            return values()[code - 1];
        }
    }

    /**
     * @param number from 1, unique in the return
     * @param sku empty when nobody has mapped the channel's SKU, or its unit of sale, yet: its goods wait for that
     * @param amount what the customer was credited for it
     * @param sale what was told in a unit of sale; {@code units} are base units all the same, once they are known
     * @param bundle of a component, once the batch has taken its bundle apart; doors tell none
     */
    public record Line(
            int number,
            Optional<SkuId> sku,
            String channelSku,
            long units,
            Disposition disposition,
            Money amount,
            Optional<SaleQuantity> sale,
            Optional<BundlePart> bundle) {

        public Line(
                int number,
                Optional<SkuId> sku,
                String channelSku,
                long units,
                Disposition disposition,
                Money amount,
                Optional<SaleQuantity> sale) {
            this(number, sku, channelSku, units, disposition, amount, sale, Optional.empty());
        }

        public Line(
                int number, Optional<SkuId> sku, String channelSku, long units, Disposition disposition, Money amount) {
            this(number, sku, channelSku, units, disposition, amount, Optional.empty());
        }

        /** Told in a unit of sale that nobody knows of its SKU yet. */
        boolean unitUnknown() {
            return sale.filter(told -> !told.known()).isPresent();
        }

        /** The line with its SKU, and its unit of sale in base units; as it is where the SKU is not sold in that unit. */
        public Line known(Sku known, SaleUnits saleUnits) {
            if (sale.isEmpty()) {
                return counted(known.id(), units);
            }
            var told = sale.get();
            return switch (saleUnits.convert(known, told.unit(), told.quantity(), OrderDraft.UNITS_MAX)) {
                case Conversion.Whole(long whole, long each) ->
                    new Line(
                            number,
                            Optional.of(known.id()),
                            channelSku,
                            whole,
                            disposition,
                            amount,
                            Optional.of(told.of(each)));
                case Conversion.Fault fault -> this;
            };
        }

        /** Lines of the components of so many of its units, where its SKU is a bundle; they share the amount. */
        List<Line> parts(BundleRecipe recipe, long bundles, long share) {
            var shares = new Money(share, amount.currency())
                    .split(recipe.components().stream()
                            .mapToLong(BundleRecipe.Component::weight)
                            .toArray());
            var parts = new ArrayList<Line>(shares.length);
            for (int i = 0; i < shares.length; i++) {
                var component = recipe.components().get(i);
                parts.add(new Line(
                        number,
                        Optional.of(component.sku()),
                        channelSku,
                        bundles * component.units(),
                        disposition,
                        new Money(shares[i], amount.currency()),
                        sale,
                        Optional.of(new BundlePart(number, recipe.bundle(), component.units(), ""))));
            }
            return parts;
        }

        /** Two lines of the same goods as one. */
        Line and(Line other) {
            var sum = new Money(amount.amount() + other.amount.amount(), amount.currency());
            return new Line(number, sku, channelSku, units + other.units, disposition, sum, sale, bundle);
        }

        Line numbered(int partNumber) {
            return new Line(partNumber, sku, channelSku, units, disposition, amount, sale, bundle);
        }

        Line counted(SkuId known, long knownUnits) {
            return new Line(number, Optional.of(known), channelSku, knownUnits, disposition, amount);
        }
    }

    /** The same return with the order that sold its goods, and other lines. */
    public ReturnDraft with(Optional<OrderId> sold, List<Line> linesNow) {
        return new ReturnDraft(
                merchant, channel, number, node, sold, originalNumber, linesNow, refunded, method, returnedAt);
    }

    /** Whether something of it can still come: a line's SKU, or the sale it names. */
    public boolean waits() {
        return original.isEmpty() && originalNumber.isPresent()
                || lines.stream().anyMatch(line -> line.sku().isEmpty());
    }
}
