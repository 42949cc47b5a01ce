package dev.tributary.inventory.quotas;

import dev.tributary.engine.Share;
import dev.tributary.engine.Sharing;
import dev.tributary.engine.StockRow;
import dev.tributary.inventory.Availability;
import dev.tributary.inventory.ChannelView;
import dev.tributary.inventory.StockLevel;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** By the same arithmetic as a batch decides, from memory. */
@Component
class QuotaView implements ChannelView {

    private final Availability availability;
    private final QuotaMemory memory;

    QuotaView(Availability availability, QuotaMemory memory) {
        this.availability = availability;
        this.memory = memory;
    }

    @Override
    public Sellable sellable(MerchantId merchant, ChannelId channel, SkuId sku, Collection<NodeId> nodes) {
        var quotas = memory.of(merchant, sku);
        return quotas.inForce().isEmpty()
                ? shared(availability.levels(merchant, List.of(sku), nodes).levels(), quotas.version())
                : limited(availability.levels(merchant, List.of(sku), List.of()).levels(), quotas, channel, nodes);
    }

    private static Sellable shared(List<StockLevel> levels, long quotas) {
        return new Sellable(
                levels.stream().mapToLong(StockLevel::available).sum(),
                levels.stream()
                        .map(level -> new AtNode(level, 0, OptionalLong.empty(), level.available()))
                        .toList(),
                0,
                OptionalLong.empty(),
                version(levels, quotas));
    }

    private static Sellable limited(
            List<StockLevel> levels, QuotaMemory.OfSku quotas, ChannelId channel, Collection<NodeId> nodes) {
        var sharing = new Sharing(
                quotas.inForce().stream().map(quota -> quota.engine(0)).toList());
        var rows = new ArrayList<StockRow>(levels.size());
        for (var level : levels) {
            var row = new StockRow(
                    rows.size(),
                    level.onHand(),
                    level.reserved(),
                    level.safety(),
                    level.allowance(),
                    level.unitsShort(),
                    level.version());
            rows.add(row);
            sharing.add(row, level.node().value());
        }
        var share = sharing.of(channel.value());
        var asked = new ArrayList<StockLevel>(levels.size());
        var here = new ArrayList<AtNode>(levels.size());
        long sum = 0;
        for (int i = 0; i < levels.size(); i++) {
            var level = levels.get(i);
            if (nodes.isEmpty() || nodes.contains(level.node())) {
                long room = Math.max(0, share.room(rows.get(i)));
                asked.add(level);
                here.add(new AtNode(
                        level,
                        share.setAside(level.node().value()),
                        left(share.left(level.node().value())),
                        room));
                sum += room;
            }
        }
        return new Sellable(
                Math.max(0, Math.min(sum, share.roomEverywhere())),
                here,
                share.setAside(0),
                left(share.leftEverywhere()),
                version(asked, quotas.version()));
    }

    private static OptionalLong left(long left) {
        return left == Share.UNLIMITED ? OptionalLong.empty() : OptionalLong.of(Math.max(0, left));
    }

    private static long version(List<StockLevel> levels, long quotas) {
        return quotas + levels.stream().mapToLong(StockLevel::version).sum();
    }
}
