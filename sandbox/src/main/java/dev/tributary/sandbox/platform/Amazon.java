package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Forms;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Orders by a list alone, minutes after they changed; access tokens that end after seconds; listings are patched. */
final class Amazon extends Platform {

    private static final String MARKETPLACE = "APROOFMARKET";
    private static final String SELLER = "A1PROOFSELLER";
    private static final String ORDERS = "/orders/2026-01-01/orders";
    private static final String LISTINGS = "/listings/2021-08-01/items/" + SELLER + "/";

    /** Nothing newer than this can be asked for. */
    private static final Duration NEWEST = Duration.ofMinutes(2);
    /** The hub looks every five minutes, up to three minutes ago. */
    private static final Duration LISTED_WITHIN = Duration.ofMinutes(8);

    private static final int LISTED_MAX = 20;

    private final AmazonTokens tokens;

    Amazon(Ground ground) {
        super("amazon", ground, Orders.LISTED);
        tokens = new AmazonTokens(ground.clock());
    }

    @Override
    Map<String, Object> account() {
        return Json.object(
                "apiBaseUrl",
                address(),
                "tokenUrl",
                address() + AmazonTokens.PATH,
                "clientId",
                AmazonTokens.CLIENT,
                "clientSecret",
                AmazonTokens.SECRET,
                "refreshToken",
                AmazonTokens.REFRESH,
                "sellerId",
                SELLER,
                "marketplaceIds",
                MARKETPLACE,
                "callsPerSecond",
                50,
                "pullsPerSecond",
                20);
    }

    @Override
    String secret() {
        return AmazonTokens.SECRET;
    }

    /** Sellers put blanks and signs into theirs. */
    @Override
    String channelSku(Article article) {
        return "PROOF %03d+茶".formatted(article.index());
    }

    @Override
    String number(long index) {
        return "701-%07d-%07d".formatted(1_000_000 + index / 1_000, 5_000_000 + index);
    }

    /** An order that is not paid shows neither prices nor a buyer, and is not the seller's yet. */
    @Override
    Sale.State first() {
        return Sale.State.PAID;
    }

    @Override
    Duration listedWithin() {
        return LISTED_WITHIN;
    }

    @Override
    Optional<Message> message(URI door, Sale sale, String delivery, String secret) {
        return Optional.empty();
    }

    @Override
    Reply throttled() {
        return error(429, "QuotaExceeded", "You exceeded your quota for the requested resource.");
    }

    @Override
    Reply answer(Call call) {
        if (call.path().equals(AmazonTokens.PATH)) {
            return tokens.grant(Forms.decode(new String(call.body(), StandardCharsets.UTF_8)));
        }
        if (!tokens.lives(call.header("x-amz-access-token"))) {
            return error(403, "Unauthorized", "The access token you provided has expired.");
        }
        Map<String, String> query = Forms.decode(call.query());
        if (!query.getOrDefault("marketplaceIds", "").equals(MARKETPLACE)) {
            return error(400, "InvalidInput", "marketplaceIds");
        }
        if (call.method().equals("GET") && call.path().equals(ORDERS)) {
            return list(query);
        }
        return call.method().equals("PATCH") && call.path().startsWith(LISTINGS)
                ? patch(call.path().substring(LISTINGS.length()), Json.read(call.body()))
                : error(404, "NotFound", call.path());
    }

    /** By the moment of the last change, or by that of placing: never by both. */
    private Reply list(Map<String, String> asked) {
        boolean byPlacing = asked.containsKey("createdAfter");
        if (byPlacing == asked.containsKey("lastUpdatedAfter")) {
            return error(400, "InvalidInput", "exactly one of createdAfter and lastUpdatedAfter");
        }
        return byPlacing
                ? list(asked, "created", pages()::placedAfter, Sale::placedAt)
                : list(asked, "lastUpdated", pages()::changedAfter, Sale::changedAt);
    }

    /** Orders of a stretch behind the one that a cursor names. */
    private interface Listed {
        List<Sale> after(Instant from, Instant to, String cursor, int size);
    }

