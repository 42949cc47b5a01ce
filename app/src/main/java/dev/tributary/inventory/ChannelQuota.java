package dev.tributary.inventory;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What some channels may promise of a SKU.
 *
 * @param code the merchant's own, unique among quotas that are not over
 * @param channels that share it; one use by any of them counts
 * @param node empty for all nodes together
 * @param amount units, or hundredths of {@link Kind#PERCENT}
 * @param only of {@link Kind#DEDICATED}: its channels have nothing but these units
 * @param from when it begins; until then nothing counts
 * @param open units that its channels have promised and hold now
 * @param shipped units of its channels that left since it began
 * @param version of what people set; its use does not change it
 */
public record ChannelQuota(
        long id,
        String code,
        SkuId sku,
        List<ChannelId> channels,
        Optional<NodeId> node,
        Kind kind,
        long amount,
        boolean only,
        Instant from,
        Optional<Instant> until,
        String owner,
        String reason,
        State state,
        long open,
        long shipped,
        long version,
        String setBy,
        Instant setAt,
        Optional<Instant> endedAt) {

    public enum Kind {
        /** Set aside: other channels cannot promise what is left of them. */
        DEDICATED(1),
        /** So many units at most, from its beginning to its end. */
        CAP(2),
        /** So many hundredths at most of what can be promised now together with what its channels hold. */
        PERCENT(3);

        private final short code;

        Kind(int code) {
            this.code = (short) code;
        }

        public short code() {
            return code;
        }

        public static Kind of(int code) {
            return values()[code - 1];
        }
    }

    public enum State {
        SCHEDULED,
        IN_FORCE,
        ENDED;

        public short code() {
            return (short) (ordinal() + 1);
        }

        public static State of(int code) {
            return values()[code - 1];
        }
    }

    /** What counts against the amount: a percentage is of what is here, so it forgets what has left. */
    public long used() {
        return kind == Kind.PERCENT ? open : open + shipped;
    }
}
