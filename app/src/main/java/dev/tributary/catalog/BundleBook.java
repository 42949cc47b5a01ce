package dev.tributary.catalog;

import dev.tributary.kernel.SkuId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A merchant's bundles as they were at one moment, found by the SKU they are and by the SKUs they are made of. */
public final class BundleBook {

    private final Map<SkuId, Bundle> bundles = new HashMap<>();
    private final Map<SkuId, List<Bundle>> byComponent = new HashMap<>();

    /** Bundles without components are none. */
    public BundleBook(Collection<Bundle> all) {
        for (var bundle : all) {
            if (!bundle.components().isEmpty()) {
                bundles.put(bundle.sku(), bundle);
                bundle.components()
                        .forEach(component -> byComponent
                                .computeIfAbsent(component.sku(), any -> new ArrayList<>())
                                .add(bundle));
            }
        }
    }

    public boolean isEmpty() {
        return bundles.isEmpty();
    }

    public Optional<Bundle> bundle(SkuId sku) {
        return Optional.ofNullable(bundles.get(sku));
    }

    /** Those of which the SKU is a component. */
    public List<Bundle> containing(SkuId sku) {
        return byComponent.getOrDefault(sku, List.of());
    }
}
