package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.kernel.Violation;
import dev.tributary.leases.Field;
import dev.tributary.leases.LeaseScope;
import dev.tributary.leases.Subject;
import dev.tributary.leases.Suspensions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lines of snapshots for those who look at them, and what each came to. Statements take a page, however long the snapshot. */
@Repository
class SnapshotLines {

    private static final int WRONG_MAX = 1_000;
    /** The ledger's clock is the database's, and a batch takes a moment. */
    private static final Duration BATCH_MAX = Duration.ofMinutes(1);

    private static final String TALLY = """
            select coalesce(sum(changed), 0) as changed, coalesce(sum(unchanged), 0) as unchanged,
                   coalesce(sum(ignored), 0) as ignored
              from inventory.snapshot_part_result
             where merchant_id = :merchant and snapshot_id = :snapshot
            """;

    private static final String PAGE = """
            select place, sku_id, node_id, line.said, nullif(through_version, -1) as through_version, line.held,
                   line.since, result, verdict
              from inventory.snapshot_part as part
              left join inventory.snapshot_part_result as came using (merchant_id, snapshot_id, through_place)
             cross join unnest(places, sku_ids, node_ids, part.said, through_versions, came.held, came.since, results,
                               verdicts)
                   as line (place, sku_id, node_id, said, through_version, held, since, result, verdict)
             where part.merchant_id = :merchant and part.snapshot_id = :snapshot and through_place > :after
               and place > :after
             order by through_place, place
             limit :limit
            """;

    private static final String WITH_VERDICT = """
            select place, sku_id, node_id, line.said, nullif(through_version, -1) as through_version, line.held,
                   line.since, result, verdict
              from inventory.snapshot_part_result as came
              join inventory.snapshot_part as part using (merchant_id, snapshot_id, through_place)
             cross join unnest(places, sku_ids, node_ids, part.said, through_versions, came.held, came.since, results,
                               verdicts)
                   as line (place, sku_id, node_id, said, through_version, held, since, result, verdict)
             where came.merchant_id = :merchant and came.snapshot_id = :snapshot
               and came.verdicts && :verdicts::smallint[] and verdict = any(:verdicts::smallint[])
             order by through_place, place
             limit :limit
            """;

    private static final String WRONG = """
            select place, pointer, code, detail
              from inventory.snapshot_wrong
             where merchant_id = :merchant and snapshot_id = :snapshot
             order by place, nth
            """;

    private static final String PROMISED = """
            select min(recorded_at)
              from inventory.movement
              join unnest(:merchants::bigint[], :skus::bigint[], :nodes::bigint[]) as asked (merchant_id, sku_id, node_id)
             using (merchant_id, sku_id, node_id)
             where order_id = :order and kind in (2, 5) and recorded_at >= :from
            """;

    private final JdbcClient jdbc;
    private final SnapshotStore store;
    private final Suspensions suspensions;

    SnapshotLines(JdbcClient jdbc, SnapshotStore store, Suspensions suspensions) {
        this.jdbc = jdbc;
        this.store = store;
        this.suspensions = suspensions;
    }

