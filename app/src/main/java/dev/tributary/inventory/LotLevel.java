package dev.tributary.inventory;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A lot of a stock row, as it is or was.
 *
 * @param number empty for what came without one
 * @param onHand below zero only of what came without a number: goods left that no lot had
 * @param pinned promised to lines that were shown this lot
 * @param blocked here, but too near its end to be sold; no longer on hand
 */
public record LotLevel(
        StockKey key,
        String number,
        Optional<LocalDate> producedOn,
        Optional<LocalDate> expiresOn,
        long onHand,
        long pinned,
        long blocked) {

    /** Pinned and no longer here. */
    public long unitsShort() {
        return Math.max(0, pinned - Math.max(0, onHand));
    }
}
