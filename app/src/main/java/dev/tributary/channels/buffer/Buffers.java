package dev.tributary.channels.buffer;

import dev.tributary.channels.StockBuffers.Setting;
import dev.tributary.inventory.Compositions;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What each channel is told less of, from memory: how fast goods sell, and what people have set. */
@Component
public class Buffers {

    private final BufferSettingStore store;
    private final Compositions compositions;
    private final SalesSpeed speed = new SalesSpeed();
    private volatile Map<ChannelId, Map<SkuId, Setting>> settings = Map.of();

    Buffers(BufferSettingStore store, Compositions compositions) {
        this.store = store;
        this.compositions = compositions;
    }

    /**
     * An order was placed: what has found its node is sold there.
     *
     * @param order the event's payload
     */
    public void placed(MerchantId merchant, JsonNode order, long nowNanos) {
        for (var line : order.path("lines")) {
            long sku = Long.parseLong(line.path("skuId").asString("0"));
            long node = Long.parseLong(line.path("nodeId").asString("0"));
            long units = line.path("units").asLong(0);
            if (sku > 0 && node > 0 && units > 0) {
                speed.sold(merchant, new SkuId(sku), new NodeId(node), units, nowNanos);
            }
        }
    }

    /**
     * @param nodes whose stock the figure counts
     * @param available the figure
     */
    public Buffer of(
            MerchantId merchant,
            ChannelId channel,
            SkuId sku,
            Collection<NodeId> nodes,
            long available,
            Duration delay,
            long nowNanos) {
        double perSecond = 0;
        for (var node : nodes) {
            perSecond += perSecond(merchant, sku, node, nowNanos);
        }
        var buffer = Buffer.computed(delay, perSecond, available);
        var setting = settings.getOrDefault(channel, Map.of()).get(sku);
        return setting == null ? buffer : buffer.fixedAt(setting.units());
    }

    /** A bundle goes as fast as the fastest of its components takes it away. */
    private double perSecond(MerchantId merchant, SkuId sku, NodeId node, long nowNanos) {
        var parts = compositions.parts(merchant, sku);
        if (parts.isEmpty()) {
            return speed.perSecond(merchant, sku, node, nowNanos);
        }
        double fastest = 0;
        for (var part : parts) {
            fastest = Math.max(fastest, speed.perSecond(merchant, part.sku(), node, nowNanos) / part.units());
        }
        return fastest;
    }

    public Set<SkuId> set(ChannelId channel) {
        return settings.getOrDefault(channel, Map.of()).keySet();
    }

    /** What other nodes have set is known here from now on. */
    public void refresh(long nowNanos) {
        settings = store.all();
        speed.forgetWhatStandsStill(nowNanos);
    }
}
