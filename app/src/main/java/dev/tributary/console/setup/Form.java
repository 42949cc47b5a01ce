package dev.tributary.console.setup;

import dev.tributary.kernel.Money;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.ui.Model;

/**
 * What someone typed, and everything wrong with it at once. A page that could not be saved is shown again with both:
 * the values under {@code form}, the problems, by field, under {@code problems}.
 */
final class Form {

    private final Map<String, String> values;
    private final Map<String, String> problems = new LinkedHashMap<>();

    Form(Map<String, String> values) {
        this.values = values;
    }

    String text(String field) {
        return values.getOrDefault(field, "").strip();
    }

    String required(String field) {
        String text = text(field);
        if (text.isEmpty()) {
            wrong(field, "This is needed.");
        }
        return text;
    }

    Optional<String> optional(String field) {
        return Optional.of(text(field)).filter(text -> !text.isEmpty());
    }

    boolean ticked(String field) {
        return values.containsKey(field);
    }

    long whole(String field, long fallback) {
        return whole(field).orElse(fallback);
    }

    OptionalLong whole(String field) {
        String text = text(field);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!text.matches("-?[0-9]{1,12}")) {
            wrong(field, "Give a whole number.");
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    Optional<Double> degrees(String field) {
        String text = text(field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("-?[0-9]{1,3}(\\.[0-9]{1,8})?")) {
            wrong(field, "Give degrees such as 31.2304.");
            return Optional.empty();
        }
        return Optional.of(Double.valueOf(text));
    }

    <E extends Enum<E>> Optional<E> one(Class<E> type, String field) {
        for (E value : type.getEnumConstants()) {
            if (value.name().equals(text(field))) {
                return Optional.of(value);
            }
        }
        wrong(field, "Choose one.");
        return Optional.empty();
    }

    Optional<Money> money(String field, Currency currency) {
        String text = text(field);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(amount(text, currency));
        } catch (ProblemException e) {
            wrong(field, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** {@code 12.90} in the currency's own number of decimals. */
    static Money amount(String text, Currency currency) {
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        if (!text.matches("[0-9]{1,12}(\\.[0-9]{1,3})?")) {
            throw ProblemException.invalid("/price", "format", "Give an amount such as 12.90.");
        }
        try {
            return new Money(new BigDecimal(text).movePointRight(digits).longValueExact(), currency);
        } catch (ArithmeticException e) {
            throw ProblemException.invalid("/price", "format", "%s has %d decimals.".formatted(currency, digits));
        }
    }

    void wrong(String field, String detail) {
        problems.putIfAbsent(field, detail);
    }

    Map<String, String> problems() {
        return problems;
    }

    boolean right() {
        return problems.isEmpty();
    }

    /** Takes over what a module found wrong; the last part of a pointer names the field. */
    void wrong(ProblemException exception) {
        for (Violation violation : exception.violations()) {
            String pointer = violation.pointer();
            wrong(pointer.substring(pointer.lastIndexOf('/') + 1), violation.detail());
        }
        if (exception.violations().isEmpty()) {
            wrong("", String.valueOf(exception.getMessage()));
        }
    }

    void showAgain(Model model) {
        model.addAttribute("form", values);
        model.addAttribute("problems", problems);
    }
}
