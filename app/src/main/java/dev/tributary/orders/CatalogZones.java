package dev.tributary.orders;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Merchant;
import dev.tributary.inventory.MerchantZones;
import dev.tributary.kernel.MerchantId;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

@Component
class CatalogZones implements MerchantZones {

    private final Catalog catalog;

    CatalogZones(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public ZoneId zone(MerchantId merchant) {
        return catalog.merchant(merchant).map(Merchant::zone).orElse(ZoneOffset.UTC);
    }
}
