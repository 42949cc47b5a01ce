package dev.tributary.inventory;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A quota as somebody wants it; the parts mean what they mean in {@link ChannelQuota}.
 *
 * @param from at once where empty
 */
public record QuotaDraft(
        SkuId sku,
        List<ChannelId> channels,
        Optional<NodeId> node,
        ChannelQuota.Kind kind,
        long amount,
        boolean only,
        Optional<Instant> from,
        Optional<Instant> until,
        String owner,
        String reason) {

    public QuotaDraft {
        channels = List.copyOf(channels);
    }
}
