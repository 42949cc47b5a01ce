package dev.tributary.channels.till;

import dev.tributary.channels.adapter.MappingFailure;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One retail transaction of a till, amounts exact.
 *
 * @param total what the till says the customer owes
 * @param tendered what was paid, change taken off
 */
record TillSale(
        String store,
        String workstation,
        String sequence,
        LocalDate businessDay,
        Instant soldAt,
        Currency currency,
        List<Line> lines,
        long tax,
        Optional<Long> total,
        long tendered,
        String tenderKinds) {

    private static final String CORRECT = "correct the transaction, or book it by hand and drop the message";
    private static final int KEY_CHARACTERS_MAX = 40;

    /** @param names under which the item may be known: its GTIN as scanned, without leading zeros, the till's own id */
    record Line(
            List<String> names,
            String description,
            BigDecimal quantity,
            String unit,
            Optional<Long> regularUnitPrice,
            long extended) {}

    /**
     * Empty when the transaction sold nothing: a control transaction, or one that was called off.
     *
     * @throws MappingFailure when a person must book it
     */
    static Optional<TillSale> of(XmlElement transaction, ZoneId zone, Currency usual) {
        var retail = transaction.first("RetailTransaction");
        if (retail.isEmpty() || transaction.flagged("CancelFlag") || voided(retail.get())) {
            return Optional.empty();
        }
        var items = retail.get()
                .all("LineItem")
                .filter(item -> !item.flagged("VoidFlag"))
                .toList();
        if (items.stream().anyMatch(item -> item.first("Return").isPresent())) {
            throw new MappingFailure("return", "it takes goods back, which is not a sale", CORRECT);
        }
        if (items.stream().anyMatch(item -> item.first("Void").isPresent())) {
            throw new MappingFailure("void", "a line of it takes another back", CORRECT);
        }
        var currency = currency(transaction, usual);
        return Optional.of(new TillSale(
                key(transaction, "RetailStoreID"),
                key(transaction, "WorkstationID"),
                key(transaction, "SequenceNumber"),
                businessDay(transaction),
                soldAt(transaction, zone),
                currency,
                lines(items, currency),
                items.stream()
                        .flatMap(item -> item.all("Tax"))
                        .mapToLong(tax -> amount(tax, "Amount", currency))
                        .sum(),
                total(retail.get(), currency),
                tendered(items, currency),
                tenderKinds(items)));
    }

    private static boolean voided(XmlElement retail) {
        return retail.flagged("CancelFlag")
                || "Voided".equalsIgnoreCase(retail.attributes().get("TransactionStatus"));
    }

    private static String key(XmlElement transaction, String name) {
        return transaction
                .textOf(name)
                .filter(text -> text.length() <= KEY_CHARACTERS_MAX && text.matches("[^/\\p{Cntrl}]+"))
                .orElseThrow(() -> new MappingFailure("missing", name + " is missing or not usable", CORRECT));
    }

    private static LocalDate businessDay(XmlElement transaction) {
        try {
            return LocalDate.parse(key(transaction, "BusinessDayDate"));
        } catch (DateTimeException e) {
            throw new MappingFailure("time", "BusinessDayDate is not a date", CORRECT);
        }
    }

    /** A till's time is local and says no zone, unless it does. */
    private static Instant soldAt(XmlElement transaction, ZoneId zone) {
        var text = key(transaction, "EndDateTime");
        try {
            return text.matches(".*(Z|[+-]\\d{2}:\\d{2})")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new MappingFailure("time", "EndDateTime is not a time", CORRECT);
        }
    }

    private static Currency currency(XmlElement transaction, Currency usual) {
        try {
            return transaction.textOf("CurrencyCode").map(Currency::getInstance).orElse(usual);
        } catch (IllegalArgumentException e) {
            throw new MappingFailure("currency", "there is no such currency", CORRECT);
        }
    }

    private static List<Line> lines(List<XmlElement> items, Currency currency) {
        var lines = new ArrayList<Line>();
        items.stream()
                .flatMap(item -> item.all("Sale"))
                .filter(sale -> !sale.flagged("VoidFlag"))
                .forEach(sale -> {
                    var quantity = sale.first("Quantity");
                    lines.add(new Line(
                            names(sale),
                            sale.textOf("Description").orElse(""),
                            quantity.map(it -> decimal(it.text(), "Quantity")).orElse(BigDecimal.ONE),
                            quantity.map(it -> it.attributes().getOrDefault("UnitOfMeasureCode", "EA"))
                                    .orElse("EA"),
                            sale.first("RegularSalesUnitPrice")
                                    .or(() -> sale.first("ActualSalesUnitPrice"))
                                    .map(price -> minor(price.text(), "RegularSalesUnitPrice", currency)),
                            amount(sale, "ExtendedAmount", currency)));
                });
        return lines;
    }

    private static List<String> names(XmlElement sale) {
        var scanned = sale.first("POSIdentity").flatMap(identity -> identity.textOf("POSItemID"));
        var names = Stream.of(sale.textOf("ItemID"), scanned, scanned.map(gtin -> gtin.replaceFirst("^0+(?=\\d)", "")))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (names.isEmpty()) {
            throw new MappingFailure("missing", "a sold item has neither POSItemID nor ItemID", CORRECT);
        }
        return names;
    }

    private static Optional<Long> total(XmlElement retail, Currency currency) {
        return retail.all("Total")
                .filter(total ->
                        "TransactionGrandAmount".equals(total.attributes().get("TotalType")))
                .findFirst()
                .map(total -> minor(total.text(), "TransactionGrandAmount", currency));
    }

    private static long tendered(List<XmlElement> items, Currency currency) {
        return items.stream()
                .flatMap(item -> item.all("Tender"))
                .mapToLong(tender -> amount(tender, "Amount", currency)
                        - tender.all("TenderChange")
                                .mapToLong(change -> amount(change, "Amount", currency))
                                .sum())
                .sum();
    }

    private static String tenderKinds(List<XmlElement> items) {
        var kinds = items.stream()
                .flatMap(item -> item.all("Tender"))
                .map(tender -> tender.attributes().getOrDefault("TenderType", "OTHER"))
                .distinct()
                .toList();
        return kinds.size() == 1 && kinds.getFirst().length() <= KEY_CHARACTERS_MAX ? kinds.getFirst() : "SEVERAL";
    }

    private static long amount(XmlElement parent, String name, Currency currency) {
        return minor(
                parent.textOf(name).orElseThrow(() -> new MappingFailure("missing", name + " is missing", CORRECT)),
                name,
                currency);
    }

    private static long minor(String text, String name, Currency currency) {
        try {
            return decimal(text, name)
                    .movePointRight(currency.getDefaultFractionDigits())
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new MappingFailure("amount", name + " is not a whole number of minor units", CORRECT);
        }
    }

    private static BigDecimal decimal(String text, String name) {
        // Plain digits only: an exponent could make a number of any length.
        if (!text.strip().matches("[+-]?\\d{1,15}(\\.\\d{1,6})?")) {
            throw new MappingFailure("number", name + " is not a number", CORRECT);
        }
        return new BigDecimal(text.strip());
    }
}
