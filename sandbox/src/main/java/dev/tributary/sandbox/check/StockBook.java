package dev.tributary.sandbox.check;

import dev.tributary.sandbox.foodmart.Product;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What came in, row by row, by our own count. What went out is taken from the orders we sent. */
public final class StockBook {

    private final Map<String, Row> rows = new ConcurrentHashMap<>();

    public static String row(String sku, String node) {
        return sku + "@" + node;
    }

    public void received(String node, Product product, long units) {
        change(node, product, units, 0);
    }

    public void safety(String node, Product product, long units) {
        change(node, product, 0, units);
    }

    public Map<String, Row> rows() {
        return rows;
    }

    private void change(String node, Product product, long received, long safety) {
        rows.merge(row(product.code(), node), new Row(received, safety), Row::plus);
    }

    public record Row(long received, long safety) {
        Row plus(Row other) {
            return new Row(received + other.received, safety + other.safety);
        }
    }
}
