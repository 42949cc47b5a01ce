package dev.tributary.openapi.body;

import dev.tributary.kernel.Money;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** One row of a CSV file, read cell by cell as {@link Fields} reads an object. */
public final class Cells {

    private final Csv.Row row;
    private final Findings findings = new Findings();

    public Cells(Csv.Row row) {
        this.row = row;
    }

    public Findings findings() {
        return findings;
    }

    public int line() {
        return row.line();
    }

    public String text(String column, int charactersMax) {
        var text = optionalText(column, charactersMax);
        if (row.cell(column).isEmpty()) {
            findings.add(column, "required", "it must be given");
        }
        return text.orElse("");
    }

    public Optional<String> optionalText(String column, int charactersMax) {
        return row.cell(column).filter(text -> {
            if (text.length() > charactersMax) {
                findings.add(column, "too_long", "at most %d characters".formatted(charactersMax));
                return false;
            }
            var fault = Texts.fault(text);
            fault.ifPresent(detail -> findings.add(column, "bad_text", detail));
            return fault.isEmpty();
        });
    }

    public long whole(String column, long min, long max) {
        String text = text(column, 20);
        if (text.isEmpty()) {
            return Math.clamp(1, min, max);
        }
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
            findings.add(column, "out_of_range", "from %d to %d".formatted(min, max));
        } catch (NumberFormatException e) {
            findings.add(column, "wrong_type", "a whole number is expected");
        }
        return Math.clamp(1, min, max);
    }

    public <E extends Enum<E>> E oneOf(String column, Class<E> type, E otherwise) {
        var text = row.cell(column);
        for (E constant : type.getEnumConstants()) {
            if (text.isPresent() && constant.name().equals(text.get())) {
                return constant;
            }
        }
        text.ifPresent(unknown -> findings.add(
                column,
                "invalid_value",
                Arrays.stream(type.getEnumConstants())
                        .map(Enum::name)
                        .collect(Collectors.joining(", ", "one of ", ""))));
        return otherwise;
    }

    public Currency currency(String column, Currency otherwise) {
        var code = row.cell(column);
        try {
            return code.map(Currency::getInstance).orElse(otherwise);
        } catch (IllegalArgumentException e) {
            findings.add(column, "invalid_value", "a currency code of ISO 4217 is expected, such as CNY");
            return otherwise;
        }
    }

    /** As people write it: {@code 12.90} is 1,290 fen. */
    public Money money(String column, Currency currency) {
        text(column, 20);
        return new Money(minorUnits(column, currency).orElse(0), currency);
    }

    public OptionalLong minorUnits(String column, Currency currency) {
        var text = row.cell(column);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            if (text.get().length() <= 20 && text.get().matches("-?[0-9]+(\\.[0-9]+)?")) {
                int digits = Math.max(0, currency.getDefaultFractionDigits());
                return OptionalLong.of(
                        new BigDecimal(text.get()).movePointRight(digits).longValueExact());
            }
        } catch (ArithmeticException e) {
            // Said below: more decimals than the currency has.
        }
        findings.add(column, "invalid_value", "an amount of %s is expected, such as 12.90".formatted(currency));
        return OptionalLong.empty();
    }
}
