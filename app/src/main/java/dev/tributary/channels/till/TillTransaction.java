package dev.tributary.channels.till;

import static dev.tributary.channels.till.PosLogValues.CORRECT;
import static dev.tributary.channels.till.PosLogValues.amount;

import dev.tributary.channels.adapter.MappingFailure;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Tells what one transaction of a log says: sold, taken back, both, voided, or nothing. */
final class TillTransaction {

    private TillTransaction() {}

    /**
     * Nothing of a control transaction.
     *
     * @throws MappingFailure when a person must book it
     */
    static List<TillFact> of(XmlElement transaction, ZoneId zone, Currency usual) {
        var retail = transaction.first("RetailTransaction").orElse(null);
        if (retail == null) {
            return List.of();
        }
        var receipt = TillReceipt.of(transaction);
        if (calledOff(transaction) || calledOff(retail)) {
            return List.of(new TillVoid(receipt));
        }
        var voids = TillReturn.voided(retail, receipt.store());
        if (voids.isPresent()) {
            return List.of(voids.get());
        }
        var items =
                retail.all("LineItem").filter(item -> !item.flagged("VoidFlag")).toList();
        if (items.stream().anyMatch(item -> item.first("Void").isPresent())) {
            throw new MappingFailure("void", "a line of it takes another back", CORRECT);
        }
        return facts(transaction, retail, items, receipt, zone, usual);
    }

    private static boolean calledOff(XmlElement element) {
        return element.flagged("CancelFlag")
                || element.attributes().getOrDefault("TransactionStatus", "").matches("(?i)(post)?voided");
    }

    /** Goods taken back are paid with for others: only what is left passes over the counter. */
    private static List<TillFact> facts(
            XmlElement transaction,
            XmlElement retail,
            List<XmlElement> items,
            TillReceipt receipt,
            ZoneId zone,
            Currency usual) {
        var currency = PosLogValues.currency(transaction, usual);
        var at = PosLogValues.soldAt(transaction, zone);
        var returned = items.stream().flatMap(item -> item.all("Return")).toList();
        var back =
                returned.stream().map(item -> TillReturn.line(item, currency)).toList();
        var sold = TillSale.lines(items, currency);
        long tendered = tendered(items, currency);
        String kinds = tenderKinds(items);
        var facts = new ArrayList<TillFact>();
        long credit = sold.isEmpty()
                ? 0
                : back.stream().mapToLong(TillReturn.Line::amount).sum();
        if (!sold.isEmpty() || back.isEmpty()) {
            long tax = items.stream()
                    .flatMap(item -> item.all("Tax"))
                    .mapToLong(it -> amount(it, "Amount", currency))
                    .sum();
            var total = total(retail, currency).map(stated -> stated + credit);
            facts.add(new TillSale(receipt, at, currency, sold, tax, total, tendered + credit, kinds));
        }
        if (!back.isEmpty()) {
            long refunded = sold.isEmpty() ? Math.abs(tendered) : credit;
            var original = TillReturn.original(retail, returned, receipt.store());
            facts.add(new TillReturn(receipt, original, at, currency, back, refunded, kinds));
        }
        return facts;
    }

    private static Optional<Long> total(XmlElement retail, Currency currency) {
        return retail.all("Total")
                .filter(total ->
                        "TransactionGrandAmount".equals(total.attributes().get("TotalType")))
                .findFirst()
                .map(total -> PosLogValues.minor(total.text(), "TransactionGrandAmount", currency));
    }

    private static long tendered(List<XmlElement> items, Currency currency) {
        return items.stream()
                .flatMap(item -> item.all("Tender"))
                .mapToLong(tender -> paid(tender, currency)
                        - tender.all("TenderChange")
                                .mapToLong(change -> amount(change, "Amount", currency))
                                .sum())
                .sum();
    }

    /** A refund goes out, however the till signs it. */
    private static long paid(XmlElement tender, Currency currency) {
        long amount = amount(tender, "Amount", currency);
        return "Refund".equalsIgnoreCase(tender.attributes().get("TypeCode")) ? -Math.abs(amount) : amount;
    }

    private static String tenderKinds(List<XmlElement> items) {
        var kinds = items.stream()
                .flatMap(item -> item.all("Tender"))
                .map(tender -> tender.attributes().getOrDefault("TenderType", "OTHER"))
                .distinct()
                .toList();
        return kinds.size() == 1 && kinds.getFirst().length() <= PosLogValues.KEY_CHARACTERS_MAX
                ? kinds.getFirst()
                : "SEVERAL";
    }
}
