package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Answer;
import dev.tributary.sandbox.wire.Http;
import dev.tributary.sandbox.wire.HubClient;
import dev.tributary.sandbox.wire.Json;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns an empty hub into that of a merchant with one warehouse who sells everywhere, through its public doors alone. */
final class Shopkeeper {

    static final String NODE = "wh-1";
    private static final int TELL_AGAIN_SECONDS = 30;
    private static final String MERCHANT = "everywhere";
    /** Longer than any play: what is not paid must not expire meanwhile. */
    private static final int HOLD_MINUTES = 240;

    private final Http http;
    private final URI hub;
    private final HubClient admin;
    private final HubClient office;

    private Shopkeeper(Http http, URI hub, HubClient admin) throws InterruptedException {
        this.http = http;
        this.hub = hub;
        this.admin = admin;
        this.office = client(Json.object(
                "name",
                "office",
                "scopes",
                List.of("setup:read", "setup:write", "stock:read", "stock:write", "orders:read")));
    }

    static Shopkeeper open(Http http, URI hub, String token) throws InterruptedException {
        Answer first = http.send(
                        "POST",
                        hub.resolve("/v1/first-operator"),
                        Map.of("Content-Type", "application/json"),
                        Json.bytes(Json.object(
                                "token", token, "name", "operator", "password", "a-proof-needs-no-secret-1")))
                .orElseThrow("the one-time link");
        HubClient admin = HubClient.of(http, hub, first.body().path("client"));
        admin.post(
                        "/v1/merchants",
                        Json.object(
                                "code", MERCHANT, "name", "Everywhere 到处卖", "zone", "Asia/Shanghai", "currency", "CNY"))
                .orElseThrow("the merchant");
        return new Shopkeeper(http, hub, admin);
    }

    private HubClient client(Map<String, Object> wish) throws InterruptedException {
        Answer client = admin.post("/v1/merchants/" + MERCHANT + "/clients", wish)
                .orElseThrow("the client " + wish.get("name"));
        return HubClient.of(http, hub, client.body());
    }

    HubClient office() {
        return office;
    }

    void stock(List<Article> articles, long unitsEach) throws InterruptedException {
        office.put(
                        "/v1/nodes/" + NODE,
                        Json.object(
                                "name",
                                "Warehouse",
                                "kind",
                                "WAREHOUSE",
                                "region",
                                Json.object("country", "CN", "code", "310101"),
                                "abilities",
                                List.of("SHIP", "PICK_UP", "INSTANT", "TILL")))
                .orElseThrow("the warehouse");
        office.post(
                        "/v1/products:batch",
                        Json.object(
                                "products",
                                articles.stream().map(Shopkeeper::product).toList()))
                .orElseThrow("the products");
        office.post(
                        "/v1/stock:batch",
                        "opening",
                        Json.object(
                                "lines",
                                articles.stream()
                                        .map(article -> Json.object(
                                                "node",
                                                NODE,
                                                "sku",
                                                article.code(),
                                                "kind",
                                                "RECEIVE",
                                                "units",
                                                unitsEach,
                                                "cause",
                                                "receipt/opening"))
                                        .toList()))
                .orElseThrow("the opening stock");
    }

    private static Map<String, Object> product(Article article) {
        return Json.object(
                "code",
                article.code(),
                "name",
                article.name(),
                "skus",
                List.of(Json.object(
                        "code",
                        article.code(),
                        "name",
                        article.name(),
                        "unit",
                        "PIECE",
                        "price",
                        Json.money(article.price()))));
    }

    /** What a platform sold and took back before the hub heard of it is told again within a run. */
    private static Map<String, Object> account(Platform platform) {
        Map<String, Object> settings = new LinkedHashMap<>(platform.account());
        if (platform.lowersFigure()) {
            settings.put("tellAgainSeconds", TELL_AGAIN_SECONDS);
        }
        return settings;
    }

    /** Returns the door the platform calls. */
    URI connect(Platform platform, List<Article> articles) throws InterruptedException {
        String path = "/v1/channels/" + platform.adapter();
        Answer channel = office.put(
                        path,
                        Json.object(
                                "name",
                                platform.adapter(),
                                "adapter",
                                platform.adapter(),
                                "nodes",
                                List.of(NODE),
                                "holdMinutes",
                                HOLD_MINUTES,
                                "account",
                                account(platform)))
                .orElseThrow("channel " + platform.adapter());
        office.post(
                        path + "/listings:batch",
                        Json.object(
                                "listings",
                                articles.stream()
                                        .map(article -> Json.object(
                                                "channelSku", platform.channelSku(article), "sku", article.code()))
                                        .toList()))
                .orElseThrow("listings of " + platform.adapter());
        if (platform instanceof OwnSystem own) {
            own.comeIn(client(Json.object("name", own.adapter(), "scopes", own.scopes(), "channel", own.adapter())));
        }
        return hub.resolve(channel.text("door").orElse("/"));
    }

    /** Whether the hub has begun to read the channel's lists. */
    boolean listsBegun(String channel) throws InterruptedException {
        return !office.get("/v1/channels/" + channel + "/pulls")
                .orElseThrow("the lists of " + channel)
                .body()
                .path("items")
                .isEmpty();
    }
}
