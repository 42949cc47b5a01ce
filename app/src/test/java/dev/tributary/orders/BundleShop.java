package dev.tributary.orders;

import dev.tributary.catalog.Bundle;
import dev.tributary.catalog.BundleSetup;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogSetup;
import dev.tributary.catalog.CatalogSetup.ProductDraft;
import dev.tributary.catalog.CatalogSetup.SkuDraft;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockLevel;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A shop that sells SOAP (30.00), TOWEL (20.00) and BRUSH (1.00) alone, and together as a SPA of two soaps and a towel.
 * Orders are written as they are told: {@code "2 SPA 70.00, 1 SOAP 30.00"}.
 */
final class BundleShop {

    static final long LATER = 1_000;

    final Shop shop;
    final MerchantId merchant;
    private final HubUnderTest hub;
    private final List<String> nodes;

    BundleShop(HubUnderTest hub, String code, String... nodes) {
        this.hub = hub;
        this.nodes = List.of(nodes.length == 0 ? new String[] {"wh-1"} : nodes);
        shop = Shop.open(hub, code);
        merchant = shop.merchant();
        hub.bean(CatalogSetup.class)
                .saveProducts(
                        merchant,
                        List.of(new ProductDraft(
                                "BATH",
                                "Bath",
                                List.of(
                                        draft("SOAP", 3000),
                                        draft("TOWEL", 2000),
                                        draft("BRUSH", 100),
                                        draft("BOX", 3000),
                                        draft("SPA", 7000)))));
        compose("SPA", "2 SOAP, 1 TOWEL");
    }

    private static SkuDraft draft(String code, long price) {
        return new SkuDraft(
                code,
                code.toLowerCase(java.util.Locale.ROOT),
                Optional.empty(),
                Sku.BaseUnit.PIECE,
                Money.of(price, "CNY"),
                Optional.empty());
    }

    void compose(String bundle, String components) {
        var made = Arrays.stream(components.split(", "))
                .map(text -> text.split(" "))
                .map(words -> new Bundle.Component(sku(words[1]), Long.parseLong(words[0])))
                .toList();
        hub.bean(BundleSetup.class)
                .save(merchant, List.of(new BundleSetup.Draft(sku(bundle), made, OptionalLong.empty())));
    }

    void dissolve(String bundle) {
        hub.bean(BundleSetup.class)
                .save(merchant, List.of(new BundleSetup.Draft(sku(bundle), List.of(), OptionalLong.empty())));
    }

    SkuId sku(String code) {
        return Objects.requireNonNull(hub.bean(Catalog.class)
                        .skusByCode(merchant, List.of(code))
                        .get(code))
                .id();
    }

    void receive(String sku, long units) {
        shop.receive("wh-1", sku, units);
    }

    /** On hand and reserved in {@code wh-1}. */
    String stock(String sku) {
        return stock("wh-1", sku);
    }

    String stock(String node, String sku) {
        return hub.bean(Ledger.class)
                .row(new StockKey(merchant, sku(sku), node(node)))
                .map(BundleShop::text)
                .orElse("none");
    }

    private static String text(StockLevel level) {
        return level.onHand() + "/" + level.reserved();
    }

    NodeId node(String code) {
        return hub.bean(Nodes.class).byCode(merchant, code).orElseThrow().id();
    }

    Outcome request(String number, String lines) {
        return place(order(number, lines, OrderDraft.Intent.REQUEST, OrderDraft.Fill.ALL_OR_NOTHING, 0, false));
    }

    Outcome requestWhatYouCan(String number, String lines) {
        return place(order(number, lines, OrderDraft.Intent.REQUEST, OrderDraft.Fill.WHAT_YOU_CAN, 0, false));
    }

    Outcome fact(String number, long version, String lines) {
        return place(order(number, lines, OrderDraft.Intent.FACT, OrderDraft.Fill.WHAT_YOU_CAN, version, false));
    }

    Outcome tillSale(String number, String lines) {
        return place(order(number, lines, OrderDraft.Intent.FACT, OrderDraft.Fill.WHAT_YOU_CAN, 1, true));
    }

    Outcome place(OrderDraft draft) {
        return decide(new Command.Place(draft));
    }

    Outcome decide(Command command) {
        return hub.bean(OrderIntake.class).decide(command);
    }

    OrderId placed(Outcome outcome) {
        return ((Outcome.Placed) outcome).order();
    }

    OrderView view(OrderId id) {
        return hub.bean(OrderBook.class).find(merchant, id).orElseThrow();
    }

    /** Each line as {@code number SKU units reservation allocated}, in the order of the lines. */
    List<String> lines(OrderId id) {
        return view(id).lines().stream()
                .map(line -> "%d %s %d %s %s"
                        .formatted(
                                line.number(),
                                line.sku().map(this::code).orElse("?"),
                                line.units(),
                                line.reservation(),
                                BigDecimal.valueOf(line.allocated().amount(), 2)))
                .toList();
    }

    private String code(SkuId sku) {
        return hub.bean(Catalog.class).sku(merchant, sku).orElseThrow().code();
    }

