package dev.tributary.channels.till;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.kernel.Micros;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Sha256;
import dev.tributary.orders.OrderDraft;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes the fact of a till's sale: it has happened, so it ships at once and is never refused for stock. */
@Component
class TillDrafts {

    private static final int TITLE_CHARACTERS_MAX = 200;

    private final Catalog catalog;
    private final TillItems items;

    TillDrafts(Catalog catalog, TillItems items) {
        this.catalog = catalog;
        this.items = items;
    }

    OrderDraft draft(OpenAccount account, TillSale sale) {
        var node = items.node(account.merchant(), sale.receipt());
        var number = items.number(account.merchant(), sale.receipt());
        var lines = lines(account, sale, node);
        return new OrderDraft(
                account.merchant(),
                account.channel(),
                number,
                Sha256.of(sale.toString()),
                Optional.empty(),
                OrderDraft.Intent.FACT,
                OrderDraft.Fill.WHAT_YOU_CAN,
                Micros.of(sale.soldAt()),
                sale.soldAt(),
                Optional.empty(),
                new OrderDraft.Delivery(OrderDraft.Delivery.Method.CARRIED_OUT, Optional.empty()),
                lines,
                List.of(),
                new Money(0, sale.currency()),
                new Money(taxOnTop(sale), sale.currency()),
                Optional.of(new Money(statedTotal(sale), sale.currency())),
                payment(sale, number),
                false,
                true,
                Duration.ZERO,
                Optional.empty(),
                details(sale));
    }

    /** What was paid is the sale's stated total: where it differs from the lines, the order is flagged. */
    private static long statedTotal(TillSale sale) {
        long total = sale.total().orElse(sale.tendered());
        return positive(sale.tendered() == total ? total : sale.tendered());
    }

    private static long positive(long amount) {
        if (amount < 0) {
            throw new MappingFailure("return", "money went to the customer, which is not a sale", PosLogValues.CORRECT);
        }
        return amount;
    }

    /** Prices hold their tax already, unless the total shows that it came on top. */
    private static long taxOnTop(TillSale sale) {
        long goods = sale.lines().stream().mapToLong(TillSale.Line::extended).sum();
        return sale.tax() > 0 && sale.total().equals(Optional.of(goods + sale.tax())) ? sale.tax() : 0;
    }

    private List<OrderDraft.Line> lines(OpenAccount account, TillSale sale, NodeId node) {
        if (sale.lines().isEmpty() || sale.lines().size() > OrderDraft.LINES_MAX) {
            throw new MappingFailure(
                    "lines",
                    "a sale has 1 to %d lines, not %d"
                            .formatted(OrderDraft.LINES_MAX, sale.lines().size()),
                    PosLogValues.CORRECT);
        }
        var names = new HashSet<String>();
        sale.lines().forEach(line -> names.addAll(line.names()));
        var skus = catalog.listed(account.merchant(), account.channel(), names);
        var lines = new ArrayList<OrderDraft.Line>();
        for (var line : sale.lines()) {
            lines.add(line(account, lines.size() + 1, line, skus, sale, node));
        }
        return lines;
    }

    private OrderDraft.Line line(
            OpenAccount account, int number, TillSale.Line line, Map<String, Sku> skus, TillSale sale, NodeId node) {
        var name = line.names().stream()
                .filter(skus::containsKey)
                .findFirst()
                .orElse(line.names().getFirst());
        var sku = Optional.ofNullable(skus.get(name));
        long units = items.units(account.merchant(), line.quantity(), line.unit(), sku);
        long extended = positive(line.extended());
        // The regular price where it gives whole units; else, as for weighed goods, a price that the discount corrects.
        long unitPrice = line.regularUnitPrice()
                .filter(price -> line.quantity().compareTo(BigDecimal.valueOf(units)) == 0)
                .filter(price -> price >= 0 && Math.multiplyExact(price, units) >= extended)
                .orElse(Math.ceilDiv(extended, units));
        return new OrderDraft.Line(
                number,
                sku.map(Sku::id),
                name,
                line.description().length() <= TITLE_CHARACTERS_MAX
                        ? line.description()
                        : line.description().substring(0, TITLE_CHARACTERS_MAX),
                units,
                new Money(unitPrice, sale.currency()),
                new Money(Math.multiplyExact(unitPrice, units) - extended, sale.currency()),
                List.of(node));
    }

    private static Optional<OrderDraft.Payment> payment(TillSale sale, String number) {
        return sale.tendered() <= 0
                ? Optional.empty()
                : Optional.of(new OrderDraft.Payment(
                        number, sale.tenderKinds(), new Money(sale.tendered(), sale.currency()), sale.soldAt()));
    }

    private static Map<String, Object> details(TillSale sale) {
        var details = new LinkedHashMap<String, Object>();
        details.put("till", sale.receipt().workstation());
        details.put("sequence", sale.receipt().sequence());
        details.put("businessDay", sale.receipt().businessDay().toString());
        sale.total().filter(total -> total != sale.tendered()).ifPresent(total -> {
            details.put("tendersDiffer", true);
            details.put("grandTotal", total);
            details.put("tendered", sale.tendered());
        });
        return details;
    }
}
