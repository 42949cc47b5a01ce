package dev.tributary.sandbox;

import dev.tributary.sandbox.check.Channel;
import dev.tributary.sandbox.check.StockBook;
import dev.tributary.sandbox.foodmart.FoodMart;
import dev.tributary.sandbox.foodmart.Product;
import dev.tributary.sandbox.world.Chain;
import dev.tributary.sandbox.world.Listings;
import java.util.ArrayList;
import java.util.List;

/** Which stock rows which channel must have been told of. */
final class Rows {

    private Rows() {}

    /** @param forgottenToo once someone noticed that a few were never mapped */
    static List<String> ofShopify(FoodMart mart, boolean forgottenToo) {
        List<Product> listed = mart.products().stream()
                .filter(product -> forgottenToo || Listings.listed(Channel.SHOPIFY, product))
                .toList();
        return rows(listed, Chain.SHOPIFY_NODES);
    }

    static List<String> ofMeituan(FoodMart mart) {
        return rows(mart.products(), Chain.STORES);
    }

    /** The app hears of every row by subscription, from the opening stock on. */
    static List<String> changed(StockBook receipts) {
        return List.copyOf(receipts.rows().keySet());
    }

    private static List<String> rows(List<Product> products, List<String> nodes) {
        List<String> rows = new ArrayList<>();
        for (String node : nodes) {
            products.forEach(product -> rows.add(StockBook.row(product.code(), node)));
        }
        return rows;
    }
}
