package dev.tributary.bench.history;

/**
 * One change of a stock row.
 *
 * @param row the SKU and the place, {@code S1@N1}
 * @param set of SAFETY and ALLOWANCE, what it is from now on
 */
record Move(String row, Kind kind, long onHand, long reserved, long set) {

    enum Kind {
        RECEIVE,
        RESERVE,
        RELEASE,
        SHIP,
        SELL,
        COUNT,
        ADJUST,
        SAFETY,
        ALLOWANCE,
        RETURN,
        /** A sale that never was: told by the ledger as a return that no receipt caused. */
        VOID,
        SNAPSHOT,
        TRANSFER_OUT,
        TRANSFER_IN;

        boolean counts() {
            return switch (this) {
                case RECEIVE, SHIP, SELL, COUNT, ADJUST, RETURN, VOID, TRANSFER_OUT, TRANSFER_IN -> true;
                case RESERVE, RELEASE, SAFETY, ALLOWANCE, SNAPSHOT -> false;
            };
        }
    }

    static Move onHand(String row, Kind kind, long units) {
        return new Move(row, kind, units, 0, 0);
    }

    static Move reserve(String row, long units) {
        return new Move(row, Kind.RESERVE, 0, units, 0);
    }

    static Move release(String row, long units) {
        return new Move(row, Kind.RELEASE, 0, -units, 0);
    }

    static Move ship(String row, long units) {
        return new Move(row, Kind.SHIP, -units, -units, 0);
    }

    static Move set(String row, Kind kind, long value) {
        return new Move(row, kind, 0, 0, value);
    }
}
