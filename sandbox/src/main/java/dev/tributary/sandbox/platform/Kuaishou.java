package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.platform.Troubles.Trouble;
import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Forms;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.Signatures;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Encrypted pushes only name an order; a list by cursor. Its stock is moved by a difference only, and by its own sales.
 */
final class Kuaishou extends Platform {

    private static final int REFUNDED = 60;
    private static final String APP = "ks-proof";
    private static final String SIGN_SECRET = "kuaishou-proof-sign-secret";
    private static final int GOOD = 1;
    private static final int BY_PLACING = 1;
    private static final String NO_MORE = "nomore";
    private static final int ADDS = 1;
    private static final int TAKES_AWAY = 2;
    /** What the shop held when the hub had not told it anything yet. */
    private static final long BEFORE = 37;

    private static final long CHANGE_MAX = 9_999_999;
    private static final long GOODS_BEFORE_SKUS = 10_000;

    Kuaishou(Ground ground) {
        super("kuaishou", ground, Orders.NAMED);
    }

    @Override
    Map<String, Object> account() {
        return Json.object(
                "apiBaseUrl",
                address(),
                "appKey",
                APP,
                "signSecret",
                SIGN_SECRET,
                "messageSecret",
                key(secret()),
                "accessToken",
                "proof-token",
                "callsPerSecond",
                50,
                "pullsPerSecond",
                50,
                "lookUpSeconds",
                5);
    }

    /** What messages are encrypted with: sixteen bytes of it. */
    @Override
    String secret() {
        return "kuaishou-16bytes";
    }

    private static String key(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(java.util.Arrays.copyOfRange(bytes, bytes.length - 16, bytes.length));
    }

    @Override
    String channelSku(Article article) {
        return "%d:%d".formatted(goods(article), goods(article) + GOODS_BEFORE_SKUS);
    }

    private static long goods(Article article) {
        return 810_000 + article.index();
    }

    @Override
    String number(long index) {
        return Long.toString(2_300_000_000_000L + index);
    }

    /** Its figure is reckoned from its sales below. */
    @Override
    boolean lowersFigure() {
        return false;
    }

    /** What it held, and what it was told to add and to take away, less what it has sold. */
    @Override
    Optional<Long> left(Article article) {
        long sold = book().all().stream()
                .filter(sale -> sale.shown() && !sale.over())
                .mapToLong(sale -> sale.units().getOrDefault(article, 0L))
                .sum();
        return Optional.of(BEFORE + stock().left(channelSku(article)).orElse(0L) - sold);
    }

    @Override
    Optional<Message> message(URI door, Sale sale, String delivery, String secret) {
        String event = switch (sale.state()) {
            case OPEN -> "kwaishop_order_addOrder";
            case PAID -> "kwaishop_order_paySuccess";
            case CANCELLED -> "kwaishop_order_orderFail";
        };
        byte[] clear = Json.bytes(Json.object(
                "eventId",
                delivery,
                "msgId",
                delivery,
                "bizId",
                Long.parseLong(sale.number()),
                "appKey",
                APP,
                "event",
                event,
                "info",
                Json.text(Json.object("oid", Long.parseLong(sale.number()), "status", status(sale)))));
        byte[] body = Signatures.aesBase64(clear, Base64.getDecoder().decode(key(secret)))
                .getBytes(StandardCharsets.UTF_8);
        return Optional.of(new Message(door, Map.of("Content-Type", "application/json"), body));
    }

    @Override
    boolean acknowledges(int status, String body) {
        return status == 200
                && Json.read(body.getBytes(StandardCharsets.UTF_8))
                                .path("result")
                                .asInt(0)
                        == GOOD;
    }

    private static int status(Sale sale) {
        return switch (sale.state()) {
            case OPEN -> 10;
            case PAID -> 30;
            case CANCELLED -> 80;
        };
    }

    @Override
    Reply answer(Call call) {
        Map<String, String> query = new HashMap<>(Forms.decode(call.query()));
        query.putAll(Forms.decode(new String(call.body(), StandardCharsets.UTF_8)));
        String sorted = new TreeMap<>(query)
                .entrySet().stream()
                        .filter(it -> !it.getKey().equals("sign"))
                        .map(it -> it.getKey() + "=" + it.getValue())
                        .collect(Collectors.joining("&"));
        String expected = Signatures.hmacSha256Base64(SIGN_SECRET, sorted + "&signSecret=" + SIGN_SECRET);
        if (!Signatures.same(query.getOrDefault("sign", ""), expected)) {
            return Reply.json(200, Json.object("result", 28, "error_msg", "SIGN_INVALID"));
        }
        JsonNode asked = Json.read(query.getOrDefault("param", "").getBytes(StandardCharsets.UTF_8));
        return switch (call.path()) {
            case "/open/order/cursor/list" -> said(list(asked));
            case "/open/order/detail" ->
                book().give(asked.path("oid").asString(""))
                        .map(sale -> said(order(sale)))
                        .orElseGet(() -> Reply.json(200, Json.object("result", 20, "error_msg", "NO_SUCH_ORDER")));
            case "/open/seller/order/refund/pcursor/list" -> said(refunds(asked));
            case "/open/item/sku/list/get" ->
                article(asked.path("kwaiItemId").asLong(0))
                        .map(article -> said(Json.object("skuList", List.of(sku(article)))))
                        .orElseGet(Kuaishou::noSuchItem);
            case "/open/item/sku/stock/update" ->
                article(asked.path("kwaiItemId").asLong(0))
                        .map(article -> unsure(moved(article, asked)))
                        .orElseGet(Kuaishou::noSuchItem);
            default -> Reply.json(200, Json.object("result", 21, "error_msg", "NO_SUCH_METHOD"));
        };
    }

