package dev.tributary.catalog;

import dev.tributary.kernel.SkuId;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A SKU sold by its components, which it shares with whatever else is sold of them: it keeps no stock of its own. None
 * of them is a bundle itself.
 *
 * @param components in the order people gave them; empty when the SKU is a bundle no longer
 * @param version counts how often the components were changed
 */
public record Bundle(SkuId sku, List<Component> components, long version) {

    public static final int COMPONENTS_MAX = 20;
    public static final long UNITS_MAX = 1_000_000L;

    /** @param units how many base units of the SKU one base unit of the bundle is made of */
    public record Component(SkuId sku, long units) {}

    public Bundle {
        components = List.copyOf(components);
    }

    /** How many can be made where so many base units of each component can be sold. */
    public long sellable(ToLongFunction<SkuId> available) {
        long most = Long.MAX_VALUE;
        for (var component : components) {
            most = Math.min(most, Math.max(0, available.applyAsLong(component.sku())) / component.units());
        }
        return components.isEmpty() ? 0 : most;
    }
}
