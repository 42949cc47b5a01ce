package dev.tributary.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.Eventually;
import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Random bundles and singles from many buyers at once, placed, cut, cancelled and amended, on little stock. */
class BundleSimulationTest {

    private static final int BUYERS = 12;
    private static final int ORDERS_EACH = 25;
    private static final List<String> SINGLES = List.of("SOAP", "TOWEL", "BRUSH");

    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    static LongStream seeds() {
        return LongStream.range(0, 4);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverPromisesAComponentTwiceNorPartOfABundle(long seed) throws InterruptedException {
        var random = new Random(seed);
        var shop = new BundleShop(hub, "sim-" + seed);
        var stock = new HashMap<String, Long>();
        for (String sku : SINGLES) {
            stock.put(sku, 20L + random.nextInt(60));
            shop.receive(sku, stock.get(sku));
        }
        shop.compose("SPA", "%d SOAP, %d TOWEL".formatted(1 + random.nextInt(3), 1 + random.nextInt(2)));
        var orders = new ConcurrentLinkedQueue<OrderId>();
        var buyers = new ArrayList<Thread>();
        for (int buyer = 0; buyer < BUYERS; buyer++) {
            long own = random.nextLong();
            String name = "B" + buyer;
            buyers.add(Thread.ofVirtual().start(() -> buy(shop, name, new Random(own), orders)));
        }
        for (var buyer : buyers) {
            buyer.join();
        }

        assertThat(orders).isNotEmpty();
        // What waits goes on by itself for a moment.
        Eventually.yes("what orders were promised is what is reserved", () -> {
            var promised = promised(shop, orders);
            return SINGLES.stream()
                    .allMatch(sku -> shop.stock(sku).equals(stock.get(sku) + "/" + promised.getOrDefault(sku, 0L)));
        });
        promised(shop, orders).forEach((sku, units) -> assertThat(units).as(sku).isLessThanOrEqualTo(stock.get(sku)));
        orders.forEach(id -> wholeOrNotAtAll(shop, id));
        for (BookCheck check : List.of(new AmountBooks(), new PromisedLineBooks())) {
            var findings = new Findings();
            check.run(hub.bean(JdbcClient.class), findings);
            assertThat(findings.examples()).as(check.name()).isEmpty();
        }
    }

    private static Map<String, Long> promised(BundleShop shop, Queue<OrderId> orders) {
        var promised = new HashMap<String, Long>();
        var codes = new HashMap<SkuId, String>();
        SINGLES.forEach(sku -> codes.put(shop.sku(sku), sku));
        for (var id : orders) {
            for (var line : shop.view(id).lines()) {
                if (line.reservation() == ReservationState.HELD) {
                    promised.merge(codes.get(line.sku().orElseThrow()), line.units(), Long::sum);
                }
            }
        }
        return promised;
    }

    private static void wholeOrNotAtAll(BundleShop shop, OrderId id) {
        var order = shop.view(id);
        for (var bundle : order.bundles()) {
            var parts = order.lines().stream()
                    .filter(line -> bundle.lines().contains(line.number()))
                    .toList();
            assertThat(parts.stream().map(OrderView.Line::reservation).distinct())
                    .as("of %s", shop.lines(id))
                    .hasSize(1);
            assertThat(parts.stream()
                            .map(line ->
                                    line.units() / line.bundle().orElseThrow().unitsEach()))
                    .allMatch(units -> units == bundle.units());
        }
    }

    private static void buy(BundleShop shop, String name, Random random, Queue<OrderId> orders) {
        for (int i = 0; i < ORDERS_EACH; i++) {
            String number = name + "-" + i;
            String lines = "%d SPA 70.00, %d %s 30.00"
                    .formatted(
                            1 + random.nextInt(2), 1 + random.nextInt(3), SINGLES.get(random.nextInt(SINGLES.size())));
            int kind = random.nextInt(4);
            var outcome = switch (kind) {
                case 0 -> shop.request(number, lines);
                case 1 -> shop.requestWhatYouCan(number, lines);
                default -> shop.fact(number, 1, lines);
            };
            if (outcome instanceof Outcome.Placed placed) {
                orders.add(placed.order());
                change(shop, number, kind, placed.order(), random);
            }
        }
    }

    private static void change(BundleShop shop, String number, int kind, OrderId id, Random random) {
        switch (random.nextInt(5)) {
            case 0 -> shop.cancel(id);
            case 1 -> shop.edit(id, "e", Map.of(1, (long) random.nextInt(4)));
            case 2 -> {
                if (kind > 1) {
                    shop.fact(number, 2, "%d SPA 70.00".formatted(1 + random.nextInt(3)));
                }
            }
            default -> {}
        }
    }
}
