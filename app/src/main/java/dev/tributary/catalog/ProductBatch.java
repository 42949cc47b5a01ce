package dev.tributary.catalog;

import dev.tributary.catalog.CatalogSetup.ProductDraft;
import dev.tributary.catalog.CatalogSetup.ProductResult;
import dev.tributary.catalog.CatalogSetup.SkuDraft;
import dev.tributary.catalog.SetupStore.ProductRow;
import dev.tributary.catalog.SetupStore.SaleUnitRow;
import dev.tributary.catalog.SetupStore.SkuRow;
import dev.tributary.database.SequenceBlocks;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.SkuId;
import dev.tributary.kernel.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One batch of products under the merchant's lock: read what is known, keep what differs, write it table by table. */
final class ProductBatch {

    private final SetupStore store;
    private final MerchantId merchant;
    private final SequenceBlocks productIds;
    private final SequenceBlocks skuIds;
    private final Instant at;
    private final CatalogNews.Batch changes;

    private final List<ProductRow> products = new ArrayList<>();
    private final List<SkuRow> skus = new ArrayList<>();
    private final List<Long> unitsReplaced = new ArrayList<>();
    private final List<SaleUnitRow> saleUnits = new ArrayList<>();

    private Map<String, ProductRow> knownProducts = Map.of();
    private Map<String, SkuRow> knownSkus = Map.of();
    private Map<Long, Map<String, Long>> knownUnits = Map.of();

    ProductBatch(SetupStore store, MerchantId merchant, SequenceBlocks productIds, SequenceBlocks skuIds, Instant at) {
        this.store = store;
        this.merchant = merchant;
        this.productIds = productIds;
        this.skuIds = skuIds;
        this.at = at;
        changes = new CatalogNews.Batch(at);
    }

    CatalogNews.Batch changes() {
        return changes;
    }

    List<ProductResult> save(List<ProductDraft> drafts) {
        read(drafts);
        var check = new ProductCheck();
        var results = new ArrayList<ProductResult>();
        for (ProductDraft draft : drafts) {
            var violations = new ArrayList<>(check.of(draft));
            violations.addAll(unitChanges(draft));
            results.add(
                    violations.isEmpty()
                            ? accept(draft)
                            : new ProductResult.Refused(draft.code(), List.copyOf(violations)));
        }
        write();
        return results;
    }

    private void read(List<ProductDraft> drafts) {
        knownProducts = store.products(
                merchant.value(),
                drafts.stream()
                        .map(ProductDraft::code)
                        .filter(CatalogStore::storable)
                        .toList());
        knownSkus = store.skus(
                merchant.value(),
                drafts.stream()
                        .flatMap(draft -> draft.skus().stream())
                        .map(SkuDraft::code)
                        .filter(CatalogStore::storable)
                        .toList());
        knownUnits = store.saleUnits(
                merchant.value(),
                knownSkus.values().stream().map(row -> row.sku().id().value()).toList());
    }

    /** Stock already counted in pieces cannot become grams. */
    private List<Violation> unitChanges(ProductDraft draft) {
        var violations = new ArrayList<Violation>();
        for (int i = 0; i < draft.skus().size(); i++) {
            SkuRow known = knownSkus.get(draft.skus().get(i).code());
            if (known != null && known.sku().unit() != draft.skus().get(i).unit()) {
                violations.add(new Violation(
                        "/skus/%d/unit".formatted(i),
                        "unit_is_fixed",
                        "its stock is counted in %s; a new unit needs a new SKU"
                                .formatted(known.sku().unit())));
            }
        }
        return violations;
    }

    private ProductResult accept(ProductDraft draft) {
        long productId = product(draft);
        int created = 0;
        int updated = 0;
        for (SkuDraft sku : draft.skus()) {
            SkuRow known = knownSkus.get(sku.code());
            if (known == null) {
                created++;
            }
            if (keep(sku, draft.code(), productId, Optional.ofNullable(known)) && known != null) {
                updated++;
            }
        }
        return new ProductResult.Saved(draft.code(), created, updated);
    }

    private long product(ProductDraft draft) {
        ProductRow known = knownProducts.get(draft.code());
        if (known != null && known.name().equals(draft.name())) {
            return known.id();
        }
        var row = known == null
                ? new ProductRow(productIds.next(), draft.code(), draft.name(), 1)
                : new ProductRow(known.id(), known.code(), draft.name(), known.version() + 1);
        products.add(row);
        changes.add(new CatalogChange.OfProduct(row.id(), row.code()), row.version());
        return row.id();
    }

    /** True when the SKU is new or differs from what is known. */
    private boolean keep(SkuDraft draft, String productCode, long productId, Optional<SkuRow> known) {
        var sku = new Sku(
                merchant,
                known.map(row -> row.sku().id()).orElseGet(() -> new SkuId(skuIds.next())),
                productCode,
                draft.code(),
                draft.name(),
                draft.gtin().map(Gtin::padded),
                draft.unit(),
                draft.price());
        boolean sameUnits = draft.saleUnits()
                .map(units -> units.equals(knownUnits.getOrDefault(sku.id().value(), Map.of())))
                .orElse(true);
        if (known.isPresent() && known.get().sku().equals(sku) && sameUnits) {
            return false;
        }
        var row = new SkuRow(sku, productId, known.map(SkuRow::version).orElse(0L) + 1);
        skus.add(row);
        changes.add(new CatalogChange.OfSku(sku.id().value(), sku.code()), row.version());
        if (!sameUnits) {
            unitsReplaced.add(sku.id().value());
            draft.saleUnits()
                    .orElseThrow()
                    .forEach((code, units) ->
                            saleUnits.add(new SaleUnitRow(sku.id().value(), code, units)));
        }
        return true;
    }

    private void write() {
        if (!products.isEmpty()) {
            store.saveProducts(merchant.value(), products, at);
        }
        if (!skus.isEmpty()) {
            store.saveSkus(merchant.value(), skus, at);
        }
        if (!unitsReplaced.isEmpty()) {
            store.replaceSaleUnits(merchant.value(), unitsReplaced, saleUnits);
        }
    }
}
