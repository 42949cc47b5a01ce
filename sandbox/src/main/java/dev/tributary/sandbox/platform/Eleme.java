package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Forms;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.Signatures;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Paid orders of a store come as signed JSON, each kind of news with a number; the shop confirms them; no list; tokens that end. */
final class Eleme extends Platform {

    private static final String APP_ID = "95784565";
    private static final String APP_KEY = "eleme-proof";
    private static final String STORE = "150128203";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

    private static final int PLACED = 10;
    private static final int CONFIRMED = 12;
    private static final int CANCELLED = 14;

    private final ShortTokens tokens = new ShortTokens(ground().clock(), "proof-token-");

    Eleme(Ground ground) {
        super("eleme", ground, Orders.BROUGHT);
    }

    @Override
    Map<String, Object> account() {
        return Json.object(
                "apiUrl",
                address() + "/api/v1/",
                "tokenUrl",
                address() + "/token",
                "appId",
                APP_ID,
                "appKey",
                APP_KEY,
                "appSecret",
                secret(),
                "stores",
                Map.of(STORE, ground().node()),
                "callsPerSecond",
                20,
                "answersPerSecond",
                50);
    }

    @Override
    String secret() {
        return "eleme-proof-secret";
    }

    @Override
    String channelSku(Article article) {
        return Long.toString(1_560_000 + article.index());
    }

    @Override
    String number(long index) {
        return Long.toString(3_012_966_986_000_000_000L + index);
    }

    @Override
    Sale.State first() {
        return Sale.State.PAID;
    }

    @Override
    Optional<Message> message(URI door, Sale sale, String delivery, String secret) {
        int type = sale.over() ? CANCELLED : sale.confirmed() ? CONFIRMED : PLACED;
        Map<String, Object> push = new LinkedHashMap<>();
        push.put("requestId", delivery);
        push.put("type", type);
        push.put("appId", Long.parseLong(APP_ID));
        push.put("message", Json.text(type == PLACED ? order(sale) : state(sale)));
        push.put("shopId", Long.parseLong(STORE));
        push.put("timestamp", sale.changedAt().toEpochMilli());
        push.put("userId", 411_391_574L);
        String sorted = new TreeMap<>(push)
                .entrySet().stream()
                        .map(it -> it.getKey() + "=" + it.getValue())
                        .collect(Collectors.joining());
        push.put("signature", Signatures.md5UpperHex(sorted + secret));
        return Optional.of(new Message(door, Map.of("Content-Type", "application/json"), Json.bytes(push)));
    }

    private static Map<String, Object> state(Sale sale) {
        return Json.object(
                "orderId",
                sale.number(),
                "state",
                sale.over() ? "invalid" : "valid",
                "shopId",
                Long.parseLong(STORE),
                "updateTime",
                sale.changedAt().getEpochSecond(),
                "role",
                1);
    }

    private Map<String, Object> order(Sale sale) {
        return Json.object(
                "id",
                sale.number(),
                "shopId",
                Long.parseLong(STORE),
                "status",
                "unprocessed",
                "createdAt",
                TIME.format(sale.placedAt()),
                "activeAt",
                TIME.format(sale.placedAt()),
                "onlinePaid",
                true,
                "book",
                false,
                "consignee",
                "李雷",
                "phoneList",
                List.of("13500002210"),
                "address",
                "Example Road 1",
                "groups",
                List.of(Json.object(
                        "name",
                        "1号篮子",
                        "type",
                        "normal",
                        "items",
                        sale.pieces().stream().map(this::line).toList())),
                "deliverFee",
                yuan(sale.freight()),
                "packageFee",
                0,
                "shopPart",
                0,
                "elemePart",
                0,
                "hongbao",
                0,
                "totalPrice",
                yuan(sale.total()));
    }

    private Map<String, Object> line(Sale.Piece piece) {
        return Json.object(
                "id",
                Long.parseLong(channelSku(piece.article())),
                "name",
                piece.article().name(),
                "quantity",
                piece.units(),
                "price",
                yuan(piece.article().price()));
    }

    private static BigDecimal yuan(long minorUnits) {
        return BigDecimal.valueOf(minorUnits, 2);
    }

    @Override
    boolean acknowledges(int status, String body) {
        return status == 200
                && Json.read(body.getBytes(StandardCharsets.UTF_8))
                        .path("message")
                        .asString("")
                        .equalsIgnoreCase("ok");
    }

    @Override
    Reply throttled() {
        return error("", "EXCEED_LIMIT");
    }

    @Override
    Reply answer(Call call) {
        return call.path().equals("/token") ? token(call) : asked(Json.read(call.body()));
    }

    private Reply token(Call call) {
        String basic = Base64.getEncoder().encodeToString((APP_KEY + ":" + secret()).getBytes(StandardCharsets.UTF_8));
        Map<String, String> form = Forms.decode(new String(call.body(), StandardCharsets.UTF_8));
        if (!call.header("Authorization").equals("Basic " + basic)
                || !form.getOrDefault("grant_type", "").equals("client_credentials")) {
            return Reply.json(401, Json.object("error", "invalid_client"));
        }
        return Reply.json(
                200,
                Json.object(
                        "access_token",
                        tokens.issue(),
                        "token_type",
                        "Bearer",
                        "expires_in",
                        ShortTokens.SAID_SECONDS));
    }

    private Reply asked(JsonNode call) {
        String id = call.path("id").asString("");
        Map<String, String> signed = new HashMap<>();
        List.of("metas", "params")
                .forEach(part ->
                        call.path(part).properties().forEach(it -> signed.put(it.getKey(), Json.text(it.getValue()))));
        String sorted = new TreeMap<>(signed)
                .entrySet().stream()
                        .map(it -> it.getKey() + "=" + it.getValue())
                        .collect(Collectors.joining());
        String token = call.path("token").asString("");
        String action = call.path("action").asString("");
        if (!Signatures.same(
                call.path("signature").asString(""), Signatures.md5UpperHex(action + token + sorted + secret()))) {
            return error(id, "INVALID_SIGNATURE");
        }
        if (!tokens.holds(token)) {
            return error(id, "UNAUTHORIZED");
        }
        JsonNode params = call.path("params");
        return switch (action) {
            case "eleme.order.confirmOrderLite" ->
                confirm(params.path("orderId").asString("")) ? done(id) : error(id, "BIZ_ORDER_STATUS_CHANGED");
            case "eleme.product.item.batchUpdateStock" -> stock(id, params.path("stockMap"));
            default -> error(id, "METHOD_NOT_FOUND");
        };
    }

    private Reply stock(String id, JsonNode figures) {
        figures.properties()
                .forEach(it -> stock().told(it.getKey(), it.getValue().asLong(-1)));
        return done(id);
    }

    private static Reply done(String id) {
        return Reply.json(200, Json.object("id", id, "result", Json.object(), "error", null));
    }

    private static Reply error(String id, String code) {
        return Reply.json(
                200, Json.object("id", id, "result", null, "error", Json.object("code", code, "message", code)));
    }
}
