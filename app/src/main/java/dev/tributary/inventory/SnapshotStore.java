package dev.tributary.inventory;

import dev.tributary.database.WriteGroup;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the ledger adds to a snapshot's numbers, and which snapshot spoke of a row last. */
@Repository
class SnapshotStore {

    /**
     * Goes back over each row's ledger only as far as needed. Lines of a row are numbered in the order of their locks, but
     * carry the start of their transaction, which lasts seconds at most: a minute covers that.
     */
    private static final String SINCE = """
            with kept as materialized (
                select sku_id, node_id, sum(units) as units
                  from inventory.reservation
                 where merchant_id = :merchant and order_id = any(:deducted::bigint[])
                 group by sku_id, node_id)
            select coalesce(stock.on_hand, 0) as on_hand, coalesce(stock.version, 0) as version,
                   coalesce(last.snapshot_id = :snapshot, false) as repeated,
                   coalesce(last.as_of > :asOf::timestamptz, false) as outdated,
                   coalesce(since.counted, false) as counted,
                   coalesce(since.units, 0) + coalesce(kept.units, 0) as since
              from (select sku_id, node_id, 'epoch'::timestamptz + through * interval '1 microsecond' as through, place
                      from unnest(:skus::bigint[], :nodes::bigint[], :throughs::bigint[])
                           with ordinality as line (sku_id, node_id, through, place)) as asked
              left join inventory.stock as stock
                on stock.merchant_id = :merchant and stock.sku_id = asked.sku_id and stock.node_id = asked.node_id
              left join inventory.snapshot_row as last
                on last.merchant_id = :merchant and last.sku_id = asked.sku_id and last.node_id = asked.node_id
              left join kept on kept.sku_id = asked.sku_id and kept.node_id = asked.node_id
              left join lateral (
                   select bool_or(kind = 6 and recorded_at > :asOf::timestamptz) as counted,
                          sum(case
                              when kind in (6, 11) then 0
                              when kind in (4, 5) or kind = 10 and cause is null then
                                   case when coalesce(order_id = any(:deducted::bigint[]), false)
                                        then case when kind = 10 and recorded_at > greatest(:asOf::timestamptz, asked.through)
                                             then on_hand_change else 0 end
                                        when recorded_at > asked.through then on_hand_change
                                        else 0 end
                              when recorded_at > :asOf::timestamptz then on_hand_change
                              else 0 end) as units
                     from inventory.movement
                    where movement.merchant_id = :merchant and movement.sku_id = asked.sku_id
                      and movement.node_id = asked.node_id
                      and recorded_at > least(:asOf::timestamptz, asked.through)
                      and version > coalesce((
                          select max(earlier.version)
                            from inventory.movement as earlier
                           where earlier.merchant_id = :merchant and earlier.sku_id = asked.sku_id
                             and earlier.node_id = asked.node_id
                             and earlier.recorded_at <= least(:asOf::timestamptz, asked.through) - interval '1 minute'), 0)
                   ) as since on true
             order by place
            """;

    private static final String APPLY = """
            insert into inventory.snapshot_row (merchant_id, sku_id, node_id, snapshot_id, as_of, said, since, version)
            select merchant_id, sku_id, node_id, snapshot_id, 'epoch'::timestamptz + as_of * interval '1 microsecond',
                   said, since, version
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                          ?::bigint[])
                   as applied (merchant_id, sku_id, node_id, snapshot_id, as_of, said, since, version)
                on conflict (merchant_id, sku_id, node_id) do update
               set snapshot_id = excluded.snapshot_id, as_of = excluded.as_of, said = excluded.said,
                   since = excluded.since, version = excluded.version
            """;

    private static final String COUNT = """
            update inventory.snapshot
               set changed = snapshot.changed + told.changed, unchanged = snapshot.unchanged + told.unchanged,
                   ignored = snapshot.ignored + told.ignored
              from (select id, sum(changed) as changed, sum(unchanged) as unchanged, sum(ignored) as ignored
                      from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                           as part (id, changed, unchanged, ignored)
                     group by id) as told
             where snapshot.id = told.id
            """;

    private final JdbcClient jdbc;

    SnapshotStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is known of a line's row. @param version of the row that {@code since} belongs to */
    record Known(long onHand, long version, boolean repeated, boolean outdated, boolean counted, long since) {

        StockSnapshot.Row row(StockSnapshot.Line line) {
            var verdict = verdict(line.onHand() + since);
            long result = verdict.applies() ? line.onHand() + since : onHand;
            return new StockSnapshot.Row(line.key(), line.onHand(), onHand, since, result, verdict);
        }

        /** The same of a row of which an earlier line spoke. */
        Known again() {
            return new Known(onHand, version, true, outdated, counted, since);
        }

        private StockSnapshot.Verdict verdict(long result) {
            if (repeated) {
                return StockSnapshot.Verdict.REPEATED;
            }
            if (outdated) {
                return StockSnapshot.Verdict.OUTDATED;
            }
            if (counted) {
                return StockSnapshot.Verdict.COUNTED_SINCE;
            }
            return result == onHand ? StockSnapshot.Verdict.UNCHANGED : StockSnapshot.Verdict.CHANGED;
        }
    }

    /** One for each line, in order; true for good only of rows that the caller's transaction has locked. */
    List<Known> known(StockSnapshot snapshot, List<StockSnapshot.Line> lines) {
        return jdbc.sql(SINCE)
                .param("merchant", snapshot.merchant().value())
                .param("snapshot", snapshot.id())
                .param("asOf", snapshot.asOf().atOffset(ZoneOffset.UTC))
                .param("deducted", longs(snapshot.deducted().stream().mapToLong(order -> order.value())))
                .param(
                        "skus",
                        longs(lines.stream().mapToLong(line -> line.key().sku().value())))
                .param(
                        "nodes",
                        longs(lines.stream().mapToLong(line -> line.key().node().value())))
                .param("throughs", longs(lines.stream().mapToLong(line -> micros(through(snapshot, line)))))
                .query((row, number) -> new Known(
                        row.getLong("on_hand"),
                        row.getLong("version"),
                        row.getBoolean("repeated"),
                        row.getBoolean("outdated"),
                        row.getBoolean("counted"),
                        row.getLong("since")))
                .list();
    }

    void write(SnapshotWrites writes, WriteGroup group) {
        group.add(WriteGroup.Message.ALONE, APPLY, writes.applied);
        group.add(WriteGroup.Message.ALONE, COUNT, writes.counted);
    }

    private static Instant through(StockSnapshot snapshot, StockSnapshot.Line line) {
        return Objects.requireNonNull(
                snapshot.deductedThrough().get(line.key().node()), "the snapshot does not name the line's node");
    }

    private static Object longs(java.util.stream.LongStream values) {
        return values.toArray();
    }

    static long micros(Instant instant) {
        return java.time.temporal.ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
