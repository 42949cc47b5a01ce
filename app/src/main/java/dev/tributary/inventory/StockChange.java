package dev.tributary.inventory;

import java.util.OptionalLong;

/**
 * A stock fact without an order.
 *
 * @param units RECEIVE: how many came (positive); COUNT: how many are there (absolute); ADJUST: the difference;
 *     SAFETY, ALLOWANCE: the new absolute value
 * @param cause where it came from, such as {@code receipt/PO-7}; at most 80 characters
 * @param unitCost minor units of the merchant's currency
 */
public record StockChange(StockKey key, Kind kind, long units, String cause, OptionalLong unitCost) {

    public enum Kind {
        RECEIVE,
        COUNT,
        ADJUST,
        SAFETY,
        ALLOWANCE
    }
}
