package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A sheet by which people count goods of a node, beside the sales that go on. */
public record CountSheet(
        MerchantId merchant,
        long id,
        NodeId node,
        CountState state,
        String note,
        String openedBy,
        Instant openedAt,
        Optional<String> decidedBy,
        Optional<Instant> decidedAt,
        Optional<String> reason,
        long version,
        List<Line> lines) {

    /**
     * @param frozen on hand when the sheet was opened
     * @param now on hand as it is
     * @param counted what somebody found
     * @param difference of what was found from what the book had at that moment
     * @param verdict of an approved sheet: whether it counted
     */
    public record Line(
            SkuId sku,
            long frozen,
            long now,
            OptionalLong counted,
            OptionalLong difference,
            OptionalLong countedVersion,
            Optional<Verdict> verdict) {

        /** What moved since the sheet was opened. */
        public long moved() {
            return now - frozen;
        }
    }

    /** Stored by its code: never renumber. */
    public enum Verdict {
        /** The row was what was found, or became it. */
        COUNTED(1),
        /** Somebody counted the row since, and knows better. */
        COUNTED_SINCE(2);

        private final short code;

        Verdict(int code) {
            this.code = (short) code;
        }

        public short code() {
            return code;
        }

        public static Verdict of(int code) {
            return values()[code - 1];
        }
    }
}
