package dev.tributary.channels;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How much less than there is a channel is told of a SKU, because what sells while the news is on its way cannot be taken
 * back. It changes nothing about what is promised.
 */
public interface StockBuffers {

    int SETTINGS_MAX = 1_000;
    long UNITS_MAX = 1_000_000;
    int OWNER_MAX = 100;
    int REASON_MAX = 200;

    /**
     * What this channel is told less of now, and what people have set; by SKU. Computed buffers are known to the node that
     * tells the channel.
     */
    List<Shown> of(MerchantId merchant, ChannelId channel);

    /** In place of the computed one; 0 is none. At most {@value #SETTINGS_MAX} of a channel. */
    Setting set(MerchantId merchant, ChannelId channel, SkuId sku, long units, String owner, String reason);

    /** Back to the computed one. False when nothing was set. */
    boolean clear(MerchantId merchant, ChannelId channel, SkuId sku);

    record Setting(SkuId sku, long units, String owner, String reason, Instant setAt, long version) {}

    /**
     * @param store the platform's name of the store; empty where the channel has one figure per SKU
     * @param formula such as {@code 3 = 0.80 s x 3.1/s, rounded up}
     */
    record Shown(SkuId sku, String store, long units, String formula, Optional<Setting> setting) {}
}
