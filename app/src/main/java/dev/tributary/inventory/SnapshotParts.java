package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What snapshots said, in the parts in which it is told and applied: each is one transaction and one row here. */
@Repository
class SnapshotParts {

    /** In the place of a version that a line does not name. */
    private static final long NO_VERSION = -1;
    /** Rows looked through at once for those that a full snapshot left out. */
    private static final int SLICE = 20_000;

    private static final String ADD = """
            insert into inventory.snapshot_part
                   (merchant_id, snapshot_id, through_place, places, sku_ids, node_ids, said, through_versions)
            values (:merchant, :snapshot, :through, :places::int[], :skus::bigint[], :nodes::bigint[], :said::bigint[],
                    :versions::bigint[])
            """;

    private static final String TAKE_OUT = """
            delete from inventory.snapshot_part
             where merchant_id = :merchant and snapshot_id = :snapshot and through_place = :through
            """;

    private static final String LINES_OF = """
            select place, sku_id, node_id, line.said, nullif(through_version, -1) as through_version
              from inventory.snapshot_part as part
             cross join unnest(places, sku_ids, node_ids, part.said, through_versions)
                   as line (place, sku_id, node_id, said, through_version)
             where merchant_id = :merchant and snapshot_id = :snapshot
            """;

    private static final String NEXT = LINES_OF + """
               and through_place = (
                   select min(through_place)
                     from inventory.snapshot_part
                    where merchant_id = :merchant and snapshot_id = :snapshot
                      and through_place > coalesce((
                          select max(through_place)
                            from inventory.snapshot_part_result
                           where merchant_id = :merchant and snapshot_id = :snapshot), 0))
             order by place
            """;

    private static final String LAST = LINES_OF + """
               and through_place = (
                   select max(through_place)
                     from inventory.snapshot_part
                    where merchant_id = :merchant and snapshot_id = :snapshot)
             order by place
            """;

    /** The last of a slice is there in any case, so that the next begins behind it. */
    private static final String UNLISTED = """
            with slice as materialized (
                select sku_id, node_id, row_number() over (order by sku_id, node_id) as nth
                  from inventory.stock
                 where merchant_id = :merchant and (sku_id, node_id) > (:sku, :node)
                 order by sku_id, node_id
                 limit :limit),
            listed as materialized (
                select line.sku_id, line.node_id
                  from inventory.snapshot_part as part
                 cross join unnest(part.sku_ids, part.node_ids) as line (sku_id, node_id)
                 where part.merchant_id = :merchant and part.snapshot_id = :snapshot)
            select sku_id, node_id, unlisted, nth = :limit as full
              from (select sku_id, node_id, nth,
                           node_id = any(:nodes::bigint[]) and not exists (
                               select from listed
                                where listed.sku_id = slice.sku_id and listed.node_id = slice.node_id) as unlisted
                      from slice) as seen
             where unlisted or nth = :limit
             order by nth
            """;

    private final JdbcClient jdbc;

    SnapshotParts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param lines one part, by place, of rows of which no earlier line speaks */
    void add(MerchantId merchant, long id, List<StockSnapshot.Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        jdbc.sql(ADD)
                .param("merchant", merchant.value())
                .param("snapshot", id)
                .param("through", lines.getLast().place())
                .param("places", (Object)
                        lines.stream().mapToInt(StockSnapshot.Line::place).toArray())
                .param("skus", array(lines.stream().map(line -> line.key().sku().value())))
                .param(
                        "nodes",
                        array(lines.stream().map(line -> line.key().node().value())))
                .param("said", array(lines.stream().map(StockSnapshot.Line::onHand)))
                .param("versions", versions(lines))
                .update();
    }

    /** Null where no line has one, as in most snapshots. */
    private static @Nullable Object versions(List<StockSnapshot.Line> lines) {
        return lines.stream().allMatch(line -> line.throughVersion().isEmpty())
                ? null
                : array(lines.stream().map(line -> line.throughVersion().orElse(NO_VERSION)));
    }

    /** The lines of the first part that is not applied yet; none when all are. */
    List<StockSnapshot.Line> next(StockSnapshot snapshot) {
        return lines(NEXT, snapshot);
    }

    private List<StockSnapshot.Line> lines(String sql, StockSnapshot snapshot) {
        return jdbc.sql(sql)
                .param("merchant", snapshot.merchant().value())
                .param("snapshot", snapshot.id())
                .query((row, number) -> SnapshotLines.line(snapshot.merchant(), row))
                .list();
    }

    /**
     * Rows of its nodes that it does not list, as lines that say 0, behind the last; answers how many. They join the last
     * part while that has room: a small snapshot is applied as a whole.
     */
    long addUnlisted(StockSnapshot snapshot, int told) {
        var filling = new Filling(snapshot, told);
        var slice = slice(snapshot, 0, 0);
        while (!slice.isEmpty()) {
            slice.stream().filter(Seen::unlisted).forEach(filling::add);
            var last = slice.getLast();
            slice = last.full() ? slice(snapshot, last.skuId(), last.nodeId()) : List.of();
        }
        filling.end();
        return filling.added;
    }

    /** @param full whether more may follow the slice that it ends */
    private record Seen(long skuId, long nodeId, boolean unlisted, boolean full) {}

    private List<Seen> slice(StockSnapshot snapshot, long afterSku, long afterNode) {
        return jdbc.sql(UNLISTED)
                .param("merchant", snapshot.merchant().value())
                .param("snapshot", snapshot.id())
                .param("sku", afterSku)
                .param("node", afterNode)
                .param("limit", SLICE)
                .param(
                        "nodes",
                        array(snapshot.deductedThrough().keySet().stream().map(NodeId::value)))
                .query(Seen.class)
                .list();
    }

    /** Parts filled from the last one on. What it had stays in its place until it is written anew. */
    private final class Filling {

        private final StockSnapshot snapshot;
        private final int told;
        private final List<StockSnapshot.Line> part;
        private List<StockSnapshot.Line> before;
        private long added;

        Filling(StockSnapshot snapshot, int told) {
            this.snapshot = snapshot;
            this.told = told;
            var last = lines(LAST, snapshot);
            before = last.size() < StockSnapshot.PART_LINES ? last : List.of();
            part = new ArrayList<>(before);
        }

        void add(Seen row) {
            added++;
            part.add(new StockSnapshot.Line(
                    Math.toIntExact(told + added),
                    new StockKey(snapshot.merchant(), new SkuId(row.skuId), new NodeId(row.nodeId)),
                    0,
                    OptionalLong.empty()));
            if (part.size() == StockSnapshot.PART_LINES) {
                write();
            }
        }

        void end() {
            if (part.size() > before.size()) {
                write();
            }
        }

        private void write() {
            if (!before.isEmpty()) {
                jdbc.sql(TAKE_OUT)
                        .param("merchant", snapshot.merchant().value())
                        .param("snapshot", snapshot.id())
                        .param("through", before.getLast().place())
                        .update();
            }
            SnapshotParts.this.add(snapshot.merchant(), snapshot.id(), part);
            before = List.of();
            part.clear();
        }
    }

    private static Object array(Stream<Long> values) {
        return values.mapToLong(Long::longValue).toArray();
    }
}
