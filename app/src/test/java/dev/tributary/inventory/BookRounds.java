package dev.tributary.inventory;

import dev.tributary.testing.HubUnderTest;

/** Lets a hub read its books when a test says so, and not in the background. */
public final class BookRounds {

    private final Reconciler reconciler;
    private final RowRepair repair;

    public BookRounds(HubUnderTest hub) {
        reconciler = hub.bean(Reconciler.class);
        repair = hub.bean(RowRepair.class);
    }

    /** One whole round of every reading. */
    public void read() {
        for (var reading : Drift.Reading.values()) {
            boolean ended;
            do {
                ended = reconciler.slice(reading);
            } while (!ended);
        }
    }

    /** As much as rules let through; rows that were tried without success wait a minute. */
    public void repair() {
        for (int time = 0; time < 20; time++) {
            reconciler.repairs();
        }
    }

    /** What came of one row. */
    public String repair(StockKey key) {
        return repair.repair(key).name();
    }
}
