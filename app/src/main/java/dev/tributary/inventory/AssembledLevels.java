package dev.tributary.inventory;

import dev.tributary.inventory.Compositions.Part;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle's stock would be, if it had some: at each node that has all of its components, as many as the scarcest of
 * them makes there.
 */
final class AssembledLevels {

    private AssembledLevels() {}

    /** @param levels of each component */
    static StockLevel[] of(SkuId bundle, List<Part> parts, Function<SkuId, StockLevel[]> levels) {
        var components = new ArrayList<StockLevel[]>(parts.size());
        parts.forEach(part -> components.add(levels.apply(part.sku())));
        var assembled = new ArrayList<StockLevel>();
        for (var first : components.getFirst()) {
            var level = at(first.node(), bundle, parts, components);
            if (level != null) {
                assembled.add(level);
            }
        }
        return assembled.toArray(StockLevel[]::new);
    }

    /** Its version grows with every movement of any component there. */
    private static @Nullable StockLevel at(NodeId node, SkuId bundle, List<Part> parts, List<StockLevel[]> components) {
        long makes = Long.MAX_VALUE;
        long version = 0;
        for (int i = 0; i < parts.size(); i++) {
            var level = at(node, components.get(i));
            if (level == null) {
                return null;
            }
            makes = Math.min(makes, level.available() / parts.get(i).units());
            version += level.version();
        }
        return new StockLevel(bundle, node, makes, 0, 0, 0, 0, version);
    }

    private static @Nullable StockLevel at(NodeId node, StockLevel[] levels) {
        for (var level : levels) {
            if (level.node().equals(node)) {
                return level;
            }
        }
        return null;
    }
}
