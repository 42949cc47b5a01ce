package dev.tributary.inventory;

import java.time.Instant;
import java.util.Optional;

/** What a stock row was at an instant, as its ledger proves. */
public sealed interface StockThen {

    /** @param movement the last one until then, which made it so */
    record Was(StockLevel level, Movement movement) implements StockThen {}

    /** @param since when the row is known; empty when it has never moved */
    record NotKnownYet(Optional<Instant> since) implements StockThen {}

    /** Asked about the future. */
    record NotYet(Instant now) implements StockThen {}
}