    Optional<Instant> promisedAt(OrderId order, Collection<StockKey> rows, Instant from) {
        return jdbc.sql(PROMISED)
                .param("merchants", longs(rows, key -> key.merchant().value()))
                .param("skus", longs(rows, key -> key.sku().value()))
                .param("nodes", longs(rows, key -> key.node().value()))
                .param("order", order.value())
                .param("from", from.minus(BATCH_MAX).atOffset(ZoneOffset.UTC))
                .query((row, number) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }

    Snapshots.Tally tally(MerchantId merchant, long id) {
        return jdbc.sql(TALLY)
                .param("merchant", merchant.value())
                .param("snapshot", id)
                .query(Snapshots.Tally.class)
                .single();
    }

    List<StockSnapshot.Row> rows(MerchantId merchant, long id, Collection<StockSnapshot.Verdict> verdicts, int limit) {
        return jdbc.sql(WITH_VERDICT)
                .param("merchant", merchant.value())
                .param("snapshot", id)
                .param("verdicts", (Object)
                        verdicts.stream().mapToInt(StockSnapshot.Verdict::code).toArray())
                .param("limit", limit)
                .query((row, number) -> row(line(merchant, row), row))
                .list();
    }

    List<Snapshots.Wrong> wrong(MerchantId merchant, long id) {
        var found = new TreeMap<Integer, List<Violation>>();
        jdbc.sql(WRONG)
                .param("merchant", merchant.value())
                .param("snapshot", id)
                .query(row -> {
                    found.computeIfAbsent(row.getInt("place"), place -> new ArrayList<>())
                            .add(new Violation(
                                    row.getString("pointer"), row.getString("code"), row.getString("detail")));
                });
        return found.entrySet().stream()
                .limit(WRONG_MAX)
                .map(entry -> new Snapshots.Wrong(entry.getKey(), entry.getValue()))
                .toList();
    }

    Page<Snapshots.Shown> page(StockSnapshot snapshot, Optional<String> cursor, int limit) {
        record Found(StockSnapshot.Line line, Optional<StockSnapshot.Row> row) {}
        var found = jdbc.sql(PAGE)
                .param("merchant", snapshot.merchant().value())
                .param("snapshot", snapshot.id())
                .param("after", cursor.map(SnapshotLines::number).orElse(0L))
                .param("limit", limit + 1)
                .query((row, number) -> {
                    var line = line(snapshot.merchant(), row);
                    boolean applied = row.getObject("verdict") != null;
                    return new Found(line, applied ? Optional.of(row(line, row)) : Optional.empty());
                })
                .list();
        var page = found.subList(0, Math.min(limit, found.size()));
        var open =
                page.stream().filter(one -> one.row.isEmpty()).map(Found::line).toList();
        var previews = open.isEmpty()
                ? List.<SnapshotStore.Known>of().iterator()
                : store.known(snapshot, open).iterator();
        var shown = page.stream()
                .map(one -> one.row
                        .map(row -> new Snapshots.Shown(row, true))
                        .orElseGet(() -> new Snapshots.Shown(preview(previews.next(), one.line), false)))
                .toList();
        return found.size() > limit
                ? new Page<>(
                        shown,
                        Optional.of(Integer.toString(shown.getLast().row().place())))
                : new Page<>(shown, Optional.empty());
    }

    private StockSnapshot.Row preview(SnapshotStore.Known known, StockSnapshot.Line line) {
        var row = known.row(line);
        var target = new LeaseScope.Target(
                Optional.empty(), line.key().node(), line.key().sku(), Field.ON_HAND);
        boolean suspended = row.verdict().applies()
                && !suspensions
                        .covering(line.key().merchant(), Subject.STOCK_IN, target)
                        .isEmpty();
        return suspended ? known.keptBack(line) : row;
    }

    static long number(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException notOurs) {
            throw ProblemException.invalid("cursor", "unknown_cursor", "Use the nextCursor of the page before.");
        }
    }

    static StockSnapshot.Line line(MerchantId merchant, ResultSet row) throws SQLException {
        var version = row.getObject("through_version", Long.class);
        return new StockSnapshot.Line(
                row.getInt("place"),
                new StockKey(merchant, new SkuId(row.getLong("sku_id")), new NodeId(row.getLong("node_id"))),
                row.getLong("said"),
                version == null ? OptionalLong.empty() : OptionalLong.of(version));
    }

    private static StockSnapshot.Row row(StockSnapshot.Line line, ResultSet row) throws SQLException {
        return new StockSnapshot.Row(
                line.place(),
                line.key(),
                line.onHand(),
                row.getLong("held"),
                row.getLong("since"),
                row.getLong("result"),
                StockSnapshot.Verdict.of(row.getInt("verdict")));
    }

    private static Object longs(Collection<StockKey> keys, ToLongFunction<StockKey> part) {
        return keys.stream().mapToLong(part).toArray();
    }
}
