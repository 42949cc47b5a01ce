package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Heads of snapshots and their states. */
@Repository
class JdbcSnapshots implements Snapshots {

    private static final int PAGE_MAX = 200;

    private static final String FIND = """
            select merchant_id, id, number, state, as_of, scope, told_by, received_at, applied_at, lines, wrong, zeroed,
                   changed, unchanged, ignored
              from inventory.snapshot
             where merchant_id = :merchant and id = :id
            """;

    private static final String LIST = """
            select merchant_id, id, number, state, as_of, scope, told_by, received_at, applied_at, lines, wrong, zeroed,
                   changed, unchanged, ignored
              from inventory.snapshot
             where merchant_id = :merchant and id < :before and state not in ('RECEIVING', 'DROPPED')
             order by id desc
             limit :limit
            """;

    private static final String UNDER_WAY = """
            select merchant_id, id, number, state, as_of, scope, told_by, received_at, applied_at, lines, wrong, zeroed,
                   changed, unchanged, ignored
              from inventory.snapshot
             where state = 'APPLYING' and received_at < :before
             order by coalesce(tried_at, received_at), id
             limit :limit
            """;

    private static final String START = """
            update inventory.snapshot
               set state = case when state = 'RECEIVED' then 'APPLYING' else state end, tried_at = :now
             where merchant_id = :merchant and id = :id and state not in ('RECEIVING', 'DROPPED')
            returning id, number, as_of, node_ids, deducted_through, orders_through, deducted_orders, content_hash
            """;

    private static final String HEAD = """
            select id, number, as_of, node_ids, deducted_through, orders_through, deducted_orders, content_hash
              from inventory.snapshot
             where merchant_id = :merchant and id = :id
            """;

    private static final String FINISH = """
            update inventory.snapshot
               set state = 'APPLIED', applied_at = :now, changed = :changed, unchanged = :unchanged, ignored = :ignored
             where merchant_id = :merchant and id = :id and state = 'APPLYING'
            """;

    private final JdbcClient jdbc;
    private final SnapshotLines lines;
    private final SnapshotParts parts;
    private final SnapshotTelling telling;
    private final Clock clock;

    JdbcSnapshots(JdbcClient jdbc, SnapshotLines lines, SnapshotParts parts, SnapshotTelling telling, Clock clock) {
        this.jdbc = jdbc;
        this.lines = lines;
        this.parts = parts;
        this.telling = telling;
        this.clock = clock;
    }

    @Override
    public Optional<Instant> promisedAt(OrderId order, Collection<StockKey> rows, Instant from) {
        return lines.promisedAt(order, rows, from);
    }

    @Override
    public long begin(Head head) {
        return telling.begin(head);
    }

    @Override
    public void add(MerchantId merchant, long id, List<StockSnapshot.Line> told) {
        parts.add(merchant, id, told);
    }

    @Override
    public void addWrong(MerchantId merchant, long id, List<Wrong> told) {
        telling.addWrong(merchant, id, told);
    }

    @Override
    public long end(MerchantId merchant, long id, byte[] contentHash, int told, long wrong) {
        var standing = find(merchant, id).orElseThrow();
        long zeroed = standing.scope() == StockSnapshot.Scope.FULL ? parts.addUnlisted(head(merchant, id), told) : 0;
        return telling.end(merchant, id, new SnapshotTelling.Told(contentHash, told, wrong, zeroed));
    }

    @Override
    public void drop(MerchantId merchant, long id) {
        telling.drop(merchant, id);
    }

    @Override
    public Optional<Standing> find(MerchantId merchant, long id) {
        return jdbc.sql(FIND)
                .param("merchant", merchant.value())
                .param("id", id)
                .query((row, number) -> standing(row))
                .optional();
    }

    @Override
    public Page<Standing> list(MerchantId merchant, Optional<String> cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        var found = jdbc.sql(LIST)
                .param("merchant", merchant.value())
                .param("before", cursor.map(SnapshotLines::number).orElse(Long.MAX_VALUE))
                .param("limit", size + 1)
                .query((row, number) -> standing(row))
                .list();
        return Page.of(found, size, standing -> Long.toString(standing.id()));
    }