    Outcome cancel(OrderId id) {
        return decide(new Command.Cancel(merchant, id, "cancel", "changed their mind", "test"));
    }

    Outcome edit(OrderId id, String key, Map<Integer, Long> units) {
        return decide(new Command.EditLines(merchant, id, key, units, "fewer", "test"));
    }

    Outcome ship(OrderId id, String key, Map<Integer, Long> units) {
        var lines = units.entrySet().stream()
                .map(line -> new Command.Ship.LineUnits(line.getKey(), line.getValue()))
                .toList();
        return decide(new Command.Ship(merchant, id, key, "SF", key, lines, "test"));
    }

    Outcome refund(String number, String reference, long yuan, String sku, long units) {
        return decide(new Command.TellRefunded(
                merchant,
                Drafts.CHANNEL,
                number,
                reference,
                "WECHAT",
                Drafts.yuan(yuan),
                List.of(new Command.TellRefunded.Units(sku, units)),
                "",
                Instant.parse("2026-11-22T10:00:00Z")));
    }

    Outcome takeBack(String number, OrderId sale, String sku, boolean known, long units) {
        return takeBack(number, sale, "%d %s%s".formatted(units, known ? "" : "?", sku));
    }

    /** Lines as {@code "1 ?SPA, 1 BOX"}, of which nobody knows yet what the first is; 10.00 are credited for each. */
    Outcome takeBack(String number, OrderId sale, String lines) {
        var made = new ArrayList<ReturnDraft.Line>();
        for (var text : lines.split(", ")) {
            var words = text.split(" ");
            boolean unmapped = words[1].startsWith("?");
            String code = unmapped ? words[1].substring(1) : words[1];
            made.add(new ReturnDraft.Line(
                    made.size() + 1,
                    unmapped ? Optional.empty() : Optional.of(sku(code)),
                    code,
                    Long.parseLong(words[0]),
                    ReturnDraft.Disposition.RESTOCK,
                    Drafts.yuan(10)));
        }
        return decide(new Command.TakeBack(new ReturnDraft(
                merchant,
                Drafts.CHANNEL,
                number,
                node("wh-1"),
                Optional.of(sale),
                Optional.empty(),
                made,
                Drafts.yuan(10L * made.size()),
                "CASH",
                Instant.parse("2026-11-22T11:00:00Z"))));
    }

    OrderDraft order(
            String number,
            String lines,
            OrderDraft.Intent intent,
            OrderDraft.Fill fill,
            long version,
            boolean shipsAtOnce) {
        var made = new ArrayList<OrderDraft.Line>();
        for (var text : lines.split(", ")) {
            var words = text.split(" ");
            boolean unmapped = words[1].startsWith("?");
            String code = unmapped ? words[1].substring(1) : words[1];
            made.add(new OrderDraft.Line(
                    made.size() + 1,
                    unmapped ? Optional.empty() : Optional.of(sku(code)),
                    code,
                    "told " + code,
                    Long.parseLong(words[0]),
                    money(words[2]),
                    words.length > 3 ? money(words[3].substring(1)) : money("0"),
                    nodes.stream().map(this::node).toList()));
        }
        return new OrderDraft(
                merchant,
                Drafts.CHANNEL,
                number,
                (number + lines + version).getBytes(StandardCharsets.UTF_8),
                Optional.empty(),
                intent,
                fill,
                version,
                Instant.parse("2026-11-22T08:00:00Z"),
                Optional.empty(),
                new OrderDraft.Delivery(OrderDraft.Delivery.Method.SHIP, Optional.empty()),
                made,
                List.of(),
                money("0"),
                money("0"),
                Optional.empty(),
                Optional.empty(),
                false,
                shipsAtOnce,
                Duration.ofMinutes(30),
                Optional.empty(),
                Map.of());
    }

    static Money money(String yuan) {
        return Money.of(new BigDecimal(yuan).movePointRight(2).longValueExact(), "CNY");
    }

    static OrderDraft discounted(OrderDraft draft, String yuan) {
        var discount = new OrderDraft.Discount(OrderDraft.Discount.Bearer.MERCHANT, money(yuan), "coupon");
        return new OrderDraft(
                draft.merchant(),
                draft.channel(),
                draft.number(),
                draft.bodyHash(),
                draft.idempotencyKey(),
                draft.intent(),
                draft.fill(),
                draft.sourceVersion(),
                draft.placedAt(),
                draft.recipient(),
                draft.delivery(),
                draft.lines(),
                List.of(discount),
                draft.freight(),
                draft.tax(),
                draft.statedTotal(),
                draft.payment(),
                draft.cancelled(),
                draft.shipsAtOnce(),
                draft.holdTime(),
                draft.reviewReason(),
                draft.details());
    }

    /** Each short line as {@code number SKU wanted available}. */
    String refused(Outcome outcome) {
        return ((Outcome.Refused) outcome)
                .lines().stream()
                        .map(line ->
                                "%d %s %d %d".formatted(line.line(), code(line.sku()), line.wanted(), line.available()))
                        .collect(Collectors.joining(", "));
    }
}
