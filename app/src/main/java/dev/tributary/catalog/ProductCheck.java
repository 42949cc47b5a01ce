package dev.tributary.catalog;

import dev.tributary.catalog.CatalogSetup.ProductDraft;
import dev.tributary.catalog.CatalogSetup.SkuDraft;
import dev.tributary.kernel.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What can be said about the products of one batch without asking the database. */
final class ProductCheck {

    private final Set<String> products = new HashSet<>();
    private final Set<String> skus = new HashSet<>();

    /** Codes seen in products checked before count: the second of two equal ones is the wrong one. */
    List<Violation> of(ProductDraft product) {
        var findings = new Findings();
        findings.code("/code", product.code());
        findings.text("/name", product.name(), Findings.NAME_MAX);
        if (!products.add(product.code())) {
            findings.add("/code", "duplicate", "this product stands in the batch before");
        }
        if (product.skus().isEmpty() || product.skus().size() > CatalogSetup.SKUS_PER_PRODUCT_MAX) {
            findings.add(
                    "/skus", "bad_size", "a product has 1 to %d SKUs".formatted(CatalogSetup.SKUS_PER_PRODUCT_MAX));
            return findings.all();
        }
        for (int i = 0; i < product.skus().size(); i++) {
            sku(findings, "/skus/" + i, product.skus().get(i));
        }
        return findings.all();
    }

    private void sku(Findings findings, String pointer, SkuDraft sku) {
        findings.code(pointer + "/code", sku.code());
        findings.text(pointer + "/name", sku.name(), Findings.NAME_MAX);
        if (!skus.add(sku.code())) {
            findings.add(pointer + "/code", "duplicate", "this SKU stands in the batch before");
        }
        sku.gtin()
                .flatMap(Gtin::fault)
                .ifPresent(fault -> findings.add(pointer + "/gtin", lower(fault), fault.detail()));
        if (sku.price().amount() < 0 || sku.price().amount() > CatalogSetup.PRICE_MAX) {
            findings.add(
                    pointer + "/price/amount",
                    "out_of_range",
                    "from 0 to %d minor units".formatted(CatalogSetup.PRICE_MAX));
        }
        sku.saleUnits().ifPresent(units -> saleUnits(findings, pointer + "/saleUnits", units));
    }

    private static void saleUnits(Findings findings, String pointer, Map<String, Long> units) {
        if (units.size() > CatalogSetup.SALE_UNITS_MAX) {
            findings.add(pointer, "bad_size", "at most %d sale units".formatted(CatalogSetup.SALE_UNITS_MAX));
            return;
        }
        units.forEach((code, baseUnits) -> {
            findings.code(pointer, code);
            if (baseUnits < 1 || baseUnits > CatalogSetup.BASE_UNITS_MAX) {
                findings.add(
                        pointer,
                        "out_of_range",
                        "%s is 1 to %d base units, not %d".formatted(code, CatalogSetup.BASE_UNITS_MAX, baseUnits));
            }
        });
    }

    private static String lower(Gtin.Fault fault) {
        return fault.name().toLowerCase(java.util.Locale.ROOT);
    }
}
