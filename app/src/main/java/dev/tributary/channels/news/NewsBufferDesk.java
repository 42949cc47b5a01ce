package dev.tributary.channels.news;

import dev.tributary.channels.StockBuffers;
import dev.tributary.channels.buffer.BufferSettingStore;
import dev.tributary.channels.buffer.Buffers;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class NewsBufferDesk implements StockBuffers {

    private final BufferSettingStore store;
    private final Buffers buffers;
    private final StockNewsLanes lanes;
    private final Clock clock;

    NewsBufferDesk(BufferSettingStore store, Buffers buffers, StockNewsLanes lanes, Clock clock) {
        this.store = store;
        this.buffers = buffers;
        this.lanes = lanes;
        this.clock = clock;
    }

    @Override
    public List<Shown> of(MerchantId merchant, ChannelId channel) {
        var settings = store.of(merchant, channel);
        var shown = new ArrayList<Shown>();
        lanes.lane(channel)
                .filter(lane -> lane.account().merchant().equals(merchant))
                .map(NewsLane::buffers)
                .ifPresent(lane -> lane.shelves().forEach(shelf -> {
                    var buffer = lane.of(shelf);
                    shown.add(new Shown(
                            shelf.sku(),
                            shelf.store(),
                            buffer.units(),
                            buffer.formula(),
                            Optional.ofNullable(settings.remove(shelf.sku()))));
                }));
        // Set a moment ago, or told by another node.
        settings.values()
                .forEach(setting -> shown.add(new Shown(
                        setting.sku(), "", setting.units(), setting.units() + " by hand", Optional.of(setting))));
        shown.sort(Comparator.comparing(Shown::sku).thenComparing(Shown::store));
        return shown;
    }

    @Override
    public Setting set(MerchantId merchant, ChannelId channel, SkuId sku, long units, String owner, String reason) {
        var known = store.of(merchant, channel);
        if (known.size() >= SETTINGS_MAX && !known.containsKey(sku)) {
            throw ProblemException.invalid(
                    "", "too_many", "of a channel at most %d buffers are set by hand".formatted(SETTINGS_MAX));
        }
        var set = store.set(
                merchant, channel, sku, units, owner, reason, clock.instant().truncatedTo(ChronoUnit.MICROS));
        buffers.refresh(System.nanoTime());
        return set;
    }

    @Override
    public boolean clear(MerchantId merchant, ChannelId channel, SkuId sku) {
        boolean cleared = store.clear(merchant, channel, sku);
        buffers.refresh(System.nanoTime());
        return cleared;
    }
}
