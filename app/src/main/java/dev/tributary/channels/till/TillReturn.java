package dev.tributary.channels.till;

import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.orders.ReturnDraft.Disposition;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * Goods a till took back, amounts exact and positive.
 *
 * @param original the receipt that sold all of them, where the till names one
 * @param refunded what went to the customer for them
 */
record TillReturn(
        TillReceipt receipt,
        Optional<TillReceipt> original,
        Instant returnedAt,
        Currency currency,
        List<Line> lines,
        long refunded,
        String tenderKinds)
        implements TillFact {

    private static final String LINK = "TransactionLink";

    record Line(List<String> names, BigDecimal quantity, String unit, Disposition disposition, long amount) {}

    static Line line(XmlElement item, Currency currency) {
        long amount = Math.abs(PosLogValues.amount(item, "ExtendedAmount", currency));
        return new Line(
                PosLogValues.names(item),
                PosLogValues.quantity(item).abs(),
                PosLogValues.unit(item),
                disposition(item),
                amount);
    }

    /** Sellable unless the till says that something else is done with it. */
    private static Disposition disposition(XmlElement item) {
        return item.first("Disposal")
                .map(disposal -> disposal.attributes()
                        .getOrDefault("Method", disposal.text().strip()))
                .filter(method -> !method.isEmpty() && !method.equalsIgnoreCase("ReturnToStock"))
                .map(method -> Disposition.DAMAGED)
                .orElse(Disposition.RESTOCK);
    }

    /** One receipt for all: the transaction's own link, or that of every line. */
    static Optional<TillReceipt> original(XmlElement retail, List<XmlElement> returned, String ownStore) {
        var ofAll = retail.first(LINK).flatMap(link -> TillReceipt.linked(link, ownStore));
        var named = returned.stream()
                .map(item -> item.first(LINK)
                        .flatMap(link -> TillReceipt.linked(link, ownStore))
                        .or(() -> ofAll))
                .distinct()
                .toList();
        return named.size() == 1 ? named.getFirst() : Optional.empty();
    }

    /** A void is a link with that reason. */
    static Optional<TillVoid> voided(XmlElement retail, String ownStore) {
        return retail.first(LINK)
                .filter(link -> link.attributes().getOrDefault("ReasonCode", "").matches("(?i)(post)?void(ed)?"))
                .map(link -> new TillVoid(TillReceipt.linked(link, ownStore)
                        .orElseThrow(() -> new MappingFailure(
                                "void", "it voids a transaction that it does not name whole", PosLogValues.CORRECT))));
    }
}
