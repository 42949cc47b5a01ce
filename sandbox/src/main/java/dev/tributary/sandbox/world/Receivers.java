package dev.tributary.sandbox.world;

import dev.tributary.sandbox.check.Fulfilments;
import dev.tributary.sandbox.check.OrderAnswers;
import dev.tributary.sandbox.check.OrdersHeard;
import dev.tributary.sandbox.check.StockBook;
import dev.tributary.sandbox.check.StockNews;
import dev.tributary.sandbox.check.TillClock;
import dev.tributary.sandbox.foodmart.Product;
import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.Server;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.JsonNode;

/** Everyone the hub calls, each on a port of its own or a path of the subscribers' one. */
public final class Receivers implements AutoCloseable {

    /** What our Shopify lets one shop call for stock, up to 250 SKUs each: stated, enforced and answered as throttled. */
    public static final int SHOPIFY_STOCK_CALLS_PER_SECOND = 40;
    /** The same for pages of its list, answered with 429. */
    private static final int SHOPIFY_PAGES_PER_SECOND = 20;
    /** The same for its other queries; a shipment takes two. */
    public static final int SHOPIFY_QUERIES_PER_SECOND = 200;

    /** What our Meituan lets one application call, up to 200 SKUs each. */
    public static final int MEITUAN_CALLS_PER_SECOND = 40;
    /** What it lets one application answer: each interface has a budget of its own. */
    public static final int MEITUAN_ANSWERS_PER_SECOND = 60;

    private final StockNews appNews = new StockNews();
    private final StockNews shopifyNews = new StockNews();
    private final StockNews meituanNews = new StockNews();
    private final OrderAnswers meituanAnswers = new OrderAnswers();
    private final Fulfilments shopifyFulfilments = new Fulfilments();
    private final ShopifyOrders shopifyOrders = new ShopifyOrders();
    private final OrdersHeard erpOrders;
    private final OrdersHeard crmOrders;
    private final LongAdder discrepancies = new LongAdder();

    private final Subscriber erp;
    private final Subscriber crm;
    private final Subscriber app;
    private final ShopifyAdmin shopify;
    private final MeituanApi meituan;
    private final Server subscribers;
    private final Server shopifyServer;
    private final Server meituanServer;

    public Receivers(List<Product> products, Secrets secrets, Faults faults, TillClock tillClock) {
        erpOrders = new OrdersHeard(tillClock);
        crmOrders = new OrdersHeard(tillClock);
        erp = new Subscriber(this::erpHears, faults, 0);
        crm = new Subscriber(
                (type, data, heard) -> hearOrder(crmOrders, type, data, heard), faults, faults.deadCrmSeconds());
        app = new Subscriber(this::appHears, faults, 0);
        shopify = new ShopifyAdmin(
                shopifyNews,
                shopifyFulfilments,
                shopifyOrders,
                products,
                secrets.shopifyToken(),
                faults,
                budget(faults, SHOPIFY_PAGES_PER_SECOND),
                budget(faults, SHOPIFY_STOCK_CALLS_PER_SECOND),
                budget(faults, SHOPIFY_QUERIES_PER_SECOND));
        meituan = new MeituanApi(
                meituanNews,
                meituanAnswers,
                products,
                secrets.meituanApp(),
                faults,
                budget(faults, MEITUAN_CALLS_PER_SECOND),
                budget(faults, MEITUAN_ANSWERS_PER_SECOND));
        subscribers = Server.start(this::route);
        shopifyServer = Server.start(shopify::answer);
        meituanServer = Server.start(meituan::answer);
    }

    private static Budget budget(Faults faults, int callsPerSecond) {
        return new Budget(callsPerSecond * faults.budgetShare(), 2 * callsPerSecond * faults.budgetShare());
    }

    /** @param accepted news taken, @param turnedAway on purpose or over budget, @param wrong that should not have come */
    public record Heard(long accepted, long turnedAway, long wrong) {}

    public String shopifyAddress() {
        return shopifyServer.address() + "/admin/api/2026-04";
    }

    public String meituanAddress() {
        return meituanServer.address() + "/api/v1";
    }

    void subscribe(World world) throws InterruptedException {
        erp.subscribe(world.erp(), subscribers.address() + "/erp", List.of("order.*", "stock.discrepancy-opened.v1"));
        crm.subscribe(world.erp(), subscribers.address() + "/crm", List.of("order.*"));
        app.subscribe(world.app(), subscribers.address() + "/app", List.of("stock.changed.v1"));
    }

    private Reply route(Call call) {
        return switch (call.path()) {
            case "/erp" -> erp.answer(call);
            case "/crm" -> crm.answer(call);
            case "/app" -> app.answer(call);
            default -> Reply.empty(404);
        };
    }

    private void erpHears(String type, JsonNode data, long heardMicros) {
        if (type.equals("stock.discrepancy-opened.v1")) {
            discrepancies.increment();
        } else {
            hearOrder(erpOrders, type, data, heardMicros);
        }
    }

    private static void hearOrder(OrdersHeard orders, String type, JsonNode data, long heardMicros) {
        if (type.startsWith("order.")) {
            orders.hear(
                    data.path("channel").asString(""),
                    data.path("number").asString(""),
                    data.path("state").asString(""),
                    data.path("payment").asString(""),
                    heardMicros);
        }
    }

    private void appHears(String type, JsonNode data, long heardMicros) {
        String node = data.path("node").asString("");
        String row = StockBook.row(data.path("sku").asString(""), node);
        long version = Long.parseLong(data.path("version").asString("0"));
        long available = data.path("available").asLong(-1);
        long occurred = Micros.of(Instant.parse(data.path("occurredAt").asString("")));
        appNews.decided(row, version, available, occurred);
        appNews.told(row, available, heardMicros);
        if (Chain.SHOPIFY_NODES.contains(node)) {
            shopifyNews.decided(row, version, available, occurred);
        } else if (Chain.STORES.contains(node)) {
            meituanNews.decided(row, version, available, occurred);
        }
    }

    public StockNews appNews() {
        return appNews;
    }

    public StockNews shopifyNews() {
        return shopifyNews;
    }

    public StockNews meituanNews() {
        return meituanNews;
    }

    public OrderAnswers meituanAnswers() {
        return meituanAnswers;
    }

    public ShopifyOrders shopifyOrders() {
        return shopifyOrders;
    }

    public Fulfilments shopifyFulfilments() {
        return shopifyFulfilments;
    }

    public OrdersHeard erpOrders() {
        return erpOrders;
    }

    public OrdersHeard crmOrders() {
        return crmOrders;
    }

    public long discrepancies() {
        return discrepancies.sum();
    }

    public Heard erpHeard() {
        return erp.heard();
    }

    public Heard crmHeard() {
        return crm.heard();
    }

    public Heard appHeard() {
        return app.heard();
    }

    public Heard shopifyHeard() {
        return shopify.heard();
    }

    public Heard meituanHeard() {
        return meituan.heard();
    }

    @Override
    public void close() {
        subscribers.close();
        shopifyServer.close();
        meituanServer.close();
    }
}
