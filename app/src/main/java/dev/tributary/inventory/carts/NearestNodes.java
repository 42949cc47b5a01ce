package dev.tributary.inventory.carts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tributary.inventory.Availability;
import dev.tributary.inventory.CartAvailability;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.MerchantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Answers carts from the availability in memory. What is there is looked up once; places and abilities only sort it. */
@Component
class NearestNodes implements CartAvailability {

    private static final int MERCHANTS_MAX = 1_000;

    private final Availability availability;
    private final Nodes nodes;
    private final Cache<MerchantId, NodeMap> maps =
            Caffeine.newBuilder().maximumSize(MERCHANTS_MAX).build();

    NearestNodes(Availability availability, Nodes nodes) {
        this.availability = availability;
        this.nodes = nodes;
    }

    @Override
    public Answer of(MerchantId merchant, Question question) {
        // Before the rows are read: what changes meanwhile makes the answer younger than it says, never older.
        var age = availability.age();
        var map = map(merchant);
        var cart = new Cart(map, question.wanted(), available(merchant, map, question.wanted()));
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

    /** By SKU, then by node. A row of a node beyond the first thousand is passed over, as such a node is everywhere. */
    private long[][] available(MerchantId merchant, NodeMap map, List<Wanted> wanted) {
        var available = new long[wanted.size()][map.size()];
        for (int i = 0; i < available.length; i++) {
            for (var level : availability.levels(merchant, wanted.get(i).sku())) {
                int node = map.index(level.node());
                if (node >= 0) {
                    available[i][node] = level.available();
                }
            }
        }
        return available;
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
