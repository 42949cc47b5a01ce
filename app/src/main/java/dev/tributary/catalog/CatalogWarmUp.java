package dev.tributary.catalog;

import dev.tributary.catalog.CatalogStore.MerchantCode;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Fills the memory after a start, beside the first requests, as far as it reaches: otherwise each SKU's first order
 * would ask the database, all of them in the busiest minute.
 */
@Component
class CatalogWarmUp {

    private static final int SLICE = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(CatalogWarmUp.class);

    private final CatalogStore store;
    private final CatalogMemory memory;
    private volatile boolean stopping;

    CatalogWarmUp(CatalogStore store, CatalogMemory memory) {
        this.store = store;
        this.memory = memory;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        Thread.ofVirtual().name("catalog-warm-up").start(this::fill);
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping = true;
    }

    void fill() {
        long merchant = 0;
        String code = "";
        try {
            for (int filled = 0; filled < CatalogMemory.SKUS_MAX && !stopping; filled += SLICE) {
                var slice = store.codesAfter(merchant, code, SLICE);
                remember(slice);
                if (slice.size() < SLICE) {
                    return;
                }
                merchant = slice.getLast().merchant().value();
                code = slice.getLast().code();
            }
        } catch (RuntimeException e) {
            LOG.warn("The catalogue's memory is not filled ahead; it fills as it is asked", e);
        }
    }

    private void remember(List<MerchantCode> slice) {
        slice.stream()
                .collect(Collectors.groupingBy(
                        MerchantCode::merchant, Collectors.mapping(MerchantCode::code, Collectors.toList())))
                .forEach(memory::skusByCode);
    }
}
