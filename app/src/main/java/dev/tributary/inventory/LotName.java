package dev.tributary.inventory;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A lot as it is told of.
 *
 * @param number 1 to {@value #NUMBER_LENGTH_MAX} characters
 * @param producedOn where told; a date that is known stays when it is not told again, and is replaced when it is
 */
public record LotName(String number, Optional<LocalDate> producedOn, Optional<LocalDate> expiresOn) {

    public static final int NUMBER_LENGTH_MAX = 64;

    public LotName {
        if (number.isEmpty() || number.length() > NUMBER_LENGTH_MAX) {
            throw new IllegalArgumentException("a lot's number has 1 to %d characters".formatted(NUMBER_LENGTH_MAX));
        }
    }

    public static LotName of(String number) {
        return new LotName(number, Optional.empty(), Optional.empty());
    }
}
