package dev.tributary.sandbox.world;

import java.util.Map;

/** FoodMart's product categories in Chinese, so that names read well on both kinds of screens. */
final class Categories {

    private static final Map<String, String> CHINESE = Map.ofEntries(
            Map.entry("Baking Goods", "烘焙"),
            Map.entry("Bathroom Products", "卫浴"),
            Map.entry("Beer and Wine", "酒类"),
            Map.entry("Bread", "面包"),
            Map.entry("Breakfast Foods", "早餐"),
            Map.entry("Candles", "蜡烛"),
            Map.entry("Candy", "糖果"),
            Map.entry("Canned Anchovies", "罐头"),
            Map.entry("Canned Clams", "罐头"),
            Map.entry("Canned Oysters", "罐头"),
            Map.entry("Canned Sardines", "罐头"),
            Map.entry("Canned Shrimp", "罐头"),
            Map.entry("Canned Soup", "汤罐头"),
            Map.entry("Canned Tuna", "罐头"),
            Map.entry("Carbonated Beverages", "汽水"),
            Map.entry("Cleaning Supplies", "清洁"),
            Map.entry("Cold Remedies", "药品"),
            Map.entry("Dairy", "乳品"),
            Map.entry("Decongestants", "药品"),
            Map.entry("Drinks", "饮料"),
            Map.entry("Dry Goods", "干货"),
            Map.entry("Eggs", "蛋类"),
            Map.entry("Electrical", "电器"),
            Map.entry("Frozen Desserts", "冷饮"),
            Map.entry("Frozen Entrees", "速冻"),
            Map.entry("Fruit", "水果"),
            Map.entry("Hardware", "五金"),
            Map.entry("Hot Beverages", "热饮"),
            Map.entry("Hygiene", "个护"),
            Map.entry("Jams and Jellies", "果酱"),
            Map.entry("Kitchen Products", "厨房"),
            Map.entry("Magazines", "杂志"),
            Map.entry("Meat", "肉类"),
            Map.entry("Miscellaneous", "杂货"),
            Map.entry("Packaged Soup", "汤料"),
            Map.entry("Packaged Vegetables", "蔬菜"),
            Map.entry("Pain Relievers", "药品"),
            Map.entry("Paper Products", "纸品"),
            Map.entry("Pizza", "披萨"),
            Map.entry("Plastic Products", "塑料制品"),
            Map.entry("Pure Juice Beverages", "果汁"),
            Map.entry("Seafood", "海鲜"),
            Map.entry("Side Dishes", "配菜"),
            Map.entry("Snack Foods", "零食"),
            Map.entry("Specialty", "特产"),
            Map.entry("Starchy Foods", "主食"),
            Map.entry("Vegetables", "蔬菜"));

    private Categories() {}

    static String nameInBothLanguages(String name, String category) {
        return CHINESE.containsKey(category) ? name + "（" + CHINESE.get(category) + "）" : name;
    }
}
