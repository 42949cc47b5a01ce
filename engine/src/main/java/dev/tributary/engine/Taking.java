package dev.tributary.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a list of wants.
 *
 * @param rows where each want was reserved, in the order of the wants; null where it was not
 * @param shortages every want that too little is there for, also those of a refused whole; without those that were left
 *     alone because another of their group fell short
 */
@SuppressWarnings("ArrayRecordComponent") // Built per order on the hot path, never compared.
public record Taking(@Nullable StockRow[] rows, List<Shortage> shortages) {

    /** True when every want was reserved. */
    public boolean complete() {
        return shortages.isEmpty();
    }

    /** @param available the most that any one candidate could have given, to who wanted it */
    public record Shortage(int want, Reason reason, long available) {}

    /** In order of precedence: when several apply, the first is reported. */
    public enum Reason {
        UNKNOWN_STOCK,
        INSUFFICIENT_STOCK,
        /** There is enough, but not for this channel. */
        QUOTA_EXHAUSTED
    }
}
