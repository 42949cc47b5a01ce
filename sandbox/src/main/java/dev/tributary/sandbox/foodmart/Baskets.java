package dev.tributary.sandbox.foodmart;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;

/** Reads sales facts and puts those of one customer, day and store that stand together into a basket. Endless. */
public final class Baskets implements Iterator<Basket>, AutoCloseable {

    private static final List<String> TABLES = List.of("sales_fact_1997", "sales_fact_1998", "sales_fact_dec_1998");

    private final Map<Integer, Product> products;
    private int table;
    private MappingIterator<JsonNode> rows = FoodMart.open(TABLES.getFirst());
    private @Nullable JsonNode ahead;

    Baskets(Map<Integer, Product> products) {
        this.products = products;
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public Basket next() {
        JsonNode first = take();
        List<Basket.Item> items = new ArrayList<>();
        add(items, first);
        JsonNode row = take();
        while (sameBasket(first, row)) {
            add(items, row);
            row = take();
        }
        ahead = row;
        return new Basket(
                first.path("customer_id").intValue(),
                first.path("store_id").intValue(),
                items.toArray(Basket.Item[]::new));
    }

    private JsonNode take() {
        if (ahead != null) {
            JsonNode row = ahead;
            ahead = null;
            return row;
        }
        if (!rows.hasNext()) {
            rows.close();
            table = (table + 1) % TABLES.size();
            rows = FoodMart.open(TABLES.get(table));
        }
        return rows.next();
    }

    private void add(List<Basket.Item> items, JsonNode row) {
        Product product = products.get(row.path("product_id").intValue());
        if (product == null) {
            throw new IllegalStateException("a sale of product " + row.path("product_id") + ", which does not exist");
        }
        int units = row.path("unit_sales").intValue();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).product().equals(product)) {
                items.set(i, new Basket.Item(product, items.get(i).units() + units));
                return;
            }
        }
        items.add(new Basket.Item(product, units));
    }

    private static boolean sameBasket(JsonNode one, JsonNode other) {
        return same(one, other, "customer_id") && same(one, other, "time_id") && same(one, other, "store_id");
    }

    private static boolean same(JsonNode one, JsonNode other, String field) {
        return one.path(field).intValue() == other.path(field).intValue();
    }

    @Override
    public void close() {
        rows.close();
    }
}