    /** Both ends belong to it. Orders that are not paid and those that Amazon itself ships are shown too. */
    private Reply list(Map<String, String> asked, String by, Listed listed, Function<Sale, Instant> moment) {
        Instant from = Instant.parse(asked.getOrDefault(by + "After", ""));
        Instant to = Instant.parse(asked.getOrDefault(by + "Before", ""));
        if (to.isBefore(from) || to.isAfter(ground().clock().instant().minus(NEWEST))) {
            return error(400, "InvalidInput", by + "Before must be two minutes ago or earlier");
        }
        String cursor = asked.getOrDefault("paginationToken", "");
        int size = Math.min(LISTED_MAX, Integer.parseInt(asked.getOrDefault("maxResultsPerPage", "100")));
        var sales = listed.after(from, to.plusSeconds(1), cursor, size);
        List<Map<String, Object>> orders =
                new ArrayList<>(sales.stream().map(this::order).toList());
        if (cursor.isEmpty()) {
            orders.add(notOurs("PENDING", "MERCHANT", from));
            orders.add(notOurs("UNSHIPPED", "AMAZON", from));
        }
        Map<String, Object> page = Json.object("orders", orders);
        if (sales.size() == size) {
            Sale last = sales.getLast();
            page.put("pagination", Json.object("nextToken", Pages.cursor(moment.apply(last), last)));
        }
        return Reply.json(200, page);
    }

    private static Map<String, Object> notOurs(String status, String fulfilledBy, Instant at) {
        return Json.object(
                "orderId",
                "702-0000000-" + Math.floorMod((status + fulfilledBy + at).hashCode(), 10_000_000),
                "createdTime",
                at.toString(),
                "lastUpdatedTime",
                at.toString(),
                "fulfillment",
                Json.object("fulfillmentStatus", status, "fulfilledBy", fulfilledBy),
                "orderItems",
                List.of(Json.object("orderItemId", "1", "quantityOrdered", 1)));
    }

    private Map<String, Object> order(Sale sale) {
        return Json.object(
                "orderId",
                sale.number(),
                "createdTime",
                sale.placedAt().toString(),
                "lastUpdatedTime",
                sale.changedAt().toString(),
                "salesChannel",
                Json.object("channelName", "AMAZON", "marketplaceId", MARKETPLACE),
                "buyer",
                Json.object("buyerName", "Li Lei", "buyerEmail", "proof@marketplace.example.test"),
                "recipient",
                Json.object(
                        "deliveryAddress",
                        Json.object("name", "Li Lei", "addressLine1", "Example Road 1", "countryCode", "CN")),
                "proceeds",
                Json.object("grandTotal", money(sale.total())),
                "fulfillment",
                Json.object("fulfillmentStatus", sale.over() ? "CANCELLED" : "UNSHIPPED", "fulfilledBy", "MERCHANT"),
                "orderItems",
                IntStream.range(0, sale.pieces().size())
                        .mapToObj(i -> item(sale.pieces().get(i), i, i == 0 ? sale.freight() : 0))
                        .toList());
    }

    /** The tax is inside what its items cost. @param freight of the whole order stands with its first item */
    private Map<String, Object> item(Sale.Piece piece, int index, long freight) {
        List<Map<String, Object>> breakdowns = new ArrayList<>();
        breakdowns.add(Json.object("type", "ITEM", "subtotal", money(piece.amount())));
        if (freight > 0) {
            breakdowns.add(Json.object("type", "SHIPPING", "subtotal", money(freight)));
        }
        if (piece.article().index() % 2 == 0) {
            breakdowns.add(Json.object("type", "TAX", "subtotal", money(piece.amount() / 10)));
        }
        return Json.object(
                "orderItemId",
                Integer.toString(10_000 + index),
                "quantityOrdered",
                piece.units(),
                "product",
                Json.object(
                        "title",
                        piece.article().name(),
                        "sellerSku",
                        channelSku(piece.article()),
                        "price",
                        Json.object("unitPrice", money(piece.article().price()))),
                "proceeds",
                Json.object("breakdowns", breakdowns));
    }

    private static Map<String, Object> money(long minorUnits) {
        return Json.object("amount", decimal(minorUnits), "currencyCode", "CNY");
    }

    private Reply patch(String sku, JsonNode body) {
        JsonNode patch = body.path("patches").path(0);
        JsonNode value = patch.path("value").path(0);
        if (!patch.path("op").asString("").equals("replace")
                || !patch.path("path").asString("").equals("/attributes/fulfillment_availability")
                || !value.path("fulfillment_channel_code").asString("").equals("DEFAULT")
                || !value.path("quantity").isIntegralNumber()) {
            return error(400, "InvalidInput", "patches");
        }
        stock().told(sku, value.path("quantity").longValue());
        return Reply.json(200, Json.object("sku", sku, "status", "ACCEPTED", "issues", List.of()));
    }

    static Reply error(int status, String code, String message) {
        return Reply.json(
                status, Json.object("errors", List.of(Json.object("code", code, "message", message, "details", ""))));
    }
}
