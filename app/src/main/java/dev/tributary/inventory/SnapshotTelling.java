package dev.tributary.inventory;

import dev.tributary.database.Columns;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps heads of snapshots while they are told; one whose end never came stands for nothing. */
@Repository
class SnapshotTelling {

    private static final long NONE = 0;

    /**
     * What their clock says beyond this moment is taken as this moment: nothing later can be in the numbers. It is the
     * database's moment, whose clock stamps the ledger.
     */
    private static final String BEGIN = """
            with clock as materialized (
                select clock_timestamp() as now)
            insert into inventory.snapshot
                   (merchant_id, number, state, as_of, scope, node_ids, deducted_through, orders_through, deducted_orders,
                    told_by, received_at)
            select :merchant, :number, 'RECEIVING', least(:asOf::timestamptz, now), :scope, :nodes::bigint[],
                   array(select least(through, now)
                           from unnest(:throughs::timestamptz[]) with ordinality as told (through, place)
                          order by place),
                   case when :orders::timestamptz is not null then least(:orders::timestamptz, now) end,
                   :deducted::bigint[], :actor, :received
              from clock
            returning id
            """;

    private static final String ADD_WRONG = """
            insert into inventory.snapshot_wrong (merchant_id, snapshot_id, place, nth, pointer, code, detail)
            select merchant_id, snapshot_id, place, nth, pointer, code, detail
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[])
                   as told (merchant_id, snapshot_id, place, nth, pointer, code, detail)
            """;

    private static final String OF_NUMBER = """
            select other.id, other.state, other.content_hash
              from inventory.snapshot as own
              join inventory.snapshot as other using (merchant_id, number)
             where own.merchant_id = :merchant and own.id = :id and other.state not in ('RECEIVING', 'DROPPED')
               for update of other
            """;

    private static final String END = """
            update inventory.snapshot
               set state = 'RECEIVED', content_hash = :hash, lines = :lines, wrong = :wrong, zeroed = :zeroed
             where merchant_id = :merchant and id = :id and state = 'RECEIVING'
            """;

    private static final String DROP = """
            update inventory.snapshot
               set state = 'DROPPED'
             where merchant_id = :merchant and id = :id and state in ('RECEIVING', 'RECEIVED')
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SnapshotTelling(JdbcClient jdbc, JdbcTemplate template, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    private record Other(long id, Snapshots.State state, byte[] contentHash) {}

    long begin(Snapshots.Head head) {
        var orders = head.ordersThrough();
        var nodes = List.copyOf(head.deductedThrough().keySet());
        return jdbc.sql(BEGIN)
                .param("merchant", head.merchant().value())
                .param("number", head.number())
                .param("asOf", head.asOf().atOffset(ZoneOffset.UTC))
                .param("scope", head.scope().name())
                .param("nodes", array(nodes.stream().map(NodeId::value)))
                .param("throughs", (Object) nodes.stream()
                        .map(node -> orders.or(() -> Objects.requireNonNull(
                                        head.deductedThrough().get(node)))
                                .orElse(head.asOf()))
                        .map(Instant::toString)
                        .toArray(String[]::new))
                .param(
                        "orders",
                        orders.map(moment -> moment.atOffset(ZoneOffset.UTC)).orElse(null))
                .param("deducted", array(head.deducted().stream().map(OrderId::value)))
                .param("actor", head.actor())
                .param("received", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    void addWrong(MerchantId merchant, long id, List<Snapshots.Wrong> lines) {
        var columns = new Columns();
        var merchants = columns.longs();
        var snapshot = columns.longs();
        var place = columns.longs();
        var nth = columns.longs();
        var pointer = columns.texts();
        var code = columns.texts();
        var detail = columns.texts();
        for (var line : lines) {
            for (int i = 0; i < line.violations().size(); i++) {
                merchants.add(merchant.value());
                snapshot.add(id);
                place.add(line.place());
                nth.add(i);
                pointer.add(line.violations().get(i).pointer());
                code.add(line.violations().get(i).code());
                detail.add(line.violations().get(i).detail());
            }
        }
        columns.update(template, ADD_WRONG);
    }

    /** @param lines told, wrong ones too */
    record Told(byte[] contentHash, int lines, long wrong, long zeroed) {}

    /** The id that stands for the number now; throws REUSED_KEY when it stands for other content for good. */
    long end(MerchantId merchant, long id, Told told) {
        long settled;
        try {
            settled = settle(merchant, id, told);
        } catch (DuplicateKeyException toldAtOnce) {
            settled = settle(merchant, id, told);
        }
        if (settled == NONE) {
            throw new ProblemException(
                    Problem.REUSED_KEY,
                    "this snapshot number was used with other content; give every snapshot its own");
        }
        return settled;
    }

    /** The id that stands for the number now, or {@link #NONE}: then it stands for other content, for good. */
    private long settle(MerchantId merchant, long id, Told told) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var other = jdbc.sql(OF_NUMBER)
                    .param("merchant", merchant.value())
                    .param("id", id)
                    .query((row, number) -> new Other(
                            row.getLong("id"),
                            Snapshots.State.valueOf(row.getString("state")),
                            row.getBytes("content_hash")))
                    .optional();
            if (other.filter(before -> Arrays.equals(before.contentHash, told.contentHash))
                    .isPresent()) {
                drop(merchant, id);
                return other.get().id;
            }
            if (other.filter(before -> before.state != Snapshots.State.RECEIVED).isPresent()) {
                drop(merchant, id);
                return NONE;
            }
            other.ifPresent(before -> drop(merchant, before.id));
            int ended = jdbc.sql(END)
                    .param("merchant", merchant.value())
                    .param("id", id)
                    .param("hash", told.contentHash)
                    .param("lines", told.lines)
                    .param("wrong", told.wrong)
                    .param("zeroed", told.zeroed)
                    .update();
            if (ended == 0) {
                throw new IllegalStateException("snapshot %d was not being received".formatted(id));
            }
            return id;
        }));
    }

    void drop(MerchantId merchant, long id) {
        jdbc.sql(DROP).param("merchant", merchant.value()).param("id", id).update();
    }

    private static Object array(Stream<Long> values) {
        return values.mapToLong(Long::longValue).toArray();
    }
}
