package dev.tributary.sandbox;

import dev.tributary.sandbox.check.StockBook;
import dev.tributary.sandbox.foodmart.FoodMart;
import dev.tributary.sandbox.world.Chain;
import java.util.ArrayList;
import java.util.List;

/** Which stock rows which channel must have been told of. */
final class Rows {

    private Rows() {}

    static List<String> ofShopify(FoodMart mart) {
        return rows(mart, Chain.SHOPIFY_NODES);
    }

    static List<String> ofMeituan(FoodMart mart) {
        return rows(mart, Chain.STORES);
    }

    /** The app hears of every row by subscription, from the opening stock on. */
    static List<String> changed(StockBook receipts) {
        return List.copyOf(receipts.rows().keySet());
    }

    private static List<String> rows(FoodMart mart, List<String> nodes) {
        List<String> rows = new ArrayList<>();
        for (String node : nodes) {
            mart.products().forEach(product -> rows.add(StockBook.row(product.code(), node)));
        }
        return rows;
    }
}
