package dev.tributary.openapi.setup;

import dev.tributary.catalog.CatalogSetup;
import dev.tributary.catalog.CatalogSetup.ProductDraft;
import dev.tributary.catalog.CatalogSetup.ProductResult;
import dev.tributary.catalog.CatalogSetup.SkuDraft;
import dev.tributary.catalog.Sku;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Violation;
import dev.tributary.openapi.body.Cells;
import dev.tributary.openapi.body.Csv;
import dev.tributary.openapi.body.ImportResult;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file of SKUs, one a row, rows of one product wherever they stand. A wrong row does not hold up the others, not even
 * those of its product. Loading the same file again changes nothing.
 */
final class ProductImport {

    private static final int TEXT_MAX = 1_000;

    private record Row(int line, String product, String productName, SkuDraft sku) {}

    private final CatalogSetup setup;
    private final MerchantId merchant;
    private final Currency currency;
    private final Map<String, String> productNames = new HashMap<>();
    private final Set<String> skus = new HashSet<>();

    ProductImport(CatalogSetup setup, MerchantId merchant, Currency currency) {
        this.setup = setup;
        this.merchant = merchant;
        this.currency = currency;
    }

    ImportResult.Shown load(byte[] file) {
        var rows = Csv.rows(file, SetupShapes.ProductRow.class);
        var result = new ImportResult(rows.size());
        var good = new ArrayList<Row>();
        for (Csv.Row raw : rows) {
            var cells = new Cells(raw);
            Row row = read(cells);
            if (cells.findings().none()) {
                good.add(row);
            } else {
                result.wrong(raw.line(), cells.findings().all());
            }
        }
        batches(good).forEach(batch -> save(batch, result));
        return result.shown();
    }

    private Row read(Cells cells) {
        String product = cells.text("product", TEXT_MAX);
        String code = cells.text("sku", TEXT_MAX);
        String name = cells.text("name", TEXT_MAX);
        String productName =
                cells.optionalText("productName", TEXT_MAX).orElseGet(() -> productNames.getOrDefault(product, name));
        String before = productNames.putIfAbsent(product, productName);
        if (before != null && !before.equals(productName)) {
            cells.findings().add("productName", "contradiction", "an earlier row calls this product otherwise");
        }
        if (!skus.add(code)) {
            cells.findings().add("sku", "duplicate", "an earlier row has this SKU");
        }
        var sku = new SkuDraft(
                code,
                name,
                cells.optionalText("gtin", TEXT_MAX),
                cells.oneOf("unit", Sku.BaseUnit.class, Sku.BaseUnit.PIECE),
                cells.money("price", cells.currency("currency", currency)),
                Optional.empty());
        return new Row(cells.line(), product, productName, sku);
    }

    /** A batch has room for so many products, and for so many SKUs of each. */
    private static List<Map<String, List<Row>>> batches(List<Row> rows) {
        var batches = new ArrayList<Map<String, List<Row>>>();
        var batch = new LinkedHashMap<String, List<Row>>();
        int size = 0;
        for (Row row : rows) {
            var ofProduct = batch.getOrDefault(row.product(), List.of());
            if (batch.size() == CatalogSetup.PRODUCTS_MAX
                    || size == CatalogSetup.SKUS_PER_BATCH_MAX
                    || ofProduct.size() == CatalogSetup.SKUS_PER_PRODUCT_MAX) {
                batches.add(batch);
                batch = new LinkedHashMap<>();
                size = 0;
            }
            batch.computeIfAbsent(row.product(), product -> new ArrayList<>()).add(row);
            size++;
        }
        batches.add(batch);
        return batches;
    }

    /** Products with wrong rows come a second time, without these. */
    private void save(Map<String, List<Row>> products, ImportResult result) {
        if (products.isEmpty()) {
            return;
        }
        var again = new LinkedHashMap<String, List<Row>>();
        for (ProductResult saved : setup.saveProducts(merchant, drafts(products))) {
            if (saved instanceof ProductResult.Refused refused) {
                var rows = products.getOrDefault(refused.code(), List.of());
                refused.violations().forEach(violation -> blame(violation, rows, result));
                var rest =
                        rows.stream().filter(row -> !result.isWrong(row.line())).toList();
                if (!rest.isEmpty()) {
                    again.put(refused.code(), rest);
                }
            }
        }
        save(again, result);
    }

    private static List<ProductDraft> drafts(Map<String, List<Row>> products) {
        return products.entrySet().stream()
                .map(product -> new ProductDraft(
                        product.getKey(),
                        product.getValue().getFirst().productName(),
                        product.getValue().stream().map(Row::sku).toList()))
                .toList();
    }

    private static void blame(Violation violation, List<Row> rows, ImportResult result) {
        String[] steps = violation.pointer().split("/", -1);
        if (steps.length >= 4 && "skus".equals(steps[1])) {
            String column = "code".equals(steps[3]) ? "sku" : steps[3];
            var row = rows.get(Integer.parseInt(steps[2]));
            result.wrong(row.line(), List.of(new Violation(column, violation.code(), violation.detail())));
        } else {
            String column = "/code".equals(violation.pointer()) ? "product" : "productName";
            rows.forEach(row ->
                    result.wrong(row.line(), List.of(new Violation(column, violation.code(), violation.detail()))));
        }
    }
}
