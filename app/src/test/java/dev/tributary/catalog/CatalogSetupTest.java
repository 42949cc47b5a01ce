package dev.tributary.catalog;

import static dev.tributary.catalog.CatalogFixture.product;
import static dev.tributary.catalog.CatalogFixture.sku;
import static dev.tributary.catalog.CatalogFixture.withGtin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.catalog.CatalogSetup.ChannelDraft;
import dev.tributary.catalog.CatalogSetup.ListingDraft;
import dev.tributary.catalog.CatalogSetup.MerchantDraft;
import dev.tributary.catalog.CatalogSetup.ProductDraft;
import dev.tributary.catalog.CatalogSetup.ProductResult.Refused;
import dev.tributary.catalog.CatalogSetup.ProductResult.Saved;
import dev.tributary.catalog.CatalogSetup.SkuDraft;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.kernel.Violation;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CatalogSetupTest {

    private final CatalogFixture hub = new CatalogFixture();
    private final MerchantId foodmart = hub.merchant("foodmart");

    @Test
    void aMerchantIsCreatedOnceAndKeepsItsZoneAndCurrency() {
        var again = hub.setup.saveMerchant(
                new MerchantDraft("foodmart", "FoodMart", ZoneId.of("Asia/Shanghai"), Currency.getInstance("CNY")));

        assertThat(again.created()).isFalse();
        assertThat(again.merchant().id()).isEqualTo(foodmart);
        assertThat(hub.catalog.merchant(foodmart).orElseThrow().name()).isEqualTo("FoodMart");
        assertThatThrownBy(() -> hub.setup.saveMerchant(new MerchantDraft(
                        "foodmart", "FoodMart", ZoneId.of("Asia/Shanghai"), Currency.getInstance("USD"))))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CONFLICT));
    }

    @Test
    void everyFaultOfAMerchantIsNamedAtOnce() {
        assertThatThrownBy(() -> hub.setup.saveMerchant(
                        new MerchantDraft("food mart", "a\0b", ZoneId.of("UTC"), Currency.getInstance("CNY"))))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::pointer, Violation::code)
                                .containsExactly(
                                        org.assertj.core.groups.Tuple.tuple("/code", "bad_code"),
                                        org.assertj.core.groups.Tuple.tuple("/name", "control_character")));
    }

    @Test
    void productsAreCreatedThenUpdatedThenLeftAlone() {
        var drafts = List.of(product("milk", sku("MILK-1L", 1290), sku("MILK-2L", 2290)));

        assertThat(hub.setup.saveProducts(foodmart, drafts)).containsExactly(new Saved("milk", 2, 0));
        SkuId first = skuOf("MILK-1L").id();
        assertThat(hub.setup.saveProducts(
                        foodmart, List.of(product("milk", sku("MILK-1L", 1390), sku("MILK-2L", 2290)))))
                .containsExactly(new Saved("milk", 0, 1));
        int events = hub.told.size();
        assertThat(hub.setup.saveProducts(foodmart, List.of(product("milk", sku("MILK-1L", 1390)))))
                .containsExactly(new Saved("milk", 0, 0));

        assertThat(hub.told).hasSize(events);
        assertThat(skuOf("MILK-1L").id()).isEqualTo(first);
        assertThat(skuOf("MILK-1L").price()).isEqualTo(Money.of(1390, "CNY"));
        assertThat(skuOf("MILK-1L").productCode()).isEqualTo("milk");
    }

    @Test
    void aRefusedProductChangesNothingAndDoesNotHoldUpTheOthers() {
        var results = hub.setup.saveProducts(
                foodmart,
                List.of(
                        product("good", withGtin("GOOD", "6291041500213")),
                        product("bad", withGtin("BAD-1", "6291041500214"), withGtin("BAD-2", "2100001000004")),
                        product("nul\0", sku("NUL", 1)),
                        product("twice", sku("GOOD", 1)),
                        product("empty"),
                        product("dear", sku("DEAR", -1))));

        assertThat(results.getFirst()).isEqualTo(new Saved("good", 1, 0));
        assertThat(skuOf("GOOD").gtin()).contains("06291041500213");
        assertThat(pointersAndCodes(results.get(1)))
                .containsExactly("/skus/0/gtin wrong_check_digit", "/skus/1/gtin in_store_code");
        assertThat(pointersAndCodes(results.get(2))).containsExactly("/code bad_code", "/name control_character");
        assertThat(pointersAndCodes(results.get(3))).containsExactly("/skus/0/code duplicate");
        assertThat(pointersAndCodes(results.get(4))).containsExactly("/skus bad_size");
        assertThat(pointersAndCodes(results.get(5))).containsExactly("/skus/0/price/amount out_of_range");
        assertThat(hub.jdbc
                        .sql("select count(*) from catalog.product")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(hub.jdbc
                        .sql("select count(*) from catalog.sku")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void theUnitOfASkuIsFixed() {
        hub.setup.saveProducts(foodmart, List.of(product("rice", sku("RICE", 500))));
        var grams =
                new SkuDraft("RICE", "Rice", Optional.empty(), Sku.BaseUnit.GRAM, Money.of(1, "CNY"), Optional.empty());

        var result = hub.setup.saveProducts(foodmart, List.of(product("rice", grams)));

        assertThat(pointersAndCodes(result.getFirst())).containsExactly("/skus/0/unit unit_is_fixed");
        assertThat(skuOf("RICE").unit()).isEqualTo(Sku.BaseUnit.PIECE);
    }

    @Test
    void saleUnitsReplaceThoseKnownBefore() {
        hub.setup.saveProducts(foodmart, List.of(product("cola", cola(Map.of("BOX", 24L, "PACK", 6L)))));
        SkuId cola = skuOf("COLA").id();
        assertThat(hub.catalog.of(foodmart, cola)).isEqualTo(Map.of("BOX", 24L, "PACK", 6L));

        hub.setup.saveProducts(foodmart, List.of(product("cola", cola(Map.of("BOX", 12L)))));

        assertThat(hub.catalog.of(foodmart, cola)).isEqualTo(Map.of("BOX", 12L));
    }

    @Test
    void aListingMapsAChannelsNameAndMayBePointedElsewhere() {
        hub.setup.saveProducts(foodmart, List.of(product("milk", sku("MILK-1L", 1), sku("MILK-2L", 2))));
        ChannelId shop = hub.setup.saveChannel(foodmart, shop("shop", 1)).id();
        SkuId small = skuOf("MILK-1L").id();
        SkuId large = skuOf("MILK-2L").id();

        assertThat(hub.setup.saveListings(
                        foodmart, shop, List.of(new ListingDraft("49148385", small), new ListingDraft("4915", large))))
                .isEqualTo(2);
        assertThat(hub.catalog.listings(foodmart, shop, small)).containsExactly("49148385");
        assertThat(hub.setup.saveListings(
                        foodmart, shop, List.of(new ListingDraft("49148385", large), new ListingDraft("4915", large))))
                .isEqualTo(1);

        assertThat(hub.catalog.listings(foodmart, shop, small)).isEmpty();
        assertThat(hub.catalog.listings(foodmart, shop, large)).containsExactly("49148385", "4915");
        assertThat(hub.catalog.listed(foodmart, shop, List.of("49148385", "MILK-1L", "nobody")))
                .containsOnlyKeys("49148385", "MILK-1L")
                .extractingByKey("49148385")
                .extracting(Sku::code)
                .isEqualTo("MILK-2L");
    }

    @Test
    void listingsAreAllOrNone() {
        hub.setup.saveProducts(foodmart, List.of(product("milk", sku("MILK-1L", 1))));
        ChannelId shop = hub.setup.saveChannel(foodmart, shop("shop", 1)).id();
        SkuId milk = skuOf("MILK-1L").id();

        assertThatThrownBy(() -> hub.setup.saveListings(
                        foodmart,
                        shop,
                        List.of(new ListingDraft("a", milk), new ListingDraft("a", milk), new ListingDraft(" ", milk))))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.violations())
                                .extracting(violation -> violation.pointer() + " " + violation.code())
                                .containsExactly(
                                        "/listings/1/channelSku duplicate", "/listings/2/channelSku required"));
        assertThat(hub.catalog.listed(foodmart, shop, List.of("a"))).isEmpty();
    }

    @Test
    void aChannelKeepsItsIdAndItsAdapter() {
        var first = hub.setup.saveChannel(foodmart, shop("shop", 1, 2));
        var second = hub.setup.saveChannel(foodmart, shop("shop", 2));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(hub.catalog.channel(foodmart, "shop").orElseThrow().nodes()).containsExactly(new NodeId(2));
        assertThatThrownBy(() -> hub.setup.saveChannel(
                        foodmart, new ChannelDraft("shop", "Shop", "meituan", true, List.of(), Duration.ofMinutes(30))))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CONFLICT));
        assertThatThrownBy(() -> hub.setup.saveChannel(foodmart, shop("shop", 1, 2, 3, 4, 5, 5)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::code)
                                .containsExactly("bad_size", "duplicate"));
    }

    @Test
    void anotherNodeSeesTheChangeWhenItHearsOfIt() {
        hub.setup.saveProducts(foodmart, List.of(product("milk", sku("MILK-1L", 1290))));
        assertThat(hub.sku(hub.otherNode, foodmart, "MILK-1L").price()).isEqualTo(Money.of(1290, "CNY"));

        hub.told.clear();
        hub.setup.saveProducts(foodmart, List.of(product("milk", sku("MILK-1L", 1390))));
        hub.otherNodeHears();

        assertThat(hub.sku(hub.otherNode, foodmart, "MILK-1L").price()).isEqualTo(Money.of(1390, "CNY"));
    }

    @Test
    void whatARolledBackTransactionSawIsNotRemembered() {
        hub.setup.saveProducts(foodmart, List.of(product("milk", sku("MILK-1L", 1290))));

        hub.transactions.executeWithoutResult(status -> {
            hub.setup.saveProducts(foodmart, List.of(product("milk", sku("MILK-1L", 1))));
            assertThat(skuOf("MILK-1L").price()).isEqualTo(Money.of(1, "CNY"));
            status.setRollbackOnly();
        });

        assertThat(skuOf("MILK-1L").price()).isEqualTo(Money.of(1290, "CNY"));
    }

    @Test
    void nothingHasNulInItsName() {
        ChannelId shop = hub.setup.saveChannel(foodmart, shop("shop", 1)).id();

        assertThat(hub.catalog.skusByCode(foodmart, List.of("a\0"))).isEmpty();
        assertThat(hub.catalog.listed(foodmart, shop, List.of("a\0"))).isEmpty();
        assertThat(hub.catalog.channel(foodmart, "a\0")).isEmpty();
        assertThat(hub.lists.merchant("a\0")).isEmpty();
    }

    @Test
    void merchantsAreApart() {
        MerchantId other = hub.merchant("other");
        hub.setup.saveProducts(foodmart, List.of(product("milk", sku("MILK-1L", 1290))));
        SkuId milk = skuOf("MILK-1L").id();
        ChannelId shop = hub.setup.saveChannel(foodmart, shop("shop", 1)).id();

        assertThat(hub.catalog.sku(other, milk)).isEmpty();
        assertThat(hub.catalog.skusByCode(other, List.of("MILK-1L"))).isEmpty();
        assertThat(hub.catalog.channel(other, shop)).isEmpty();
        assertThat(hub.catalog.channel(other, "shop")).isEmpty();
        assertThat(hub.catalog.listed(other, shop, List.of("MILK-1L"))).isEmpty();
        assertThat(hub.lists
                        .skus(other, CatalogLists.SkuFilter.ALL, Optional.empty(), 50)
                        .items())
                .isEmpty();
    }

    @Test
    void fiveHundredProductsCostAFixedNumberOfStatementsAndListInPages() {
        var drafts = IntStream.range(0, 500)
                .mapToObj(i -> product("p%03d".formatted(i), sku("s%03d".formatted(i), i)))
                .toList();

        assertThat(hub.setup.saveProducts(foodmart, drafts)).hasSize(500).allMatch(result -> result instanceof Saved);

        var codes = new ArrayList<String>();
        Optional<String> cursor = Optional.empty();
        do {
            var page = hub.lists.skus(foodmart, CatalogLists.SkuFilter.ALL, cursor, 200);
            page.items().forEach(sku -> codes.add(sku.code()));
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        assertThat(codes).hasSize(500).doesNotHaveDuplicates();
        var tooMany = new ArrayList<ProductDraft>(drafts);
        tooMany.add(product("one-more", sku("one-more", 1)));
        assertThatThrownBy(() -> hub.setup.saveProducts(foodmart, tooMany)).isInstanceOf(ProblemException.class);
    }

    private Sku skuOf(String code) {
        return hub.sku(hub.catalog, foodmart, code);
    }

    private static SkuDraft cola(Map<String, Long> units) {
        return new SkuDraft(
                "COLA", "Cola", Optional.empty(), Sku.BaseUnit.PIECE, Money.of(300, "CNY"), Optional.of(units));
    }

    private static ChannelDraft shop(String code, long... nodes) {
        return new ChannelDraft(
                code,
                "Shop",
                "shopify",
                true,
                java.util.Arrays.stream(nodes).mapToObj(NodeId::new).toList(),
                Duration.ofMinutes(30));
    }

    private static List<String> pointersAndCodes(CatalogSetup.ProductResult result) {
        return ((Refused) result)
                .violations().stream()
                        .map(violation -> violation.pointer() + " " + violation.code())
                        .toList();
    }
}
