package dev.tributary.inventory;

import dev.tributary.engine.StockRow;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows that have not moved since a snapshot's moment, as most have not: their own numbers say what it comes to. */
@Repository
class UnmovedRows {

    /**
     * Whether anything but the row itself must be asked about a line: its ledger has moved since, or the merchant holds goods
     * aside or keeps numbers back. Ten seconds more are allowed for, more than a clock is set back at once.
     */
    private static final String STIRRED = """
            with merchant as materialized (
                select exists (select from inventory.held where merchant_id = :merchant)
                       or exists (select from inventory.shadow_telling where merchant_id = :merchant) as has_more)
            select coalesce(last.snapshot_id = :snapshot, false) as repeated,
                   coalesce(last.as_of > :asOf::timestamptz, false) as outdated,
                   has_more or exists (
                       select
                         from inventory.movement
                        where movement.merchant_id = :merchant and movement.sku_id = asked.sku_id
                          and movement.node_id = asked.node_id and movement.version = asked.version
                          and recorded_at > :earliest::timestamptz - interval '10 seconds'
                          and recorded_at < now() + interval '1 day') as stirred
              from merchant
             cross join unnest(:skus::bigint[], :nodes::bigint[], :versions::bigint[])
                   with ordinality as asked (sku_id, node_id, version, place)
              left join lateral (
                   select snapshot_id, as_of
                     from inventory.snapshot_row
                    where merchant_id = :merchant and sku_id = asked.sku_id and node_id = asked.node_id
                    limit 1) as last on true
             order by place
            """;

    private final JdbcClient jdbc;

    UnmovedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Orders and versions that the sender had deducted are looked for in the ledger, however long it has not moved. */
    boolean maySay(StockSnapshot snapshot, List<StockSnapshot.Line> lines) {
        return snapshot.deducted().isEmpty()
                && snapshot.ordersThrough().isEmpty()
                && lines.stream().allMatch(line -> line.throughVersion().isEmpty());
    }

    /** Empty where the row alone does not say it. */
    List<Optional<SnapshotStore.Known>> known(
            StockSnapshot snapshot, List<StockSnapshot.Line> lines, Function<StockKey, StockRow> locked) {
        var earliest = snapshot.deductedThrough().values().stream()
                .reduce(snapshot.asOf(), (one, other) -> one.isBefore(other) ? one : other);
        return jdbc.sql(STIRRED)
                .param("merchant", snapshot.merchant().value())
                .param("snapshot", snapshot.id())
                .param("asOf", snapshot.asOf().atOffset(ZoneOffset.UTC))
                .param("earliest", earliest.atOffset(ZoneOffset.UTC))
                .param("skus", SnapshotStore.skus(lines))
                .param("nodes", SnapshotStore.nodes(lines))
                .param(
                        "versions",
                        SnapshotStore.longs(lines.stream()
                                .mapToLong(line -> locked.apply(line.key()).version())))
                .query((found, number) -> {
                    var row = locked.apply(lines.get(number).key());
                    return found.getBoolean("stirred")
                            ? Optional.<SnapshotStore.Known>empty()
                            : Optional.of(SnapshotStore.Known.ofRow(
                                    row, found.getBoolean("repeated"), found.getBoolean("outdated")));
                })
                .list();
    }
}
