package dev.tributary.sandbox.world;

import dev.tributary.sandbox.Progress;
import dev.tributary.sandbox.check.Channel;
import dev.tributary.sandbox.check.StockBook;
import dev.tributary.sandbox.foodmart.FoodMart;
import dev.tributary.sandbox.foodmart.Place;
import dev.tributary.sandbox.foodmart.Product;
import dev.tributary.sandbox.wire.Answer;
import dev.tributary.sandbox.wire.Http;
import dev.tributary.sandbox.wire.HubClient;
import dev.tributary.sandbox.wire.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Turns an empty hub into the working hub of the FoodMart chain, through its public doors alone. */
public final class Setup {

    private static final String OPERATOR = "operator";
    private static final int PRODUCTS_A_CALL = 500;
    private static final int LISTINGS_A_CALL = 1_000;
    private static final int HOLD_MINUTES = 30;
    /** Soon enough for a short run to see orders given up. */
    private static final int MEITUAN_WAIT_SECONDS = 20;

    private static final int MINI_HOLD_MINUTES = 1;

    private final Http http;
    private final URI hub;
    private final FoodMart mart;
    private final Progress progress;
    private final Secrets secrets;
    private final String merchant;

    public Setup(Http http, URI hub, FoodMart mart, Progress progress, Secrets secrets, String merchant) {
        this.http = http;
        this.hub = hub;
        this.mart = mart;
        this.progress = progress;
        this.secrets = secrets;
        this.merchant = merchant;
    }

    /** @param token from the one-time link that the hub's first start prints */
    public World build(String token, Receivers receivers, StockBook book, long seed, long orders, String run)
            throws InterruptedException {
        HubClient admin = becomeOperator(token);
        admin.post(
                        "/v1/merchants",
                        Json.object(
                                "code", merchant, "name", "FoodMart 百味超市", "zone", "Asia/Shanghai", "currency", "CNY"))
                .orElseThrow("the merchant");
        HubClient setup = client(admin, "setup", List.of("setup:read", "setup:write"), "");
        saveNodes(setup);
        saveProducts(setup);
        String shopifyDoor = saveChannels(setup, receivers);
        String meituanDoor = setup.put("/v1/channels/meituan", meituan(receivers))
                .orElseThrow("the Meituan channel")
                .text("door")
                .orElseThrow();
        saveListings(setup, Channel.SHOPIFY, Product::variantId);
        saveListings(setup, Channel.MEITUAN, Product::meituanSkuId);
        World world = new World(
                setup,
                client(
                        admin,
                        "app",
                        List.of("orders:read", "orders:write", "stock:read", "subscriptions:write"),
                        "app"),
                client(admin, "mini", List.of("orders:read", "orders:write", "stock:read"), "mini"),
                client(admin, "tills", List.of("tills:write"), "tills"),
                client(
                        admin,
                        "erp",
                        List.of(
                                "setup:write",
                                "stock:read",
                                "stock:write",
                                "orders:read",
                                "orders:write",
                                "subscriptions:write"),
                        ""),
                client(admin, "auditor", List.of("orders:read", "stock:read"), ""),
                shopifyDoor,
                meituanDoor,
                OPERATOR,
                secrets.operatorPassword());
        receivers.subscribe(world);
        progress.say("ERP, CRM and app listen");
        int rows = new OpeningStock(world.erp(), mart, book, seed, orders).fill(run);
        progress.say("opening stock: %d lines", rows);
        return world;
    }

    private HubClient becomeOperator(String token) throws InterruptedException {
        Answer first = http.send(
                        "POST",
                        hub.resolve("/v1/first-operator"),
                        Map.of("Content-Type", "application/json"),
                        Json.bytes(
                                Json.object("token", token, "name", OPERATOR, "password", secrets.operatorPassword())))
                .orElseThrow("the one-time link");
        progress.say("first operator created by the one-time link");
        return HubClient.of(http, hub, first.body().path("client"));
    }

    private HubClient client(HubClient admin, String name, List<String> scopes, String channel)
            throws InterruptedException {
        Map<String, Object> wish = Json.object("name", name, "scopes", scopes);
        if (!channel.isEmpty()) {
            wish.put("channel", channel);
        }
        Answer client =
                admin.post("/v1/merchants/" + merchant + "/clients", wish).orElseThrow("client " + name);
        return HubClient.of(http, hub, client.body());
    }

    private void saveNodes(HubClient setup) throws InterruptedException {
        for (Place place : mart.places()) {
            setup.put("/v1/nodes/" + place.code(), node(place)).orElseThrow("node " + place.code());
        }
        progress.say("%d stores and warehouses", mart.places().size());
    }

    private static Map<String, Object> node(Place place) {
        return Json.object(
                "name",
                place.name(),
                "kind",
                place.store() ? "STORE" : "WAREHOUSE",
                "region",
                Json.object("country", place.country(), "code", place.regionCode()),
                "abilities",
                place.store() ? List.of("PICK_UP", "INSTANT", "TILL") : List.of("SHIP"),
                "leadTimeDays",
                0);
    }

