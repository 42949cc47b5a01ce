package dev.tributary.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.catalog.BundleSetup.Draft;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BundleSetupTest {

    private final CatalogFixture hub = new CatalogFixture();
    private final MerchantId foodmart = hub.merchant("foodmart");
    private final BundleSetup bundles = new JdbcBundleSetup(
            new BundleStore(hub.jdbc),
            new SetupStore(hub.jdbc),
            hub.news,
            new CatalogStore(hub.jdbc),
            hub.transactions,
            Clock.fixed(CatalogFixture.NOW, ZoneOffset.UTC));

    BundleSetupTest() {
        hub.setup.saveProducts(
                foodmart,
                List.of(CatalogFixture.product(
                        "P",
                        IntStream.rangeClosed(1, 30)
                                .mapToObj(i -> CatalogFixture.sku("S" + i, 100))
                                .toArray(CatalogSetup.SkuDraft[]::new))));
    }

    @Test
    void aBundleIsFoundByItsSkuAndByItsComponentsOnEveryNode() {
        assertThat(hub.otherNode.of(foodmart).isEmpty()).isTrue();

        var saved = save("S1 = 2 S2, 1 S3").getFirst();
        hub.otherNodeHears();

        assertThat(saved.version()).isEqualTo(1);
        for (var node : List.of(hub.catalog, hub.otherNode)) {
            var book = node.of(foodmart);
            assertThat(book.bundle(sku("S1"))).contains(saved);
            assertThat(book.bundle(sku("S2"))).isEmpty();
            assertThat(book.containing(sku("S2"))).containsExactly(saved);
            assertThat(book.containing(sku("S1"))).isEmpty();
        }
        assertThat(hub.told.getLast().payload()).contains("\"kind\":\"BUNDLE\"", "\"code\":\"S1\"");
    }

    @Test
    void sellsAsManyAsItsScarcestComponentMakes() {
        var bundle = save("S1 = 2 S2, 3 S3").getFirst();

        assertThat(bundle.sellable(Map.of(sku("S2"), 9L, sku("S3"), 7L)::get)).isEqualTo(2);
        assertThat(bundle.sellable(Map.of(sku("S2"), 9L, sku("S3"), -1L)::get)).isZero();
    }

    @Test
    void eachChangeIsAVersionAndTheSameAgainIsNone() {
        save("S1 = 2 S2, 1 S3");
        int told = hub.told.size();

        assertThat(save("S1 = 2 S2, 1 S3").getFirst().version()).isEqualTo(1);
        assertThat(hub.told).hasSize(told);
        assertThat(save("S1 = 1 S3").getFirst().version()).isEqualTo(2);
        assertThat(save("S1 =").getFirst().version()).isEqualTo(3);
        assertThat(hub.catalog.of(foodmart).isEmpty()).isTrue();
        assertThat(save("S1 = 1 S2").getFirst().version()).isEqualTo(4);

        var other = new Draft(sku("S1"), List.of(), OptionalLong.of(3));
        assertThatThrownBy(() -> bundles.save(foodmart, List.of(other)))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.PRECONDITION_FAILED));
    }

    /** What is there, what is tried, and what is found wrong with it. */
    @Test
    void noBundleIsMadeOfBundlesNorOfNothingKnown() {
        check("", "S1 = 1 S1", "/bundles/0/components/0/sku bundle_in_bundle");
        check("", "S1 = 1 S2, 2 S2", "/bundles/0/components/1/sku duplicate");
        check("", "S1 = 0 S2", "/bundles/0/components/0/units out_of_range");
        check("", "S1 = 1000001 S2", "/bundles/0/components/0/units out_of_range");
        check("", "S1 = 1 S2; S1 = 1 S3", "/bundles/1/sku duplicate");
        check("", "S1 = 1 S99", "/bundles/0/components/0/sku unknown_sku");
        check("", "S99 = 1 S1", "/bundles/0/sku unknown_sku");
        check(
                "",
                "S1 = 1 S2; S2 = 1 S3",
                "/bundles/0/components/0/sku bundle_in_bundle",
                "/bundles/1/sku bundle_in_bundle");
        check(
                "",
                "S1 = 1 S2; S2 = 1 S1",
                "/bundles/0/sku bundle_in_bundle",
                "/bundles/0/components/0/sku bundle_in_bundle",
                "/bundles/1/sku bundle_in_bundle",
                "/bundles/1/components/0/sku bundle_in_bundle");
        check("S2 = 1 S3", "S1 = 1 S2", "/bundles/0/components/0/sku bundle_in_bundle");
        check("S1 = 1 S2", "S2 = 1 S3", "/bundles/0/sku bundle_in_bundle");
        check("S2 = 1 S3", "S2 = 1 S4; S1 = 1 S3");
        check("S2 = 1 S3", "S2 =; S1 = 1 S2");
        check("", "S1 = " + "1 S2, ".repeat(20) + "1 S3", "/bundles/0/components bad_size");
        check("", "S1 = 1 S2");
    }

    @Test
    void bundlesAreListedByCodeAPageAtATime() {
        save("S3 = 1 S10; S1 = 1 S11, 2 S12; S2 = 1 S13");
        save("S2 =");

        var first = bundles.list(foodmart, Optional.empty(), 1);
        var second = bundles.list(foodmart, first.nextCursor(), 1);

        assertThat(first.items()).extracting(BundleSetup.Named::code).containsExactly("S1");
        assertThat(first.items().getFirst().bundle().components()).hasSize(2);
        assertThat(second.items()).extracting(BundleSetup.Named::code).containsExactly("S3");
        assertThat(second.nextCursor()).isEmpty();
        assertThat(bundles.find(foodmart, sku("S2")).orElseThrow().components()).isEmpty();
    }

    private void check(String there, String tried, String... wrong) {
        hub.jdbc.sql("truncate catalog.bundle cascade").update();
        save(there);
        if (wrong.length == 0) {
            save(tried);
            return;
        }
        assertThatThrownBy(() -> save(tried))
                .as(tried)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.violations())
                                .extracting(violation -> violation.pointer() + " " + violation.code())
                                .contains(wrong));
    }

    /** {@code S1 = 2 S2, 1 S3; S4 = 1 S5}. */
    private List<Bundle> save(String text) {
        return bundles.save(
                foodmart,
                Arrays.stream(text.split("; "))
                        .filter(one -> !one.isEmpty())
                        .map(this::draft)
                        .toList());
    }

    private Draft draft(String text) {
        var halves = text.split(" =", 2);
        return new Draft(
                sku(halves[0]),
                Arrays.stream(halves[1].strip().split(", "))
                        .filter(one -> !one.isEmpty())
                        .map(one -> new Bundle.Component(sku(one.split(" ")[1]), Long.parseLong(one.split(" ")[0])))
                        .toList(),
                OptionalLong.empty());
    }

    private SkuId sku(String code) {
        return code.equals("S99")
                ? new SkuId(987_654_321)
                : hub.sku(hub.catalog, foodmart, code).id();
    }
}