    private Optional<Article> article(long goods) {
        return ground().articles().stream().filter(it -> goods(it) == goods).findFirst();
    }

    private static Reply noSuchItem() {
        return Reply.json(200, Json.object("result", 22, "error_msg", "NO_SUCH_ITEM"));
    }

    private Map<String, Object> sku(Article article) {
        return Json.object(
                "kwaiItemId",
                goods(article),
                "kwaiSkuId",
                goods(article) + GOODS_BEFORE_SKUS,
                "skuStock",
                left(article).orElse(0L));
    }

    private synchronized Reply moved(Article article, JsonNode asked) {
        long change = asked.path("skuChangeStock").asLong(0);
        int type = asked.path("changeType").asInt(0);
        long difference = type == TAKES_AWAY ? -change : change;
        boolean right = change > 0
                && change < CHANGE_MAX
                && (type == ADDS || type == TAKES_AWAY)
                && asked.path("skuId").asLong(0) == goods(article) + GOODS_BEFORE_SKUS;
        if (!right || left(article).orElse(0L) + difference < 0) {
            return Reply.json(200, Json.object("result", 23, "error_msg", "STOCK_CANNOT_CHANGE_SO"));
        }
        stock().moved(channelSku(article), difference);
        return Reply.json(200, Json.object("result", GOOD));
    }

    /** Beside all other troubles, for a difference that is lost or done twice would stay. */
    private Reply unsure(Reply reply) {
        if (troubles().happens(Trouble.DENIED)) {
            return Reply.empty(500);
        }
        return troubles().happens(Trouble.CUT) ? reply.cut() : reply;
    }

    /** The cursor names the last order shown, so that nothing slips past although the list changes. */
    private Map<String, Object> list(JsonNode asked) {
        String cursor = asked.path("cursor").asString("");
        int size = asked.path("pageSize").asInt(50);
        var from = Instant.ofEpochMilli(asked.path("beginTime").asLong(0));
        var to = Instant.ofEpochMilli(asked.path("endTime").asLong(0));
        boolean byPlacing = asked.path("queryType").asInt(0) == BY_PLACING;
        List<Sale> rest =
                byPlacing ? pages().placedAfter(from, to, cursor, size) : pages().changedAfter(from, to, cursor, size);
        return Json.object(
                "orderList",
                rest.stream().map(this::order).toList(),
                "cursor",
                rest.size() < size ? NO_MORE : cursor(rest.getLast(), byPlacing));
    }

    private static String cursor(Sale last, boolean byPlacing) {
        return Pages.cursor(byPlacing ? last.placedAt() : last.changedAt(), last);
    }

    /** Of all that is asked for in one page: the cursor names the page. */
    private Map<String, Object> refunds(JsonNode asked) {
        int number = asked.path("pcursor").asInt(0);
        var page = pages().refunded(
                        Instant.ofEpochMilli(asked.path("beginTime").asLong(0)),
                        Instant.ofEpochMilli(asked.path("endTime").asLong(0)),
                        number,
                        asked.path("pageSize").asInt(50));
        return Json.object(
                "refundOrderInfoList",
                page.sales().stream().flatMap(sale -> refund(sale).stream()).toList(),
                "pcursor",
                number + 1 < page.pages() ? Integer.toString(number + 1) : NO_MORE);
    }

    private static Optional<Map<String, Object>> refund(Sale sale) {
        return sale.refund()
                .map(refund -> Json.object(
                        "refundId",
                        Long.parseLong(refund.id()),
                        "oid",
                        Long.parseLong(sale.number()),
                        "status",
                        REFUNDED,
                        "refundFee",
                        refund.amount(),
                        "updateTime",
                        refund.at().toEpochMilli()));
    }

    @Override
    Refunds refunds() {
        return Refunds.MONEY;
    }

    private Map<String, Object> order(Sale sale) {
        return Json.object(
                "oid",
                Long.parseLong(sale.number()),
                "status",
                status(sale),
                "createTime",
                sale.placedAt().toEpochMilli(),
                "updateTime",
                sale.changedAt().toEpochMilli(),
                "payTime",
                sale.changedAt().toEpochMilli(),
                "totalFee",
                sale.total(),
                "expressFee",
                sale.freight(),
                "discountFee",
                0,
                "address",
                Json.object("desensitiseConsignee", "李*", "desensitiseMobile", "135****2210"),
                "orderProductInfoList",
                sale.pieces().stream().map(this::line).toList());
    }

    private Map<String, Object> line(Sale.Piece piece) {
        return Json.object(
                "itemId",
                goods(piece.article()),
                "skuId",
                goods(piece.article()) + GOODS_BEFORE_SKUS,
                "itemTitle",
                piece.article().name(),
                "num",
                piece.units(),
                "originalPrice",
                piece.article().price());
    }

    private static Reply said(Map<String, Object> data) {
        return Reply.json(200, Json.object("result", GOOD, "data", data));
    }
}
