package dev.tributary.inventory.carts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tributary.inventory.Availability;
import dev.tributary.inventory.CartAvailability;
import dev.tributary.inventory.ChannelView;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.carts.Cart.Units;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Answers carts from the availability in memory. What is there is looked up once; places and abilities only sort it. */
@Component
class NearestNodes implements CartAvailability {

    private static final int MERCHANTS_MAX = 1_000;

    private final Availability availability;
    private final ChannelView channels;
    private final Nodes nodes;
    private final Cache<MerchantId, NodeMap> maps =
            Caffeine.newBuilder().maximumSize(MERCHANTS_MAX).build();

    NearestNodes(Availability availability, ChannelView channels, Nodes nodes) {
        this.availability = availability;
        this.channels = channels;
        this.nodes = nodes;
    }

    @Override
    public Answer of(MerchantId merchant, Question question) {
        // Before the rows are read: what changes meanwhile makes the answer younger than it says, never older.
        var age = availability.age();
        var map = map(merchant);
        var cart = new Cart(map, question.wanted(), rows(merchant, map, question));
        var parts = new ArrayList<Part>();
        for (int place = 0; place < question.places().size(); place++) {
            if (question.abilities().isEmpty()) {
                parts.add(cart.part(question, place, Optional.empty()));
            }
            for (Node.Ability ability : question.abilities()) {
                parts.add(cart.part(question, place, Optional.of(ability)));
            }
        }
        return new Answer(age, parts);
    }

    private Units[] rows(MerchantId merchant, NodeMap map, Question question) {
        var rows = new Units[question.wanted().size()];
        for (int i = 0; i < rows.length; i++) {
            var sku = question.wanted().get(i).sku();
            rows[i] = question.channel().isPresent()
                    ? sellable(merchant, question.channel().get(), sku, map)
                    : available(merchant, sku, map);
        }
        return rows;
    }

    private Units available(MerchantId merchant, SkuId sku, NodeMap map) {
        long[] byNode = new long[map.size()];
        for (var level : availability.levels(merchant, sku)) {
            put(byNode, map, level.node(), level.available());
        }
        return new Units(byNode, Long.MAX_VALUE);
    }

    private Units sellable(MerchantId merchant, ChannelId channel, SkuId sku, NodeMap map) {
        var sellable = channels.sellable(merchant, channel, sku, List.of());
        long[] byNode = new long[map.size()];
        for (var at : sellable.nodes()) {
            put(byNode, map, at.level().node(), Math.min(at.available(), sellable.available()));
        }
        return new Units(byNode, sellable.available());
    }

    /** A row of a node beyond the first thousand is passed over, as such a node is everywhere. */
    private static void put(long[] byNode, NodeMap map, NodeId node, long available) {
        int index = map.index(node);
        if (index >= 0) {
            byNode[index] = available;
        }
    }

    private NodeMap map(MerchantId merchant) {
        var all = nodes.all(merchant);
        var known = maps.getIfPresent(merchant);
        if (known != null && known.isOf(all)) {
            return known;
        }
        var made = new NodeMap(all);
        maps.put(merchant, made);
        return made;
    }
}
