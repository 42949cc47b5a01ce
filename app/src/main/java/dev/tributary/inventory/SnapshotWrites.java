package dev.tributary.inventory;

import dev.tributary.database.Columns;

/** What a batch will write about the snapshots it applied, beside the stock rows themselves. */
final class SnapshotWrites {

    /** Columns of {@code inventory.snapshot_row}: rows of which a snapshot has spoken. */
    final Columns spoken = new Columns();

    private final Columns.Longs merchant = spoken.longs();
    private final Columns.Longs sku = spoken.longs();
    private final Columns.Longs node = spoken.longs();
    private final Columns.Longs snapshotId = spoken.longs();
    private final Columns.Longs asOf = spoken.longs();

    /** Columns of {@code inventory.snapshot_part_result}, a row for each line. */
    final Columns results = new Columns();

    private final Columns.Longs resultMerchant = results.longs();
    private final Columns.Longs resultSnapshot = results.longs();
    private final Columns.Longs throughPlace = results.longs();
    private final Columns.Longs place = results.longs();
    private final Columns.Longs held = results.longs();
    private final Columns.Longs since = results.longs();
    private final Columns.Longs result = results.longs();
    private final Columns.Shorts verdict = results.shorts();

    /** @param through the last place of the line's part */
    void told(StockSnapshot snapshot, int through, StockSnapshot.Row row) {
        resultMerchant.add(row.key().merchant().value());
        resultSnapshot.add(snapshot.id());
        throughPlace.add(through);
        place.add(row.place());
        held.add(row.held());
        since.add(row.since());
        result.add(row.result());
        verdict.add(row.verdict().code());
        if (row.verdict().speaks()) {
            merchant.add(row.key().merchant().value());
            sku.add(row.key().sku().value());
            node.add(row.key().node().value());
            snapshotId.add(snapshot.id());
            asOf.add(snapshot.asOf());
        }
    }
}
