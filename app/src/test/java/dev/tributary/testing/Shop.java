package dev.tributary.testing;

import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogSetup;
import dev.tributary.catalog.CatalogSetup.ChannelDraft;
import dev.tributary.catalog.CatalogSetup.MerchantDraft;
import dev.tributary.catalog.CatalogSetup.ProductDraft;
import dev.tributary.catalog.CatalogSetup.SkuDraft;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Region;
import dev.tributary.kernel.SkuId;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A merchant with two nodes, {@code wh-1} and {@code store-3}, channels {@code app} and {@code tills}, and the SKUs
 * {@code MILK-1L} (12.90) and {@code BREAD} (5.00), 10 of each in {@code wh-1}.
 */
public final class Shop {

    private final HubUnderTest hub;
    private final MerchantId merchant;

    private Shop(HubUnderTest hub, MerchantId merchant) {
        this.hub = hub;
        this.merchant = merchant;
    }

    public static Shop open(HubUnderTest hub, String code) {
        var setup = hub.bean(CatalogSetup.class);
        var merchant = setup.saveMerchant(
                        new MerchantDraft(code, code, ZoneId.of("Asia/Shanghai"), Currency.getInstance("CNY")))
                .merchant()
                .id();
        var shop = new Shop(hub, merchant);
        var warehouse = shop.node("wh-1", Node.Kind.WAREHOUSE);
        var store = shop.node("store-3", Node.Kind.STORE);
        setup.saveChannel(
                merchant, new ChannelDraft("app", "App", "app", false, List.of(warehouse), Duration.ofMinutes(30)));
        setup.saveChannel(
                merchant, new ChannelDraft("tills", "Tills", "tills", true, List.of(store), Duration.ofMinutes(1)));
        setup.saveProducts(
                merchant, List.of(new ProductDraft("P-1", "Food", List.of(sku("MILK-1L", 1290), sku("BREAD", 500)))));
        shop.receive("wh-1", "MILK-1L", 10);
        shop.receive("wh-1", "BREAD", 10);
        return shop;
    }

    public MerchantId merchant() {
        return merchant;
    }

    public Api api(Scope... scopes) {
        return Api.of(hub, merchant, scopes);
    }

    public SalesChannel channel(String code) {
        return hub.bean(Catalog.class).channel(merchant, code).orElseThrow();
    }

    public SkuId sku(String code) {
        return hub.bean(Catalog.class)
                .skusByCode(merchant, List.of(code))
                .get(code)
                .id();
    }

    public NodeId node(String code) {
        return hub.bean(Nodes.class).byCode(merchant, code).orElseThrow().id();
    }

    public void receive(String node, String sku, long units) {
        var key = new StockKey(
                merchant,
                hub.bean(Catalog.class)
                        .skusByCode(merchant, List.of(sku))
                        .get(sku)
                        .id(),
                hub.bean(Nodes.class).byCode(merchant, node).orElseThrow().id());
        hub.bean(OrderIntake.class)
                .decide(new Command.ChangeStock(
                        merchant,
                        "receive-" + node + sku + System.nanoTime(),
                        new byte[16],
                        List.of(new StockChange(
                                key, StockChange.Kind.RECEIVE, units, "receipt/1", OptionalLong.empty())),
                        "test"));
    }

    /** How many rows of this merchant the tables hold that an order writes to. */
    public TreeMap<String, Long> rows() {
        var counts = new TreeMap<String, Long>();
        for (String table : List.of(
                "orders.sales_order",
                "orders.order_line",
                "orders.intake_key",
                "orders.refusal",
                "orders.payment",
                "orders.goods_return",
                "orders.goods_return_line",
                "orders.refund",
                "orders.history",
                "inventory.movement",
                "journal.event",
                "vault.record")) {
            counts.put(
                    table,
                    hub.bean(JdbcClient.class)
                            .sql("select count(*) from " + table + " where merchant_id = :merchant")
                            .param("merchant", merchant.value())
                            .query(Long.class)
                            .single());
        }
        return counts;
    }

    private NodeId node(String code, Node.Kind kind) {
        return hub.bean(Nodes.class)
                .save(
                        merchant,
                        new Nodes.Draft(
                                code,
                                code,
                                kind,
                                new Region("CN", "310101"),
                                Optional.empty(),
                                Optional.empty(),
                                Set.of(Node.Ability.SHIP),
                                0))
                .id();
    }

    private static SkuDraft sku(String code, long price) {
        return new SkuDraft(code, code, Optional.empty(), Sku.BaseUnit.PIECE, Money.of(price, "CNY"), Optional.empty());
    }
}
