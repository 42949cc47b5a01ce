package dev.tributary.orders;

import dev.tributary.catalog.Bundle;
import dev.tributary.catalog.Bundles;
import dev.tributary.inventory.Compositions;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.SkuId;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tells inventory of the catalogue's bundles, as orders take them apart. */
@Component
class CatalogCompositions implements Compositions {

    private final Bundles bundles;

    CatalogCompositions(Bundles bundles) {
        this.bundles = bundles;
    }

    @Override
    public List<Part> parts(MerchantId merchant, SkuId sku) {
        var book = bundles.of(merchant);
        return book.isEmpty()
                ? List.of()
                : book.bundle(sku)
                        .map(bundle -> bundle.components().stream()
                                .map(component -> new Part(component.sku(), component.units()))
                                .toList())
                        .orElse(List.of());
    }

    @Override
    public Collection<SkuId> madeOf(MerchantId merchant, SkuId sku) {
        return bundles.of(merchant).containing(sku).stream().map(Bundle::sku).toList();
    }
}
