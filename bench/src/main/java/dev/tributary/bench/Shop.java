package dev.tributary.bench;

import dev.tributary.access.ClientDraft;
import dev.tributary.access.Clients;
import dev.tributary.access.IssuedClient;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogSetup;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Region;
import dev.tributary.kernel.SkuId;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.springframework.context.ApplicationContext;

/**
 * A retailer with one warehouse and so many SKUs in stock, whose app and tills sell them: made through the hub's own
 * modules, as its set-up doors do.
 *
 * @param client of the app's server
 * @param office bound to no channel: sells at tills, sets up, subscribes
 */
record Shop(
        MerchantId merchant,
        NodeId node,
        ChannelId app,
        ChannelId tills,
        List<Sku> skus,
        IssuedClient client,
        IssuedClient office) {

    static final Currency CURRENCY = Currency.getInstance("CNY");
    static final String NODE_CODE = "wh-1";
    private static final int PRODUCTS_PER_CALL = 500;
    private static final int STOCK_LINES_PER_CALL = 1_000;

    static Shop open(ApplicationContext hub, String code, int skuCount, long unitsEach, Duration holdTime) {
        var setup = hub.getBean(CatalogSetup.class);
        MerchantId merchant = setup.saveMerchant(
                        new CatalogSetup.MerchantDraft(code, "Bench", ZoneId.of("Asia/Shanghai"), CURRENCY))
                .merchant()
                .id();
        NodeId node = hub.getBean(Nodes.class).save(merchant, warehouse()).id();
        ChannelId app = setup.saveChannel(
                        merchant, new CatalogSetup.ChannelDraft("app", "App", "app", false, List.of(node), holdTime))
                .id();
        ChannelId tills = setup.saveChannel(
                        merchant,
                        new CatalogSetup.ChannelDraft("tills", "Tills", "tills", true, List.of(node), holdTime))
                .id();
        List<Sku> skus = products(setup, hub.getBean(Catalog.class), merchant, skuCount);
        if (unitsEach > 0) {
            receive(hub.getBean(OrderIntake.class), merchant, node, skus, unitsEach);
        }
        var clients = hub.getBean(Clients.class);
        return new Shop(
                merchant,
                node,
                app,
                tills,
                skus,
                client(clients, merchant, Optional.of("app")),
                client(clients, merchant, Optional.empty()));
    }

    private static IssuedClient client(Clients clients, MerchantId merchant, Optional<String> channel) {
        return clients.create(
                new ClientDraft(
                        Optional.of(merchant),
                        channel,
                        "bench",
                        Set.copyOf(EnumSet.complementOf(EnumSet.of(Scope.ADMIN))),
                        List.of(),
                        OptionalInt.of(1_000_000)),
                "bench");
    }

    private static Nodes.Draft warehouse() {
        return new Nodes.Draft(
                NODE_CODE,
                "Warehouse",
                Node.Kind.WAREHOUSE,
                new Region("CN", "310101"),
                Optional.empty(),
                Optional.empty(),
                EnumSet.allOf(Node.Ability.class),
                0);
    }

    private static List<Sku> products(CatalogSetup setup, Catalog catalog, MerchantId merchant, int count) {
        List<String> codes = new ArrayList<>(count);
        List<CatalogSetup.ProductDraft> products = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String code = "SKU-%05d".formatted(i);
            codes.add(code);
            products.add(new CatalogSetup.ProductDraft(
                    code,
                    "Product " + i,
                    List.of(new CatalogSetup.SkuDraft(
                            code,
                            "Product " + i,
                            Optional.empty(),
                            Sku.BaseUnit.PIECE,
                            new Money(1_290, CURRENCY),
                            Optional.empty()))));
            if (products.size() == PRODUCTS_PER_CALL || i == count - 1) {
                setup.saveProducts(merchant, products);
                products.clear();
            }
        }
        Map<String, Sku> found = catalog.skusByCode(merchant, codes);
        return codes.stream().map(found::get).toList();
    }

    static void receive(OrderIntake intake, MerchantId merchant, NodeId node, List<Sku> skus, long units) {
        for (int from = 0; from < skus.size(); from += STOCK_LINES_PER_CALL) {
            List<StockChange> changes = skus.subList(from, Math.min(skus.size(), from + STOCK_LINES_PER_CALL)).stream()
                    .map(sku -> new StockChange(
                            new StockKey(merchant, sku.id(), node),
                            StockChange.Kind.RECEIVE,
                            units,
                            "receipt/bench",
                            OptionalLong.of(700)))
                    .toList();
            Outcome outcome = intake.decide(new Command.ChangeStock(
                    merchant, "bench-%s-%s".formatted(node, skus.get(from).code()), new byte[] {1}, changes, "bench"));
            if (!(outcome instanceof Outcome.StockDone)) {
                throw new IllegalStateException("no stock was received: " + outcome);
            }
        }
    }

    SkuId sku(int index) {
        return skus.get(index).id();
    }
}
