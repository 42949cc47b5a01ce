package dev.tributary.channels;

import dev.tributary.catalog.Bundle;
import dev.tributary.catalog.BundleSetup;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.CatalogSetup;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.Region;
import dev.tributary.kernel.SkuId;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.OrderView;
import dev.tributary.testing.HubUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** A merchant with one node, one channel, and MILK and BREAD on its shelf. */
public final class Shop {

    private static final Currency CNY = Currency.getInstance("CNY");

    public final HubUnderTest hub;
    public final MerchantId merchant;
    public final Node node;
    public final ChannelId channel;

    private Shop(HubUnderTest hub, MerchantId merchant, Node node, ChannelId channel) {
        this.hub = hub;
        this.merchant = merchant;
        this.node = node;
        this.channel = channel;
    }

    public static Shop open(HubUnderTest hub, String adapter, Map<String, Object> account) {
        var setup = hub.bean(CatalogSetup.class);
        var code = "m" + UUID.randomUUID().toString().substring(0, 8);
        var merchant = setup.saveMerchant(new CatalogSetup.MerchantDraft(code, "Shop", ZoneId.of("Asia/Shanghai"), CNY))
                .merchant()
                .id();
        var node = hub.bean(Nodes.class)
                .save(
                        merchant,
                        new Nodes.Draft(
                                "store-3",
                                "Store 3",
                                Node.Kind.STORE,
                                new Region("CN", "310101"),
                                Optional.empty(),
                                Optional.empty(),
                                Set.of(Node.Ability.SHIP, Node.Ability.TILL),
                                0));
        var accounts = hub.bean(ChannelAccounts.class);
        SalesChannel channel = setup.saveChannel(
                merchant,
                new CatalogSetup.ChannelDraft(
                        adapter,
                        adapter,
                        adapter,
                        accounts.facts(adapter),
                        List.of(node.id()),
                        Duration.ofMinutes(30)));
        accounts.save(merchant, channel.id(), adapter, account);
        setup.saveProducts(merchant, List.of(product("MILK"), product("BREAD")));
        var shop = new Shop(hub, merchant, node, channel.id());
        shop.receive("MILK", 10);
        shop.receive("BREAD", 10);
        return shop;
    }

    /** The same shop, on another node of its database. */
    public Shop on(HubUnderTest other) {
        return new Shop(other, merchant, node, channel);
    }

    private static CatalogSetup.ProductDraft product(String code) {
        return new CatalogSetup.ProductDraft(
                code,
                code,
                List.of(new CatalogSetup.SkuDraft(
                        code, code, Optional.empty(), Sku.BaseUnit.PIECE, new Money(1000, CNY), Optional.empty())));
    }

    public SkuId sku(String code) {
        var sku = hub.bean(Catalog.class).skusByCode(merchant, List.of(code)).get(code);
        if (sku == null) {
            throw new IllegalStateException("no SKU " + code);
        }
        return sku.id();
    }

    public void newProduct(String code) {
        hub.bean(CatalogSetup.class).saveProducts(merchant, List.of(product(code)));
    }

    public void compose(String bundle, Map<String, Long> units) {
        var components = units.entrySet().stream()
                .map(component -> new Bundle.Component(sku(component.getKey()), component.getValue()))
                .toList();
        hub.bean(BundleSetup.class)
                .save(merchant, List.of(new BundleSetup.Draft(sku(bundle), components, OptionalLong.empty())));
    }

    public void list(String channelSku, String code) {
        hub.bean(CatalogSetup.class)
                .saveListings(merchant, channel, List.of(new CatalogSetup.ListingDraft(channelSku, sku(code))));
    }

    public void receive(String code, long units) {
        change(change(code, StockChange.Kind.RECEIVE, units));
    }

    /** The row changes, what is left to sell does not: all that comes is kept back. */
    public void receiveAndKeepBack(String code, long units) {
        change(change(code, StockChange.Kind.RECEIVE, units), change(code, StockChange.Kind.SAFETY, units));
    }

    private StockChange change(String code, StockChange.Kind kind, long units) {
        return new StockChange(
                new StockKey(merchant, sku(code), node.id()), kind, units, "receipt/test", OptionalLong.empty());
    }

    private void change(StockChange... changes) {
        hub.bean(OrderIntake.class)
                .decide(new Command.ChangeStock(
                        merchant, UUID.randomUUID().toString(), new byte[] {1}, List.of(changes), "test"));
    }

    /** In one order, at the shop's node. */
    public void sell(String code, long units) {
        var line = new OrderDraft.Line(
                1,
                Optional.of(sku(code)),
                code,
                code,
                units,
                new Money(1000, CNY),
                new Money(0, CNY),
                List.of(node.id()));
        hub.bean(OrderIntake.class)
                .decide(new Command.Place(new OrderDraft(
                        merchant,
                        channel,
                        UUID.randomUUID().toString(),
                        new byte[16],
                        Optional.empty(),
                        OrderDraft.Intent.REQUEST,
                        OrderDraft.Fill.ALL_OR_NOTHING,
                        0,
                        Instant.now(),
                        Optional.empty(),
                        new OrderDraft.Delivery(OrderDraft.Delivery.Method.SHIP, Optional.empty()),
                        List.of(line),
                        List.of(),
                        new Money(0, CNY),
                        new Money(0, CNY),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false,
                        Duration.ofMinutes(30),
                        Optional.empty(),
                        Map.of())));
    }

    public long available(String code) {
        return hub.bean(Ledger.class)
                .row(new StockKey(merchant, sku(code), node.id()))
                .orElseThrow()
                .available();
    }

    public Optional<OrderView> order(String number) {
        return hub.bean(OrderBook.class).byNumber(merchant, channel, number);
    }

    /** Where the console has this merchant. */
    public String console() {
        var merchant = hub.bean(CatalogLists.class).merchants().stream()
                .filter(known -> known.id().equals(this.merchant))
                .findFirst()
                .orElseThrow();
        return "/console/m/" + merchant.code();
    }

    public List<MessageDesk.Summary> messages() {
        return hub.bean(MessageDesk.class)
                .list(merchant, new MessageDesk.Filter(Optional.of(channel), Optional.empty()), Optional.empty(), 200)
                .items();
    }
}