    private void saveProducts(HubClient setup) throws InterruptedException {
        List<Product> products = mart.products();
        for (int from = 0; from < products.size(); from += PRODUCTS_A_CALL) {
            List<Product> part = products.subList(from, Math.min(products.size(), from + PRODUCTS_A_CALL));
            Answer answer = setup.post(
                            "/v1/products:batch",
                            Json.object(
                                    "products",
                                    part.stream().map(Setup::product).toList()))
                    .orElseThrow("products");
            answer.body().path("results").forEach(result -> {
                if (result.has("problem")) {
                    throw new IllegalStateException("a product was not taken: " + result);
                }
            });
        }
        progress.say("%,d products", products.size());
    }

    static Map<String, Object> product(Product product) {
        String name = Categories.nameInBothLanguages(product.name(), product.category());
        return Json.object(
                "code",
                product.code(),
                "name",
                name,
                "skus",
                List.of(Json.object(
                        "code",
                        product.code(),
                        "name",
                        name,
                        "gtin",
                        product.gtin(),
                        "unit",
                        "PIECE",
                        "price",
                        Json.money(product.price()))));
    }

    private String saveChannels(HubClient setup, Receivers receivers) throws InterruptedException {
        setup.put("/v1/channels/app", channel("App 自营商城", "app", Chain.APP_NODES, HOLD_MINUTES, Map.of()))
                .orElseThrow("the app channel");
        setup.put("/v1/channels/mini", channel("Mini-program 小程序", "app", Chain.APP_NODES, MINI_HOLD_MINUTES, Map.of()))
                .orElseThrow("the mini-program channel");
        setup.put("/v1/channels/tills", channel("Tills 门店收银", "tills", Chain.STORES, HOLD_MINUTES, Map.of()))
                .orElseThrow("the tills channel");
        Answer shopify = setup.put(
                        "/v1/channels/shopify",
                        channel(
                                "Shopify 独立站",
                                "shopify",
                                Chain.SHOPIFY_NODES,
                                HOLD_MINUTES,
                                Json.object(
                                        "shopDomain",
                                        Chain.SHOP_DOMAIN,
                                        "webhookSecret",
                                        secrets.shopifyWebhook(),
                                        "apiBaseUrl",
                                        receivers.shopifyAddress(),
                                        "accessToken",
                                        secrets.shopifyToken(),
                                        "locationId",
                                        Chain.SHOPIFY_LOCATION,
                                        "callsPerSecond",
                                        Receivers.SHOPIFY_STOCK_CALLS_PER_SECOND,
                                        "shipmentsPerSecond",
                                        Receivers.SHOPIFY_QUERIES_PER_SECOND / 2)))
                .orElseThrow("the Shopify channel");
        progress.say("channels: app, mini-program, Shopify, Meituan, tills");
        return shopify.text("door").orElseThrow();
    }

    private Map<String, Object> meituan(Receivers receivers) {
        Map<String, Object> stores = new TreeMap<>();
        Chain.STORES.forEach(node -> stores.put(Chain.meituanStore(node), node));
        return channel(
                "Meituan 美团闪购",
                "meituan",
                Chain.STORES,
                HOLD_MINUTES,
                Json.object(
                        "appId",
                        Chain.MEITUAN_APP_ID,
                        "appSecret",
                        secrets.meituanApp(),
                        "apiBaseUrl",
                        receivers.meituanAddress(),
                        "stores",
                        stores,
                        "callsPerSecond",
                        Receivers.MEITUAN_CALLS_PER_SECOND,
                        "answersPerSecond",
                        Receivers.MEITUAN_ANSWERS_PER_SECOND,
                        "waitSeconds",
                        MEITUAN_WAIT_SECONDS));
    }

    private static Map<String, Object> channel(
            String name, String adapter, List<String> nodes, int holdMinutes, Map<String, Object> account) {
        Map<String, Object> channel =
                Json.object("name", name, "adapter", adapter, "nodes", nodes, "holdMinutes", holdMinutes);
        if (!account.isEmpty()) {
            channel.put("account", account);
        }
        return channel;
    }

    private void saveListings(HubClient setup, Channel channel, Function<Product, String> channelSku)
            throws InterruptedException {
        List<Map<String, Object>> listings = new ArrayList<>();
        for (Product product : mart.products()) {
            if (Listings.listed(channel, product)) {
                listings.add(Json.object("channelSku", channelSku.apply(product), "sku", product.code()));
            }
        }
        for (int from = 0; from < listings.size(); from += LISTINGS_A_CALL) {
            setup.post(
                            "/v1/channels/" + channel.code() + "/listings:batch",
                            Json.object(
                                    "listings",
                                    listings.subList(from, Math.min(listings.size(), from + LISTINGS_A_CALL))))
                    .orElseThrow("listings of " + channel.title());
        }
        progress.say("%,d listings on %s", listings.size(), channel.title());
    }
}
