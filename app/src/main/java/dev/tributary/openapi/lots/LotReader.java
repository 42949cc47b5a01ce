package dev.tributary.openapi.lots;

import dev.tributary.inventory.LotName;
import dev.tributary.openapi.body.Cells;
import dev.tributary.openapi.body.Days;
import dev.tributary.openapi.body.Fields;
import java.time.LocalDate;
import java.util.Optional;

/** Reads what a line of stock says of its lot. */
public final class LotReader {

    private static final String DATES = "it cannot expire before it was produced";

    private LotReader() {}

    /** Of the member {@code lot}; what is wrong with it is noted there. */
    public static Optional<LotName> read(Fields line) {
        return line.object("lot").flatMap(lot -> {
            String number = lot.text("number", LotName.NUMBER_LENGTH_MAX);
            var producedOn = Days.optional(lot, "producedOn");
            var expiresOn = Days.optional(lot, "expiresOn");
            if (contradict(producedOn, expiresOn)) {
                lot.wrong("expiresOn", "invalid_value", DATES);
            }
            return named(number, producedOn, expiresOn);
        });
    }

    /** Of the columns {@code lot}, {@code producedOn}, {@code expiresOn}. */
    public static Optional<LotName> read(Cells cells) {
        var number = cells.optionalText("lot", LotName.NUMBER_LENGTH_MAX);
        var producedOn = Days.optional(cells, "producedOn");
        var expiresOn = Days.optional(cells, "expiresOn");
        if (contradict(producedOn, expiresOn)) {
            cells.findings().add("expiresOn", "invalid_value", DATES);
        }
        if (number.isEmpty() && (producedOn.isPresent() || expiresOn.isPresent())) {
            cells.findings().add("lot", "required", "dates are of a lot: give its number");
        }
        return named(number.orElse(""), producedOn, expiresOn);
    }

    private static boolean contradict(Optional<LocalDate> producedOn, Optional<LocalDate> expiresOn) {
        return producedOn.isPresent()
                && expiresOn.isPresent()
                && expiresOn.get().isBefore(producedOn.get());
    }

    private static Optional<LotName> named(
            String number, Optional<LocalDate> producedOn, Optional<LocalDate> expiresOn) {
        return number.isEmpty() ? Optional.empty() : Optional.of(new LotName(number, producedOn, expiresOn));
    }
}