    @Override
    public List<Standing> underWay(Instant receivedBefore, int limit) {
        return jdbc.sql(UNDER_WAY)
                .param("before", receivedBefore.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, number) -> standing(row))
                .list();
    }

    @Override
    public Applying startApplying(MerchantId merchant, long id) {
        return jdbc.sql(START)
                .param("merchant", merchant.value())
                .param("id", id)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Applying(snapshot(merchant, row), row.getBytes("content_hash")))
                .optional()
                .orElseThrow(() -> notApplicable(merchant, id));
    }

    private ProblemException notApplicable(MerchantId merchant, long id) {
        return find(merchant, id).filter(one -> one.state() == State.DROPPED).isPresent()
                ? new ProblemException(
                        Problem.CONFLICT,
                        "another snapshot of the same number took this one's place before it was applied; send this one"
                                + " again to have it stand, and give every snapshot a number of its own")
                : ProblemException.notFound("there is no such snapshot");
    }

    private StockSnapshot head(MerchantId merchant, long id) {
        return jdbc.sql(HEAD)
                .param("merchant", merchant.value())
                .param("id", id)
                .query((row, number) -> snapshot(merchant, row))
                .optional()
                .orElseThrow(() -> ProblemException.notFound("there is no such snapshot"));
    }

    @Override
    public List<StockSnapshot.Line> next(StockSnapshot snapshot) {
        return parts.next(snapshot);
    }

    @Override
    public void finish(StockSnapshot snapshot) {
        var tally = lines.tally(snapshot.merchant(), snapshot.id());
        jdbc.sql(FINISH)
                .param("changed", tally.changed())
                .param("unchanged", tally.unchanged())
                .param("ignored", tally.ignored())
                .param("merchant", snapshot.merchant().value())
                .param("id", snapshot.id())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public Tally tally(Standing one) {
        return switch (one.state()) {
            case APPLIED, FORGOTTEN -> one.tally();
            case RECEIVING, RECEIVED, APPLYING, DROPPED -> lines.tally(one.merchant(), one.id());
        };
    }

    @Override
    public List<StockSnapshot.Row> rows(
            MerchantId merchant, long id, Collection<StockSnapshot.Verdict> verdicts, int limit) {
        return lines.rows(merchant, id, verdicts, limit);
    }

    @Override
    public List<Wrong> wrong(MerchantId merchant, long id) {
        return lines.wrong(merchant, id);
    }

    @Override
    public Page<Shown> lines(MerchantId merchant, long id, Optional<String> cursor, int limit) {
        return lines.page(head(merchant, id), cursor, Math.clamp(limit, 1, PAGE_MAX));
    }

    private static StockSnapshot snapshot(MerchantId merchant, ResultSet row) throws SQLException {
        var nodes = (Long[]) row.getArray("node_ids").getArray();
        var throughs = (java.sql.Timestamp[]) row.getArray("deducted_through").getArray();
        Map<NodeId, Instant> through = new HashMap<>();
        for (int i = 0; i < nodes.length; i++) {
            through.put(new NodeId(nodes[i]), throughs[i].toInstant());
        }
        return new StockSnapshot(
                row.getLong("id"),
                merchant,
                row.getString("number"),
                Objects.requireNonNull(instant(row, "as_of")),
                through,
                Optional.ofNullable(instant(row, "orders_through")),
                Stream.of((Long[]) row.getArray("deducted_orders").getArray())
                        .map(OrderId::new)
                        .toList());
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                new MerchantId(row.getLong("merchant_id")),
                row.getLong("id"),
                row.getString("number"),
                State.valueOf(row.getString("state")),
                Objects.requireNonNull(instant(row, "as_of")),
                StockSnapshot.Scope.valueOf(row.getString("scope")),
                row.getString("told_by"),
                Objects.requireNonNull(instant(row, "received_at")),
                Optional.ofNullable(instant(row, "applied_at")),
                row.getLong("lines"),
                row.getLong("wrong"),
                row.getLong("zeroed"),
                new Tally(row.getLong("changed"), row.getLong("unchanged"), row.getLong("ignored")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
