package dev.tributary.bench;

import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.Region;
import dev.tributary.orders.OrderIntake;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.ApplicationContext;

/** What a cart's page asks: which of thirty nodes can give its twenty SKUs, nearest first, in the small answer. */
final class CartBench {

    private static final int NODES = 30;
    private static final int SKUS = 500;
    private static final int ITEMS = 20;
    private static final int CONNECTIONS = 64;
    private static final long UNITS_EACH = 100;

    private final HubProcess hub;
    private final Shop shop;
    private final Lengths lengths;

    CartBench(HubProcess hub, Shop shop, Lengths lengths) {
        this.hub = hub;
        this.shop = shop;
        this.lengths = lengths;
    }

    /** Around Shanghai, each SKU at every node. */
    static Shop open(ApplicationContext hub) {
        Shop shop = Shop.open(hub, "carts", SKUS, UNITS_EACH, ShopOpener.HOLD);
        var where = new Random(7);
        for (int i = 2; i <= NODES; i++) {
            var node = hub.getBean(Nodes.class)
                    .save(
                            shop.merchant(),
                            new Nodes.Draft(
                                    "store-" + i,
                                    "Store " + i,
                                    Node.Kind.STORE,
                                    new Region("CN", "310101"),
                                    Optional.of(31.0 + where.nextDouble() / 2),
                                    Optional.of(121.2 + where.nextDouble() / 2),
                                    EnumSet.allOf(Node.Ability.class),
                                    0));
            Shop.receive(hub.getBean(OrderIntake.class), shop.merchant(), node.id(), shop.skus(), UNITS_EACH);
        }
        return shop;
    }

    void run(Rows rows) throws Exception {
        var cart = new Cart();
        double highest;
        try (var load = new HttpLoad(hub.port(), CONNECTIONS, cart)) {
            load.closed(lengths.warmUp().multipliedBy(5), lengths.warmUp());
            var result = load.closed(lengths.warmUp(), lengths.time());
            highest = result.rate();
            rows.add(Row.of("carts.64")
                    .with("requestsPerSecond", highest)
                    .withLatency(result.micros())
                    .with("answerBytesMax", cart.longest));
        }
        try (var load = new HttpLoad(hub.port(), CONNECTIONS, cart)) {
            var result = load.open(highest / 2, lengths.warmUp(), lengths.time());
            rows.add(Row.of("carts.half")
                    .with("requestsPerSecond", result.rate())
                    .withLatency(result.micros()));
        }
    }

    /** Another cart with each request. */
    private final class Cart implements HttpLoad.Script {

        private final RequestTemplate request;
        private int longest;

        Cart() throws IOException, InterruptedException {
            var items = new StringBuilder();
            for (int i = 0; i < ITEMS; i++) {
                items.append(i == 0 ? "" : ",").append("{\"sku\":\"SKU-#####\",\"units\":2}");
            }
            request = Requests.to(hub.port(), shop.client())
                    .post(
                            "/v1/availability/carts",
                            "",
                            "{\"items\":[%s],\"places\":[{\"latitude\":31.23,\"longitude\":121.47}],\"abilities\":[\"SHIP\"]}"
                                    .formatted(items));
        }

        @Override
        public byte[] next(int connection) {
            // Twenty different ones: a cart names no SKU twice.
            long[] skus = new long[ITEMS];
            int first = ThreadLocalRandom.current().nextInt(SKUS);
            for (int i = 0; i < ITEMS; i++) {
                skus[i] = (first + i * 23L) % SKUS;
            }
            return request.with(skus);
        }

        @Override
        public void answered(int connection, int status, byte[] answer, int length) {
            if (status != 200) {
                throw new IllegalStateException("unexpected answer: " + new String(answer, 0, length));
            }
            longest = Math.max(longest, length);
        }
    }
}
