package dev.tributary.channels.till;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * What one transaction of a till has sold, amounts exact.
 *
 * @param total what the till says the customer owes
 * @param tendered what was paid, change taken off
 */
record TillSale(
        TillReceipt receipt,
        Instant soldAt,
        Currency currency,
        List<Line> lines,
        long tax,
        Optional<Long> total,
        long tendered,
        String tenderKinds)
        implements TillFact {

    /** @param names under which the item may be known: its GTIN as scanned, without leading zeros, the till's own id */
    record Line(
            List<String> names,
            String description,
            BigDecimal quantity,
            String unit,
            Optional<Long> regularUnitPrice,
            long extended) {}

    static List<Line> lines(List<XmlElement> items, Currency currency) {
        var lines = new ArrayList<Line>();
        items.stream()
                .flatMap(item -> item.all("Sale"))
                .filter(sale -> !sale.flagged("VoidFlag"))
                .forEach(sale -> lines.add(new Line(
                        PosLogValues.names(sale),
                        sale.textOf("Description").orElse(""),
                        PosLogValues.quantity(sale),
                        PosLogValues.unit(sale),
                        sale.first("RegularSalesUnitPrice")
                                .or(() -> sale.first("ActualSalesUnitPrice"))
                                .map(price -> PosLogValues.minor(price.text(), "RegularSalesUnitPrice", currency)),
                        PosLogValues.amount(sale, "ExtendedAmount", currency))));
        return lines;
    }
}
