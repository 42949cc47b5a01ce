package dev.tributary.sandbox.world;

import dev.tributary.sandbox.check.Fulfilments;
import dev.tributary.sandbox.check.StockBook;
import dev.tributary.sandbox.check.StockNews;
import dev.tributary.sandbox.foodmart.Product;
import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.Signatures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.JsonNode;

/** Shopify's admin API: a list of orders, stock one SKU a call, shipments by GraphQL; leaky buckets of calls, a token. */
final class ShopifyAdmin {

    private final StockNews news;
    private final String accessToken;
    private final Faults faults;
    private final Budget budget;
    private final Budget queryBudget;
    private final ShopifyQueries queries;
    private final ShopifyOrders orders;
    private final Map<String, Product> productsByVariant = new HashMap<>();
    private final LongAdder calls = new LongAdder();
    private final LongAdder throttled = new LongAdder();
    private final LongAdder wrong = new LongAdder();

    ShopifyAdmin(
            StockNews news,
            Fulfilments fulfilments,
            ShopifyOrders orders,
            List<Product> products,
            String accessToken,
            Faults faults,
            Budget budget,
            Budget queryBudget) {
        this.news = news;
        this.accessToken = accessToken;
        this.faults = faults;
        this.budget = budget;
        this.queryBudget = queryBudget;
        this.queries = new ShopifyQueries(fulfilments);
        this.orders = orders;
        products.forEach(product -> productsByVariant.put(product.variantId(), product));
    }

    Reply answer(Call call) {
        long heardMicros = Micros.now();
        boolean query = call.path().endsWith("/graphql.json");
        boolean list = call.path().endsWith("/orders.json");
        if (!query && !list && !call.path().endsWith("/inventory_levels/set.json")) {
            return wrong(404, "Not Found");
        }
        if (!Signatures.same(call.header("X-Shopify-Access-Token"), accessToken)) {
            return wrong(401, "[API] Invalid API key or access token (unrecognized login or wrong password)");
        }
        if (!(query ? queryBudget : budget).take()) {
            throttled.increment();
            return query ? ShopifyQueries.throttled() : Reply.slowDown(1);
        }
        if (faults.receiverError(ThreadLocalRandom.current().nextDouble())) {
            return Reply.json(500, Json.object("errors", "Internal Server Error"));
        }
        if (list) {
            return orders.list(call);
        }
        return query ? queries.answer(Json.read(call.body())) : set(Json.read(call.body()), heardMicros);
    }

    private Reply set(JsonNode body, long heardMicros) {
        Product product = productsByVariant.get(body.path("inventory_item_id").asString(""));
        boolean hereAndWhole = body.path("location_id").asString("").equals(Chain.SHOPIFY_LOCATION)
                && body.path("available").isIntegralNumber();
        if (product == null || !hereAndWhole) {
            return wrong(422, "inventory_item_id, location_id or available is wrong");
        }
        calls.increment();
        long available = body.path("available").longValue();
        news.told(StockBook.row(product.code(), Chain.SHOPIFY_NODES.getFirst()), available, heardMicros);
        return Reply.json(200, Json.object("inventory_level", Json.object("available", available)));
    }

    private Reply wrong(int status, String errors) {
        wrong.increment();
        return Reply.json(status, Json.object("errors", errors));
    }

    Receivers.Heard heard() {
        return new Receivers.Heard(calls.sum(), throttled.sum(), wrong.sum());
    }
}
