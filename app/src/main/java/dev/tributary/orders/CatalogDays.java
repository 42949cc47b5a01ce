package dev.tributary.orders;

import dev.tributary.catalog.Catalog;
import dev.tributary.inventory.MerchantDays;
import dev.tributary.kernel.MerchantId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class CatalogDays implements MerchantDays {

    private final Catalog catalog;
    private final Clock clock;

    CatalogDays(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public Optional<LocalDate> today(MerchantId merchant) {
        return catalog.merchant(merchant).map(known -> LocalDate.ofInstant(clock.instant(), known.zone()));
    }
}
