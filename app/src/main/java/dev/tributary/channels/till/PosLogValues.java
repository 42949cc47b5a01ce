package dev.tributary.channels.till;

import dev.tributary.channels.adapter.MappingFailure;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what every transaction of a POSLog says: who, when, which item, how much. */
final class PosLogValues {

    static final String CORRECT = "correct the transaction, or book it by hand and drop the message";
    static final int KEY_CHARACTERS_MAX = 40;

    private PosLogValues() {}

    static String key(XmlElement transaction, String name) {
        return transaction
                .textOf(name)
                .filter(text -> text.length() <= KEY_CHARACTERS_MAX && text.matches("[^/\\p{Cntrl}]+"))
                .orElseThrow(() -> new MappingFailure("missing", name + " is missing or not usable", CORRECT));
    }

    static LocalDate businessDay(XmlElement transaction) {
        try {
            return LocalDate.parse(key(transaction, "BusinessDayDate"));
        } catch (DateTimeException e) {
            throw new MappingFailure("time", "BusinessDayDate is not a date", CORRECT);
        }
    }

    /** A till's time is local and says no zone, unless it does. */
    static Instant soldAt(XmlElement transaction, ZoneId zone) {
        var text = key(transaction, "EndDateTime");
        try {
            return text.matches(".*(Z|[+-]\\d{2}:\\d{2})")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new MappingFailure("time", "EndDateTime is not a time", CORRECT);
        }
    }

    static Currency currency(XmlElement transaction, Currency usual) {
        try {
            return transaction.textOf("CurrencyCode").map(Currency::getInstance).orElse(usual);
        } catch (IllegalArgumentException e) {
            throw new MappingFailure("currency", "there is no such currency", CORRECT);
        }
    }

    /** Under which names the item may be known: its GTIN as scanned, without leading zeros, the till's own id. */
    static List<String> names(XmlElement item) {
        var scanned = item.first("POSIdentity").flatMap(identity -> identity.textOf("POSItemID"));
        var names = Stream.of(item.textOf("ItemID"), scanned, scanned.map(gtin -> gtin.replaceFirst("^0+(?=\\d)", "")))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (names.isEmpty()) {
            throw new MappingFailure("missing", "an item has neither POSItemID nor ItemID", CORRECT);
        }
        return names;
    }

    static BigDecimal quantity(XmlElement item) {
        return item.first("Quantity").map(it -> decimal(it.text(), "Quantity")).orElse(BigDecimal.ONE);
    }

    static String unit(XmlElement item) {
        return item.first("Quantity")
                .map(it -> it.attributes().getOrDefault("UnitOfMeasureCode", "EA"))
                .orElse("EA");
    }

    static long amount(XmlElement parent, String name, Currency currency) {
        return minor(
                parent.textOf(name).orElseThrow(() -> new MappingFailure("missing", name + " is missing", CORRECT)),
                name,
                currency);
    }

    static long minor(String text, String name, Currency currency) {
        try {
            return decimal(text, name)
                    .movePointRight(currency.getDefaultFractionDigits())
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new MappingFailure("amount", name + " is not a whole number of minor units", CORRECT);
        }
    }

    static BigDecimal decimal(String text, String name) {
        // Plain digits only: an exponent could make a number of any length.
        if (!text.strip().matches("[+-]?\\d{1,15}(\\.\\d{1,6})?")) {
            throw new MappingFailure("number", name + " is not a number", CORRECT);
        }
        return new BigDecimal(text.strip());
    }
}
