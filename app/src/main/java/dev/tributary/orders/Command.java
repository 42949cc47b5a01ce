package dev.tributary.orders;

import dev.tributary.inventory.StockBatch.LotUnits;
import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockSnapshot;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Everything that rides the batch: all that changes stock, or decides about an order while its stock is locked. */
public sealed interface Command {

    MerchantId merchant();

    /** What someone wants of an order that is there, once under its key. */
    sealed interface Wish extends Command {

        /** This wish, if the order has the version; or whatever its version where none is given. */
        default Command ifVersion(OptionalLong version) {
            return version.isPresent() ? new IfVersion(this, version.getAsLong()) : this;
        }
    }

    /**
     * Places a request, or tells a fact. A fact told again with a newer {@code sourceVersion} amends: newly paid,
     * cancelled, changed lines; an older one is ignored.
     */
    record Place(OrderDraft draft) implements Command {
        @Override
        public MerchantId merchant() {
            return draft.merchant();
        }
    }

    /**
     * A platform says the order is cancelled, or a till voids a sale, which undoes it whole: goods, money and all. When
     * the order has not come yet, a mark waits for it.
     */
    record TellCancelled(MerchantId merchant, ChannelId channel, String number, long sourceVersion, String reason)
            implements Command {}

    /**
     * A platform says that money went back to the buyer, for some units or for none. The refund's reference is the key:
     * the same news twice has one effect.
     */
    record TellRefunded(
            MerchantId merchant,
            ChannelId channel,
            String number,
            String reference,
            String method,
            Money amount,
            List<Units> lines,
            String reason,
            Instant at)
            implements Command {
        public record Units(String channelSku, long units) {}
    }

    /** Money came. The payment's reference is the key: the same news twice has one effect. */
    record Pay(MerchantId merchant, OrderId order, OrderDraft.Payment payment) implements Command {}

    /** @param key the caller's {@code Idempotency-Key}, or another name of this very wish */
    record Cancel(MerchantId merchant, OrderId order, String key, String reason, String actor) implements Wish {}

    /** Ends an unpaid hold whose time is over; one that was paid meanwhile stays. */
    record Expire(MerchantId merchant, OrderId order) implements Command {}

    /** What is expected has changed: the dates that the order's lines were promised are reckoned anew. */
    record ReviewPromise(MerchantId merchant, OrderId order) implements Command {}

    /**
     * Money of a refund task went back.
     *
     * @param reference the payer's own number of the refund: the same once more has no second effect
     */
    record SettleRefund(MerchantId merchant, OrderId order, long task, String reference, String method, String actor)
            implements Command {}

    /**
     * The buyer of an unpaid order is still active: its hold starts again, up to its channel's maximum.
     *
     * @param key the caller's {@code Idempotency-Key}; without one each telling counts, and the same moment twice is once
     */
    record ExtendHold(MerchantId merchant, OrderId order, Optional<String> key, String activity, String actor)
            implements Command {}

    /**
     * Goods came back to a node: a fact with a receipt of its own, which is its natural key.
     *
     * @param recipes of its SKUs that are bundles; the intake adds them
     */
    record TakeBack(ReturnDraft draft, Map<SkuId, BundleRecipe> recipes) implements Command {
        public TakeBack(ReturnDraft draft) {
            this(draft, Map.of());
        }

        @Override
        public MerchantId merchant() {
            return draft.merchant();
        }
    }

    /** Goods left. @param key names the shipment, such as carrier and waybill */
    record Ship(
            MerchantId merchant,
            OrderId order,
            String key,
            String carrier,
            String trackingNumber,
            List<LineUnits> lines,
            String actor)
            implements Wish {

        /** @param lots the lots that really left, with all the units, where somebody looked */
        public record LineUnits(int line, long units, List<LotUnits> lots) {

            public LineUnits(int line, long units) {
                this(line, units, List.of());
            }

            /** What was told without lots is hashed as it was before there were any. */
            @Override
            public String toString() {
                return lots.isEmpty()
                        ? "LineUnits[line=%d, units=%d]".formatted(line, units)
                        : "LineUnits[line=%d, units=%d, lots=%s]".formatted(line, units, lots);
            }
        }
    }

    /** A person's decision about an order in review or on hold, or to put one there. */
    record Decide(MerchantId merchant, OrderId order, String key, OrderState next, String reason, String actor)
            implements Wish {}

    /** Replaces units of lines (0 removes one) of an unshipped order; all or nothing. */
    record EditLines(
            MerchantId merchant, OrderId order, String key, Map<Integer, Long> unitsByLine, String reason, String actor)
            implements Wish {}

    /** A wish that counts only while the order is as its caller has read it. The condition is no part of its key. */
    record IfVersion(Wish wish, long version) implements Command {
        @Override
        public MerchantId merchant() {
            return wish.merchant();
        }
    }

    /**
     * Tries lines that wait for a mapping or for stock again.
     *
     * @param mapped SKUs found meanwhile, by line
     * @param baseUnits how many of them one unit of sale is, by line, of lines that were told in one
     * @param recipes of those SKUs found that are bundles; the intake adds them
     */
    record RetryWaiting(
            MerchantId merchant,
            OrderId order,
            Map<Integer, SkuId> mapped,
            Map<Integer, Long> baseUnits,
            Map<SkuId, BundleRecipe> recipes)
            implements Command {
        public RetryWaiting(MerchantId merchant, OrderId order, Map<Integer, SkuId> mapped) {
            this(merchant, order, mapped, Map.of());
        }

        public RetryWaiting(
                MerchantId merchant, OrderId order, Map<Integer, SkuId> mapped, Map<Integer, Long> baseUnits) {
            this(merchant, order, mapped, baseUnits, Map.of());
        }
    }

    /** Receipts, counts, adjustments: stock facts without an order; all lines or none. */
    record ChangeStock(MerchantId merchant, String key, byte[] bodyHash, List<StockChange> changes, String actor)
            implements Command {}

    /**
     * Absolute numbers of another book, a part of many. Its stock changes as far as the ledger since then leaves.
     *
     * @param part names it within the snapshot: the same part again has no second effect
     */
    record ApplySnapshot(StockSnapshot snapshot, String part, byte[] bodyHash, List<StockSnapshot.Line> lines)
            implements Command {
        @Override
        public MerchantId merchant() {
            return snapshot.merchant();
        }
    }

    /** The order a command names, where it names one by id. */
    default Optional<OrderId> orderId() {
        return switch (this) {
            case Place place -> Optional.empty();
            case TellCancelled told -> Optional.empty();
            case TellRefunded told -> Optional.empty();
            case ChangeStock change -> Optional.empty();
            case ApplySnapshot apply -> Optional.empty();
            case TakeBack back -> back.draft().original();
            case Pay pay -> Optional.of(pay.order());
            case Cancel cancel -> Optional.of(cancel.order());
            case Expire expire -> Optional.of(expire.order());
            case ReviewPromise review -> Optional.of(review.order());
            case SettleRefund settle -> Optional.of(settle.order());
            case ExtendHold extend -> Optional.of(extend.order());
            case Ship ship -> Optional.of(ship.order());
            case Decide decide -> Optional.of(decide.order());
            case EditLines edit -> Optional.of(edit.order());
            case IfVersion conditional -> conditional.wish().orderId();
            case RetryWaiting retry -> Optional.of(retry.order());
        };
    }
}
