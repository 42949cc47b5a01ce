package dev.tributary.openapi.tills;

import dev.tributary.access.Caller;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.SaleUnits;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.Money;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.Times;
import dev.tributary.openapi.orders.MoneyReader;
import dev.tributary.openapi.orders.ToldUnits;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.OrderView;
import dev.tributary.orders.ReturnDraft;
import dev.tributary.orders.SaleQuantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Reads a return as a till tells it. It has happened: members nobody knows are passed over, a SKU nobody knows waits for
 * its mapping, and a sale nobody knows leaves the return standing alone until that sale is told.
 */
@Component
class ReturnDrafts {

    static final int TENDERS_MAX = 20;
    static final int METHOD_MAX = 32;
    private static final int METHODS_MAX = 64;

    private final TillPlaces places;
    private final Catalog catalog;
    private final SaleUnits saleUnits;
    private final Nodes nodes;
    private final OrderBook book;

    ReturnDrafts(TillPlaces places, Catalog catalog, SaleUnits saleUnits, Nodes nodes, OrderBook book) {
        this.places = places;
        this.catalog = catalog;
        this.saleUnits = saleUnits;
        this.nodes = nodes;
        this.book = book;
    }

    private record Line(
            String sku,
            long units,
            ReturnDraft.Disposition disposition,
            Optional<Money> amount,
            Optional<SaleQuantity> sale) {}

    private record Tender(String method, Optional<Money> amount) {}

    ReturnDraft draft(Fields fields, Caller caller) {
        var channel = places.channel(
                fields.optionalText("channel", Receipt.NODE_MAX).orElse(null), caller, fields.findings());
        var receipt = Receipt.read(fields, fields.text("node", Receipt.NODE_MAX));
        var node = places.node(receipt.node(), caller, fields.findings());
        if (!fields.has("returnedAt")) {
            fields.wrong("returnedAt", "required", "it must be given");
        }
        var returnedAt = Times.optional(fields, "returnedAt");
        var currency = fields.currency("currency");
        var original = fields.object("original")
                .map(named -> Receipt.read(
                        named, named.optionalText("node", Receipt.NODE_MAX).orElse(receipt.node())));
        var lines = lines(fields, currency);
        var tenders = tenders(fields, currency);
        fields.findings().raise();
        return draft(
                caller,
                channel.orElseThrow(),
                node.orElseThrow(),
                receipt,
                original,
                lines,
                tenders,
                currency.orElseThrow(),
                returnedAt.orElseThrow());
    }

    private ReturnDraft draft(
            Caller caller,
            SalesChannel channel,
            Node node,
            Receipt receipt,
            Optional<Receipt> original,
            List<Line> lines,
            List<Tender> tenders,
            Currency currency,
            Instant returnedAt) {
        var merchant = caller.merchant().orElseThrow();
        var originalNumber = original.map(named ->
                named.number(nodes.byCode(merchant, named.node()).map(Node::id).orElse(node.id())));
        var sold = originalNumber.flatMap(number -> book.byNumber(merchant, channel.id(), number));
        var methods = new LinkedHashSet<String>();
        tenders.forEach(tender -> methods.add(tender.method()));
        String method = String.join("+", methods);
        return new ReturnDraft(
                merchant,
                channel.id(),
                receipt.number(node.id()),
                node.id(),
                sold.map(OrderView::id),
                originalNumber,
                known(caller, channel, lines, currency),
                new Money(
                        tenders.stream()
                                .mapToLong(
                                        tender -> tender.amount().orElseThrow().amount())
                                .sum(),
                        currency),
                method.length() <= METHODS_MAX ? method : "SEVERAL",
                returnedAt);
    }

    private List<ReturnDraft.Line> known(Caller caller, SalesChannel channel, List<Line> lines, Currency currency) {
        var codes = lines.stream().map(Line::sku).toList();
        var skus =
                new LinkedHashMap<String, Sku>(catalog.listed(caller.merchant().orElseThrow(), channel.id(), codes));
        var known = new ArrayList<ReturnDraft.Line>(lines.size());
        for (var line : lines) {
            var told = new ReturnDraft.Line(
                    known.size() + 1,
                    Optional.empty(),
                    line.sku(),
                    line.sale().map(SaleQuantity::unitsWaiting).orElse(line.units()),
                    line.disposition(),
                    line.amount().orElse(new Money(0, currency)),
                    line.sale());
            var sku = skus.get(line.sku());
            known.add(sku == null ? told : told.known(sku, saleUnits));
        }
        return known;
    }

    private static List<Line> lines(Fields fields, Optional<Currency> currency) {
        var lines = new ArrayList<Line>();
        for (var line : fields.objects("lines", OrderDraft.LINES_MAX)) {
            var units = line.quantity("units", OrderDraft.UNITS_MAX);
            var unit = line.has("unit")
                    ? Optional.of(Receipt.name(line, "unit", SaleQuantity.UNIT_LENGTH_MAX))
                    : Optional.<String>empty();
            if (unit.isEmpty() && units.scale() > 0) {
                line.wrong("units", "wrong_type", "a whole number is expected");
            }
            lines.add(new Line(
                    Receipt.name(line, "sku", Receipt.NODE_MAX),
                    units.longValue(),
                    line.optionalOneOf("disposition", ReturnDraft.Disposition.class)
                            .orElse(ReturnDraft.Disposition.RESTOCK),
                    same(line, line.optionalMoney("amount", 0, MoneyReader.AMOUNT_MAX), currency),
                    Optional.ofNullable(ToldUnits.read(unit.orElse(null), units))));
        }
        return lines;
    }

    /** May be empty: goods can come back without money going out. */
    private static List<Tender> tenders(Fields fields, Optional<Currency> currency) {
        var tenders = new ArrayList<Tender>();
        if (fields.json().path("tenders").isArray()
                && fields.json().path("tenders").isEmpty()) {
            return tenders;
        }
        for (var tender : fields.objects("tenders", TENDERS_MAX)) {
            tenders.add(new Tender(
                    Receipt.name(tender, "method", METHOD_MAX),
                    same(tender, tender.money("amount", 0, MoneyReader.AMOUNT_MAX), currency)));
        }
        return tenders;
    }

    private static Optional<Money> same(Fields fields, Optional<Money> amount, Optional<Currency> currency) {
        if (amount.isPresent()
                && currency.isPresent()
                && !amount.get().currency().equals(currency.get())) {
            fields.wrong("amount", "wrong_currency", "one return has one currency, " + currency.get());
        }
        return amount;
    }
}
