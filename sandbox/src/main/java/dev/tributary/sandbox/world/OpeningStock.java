package dev.tributary.sandbox.world;

import dev.tributary.sandbox.check.StockBook;
import dev.tributary.sandbox.foodmart.FoodMart;
import dev.tributary.sandbox.foodmart.Place;
import dev.tributary.sandbox.foodmart.Product;
import dev.tributary.sandbox.wire.HubClient;
import dev.tributary.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Fills the shelves so that the planned sales nearly fit: most products are there in plenty, some are scarce, so that
 * requests are refused, facts wait and tills sell what the book does not have.
 */
final class OpeningStock {

    private static final int LINES_A_CALL = 1_000;
    private static final double UNITS_A_BASKET = 12.8;
    /** One product in so many is scarce, and scarce everywhere: about one order in twenty has one of them. */
    private static final int SCARCE_ONE_IN = 90;

    private static final double SAFETY_SHARE = 0.02;
    /** Places that do not trade in the demo carry one product in so many. */
    private static final int ELSEWHERE_ONE_IN = 20;

    private final HubClient erp;
    private final FoodMart mart;
    private final StockBook book;
    private final SplittableRandom dice;
    private final long orders;

    OpeningStock(HubClient erp, FoodMart mart, StockBook book, long seed, long orders) {
        this.erp = erp;
        this.mart = mart;
        this.book = book;
        this.dice = new SplittableRandom(seed);
        this.orders = orders;
    }

    /** Returns how many rows were filled. */
    int fill(String run) throws InterruptedException {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Place place : mart.places()) {
            for (Product product : mart.products()) {
                if (Chain.trades(place.code()) || product.id() % ELSEWHERE_ONE_IN == 0) {
                    addLines(lines, place.code(), product);
                }
            }
        }
        for (int from = 0; from < lines.size(); from += LINES_A_CALL) {
            List<Map<String, Object>> part = lines.subList(from, Math.min(lines.size(), from + LINES_A_CALL));
            erp.post("/v1/stock:batch", "opening-%s-%d".formatted(run, from), Json.object("lines", part))
                    .orElseThrow("opening stock");
        }
        return lines.size();
    }

    private void addLines(List<Map<String, Object>> lines, String node, Product product) {
        long units = units(node, product);
        lines.add(line(node, product, "RECEIVE", units, "receipt/opening"));
        book.received(node, product, units);
        if (dice.nextDouble() < SAFETY_SHARE) {
            lines.add(line(node, product, "SAFETY", 2, "policy/safety"));
            book.safety(node, product, 2);
        }
    }

    private long units(String node, Product product) {
        boolean scarce = product.id() % SCARCE_ONE_IN == 0;
        double plenty = 1.5 + dice.nextDouble();
        double share = expected(node) * (scarce ? 0.3 : plenty);
        return Math.max(scarce ? 2 : 20, Math.round(share));
    }

    /** Units of one product that the planned orders will want of this place. */
    private double expected(String node) {
        double sharePerNode = Chain.APP_NODES.contains(node)
                ? (Plan.APP_SHARE + Plan.MINI_SHARE) / Chain.APP_NODES.size()
                : Chain.SHOPIFY_NODES.contains(node)
                        ? Plan.SHOPIFY_SHARE / Chain.SHOPIFY_NODES.size()
                        : (Plan.MEITUAN_SHARE + Plan.TILLS_SHARE) / Chain.STORES.size();
        double all =
                Chain.trades(node) ? orders * UNITS_A_BASKET / mart.products().size() : 0;
        return all * sharePerNode;
    }

    static Map<String, Object> line(String node, Product product, String kind, long units, String cause) {
        Map<String, Object> line =
                Json.object("node", node, "sku", product.code(), "kind", kind, "units", units, "cause", cause);
        if (kind.equals("RECEIVE")) {
            line.put("unitCost", Json.money(Math.max(1, product.price() * 6 / 10)));
        }
        return line;
    }
}
