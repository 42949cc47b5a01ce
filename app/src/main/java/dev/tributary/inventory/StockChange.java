package dev.tributary.inventory;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A stock fact without an order.
 *
 * @param units RECEIVE: how many came (positive); COUNT: how many are there (absolute); ADJUST: the difference;
 *     SAFETY, ALLOWANCE: the new absolute value
 * @param cause where it came from, such as {@code receipt/PO-7}; at most 80 characters
 * @param unitCost minor units of the merchant's currency
 * @param source whether a lease may keep it back
 * @param lot of RECEIVE, COUNT and ADJUST: whose units they are. The first that a row is told of makes it one that is
 *     kept by lots
 */
public record StockChange(
        StockKey key,
        Kind kind,
        long units,
        String cause,
        OptionalLong unitCost,
        Source source,
        Optional<LotName> lot) {

    public StockChange(StockKey key, Kind kind, long units, String cause, OptionalLong unitCost, Source source) {
        this(key, kind, units, cause, unitCost, source, Optional.empty());
    }

    /** By hand. */
    public StockChange(StockKey key, Kind kind, long units, String cause, OptionalLong unitCost) {
        this(key, kind, units, cause, unitCost, Source.HAND);
    }

    public enum Source {
        /** Another system told it by itself, and so it can be suspended. */
        SYNC,
        /** Somebody means it now. */
        HAND
    }

    public enum Kind {
        RECEIVE,
        COUNT,
        ADJUST,
        SAFETY,
        ALLOWANCE
    }
}
