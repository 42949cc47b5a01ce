package dev.tributary.engine;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One stock row while a batch works on it: as it was locked, then changed by one command after the other. Only
 * {@link Engine} changes it, and after every change {@code 0 <= reserved <= onHand + allowance + unitsShort} holds.
 */
public final class StockRow {

    private final int index;
    private long onHand;
    private long reserved;
    private long safety;
    private long allowance;
    private long unitsShort;
    private long version;
    /** Wanted by the command being decided, not yet reserved. */
    private long pending;
    /** For others than the command being decided, who came before it. */
    private long setAside;
    /** Only of a row that is kept by lots, and only once they were asked for. */
    private @Nullable Lots lots;

    private @Nullable Supplier<Lots> keptBy;

    /** @param index what the caller finds the row by again when the ledger hears of a move */
    public StockRow(int index, long onHand, long reserved, long safety, long allowance, long unitsShort, long version) {
        this.index = index;
        this.onHand = onHand;
        this.reserved = reserved;
        this.safety = safety;
        this.allowance = allowance;
        this.unitsShort = unitsShort;
        this.version = version;
    }

    public int index() {
        return index;
    }

    public long onHand() {
        return onHand;
    }

    public long reserved() {
        return reserved;
    }

    public long safety() {
        return safety;
    }

    public long allowance() {
        return allowance;
    }

    public long unitsShort() {
        return unitsShort;
    }

    /** Counts the moves of this row since it exists; the ledger numbers its lines by it. */
    public long version() {
        return version;
    }

    /** Of a row that is kept by lots; null of any other. */
    public @Nullable Lots lots() {
        if (lots == null && keptBy != null) {
            lots = keptBy.get();
        }
        return lots;
    }

    /** Every unit of the row is a unit of one of these, which are asked for when a command needs to know. */
    public void keepBy(Supplier<Lots> its) {
        keptBy = its;
    }

    /** What may still be promised; negative when facts took more than was there. */
    public long free() {
        return onHand + allowance - reserved - safety - pending - setAside;
    }

    /** So many units are for those who waited before; 0 once the command is decided. */
    public void setAside(long units) {
        setAside = units;
    }

    void pend(long units) {
        pending += units;
    }

    void unpend(long units) {
        pending -= units;
    }

    void move(long onHandChange, long reservedChange) {
        onHand = Math.addExact(onHand, onHandChange);
        reserved = Math.addExact(reserved, reservedChange);
        if (reserved < 0) {
            throw new IllegalStateException("released more than was reserved: " + this);
        }
        settle();
    }

    void safety(long units) {
        safety = units;
        settle();
    }

    void allowance(long units) {
        allowance = units;
        settle();
    }

    /** Facts may leave more promised than there is; the difference is short until stock comes or promises go. */
    private void settle() {
        unitsShort = Math.max(0, reserved - onHand - allowance);
        version++;
    }

    @Override
    public String toString() {
        return "on hand %d, reserved %d, safety %d, allowance %d, short %d, version %d"
                .formatted(onHand, reserved, safety, allowance, unitsShort, version);
    }
}
