package dev.tributary.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.catalog.CatalogSetup.ProductDraft;
import dev.tributary.testing.StatementCount;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CatalogWarmUpTest {

    private final CatalogFixture hub = new CatalogFixture();

    @Test
    void afterTheFillEveryMerchantsSkusAreKnownWithoutAsking() {
        var first = hub.merchant("foodmart");
        var second = hub.merchant("sportmart");
        hub.setup.saveProducts(first, products("F", 1_500));
        hub.setup.saveProducts(second, products("S", 700));

        new CatalogWarmUp(new CatalogStore(hub.jdbc), hub.otherNode).fill();

        var found = new ArrayList<String>();
        long statements = StatementCount.of(() -> {
            found.addAll(hub.otherNode.skusByCode(first, codes("F", 1_500)).keySet());
            found.addAll(hub.otherNode.skusByCode(second, codes("S", 700)).keySet());
        });
        assertThat(found).hasSize(2_200);
        assertThat(statements).isZero();
    }

    private static List<ProductDraft> products(String prefix, int skus) {
        var products = new ArrayList<ProductDraft>();
        for (int from = 0; from < skus; from += 100) {
            products.add(CatalogFixture.product(
                    prefix + from,
                    codes(prefix, skus).subList(from, from + 100).stream()
                            .map(code -> CatalogFixture.sku(code, 100))
                            .toArray(CatalogSetup.SkuDraft[]::new)));
        }
        return products;
    }

    private static List<String> codes(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "%s-%05d".formatted(prefix, i))
                .toList();
    }
}
