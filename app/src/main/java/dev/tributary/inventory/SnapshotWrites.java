package dev.tributary.inventory;

import dev.tributary.database.Columns;

/** What a batch will write about the snapshots it applied, beside the stock rows themselves. */
final class SnapshotWrites {

    /** Columns of {@code inventory.snapshot_row}. */
    final Columns applied = new Columns();

    private final Columns.Longs merchant = applied.longs();
    private final Columns.Longs sku = applied.longs();
    private final Columns.Longs node = applied.longs();
    private final Columns.Longs snapshotId = applied.longs();
    private final Columns.Longs asOf = applied.longs();
    private final Columns.Longs said = applied.longs();
    private final Columns.Longs since = applied.longs();
    private final Columns.Longs version = applied.longs();

    /** Verdicts to add up in {@code inventory.snapshot}. */
    final Columns counted = new Columns();

    private final Columns.Longs countedId = counted.longs();
    private final Columns.Longs changed = counted.longs();
    private final Columns.Longs unchanged = counted.longs();
    private final Columns.Longs ignored = counted.longs();

    void told(StockSnapshot snapshot, StockSnapshot.Row row, long rowVersion) {
        countedId.add(snapshot.id());
        changed.add(row.verdict() == StockSnapshot.Verdict.CHANGED ? 1 : 0);
        unchanged.add(row.verdict() == StockSnapshot.Verdict.UNCHANGED ? 1 : 0);
        ignored.add(row.verdict().applies() ? 0 : 1);
        if (row.verdict().speaks()) {
            merchant.add(row.key().merchant().value());
            sku.add(row.key().sku().value());
            node.add(row.key().node().value());
            snapshotId.add(snapshot.id());
            asOf.add(snapshot.asOf());
            said.add(row.said());
            since.add(row.since());
            version.add(rowVersion);
        }
    }
}
