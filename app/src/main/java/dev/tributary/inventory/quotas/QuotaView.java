package dev.tributary.inventory.quotas;

import dev.tributary.inventory.Availability;
import dev.tributary.inventory.ChannelView;
import dev.tributary.inventory.StockLevel;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

@Component
class QuotaView implements ChannelView {

    private final Availability availability;

    QuotaView(Availability availability) {
        this.availability = availability;
    }

    @Override
    public Sellable sellable(MerchantId merchant, ChannelId channel, SkuId sku, Collection<NodeId> nodes) {
        var levels = availability.levels(merchant, List.of(sku), nodes).levels();
        return new Sellable(
                levels.stream().mapToLong(StockLevel::available).sum(),
                levels.stream()
                        .map(level -> new AtNode(level, 0, OptionalLong.empty(), level.available()))
                        .toList(),
                0,
                OptionalLong.empty(),
                levels.stream().mapToLong(StockLevel::version).sum());
    }
}
