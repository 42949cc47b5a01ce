package dev.tributary.inventory;

import java.util.Arrays;

/**
 * What the locked rows of a batch have besides their numbers, by the rows' index. Read with the lock, so that a batch
 * whose rows have none of it asks for nothing more.
 */
final class Traits {

    /** The row's SKU has quotas in force that count here. */
    static final int QUOTAS = 1;

    /** The row keeps lots. */
    static final int LOTS = 2;

    /** Somebody waits for goods of the row, or goods that are expected there may be promised. */
    static final int WAITING = 4;

    /** Goods are expected there. */
    static final int EXPECTED = 8;

    private short[] ofRow;
    private int all;

    Traits(int rows) {
        ofRow = new short[rows];
    }

    void add(int row, int traits) {
        if (row >= ofRow.length) {
            ofRow = Arrays.copyOf(ofRow, Math.max(row + 1, ofRow.length * 2));
        }
        ofRow[row] = (short) traits;
        all |= traits;
    }

    /** Whether any row has it. */
    boolean any(int trait) {
        return (all & trait) != 0;
    }

    boolean has(int row, int trait) {
        return (ofRow[row] & trait) != 0;
    }
}
