package dev.tributary.inventory.quotas;

import dev.tributary.engine.Share;
import dev.tributary.engine.Sharing;
import dev.tributary.engine.StockRow;
import dev.tributary.inventory.Availability;
import dev.tributary.inventory.ChannelView;
import dev.tributary.inventory.Compositions;
import dev.tributary.inventory.Compositions.Part;
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
    private final Compositions compositions;
    private final QuotaMemory memory;

    QuotaView(Availability availability, Compositions compositions, QuotaMemory memory) {
        this.availability = availability;
        this.compositions = compositions;
        this.memory = memory;
    }

    @Override
    public Sellable sellable(MerchantId merchant, ChannelId channel, SkuId sku, Collection<NodeId> nodes) {
        var parts = compositions.parts(merchant, sku);
        if (parts.stream()
                .anyMatch(part -> !memory.of(merchant, part.sku()).inForce().isEmpty())) {
            return assembled(
                    availability.levels(merchant, List.of(sku), nodes).levels(),
                    parts,
                    parts.stream()
                            .map(part -> sellable(merchant, channel, part.sku(), nodes))
                            .toList());
        }
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

    /** Of a bundle: at each node, and over all of them, as many as the scarcest component makes for this channel. */
    private static Sellable assembled(List<StockLevel> levels, List<Part> parts, List<Sellable> components) {
        var here = new ArrayList<AtNode>(levels.size());
        long sum = 0;
        long version = 0;
        for (var level : levels) {
            long makes = level.available();
            for (int i = 0; i < parts.size(); i++) {
                long component = components.get(i).nodes().stream()
                        .filter(at -> at.level().node().equals(level.node()))
                        .mapToLong(AtNode::available)
                        .sum();
                makes = Math.min(makes, component / parts.get(i).units());
            }
            here.add(new AtNode(level, 0, OptionalLong.empty(), makes));
            sum += makes;
        }
        for (int i = 0; i < parts.size(); i++) {
            sum = Math.min(sum, components.get(i).available() / parts.get(i).units());
            version += components.get(i).version();
        }
        return new Sellable(sum, here, 0, OptionalLong.empty(), version);
    }

    private static OptionalLong left(long left) {
        return left == Share.UNLIMITED ? OptionalLong.empty() : OptionalLong.of(Math.max(0, left));
    }

    private static long version(List<StockLevel> levels, long quotas) {
        return quotas + levels.stream().mapToLong(StockLevel::version).sum();
    }
}
