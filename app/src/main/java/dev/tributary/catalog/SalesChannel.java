package dev.tributary.catalog;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import java.time.Duration;
import java.util.List;

/**
 * A place to sell.
 *
 * @param adapter which adapter file speaks to it: its name, such as {@code app} or {@code tills}
 * @param facts true when its orders have already happened and may not be refused
 * @param nodes where its orders are served from, in order of preference, at most five
 * @param holdTime how long an unpaid order keeps its stock
 * @param holdTimeMax how long it may keep it at most, counted from when it was placed, while its buyer is active
 */
public record SalesChannel(
        MerchantId merchant,
        ChannelId id,
        String code,
        String name,
        String adapter,
        boolean facts,
        List<NodeId> nodes,
        Duration holdTime,
        Duration holdTimeMax) {

    public static final int NODES_MAX = 5;
    public static final Duration HOLD_MAX = Duration.ofDays(30);

    public SalesChannel {
        nodes = List.copyOf(nodes);
        if (nodes.size() > NODES_MAX) {
            throw new IllegalArgumentException("a channel is served from at most %d nodes".formatted(NODES_MAX));
        }
    }
}
