package dev.tributary.engine;

import org.jspecify.annotations.Nullable;

/**
 * Units of one SKU wanted from the first candidate that can give them all.
 *
 * @param candidates in order of preference; the same index means the same node in every want of an order, and null
 *     stands where that node has no row of this SKU
 * @param pin the lot it must be of; null where any will do
 * @param share what the channel that wants it may have of the SKU; null where that has no quotas
 * @param group the same for wants that stand next to each other and are of use only together, as the components of a
 *     bundle are; 0 for one that stands alone
 */
@SuppressWarnings("ArrayRecordComponent") // Built per line on the hot path, never compared.
public record Want(
        long units,
        @Nullable StockRow[] candidates,
        @Nullable LotPin pin,
        @Nullable Share share,
        int group) {

    public static final int CANDIDATES_MAX = 5;

    public Want {
        if (units <= 0) {
            throw new IllegalArgumentException("wanted units must be positive, not " + units);
        }
        if (candidates.length > CANDIDATES_MAX) {
            throw new IllegalArgumentException(
                    "at most %d candidates, not %d".formatted(CANDIDATES_MAX, candidates.length));
        }
    }

    public Want(long units, @Nullable StockRow[] candidates) {
        this(units, candidates, null, null, 0);
    }

    public Want(long units, @Nullable StockRow[] candidates, @Nullable LotPin pin) {
        this(units, candidates, pin, null, 0);
    }

    public Want(long units, @Nullable StockRow[] candidates, @Nullable LotPin pin, @Nullable Share share) {
        this(units, candidates, pin, share, 0);
    }

    public Want(long units, @Nullable StockRow[] candidates, int group) {
        this(units, candidates, null, null, group);
    }

    /** What the row could promise it. */
    long free(StockRow row) {
        return share == null ? held(row) : Math.min(held(row), share.room(row));
    }

    /** Whether a quota or its lot keeps from it what the row has, rather than that there is too little. */
    public boolean barred(StockRow row) {
        return free(row) < Math.min(row.free(), units);
    }

    /** What the row could promise it if no channel had a quota. */
    long held(StockRow row) {
        return pin == null ? row.free() : pin.free(row, units);
    }

    void pend(StockRow row) {
        if (pin != null) {
            pin.pend(row, units);
        }
        if (share != null) {
            share.pend(row, units);
        }
        row.pend(units);
    }

    void unpend(StockRow row) {
        row.unpend(units);
        if (share != null) {
            share.pend(row, -units);
        }
        if (pin != null) {
            pin.unpend(units);
        }
    }
}
