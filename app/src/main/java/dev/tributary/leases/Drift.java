package dev.tributary.leases;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a number under a lease is from what it would be without.
 *
 * @param channel whose number it is; empty for ours
 * @param node empty where the channel has one number for several nodes
 * @param told in words what was told last, such as {@code COUNT 10}
 * @param inEffect what counts now
 * @param without what would count if the lease ended now and all were applied
 * @param why where that is not simply what was told
 */
public record Drift(
        Optional<ChannelId> channel,
        Optional<NodeId> node,
        SkuId sku,
        Field field,
        String told,
        Instant toldAt,
        long inEffect,
        long without,
        Optional<Why> why) {

    public enum Why {
        /** Somebody counted the row after it was told, and knows better. */
        COUNTED_SINCE,
        /** Another lease covers it too, and decides later. */
        OTHER_LEASE,
        /** Units are promised beyond what is there: the allowance goes as they do. */
        STILL_PROMISED
    }
}
