package dev.tributary.inventory.carts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.CartAvailability.Place;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Node.Ability;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Region;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeMapTest {

    private final NodeMap map = new NodeMap(List.of(
            node(1, "beijing", "110101", 39.9042, 116.4074, Ability.SHIP, Ability.PICK_UP),
            node(2, "pudong", "310115", 31.2215, 121.5447, Ability.SHIP, Ability.INSTANT),
            node(3, "puxi", "310101", 31.2304, 121.4737, Ability.PICK_UP),
            node(4, "suzhou", "320508", 31.2990, 120.5853, Ability.SHIP),
            nowhere(5, "supplier", "310101")));

    @Test
    void nodesComeByDistanceAndThoseThatSayNotWhereTheyLieLast() {
        assertThat(order(new Place.Point(31.23, 121.47))).isEqualTo("puxi pudong suzhou beijing supplier");
        assertThat(order(new Place.Point(40, 116))).isEqualTo("beijing suzhou puxi pudong supplier");
    }

    @Test
    void nodesComeByHowMuchOfTheirRegionsCodeIsAlike() {
        assertThat(order(new Place.Within(new Region("CN", "310101"))))
                .isEqualTo("puxi supplier pudong suzhou beijing");
        assertThat(order(new Place.Within(new Region("CN", "320508"))))
                .isEqualTo("suzhou pudong puxi supplier beijing");
        assertThat(order(new Place.Within(new Region("DE", "BY")))).isEqualTo("beijing pudong puxi suzhou supplier");
    }

    @Test
    void namedNodesKeepTheirOrderAndOthersAreLeftOut() {
        var named = new Place.Named(List.of(new NodeId(4), new NodeId(1), new NodeId(99)));
        assertThat(order(named)).isEqualTo("suzhou beijing");
        assertThat(order(new Place.Anywhere())).isEqualTo("beijing pudong puxi suzhou supplier");
    }

    @Test
    void onlyThoseThatCanComeAtAll() {
        var here = new Place.Point(31.23, 121.47);
        assertThat(order(here, Optional.of(Ability.SHIP))).isEqualTo("pudong suzhou beijing");
        assertThat(order(here, Optional.of(Ability.INSTANT))).isEqualTo("pudong");
        assertThat(order(new Place.Named(List.of(new NodeId(3), new NodeId(1))), Optional.of(Ability.SHIP)))
                .isEqualTo("beijing");
    }

    /** Distances by the haversine formula, computed apart. */
    @ParameterizedTest
    @CsvSource({
        "31.2304, 121.4737, beijing, 1067311",
        "31.2304, 121.4737, puxi, 0",
        "-31.2304, -58.5263, puxi, 20015115",
        "39.9042, 116.4074, beijing, 0",
    })
    void metresAreThoseOfAGreatCircle(double latitude, double longitude, String to, long metres) {
        int index = IntStream.range(0, map.size())
                .filter(i -> map.node(i).code().equals(to))
                .findFirst()
                .orElseThrow();
        assertThat(map.metres(new Place.Point(latitude, longitude), index)).isCloseTo(metres, Offset.offset(150L));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void theOrderIsThatOfTheHaversineFormula(long seed) {
        var random = new Random(seed);
        var nodes = IntStream.range(0, 1_000)
                .mapToObj(i -> node(
                        i + 1,
                        "n" + i,
                        "310101",
                        random.nextDouble() * 180 - 90,
                        random.nextDouble() * 360 - 180,
                        Ability.SHIP))
                .toList();
        var many = new NodeMap(nodes);
        double latitude = random.nextDouble() * 180 - 90;
        double longitude = random.nextDouble() * 360 - 180;
        double before = -1;
        for (int index : many.nearestFirst(new Place.Point(latitude, longitude), Optional.empty())) {
            double metres = haversine(latitude, longitude, many.node(index));
            assertThat(metres).isGreaterThanOrEqualTo(before - 1_500);
            assertThat((double) many.metres(new Place.Point(latitude, longitude), index))
                    .isCloseTo(metres, Offset.offset(1.0));
            before = Math.max(before, metres);
        }
    }

    @Test
    void whatHasNoPlaceHasNoDistance() {
        assertThat(map.metres(new Place.Point(31, 121), 4)).isEqualTo(-1);
        assertThat(map.metres(new Place.Anywhere(), 0)).isEqualTo(-1);
    }

    private String order(Place place) {
        return order(place, Optional.empty());
    }

    private String order(Place place, Optional<Ability> ability) {
        return Arrays.stream(map.nearestFirst(place, ability))
                .mapToObj(index -> map.node(index).code())
                .collect(Collectors.joining(" "));
    }

    private static double haversine(double latitude, double longitude, Node node) {
        double north = Math.toRadians(node.latitude().orElseThrow() - latitude);
        double east = Math.toRadians(node.longitude().orElseThrow() - longitude);
        double h = Math.pow(Math.sin(north / 2), 2)
                + Math.cos(Math.toRadians(latitude))
                        * Math.cos(Math.toRadians(node.latitude().orElseThrow()))
                        * Math.pow(Math.sin(east / 2), 2);
        return 2 * 6_371_008.8 * Math.asin(Math.sqrt(h));
    }

    private static Node node(long id, String code, String region, double latitude, double longitude, Ability... can) {
        return node(id, code, region, Optional.of(latitude), Optional.of(longitude), Set.of(can));
    }

    private static Node nowhere(long id, String code, String region) {
        return node(id, code, region, Optional.empty(), Optional.empty(), Set.of());
    }

    private static Node node(
            long id,
            String code,
            String region,
            Optional<Double> latitude,
            Optional<Double> longitude,
            Set<Ability> can) {
        return new Node(
                new MerchantId(1),
                new NodeId(id),
                code,
                code,
                Node.Kind.STORE,
                new Region("CN", region),
                latitude,
                longitude,
                can,
                0);
    }
}
