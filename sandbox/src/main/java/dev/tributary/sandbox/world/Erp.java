package dev.tributary.sandbox.world;

import dev.tributary.sandbox.check.StockBook;
import dev.tributary.sandbox.foodmart.FoodMart;
import dev.tributary.sandbox.foodmart.Product;
import dev.tributary.sandbox.wire.Answer;
import dev.tributary.sandbox.wire.HubClient;
import dev.tributary.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.JsonNode;

/**
 * The ERP's own clerk: pulls paid orders, marks them, ships most of them, sends receipts and new prices. One thread; it
 * rests between rounds.
 */
public final class Erp {

    private static final int PAGE = 200;
    private static final long REST_MILLIS = 500;
    private static final int ROUNDS_BETWEEN_RECEIPTS = 6;
    private static final int RECEIPT_LINES = 30;
    private static final int PRICES_A_CALL = 20;
    private static final int KEPT_BACK_PERCENT = 25;

    private final Desk desk;
    private final FoodMart mart;
    private final StockBook book;
    private final SplittableRandom dice;
    private final LongAdder pulled = new LongAdder();
    private final LongAdder shipped = new LongAdder();
    private final LongAdder receipts = new LongAdder();
    private volatile boolean goodsArrive = true;
    private volatile boolean working = true;
    private volatile boolean idle;

    public Erp(Desk desk, FoodMart mart, StockBook book, long seed) {
        this.desk = desk;
        this.mart = mart;
        this.book = book;
        this.dice = new SplittableRandom(seed ^ 0xE29L);
    }

    /** Works until told to stop. */
    public void work() {
        try {
            for (long round = 1; working; round++) {
                boolean found = syncOrders();
                idle = !found;
                if (goodsArrive && round % ROUNDS_BETWEEN_RECEIPTS == 0) {
                    receive(round);
                    changePrices();
                }
                if (!found) {
                    Thread.sleep(REST_MILLIS);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            desk.oddities().note("the ERP stopped working: " + failure);
        }
    }

    public void stopReceiving() {
        goodsArrive = false;
    }

    public void stop() {
        working = false;
    }

    /** True when the last look found no paid order to take over. */
    public boolean idle() {
        return idle;
    }

    public String summary() {
        return "%,d orders pulled and marked, %,d shipped, %,d receipt lines sent"
                .formatted(pulled.sum(), shipped.sum(), receipts.sum());
    }

    private HubClient client() {
        return desk.world().erp();
    }

    private boolean syncOrders() throws InterruptedException {
        JsonNode orders = client().get("/v1/erp/orders?syncState=PENDING&limit=" + PAGE)
                .orElseThrow("the ERP's look for orders")
                .body()
                .path("items");
        if (orders.isEmpty()) {
            return false;
        }
        mark(orders);
        ship(orders);
        return true;
    }

    private void mark(JsonNode orders) throws InterruptedException {
        List<Object> marks = new ArrayList<>();
        for (JsonNode order : orders) {
            String id = order.path("id").asString("");
            boolean failed = dice.nextInt(200) == 0;
            Map<String, Object> mark =
                    Json.object("id", id, "syncState", failed ? "FAILED" : "SYNCED", "erpNumber", "SO-" + id);
            if (failed) {
                mark.put("note", "customer blocked in the ERP");
            }
            marks.add(mark);
        }
        client().post("/v1/erp/orders:mark", Json.object("orders", marks)).orElseThrow("the ERP's marks");
        pulled.add(marks.size());
    }

    private void ship(JsonNode orders) throws InterruptedException {
        List<Object> shipments = new ArrayList<>();
        for (JsonNode order : orders) {
            if (order.path("state").asString("").equals("ACCEPTED") && dice.nextInt(100) >= KEPT_BACK_PERCENT) {
                Map<String, Object> shipment = shipment(order);
                if (!shipment.isEmpty()) {
                    shipments.add(shipment);
                }
            }
        }
        if (shipments.isEmpty()) {
            return;
        }
        Answer answer = client().post(
                        "/v1/erp/shipments:batch",
                        "ship-" + desk.run() + "-" + pulled.sum(),
                        Json.object("shipments", shipments))
                .orElseThrow("shipments");
        for (JsonNode result : answer.body().path("results")) {
            if (result.has("problem")) {
                desk.tally().lateCancels().increment();
            } else {
                shipped.increment();
            }
        }
    }

    /** Whole orders only: an order with a line that waits is left to a person. */
    private static Map<String, Object> shipment(JsonNode order) {
        List<Object> lines = new ArrayList<>();
        for (JsonNode line : order.path("lines")) {
            if (!line.path("reservation").asString("").equals("CONFIRMED")) {
                return Map.of();
            }
            lines.add(Json.object(
                    "line",
                    line.path("line").asInt(0),
                    "units",
                    line.path("units").asLong(0)));
        }
        String id = order.path("id").asString("");
        return Json.object(
                "order",
                id,
                "key",
                "SF-" + id,
                "carrier",
                "SF",
                "trackingNumber",
                "SF1" + "%012d".formatted(Math.floorMod(Long.parseLong(id), 1_000_000_000_000L)),
                "lines",
                lines);
    }

    private void receive(long round) throws InterruptedException {
        Set<String> rows = new LinkedHashSet<>();
        List<Object> lines = new ArrayList<>();
        List<Runnable> entries = new ArrayList<>();
        String cause = "receipt/PO-" + desk.run() + "-" + round;
        for (int i = 0; i < RECEIPT_LINES; i++) {
            Product product = anyProduct();
            String node = anyNode();
            long units = 5 + dice.nextInt(40);
            if (rows.add(StockBook.row(product.code(), node))) {
                lines.add(OpeningStock.line(node, product, "RECEIVE", units, cause));
                entries.add(() -> book.received(node, product, units));
            }
        }
        client().post("/v1/stock:batch", cause, Json.object("lines", lines)).orElseThrow("a receipt");
        entries.forEach(Runnable::run);
        receipts.add(lines.size());
    }

    private void changePrices() throws InterruptedException {
        Set<Product> changed = new LinkedHashSet<>();
        while (changed.size() < PRICES_A_CALL) {
            changed.add(anyProduct());
        }
        client().post(
                        "/v1/products:batch",
                        Json.object(
                                "products", changed.stream().map(Setup::product).toList()))
                .orElseThrow("new prices");
    }

    private Product anyProduct() {
        return mart.products().get(dice.nextInt(mart.products().size()));
    }

    private String anyNode() {
        List<String> nodes = new ArrayList<>(Chain.STORES);
        nodes.addAll(Chain.APP_NODES);
        nodes.addAll(Chain.SHOPIFY_NODES);
        return nodes.get(dice.nextInt(nodes.size()));
    }
}
