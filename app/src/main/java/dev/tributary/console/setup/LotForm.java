package dev.tributary.console.setup;

import dev.tributary.inventory.LotName;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What a form or a file's line says of a lot. */
final class LotForm {

    private LotForm() {}

    static Optional<LotName> read(Form form) {
        var number = form.optional("lot");
        var producedOn = day(form, "producedOn");
        var expiresOn = day(form, "expiresOn");
        if (number.isEmpty() && (producedOn.isPresent() || expiresOn.isPresent())) {
            form.wrong("lot", "Dates are of a lot: give its number.");
        }
        if (number.filter(text -> text.length() > LotName.NUMBER_LENGTH_MAX).isPresent()) {
            form.wrong("lot", "At most %d characters.".formatted(LotName.NUMBER_LENGTH_MAX));
            return Optional.empty();
        }
        if (producedOn.isPresent() && expiresOn.isPresent() && expiresOn.get().isBefore(producedOn.get())) {
            form.wrong("expiresOn", "It cannot expire before it was produced.");
        }
        return number.map(text -> new LotName(text, producedOn, expiresOn));
    }

    private static Optional<LocalDate> day(Form form, String field) {
        var text = form.optional(field);
        try {
            var day = text.map(LocalDate::parse);
            if (day.filter(some -> some.getYear() < 2000 || some.getYear() > 2099)
                    .isPresent()) {
                form.wrong(field, "Give a day of this century.");
                return Optional.empty();
            }
            return day;
        } catch (DateTimeParseException e) {
            form.wrong(field, "Give a day such as 2026-11-22.");
            return Optional.empty();
        }
    }
}
