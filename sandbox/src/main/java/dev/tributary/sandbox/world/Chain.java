package dev.tributary.sandbox.world;

import java.util.List;

/** Which of FoodMart's places serve which channel: three stores and three warehouses, those that sell most. */
public final class Chain {

    /** App and mini-program are served from two warehouses, in this order, and compete for their stock. */
    public static final List<String> APP_NODES = List.of("wh-13", "wh-17");

    public static final List<String> SHOPIFY_NODES = List.of("wh-11");

    /** Each has a till, and each sells on Meituan: both take from the same shelf. */
    public static final List<String> STORES = List.of("store-13", "store-17", "store-11");

    public static final String SHOPIFY_LOCATION = "655441491";
    public static final String SHOP_DOMAIN = "foodmart.myshopify.com";
    public static final String MEITUAN_APP_ID = "10417";

    private Chain() {}

    public static boolean trades(String node) {
        return APP_NODES.contains(node) || SHOPIFY_NODES.contains(node) || STORES.contains(node);
    }

    /** {@code app_poi_code}: the store as the merchant told it to Meituan. */
    public static String meituanStore(String node) {
        return "mt-" + node;
    }

    public static String nodeOfMeituanStore(String appPoiCode) {
        return appPoiCode.startsWith("mt-") ? appPoiCode.substring(3) : appPoiCode;
    }

    static String till(String node) {
        return Integer.toString(STORES.indexOf(node) + 1);
    }
}
