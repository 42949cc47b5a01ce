package dev.tributary.channels.order;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.kernel.Money;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.Optional;

/** Reads what a mapping made of a message; what does not fit parks the message and names the member. */
final class Fields {

    private static final String CORRECT = "correct the value";
    /** Far above any order, far below where sums of 200 lines could overflow. */
    static final long AMOUNT_MAX = 1_000_000_000_000L;

    private final JsonNode node;
    private final String path;

    Fields(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    Fields child(String name) {
        return new Fields(node.path(name), path + name + ".");
    }

    JsonNode node(String name) {
        return node.path(name);
    }

    String text(String name, int charactersMax) {
        return optionalText(name, charactersMax)
                .orElseThrow(() -> new MappingFailure("missing", path + name + " is missing", CORRECT));
    }

    Optional<String> optionalText(String name, int charactersMax) {
        var text = node.path(name).asText("").strip();
        if (text.length() > charactersMax) {
            throw new MappingFailure(
                    "too_long", "%s has more than %d characters".formatted(path + name, charactersMax), CORRECT);
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** For texts that explain: too long is no reason to stop an order. */
    String shortened(String name, int charactersMax) {
        var text = node.path(name).asText("").strip();
        return text.length() <= charactersMax ? text : text.substring(0, charactersMax);
    }

    long whole(String name, long least, long most) {
        var value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new MappingFailure("number", path + name + " is not a whole number", CORRECT);
        }
        if (value.longValue() < least || value.longValue() > most) {
            throw new MappingFailure(
                    "out_of_range", "%s must be %d to %d, not %s".formatted(path + name, least, most, value), CORRECT);
        }
        return value.longValue();
    }

    Money money(String name, Currency currency) {
        return new Money(whole(name, 0, AMOUNT_MAX), currency);
    }

    Money moneyOrZero(String name, Currency currency) {
        return node.path(name).isMissingNode() ? new Money(0, currency) : money(name, currency);
    }

    Currency currency(String name) {
        try {
            return Currency.getInstance(text(name, 3));
        } catch (IllegalArgumentException e) {
            throw new MappingFailure("currency", "there is no such currency", CORRECT);
        }
    }

    Instant time(String name) {
        try {
            return OffsetDateTime.parse(text(name, 40)).toInstant();
        } catch (DateTimeException e) {
            throw new MappingFailure("time", path + name + " is not a time", CORRECT);
        }
    }
}
