package dev.tributary.orders;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
        /** Set aside: never on hand, nobody can sell it. */
        DAMAGED(2);

        private final int code;

        Disposition(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Disposition of(int code) {
            return values()[code - 1];
        }
    }

    /**
     * @param number from 1, unique in the return
     * @param sku empty when nobody has mapped the channel's SKU yet: its goods wait until the return is told again
     * @param amount what the customer was credited for it
     */
    public record Line(
            int number, Optional<SkuId> sku, String channelSku, long units, Disposition disposition, Money amount) {}
}
