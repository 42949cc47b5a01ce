package dev.tributary.sandbox.world;

import dev.tributary.sandbox.check.Fulfilments;
import dev.tributary.sandbox.check.StockBook;
import dev.tributary.sandbox.check.StockNews;
import dev.tributary.sandbox.foodmart.Product;
import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.ShopifyQuantities;
import dev.tributary.sandbox.wire.Signatures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.JsonNode;

/** Shopify's admin API: a list of orders, stock and shipments by GraphQL; leaky buckets of calls, a token. */
final class ShopifyAdmin {

    private final StockNews news;
    private final String accessToken;
    private final Faults faults;
    private final Budget listBudget;
    private final Budget stockBudget;
    private final Budget queryBudget;
    private final ShopifyQueries queries;
    private final ShopifyQuantities quantities;
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
            Budget listBudget,
            Budget stockBudget,
            Budget queryBudget) {
        this.news = news;
        this.accessToken = accessToken;
        this.faults = faults;
        this.listBudget = listBudget;
        this.stockBudget = stockBudget;
        this.queryBudget = queryBudget;
        this.quantities = new ShopifyQuantities(Chain.SHOPIFY_LOCATION, productsByVariant::containsKey, this::told);
        this.queries = new ShopifyQueries(fulfilments);
        this.orders = orders;
        products.forEach(product -> productsByVariant.put(product.variantId(), product));
    }

    Reply answer(Call call) {
        boolean query = call.path().endsWith("/graphql.json");
        boolean list = call.path().endsWith("/orders.json");
        if (!query && !list) {
            return wrong(404, "Not Found");
        }
        if (!Signatures.same(call.header("X-Shopify-Access-Token"), accessToken)) {
            return wrong(401, "[API] Invalid API key or access token (unrecognized login or wrong password)");
        }
        JsonNode body = Json.read(call.body());
        boolean stock = query && ShopifyQuantities.isMeant(body);
        if (!(list ? listBudget : stock ? stockBudget : queryBudget).take()) {
            throttled.increment();
            return list ? Reply.slowDown(1) : ShopifyQueries.throttled();
        }
        if (faults.receiverError(ThreadLocalRandom.current().nextDouble())) {
            return Reply.json(500, Json.object("errors", "Internal Server Error"));
        }
        if (list) {
            return orders.list(call);
        }
        return stock ? set(body) : queries.answer(body);
    }

    private Reply set(JsonNode call) {
        ShopifyQuantities.Answered answered = quantities.answer(call);
        answered.taken().ifPresentOrElse(set -> calls.increment(), wrong::increment);
        return answered.reply();
    }

    private void told(String variant, long available) {
        Product product = productsByVariant.get(variant);
        if (product != null) {
            news.told(StockBook.row(product.code(), Chain.SHOPIFY_NODES.getFirst()), available, Micros.now());
        }
    }

    private Reply wrong(int status, String errors) {
        wrong.increment();
        return Reply.json(status, Json.object("errors", errors));
    }

    Receivers.Heard heard() {
        return new Receivers.Heard(calls.sum(), throttled.sum(), wrong.sum());
    }
}
