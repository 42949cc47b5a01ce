package dev.tributary.console.setup;

import dev.tributary.catalog.CatalogSetup;
import dev.tributary.catalog.CatalogSetup.ProductDraft;
import dev.tributary.catalog.CatalogSetup.SkuDraft;
import dev.tributary.catalog.Sku;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Products from a CSV file with the columns of {@code /v1}, one line per SKU; lines of one product need not stand
 * together.
 */
final class ProductCsv {

    static final List<String> COLUMNS = List.of("product", "sku", "name", "price");

    private ProductCsv() {}

    /** @throws ProblemException naming every line that is wrong */
    static List<ProductDraft> read(byte[] bytes, Currency currency) {
        var violations = new ArrayList<Violation>();
        var products = new LinkedHashMap<String, ProductDraft>();
        for (var row : Csv.read(bytes, COLUMNS, CatalogSetup.SKUS_PER_BATCH_MAX).rows()) {
            try {
                var product = products.computeIfAbsent(
                        cell(row, "product"), code -> new ProductDraft(code, productName(row), new ArrayList<>()));
                product.skus().add(sku(row, currency));
            } catch (ProblemException e) {
                violations.add(new Violation(
                        "/line " + row.get(Csv.LINE),
                        "csv",
                        "Line %s: %s"
                                .formatted(
                                        row.get(Csv.LINE),
                                        e.violations().getFirst().detail())));
            }
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        return List.copyOf(products.values());
    }

    private static SkuDraft sku(Map<String, String> row, Currency currency) {
        return new SkuDraft(
                cell(row, "sku"),
                cell(row, "name"),
                Optional.of(row.getOrDefault("gtin", "")).filter(text -> !text.isEmpty()),
                unit(row.getOrDefault("unit", "")),
                Form.amount(cell(row, "price"), currency),
                Optional.empty());
    }

    private static String productName(Map<String, String> row) {
        String name = row.getOrDefault("productName", "");
        return name.isEmpty() ? cell(row, "name") : name;
    }

    private static Sku.BaseUnit unit(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "", "PIECE" -> Sku.BaseUnit.PIECE;
            case "GRAM" -> Sku.BaseUnit.GRAM;
            default -> throw ProblemException.invalid("/unit", "unit", "unit must be PIECE or GRAM.");
        };
    }

    private static String cell(Map<String, String> row, String column) {
        String text = row.getOrDefault(column, "");
        if (text.isEmpty()) {
            throw ProblemException.invalid("/" + column, "required", column + " is needed.");
        }
        return text;
    }
}
