package dev.tributary.sandbox.foodmart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FoodMartTest {

    private final FoodMart mart = FoodMart.read();

    @Test
    void readsTheWholeChain() {
        assertThat(mart.products()).hasSize(1_560);
        assertThat(mart.places()).hasSize(48);
        assertThat(mart.places().stream().filter(Place::store)).hasSize(24);
        assertThat(mart.customers()).isEqualTo(10_281);
        assertThat(mart.customer(1).name()).isEqualTo("Sheri Nowmer");
    }

    @Test
    void codesAndChannelNumbersAreUnique() {
        assertThat(mart.products().stream().map(Product::code).collect(Collectors.toSet()))
                .hasSize(1_560);
        assertThat(mart.products().stream().map(Product::variantId).collect(Collectors.toSet()))
                .hasSize(1_560);
        assertThat(mart.products().stream().map(Product::gtin).collect(Collectors.toSet()))
                .hasSize(1_560);
    }

    @Test
    void addsTheCheckDigitOfTheGs1WorkedExample() {
        assertThat(Product.withCheckDigit("629104150021")).isEqualTo("6291041500213");
    }

    @Test
    void everyProductHasAPrice() {
        assertThat(mart.products()).allMatch(product -> product.price() > 0 && product.price() < 100_000);
    }

    @Test
    void putsSalesOfOneCustomerAndDayIntoOneBasket() {
        try (Baskets baskets = mart.baskets()) {
            Basket first = baskets.next();
            assertThat(first.customerId()).isEqualTo(6280);
            assertThat(Arrays.stream(first.items()).map(item -> item.product().id()))
                    .containsExactly(337, 1512);
            assertThat(Arrays.stream(first.items()).map(Basket.Item::units)).containsExactly(2, 3);
            assertThat(baskets.next().customerId()).isEqualTo(4018);
        }
    }

    /** Small enough to hold all three years' rows and come around to the first basket again. */
    @Test
    void neverEndsAndNeverPutsAProductTwiceIntoABasket() {
        try (Baskets baskets = mart.baskets()) {
            Basket first = baskets.next();
            for (int i = 1; i < 62_568; i++) {
                Basket basket = baskets.next();
                assertThat(basket.items()).isNotEmpty();
                if (Arrays.stream(basket.items())
                                .map(Basket.Item::product)
                                .distinct()
                                .count()
                        != basket.items().length) {
                    throw new AssertionError("a product twice in basket " + i);
                }
            }
            assertThat(first.items()).hasSize(2);
        }
    }
}
