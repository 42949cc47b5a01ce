package dev.tributary.inventory;

import dev.tributary.database.WriteGroup;
import dev.tributary.engine.StockRow;
import dev.tributary.kernel.Micros;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the ledger adds to a snapshot's numbers, and which snapshot spoke of a row last. */
@Repository
class SnapshotStore {

    /**
     * Goes back over each row's ledger only as far as needed: months too old or yet to come are left out, and in a long ledger
     * the movements before. Lines of a row are numbered in the order of their locks, but older ones carry the start of their
     * transaction, which lasted seconds at most: a minute covers that. Looks every row up by its key, however little was
     * known of the tables' sizes when the statement was prepared.
     *
     * <p>Of an order that the sender had deducted nothing is deducted again, and what of it is still promised here comes on
     * top. Such are those listed and, where the sender deducts what was ordered, those first promised through that moment:
     * of these the row says how much it has promised to all, less what was promised later. What of them was released since
     * is here too.
     *
     * <p>Held goods are not on hand here, and in their number all the same: what was held at its moment is what is held now,
     * less what came to be held since. Of goods set aside that left for another node it is the watermark that counts, as for
     * everything that leaves; those on their way here are in nobody's house.
     *
     * <p>Rows of merchants who hold nothing aside and have no lease that keeps numbers back are not looked up for it.
     *
     * <p>Of a row's ledger the last {@code most} lines are looked at and no more, for its row is locked meanwhile. When the line
     * before these is needed too, none is read: it is not when it lies more seconds back than a transaction lasts.
     */
    private static final String SINCE = """
            with merchant as materialized (
                select exists (select from inventory.held where merchant_id = :merchant) as holds,
                       exists (select from inventory.shadow_telling where merchant_id = :merchant) as keeps_back),
            kept as materialized (
                select sku_id, node_id, sum(units) as units
                  from inventory.reservation
                 where merchant_id = :merchant and order_id = any(:deducted::bigint[])
                 group by sku_id, node_id)
            select coalesce(stock.on_hand, 0) as on_hand, coalesce(stock.version, 0) as version,
                   coalesce(last.snapshot_id = :snapshot, false) as repeated,
                   coalesce(last.as_of > :asOf::timestamptz, false) as outdated,
                   coalesce(since.counted, false) as counted, coalesce(crowd.too_much, false) as too_much,
                   coalesce(telling.counted, false) as kept_count, coalesce(telling.units, 0) as kept_units,
                   case when crowd.too_much then 0
                        else coalesce(held.units, 0) - coalesce(since.held, 0) end as held,
                   case when crowd.too_much then 0
                        else coalesce(since.units, 0)
                             + case when :orders::timestamptz is null then coalesce(kept.units, 0)
                                    else coalesce(stock.reserved, 0) - coalesce(since.promised_later, 0) end end as since
              from (select sku_id, node_id, place, nullif(version, -1) as version,
                           'epoch'::timestamptz + through * interval '1 microsecond' as through,
                           least(:asOf::timestamptz, 'epoch'::timestamptz + through * interval '1 microsecond',
                                 :orders::timestamptz) as earliest
                      from unnest(:skus::bigint[], :nodes::bigint[], :throughs::bigint[], :versions::bigint[])
                           with ordinality as line (sku_id, node_id, through, version, place)) as asked
              left join lateral (
                   select on_hand, reserved, version
                     from inventory.stock
                    where merchant_id = :merchant and sku_id = asked.sku_id and node_id = asked.node_id
                    limit 1) as stock on true
              left join lateral (
                   select snapshot_id, as_of
                     from inventory.snapshot_row
                    where merchant_id = :merchant and sku_id = asked.sku_id and node_id = asked.node_id
                    limit 1) as last on true
              left join lateral (
                   select stock.version > :most
                          and (coalesce(asked.version < stock.version - :most, false)
                               or exists (
                                  select
                                    from inventory.movement as before
                                   where before.merchant_id = :merchant and before.sku_id = asked.sku_id
                                     and before.node_id = asked.node_id and before.version = stock.version - :most
                                     and before.recorded_at > asked.earliest - interval '10 seconds')) as too_much
                   ) as crowd on true
              left join lateral (
                   select bool_or(units is null) as counted, sum(units) as units
                     from inventory.shadow_telling
                    where (select keeps_back from merchant)
                      and merchant_id = :merchant and sku_id = asked.sku_id and node_id = asked.node_id
                      and told_at > :asOf::timestamptz) as telling on true
              left join lateral (
                   select sum(units) as units
                     from inventory.held
                    where (select holds from merchant)
                      and merchant_id = :merchant and sku_id = asked.sku_id and node_id = asked.node_id
                      and condition <> 5) as held on true
              left join kept on kept.sku_id = asked.sku_id and kept.node_id = asked.node_id
              left join lateral (
                   select bool_or(kind = 6 and recorded_at > :asOf::timestamptz) as counted,
                          sum(case
                              when kind in (6, 11) then 0
                              when kind = 3 then case when deducted and recorded_at > :asOf::timestamptz
                                                      then -reserved_change else 0 end
                              when kind in (4, 5, 13) or kind = 10 and cause is null then
                                   case when deducted
                                        then case when kind = 10 and recorded_at > greatest(:asOf::timestamptz, asked.through)
                                             then on_hand_change else 0 end
                                        when later then on_hand_change
                                        else 0 end
                              when recorded_at > :asOf::timestamptz then on_hand_change
                              else 0 end) as units,
                          sum(reserved_change) filter (where not deducted) as promised_later,
                          sum(held_change) filter (where case kind when 13 then later
                                                                   else recorded_at > :asOf::timestamptz end) as held
                     from (select kind, cause, recorded_at, on_hand_change, reserved_change,
                                  case when kind in (10, 13, 14, 15, 16, 17) then (
                                       select sum(units_change)
                                         from inventory.held_movement
                                        where held_movement.merchant_id = :merchant
                                          and held_movement.sku_id = asked.sku_id
                                          and held_movement.node_id = asked.node_id
                                          and held_movement.stock_version = movement.version
                                          and held_movement.condition <> 5) end as held_change,
                                  coalesce(order_id = any(:deducted::bigint[]), false)
                                  or order_id is not null and :orders::timestamptz is not null
                                     and not bool_or(kind in (2, 5) and recorded_at > :orders::timestamptz)
                                             over (partition by order_id) as deducted,
                                  case when asked.version is null then recorded_at > asked.through
                                       else movement.version > asked.version end as later
                             from inventory.movement
                            where movement.merchant_id = :merchant and movement.sku_id = asked.sku_id
                              and movement.node_id = asked.node_id
                              and recorded_at > case when asked.version is null then asked.earliest
                                                     else '-infinity'::timestamptz end
                              and recorded_at < now() + interval '1 day'
                              and not crowd.too_much
                              and movement.version <= stock.version
                              and movement.version > case when stock.version < 1000 then 0
                                  else greatest(stock.version - :most, least(asked.version, coalesce((
                                  select max(earlier.version)
                                    from inventory.movement as earlier
                                   where earlier.merchant_id = :merchant and earlier.sku_id = asked.sku_id
                                     and earlier.node_id = asked.node_id
                                     and earlier.version > stock.version - :most
                                     and earlier.recorded_at <= asked.earliest - interval '1 minute'), 0))) end
                          ) as moved
                   ) as since on true
             order by place
            """;

    private static final String SPOKEN = """
            insert into inventory.snapshot_row (merchant_id, sku_id, node_id, snapshot_id, as_of)
            select merchant_id, sku_id, node_id, snapshot_id, 'epoch'::timestamptz + as_of * interval '1 microsecond'
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                   as spoken (merchant_id, sku_id, node_id, snapshot_id, as_of)
                on conflict (merchant_id, sku_id, node_id) do update
               set snapshot_id = excluded.snapshot_id, as_of = excluded.as_of
            """;

    private static final String RESULTS = """
            insert into inventory.snapshot_part_result
                   (merchant_id, snapshot_id, through_place, held, since, results, verdicts, changed, unchanged, ignored)
            select merchant_id, snapshot_id, through_place, array_agg(held order by place),
                   array_agg(since order by place), array_agg(result order by place), array_agg(verdict order by place),
                   count(*) filter (where verdict = 5), count(*) filter (where verdict = 4),
                   count(*) filter (where verdict not in (4, 5))
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                          ?::smallint[])
                   as came (merchant_id, snapshot_id, through_place, place, held, since, result, verdict)
             group by merchant_id, snapshot_id, through_place
            """;

    private final JdbcClient jdbc;
    private final UnmovedRows unmoved;

    SnapshotStore(JdbcClient jdbc, UnmovedRows unmoved) {
        this.jdbc = jdbc;
        this.unmoved = unmoved;
    }

    /**
     * What is known of a line's row.
     *
     * @param version of the row that {@code since} belongs to
     * @param keptCount a count was told after the snapshot's moment, and a lease keeps it back
     * @param keptUnits what was received and adjusted after the snapshot's moment, and kept back by a lease
     * @param held what was there at that moment, by their book, and may not be sold
     */
    record Known(
            long onHand,
            long version,
            boolean repeated,
            boolean outdated,
            boolean counted,
            boolean tooMuch,
            boolean keptCount,
            long keptUnits,
            long held,
            long since) {

        /** Of a row whose ledger adds nothing. */
        static Known ofRow(StockRow row, boolean repeated, boolean outdated) {
            return new Known(row.onHand(), row.version(), repeated, outdated, false, false, false, 0, 0, 0);
        }

        StockSnapshot.Row row(StockSnapshot.Line line) {
            long added = added(line);
            var verdict = verdict(line.onHand() + added);
            long result = verdict.applies() ? line.onHand() + added : onHand;
            return new StockSnapshot.Row(line.place(), line.key(), line.onHand(), onHand, added, result, verdict);
        }

        /** Whose number is less than what is held here has left some of that out: that makes no sellable unit short. */
        private long added(StockSnapshot.Line line) {
            return since - Math.min(held, Math.max(0, line.onHand()));
        }

        /** What a line comes to under a lease: what is kept back besides counts as if it were in the ledger. */
        StockSnapshot.Row keptBack(StockSnapshot.Line line) {
            var verdict = keptCount ? StockSnapshot.Verdict.COUNTED_SINCE : StockSnapshot.Verdict.KEPT_BACK;
            return new StockSnapshot.Row(
                    line.place(), line.key(), line.onHand(), onHand, added(line) + keptUnits, onHand, verdict);
        }

        /** The same of a row of which an earlier line spoke. */
        Known again() {
            return new Known(onHand, version, true, outdated, counted, tooMuch, keptCount, keptUnits, held, since);
        }

        private StockSnapshot.Verdict verdict(long result) {
            if (repeated) {
                return StockSnapshot.Verdict.REPEATED;
            }
            if (outdated) {
                return StockSnapshot.Verdict.OUTDATED;
            }
            if (tooMuch) {
                return StockSnapshot.Verdict.TOO_MUCH_SINCE;
            }
            if (counted) {
                return StockSnapshot.Verdict.COUNTED_SINCE;
            }
            return result == onHand ? StockSnapshot.Verdict.UNCHANGED : StockSnapshot.Verdict.CHANGED;
        }
    }

    /** One for each line, in order. Most rows have not moved since a snapshot's moment, and say all there is to know. */
    List<Known> knownLocked(
            StockSnapshot snapshot, List<StockSnapshot.Line> lines, Function<StockKey, StockRow> locked) {
        if (!unmoved.maySay(snapshot, lines)) {
            return known(snapshot, lines);
        }
        var known = unmoved.known(snapshot, lines, locked);
        var stirred = new ArrayList<StockSnapshot.Line>();
        for (int i = 0; i < lines.size(); i++) {
            if (known.get(i).isEmpty()) {
                stirred.add(lines.get(i));
            }
        }
        var more = stirred.isEmpty()
                ? List.<Known>of().iterator()
                : known(snapshot, stirred).iterator();
        return known.stream().map(one -> one.orElseGet(more::next)).toList();
    }

    /** One for each line, in order; true for good only of rows that the caller's transaction has locked. */
    List<Known> known(StockSnapshot snapshot, List<StockSnapshot.Line> lines) {
        return jdbc.sql(SINCE)
                .param("merchant", snapshot.merchant().value())
                .param("snapshot", snapshot.id())
                .param("most", StockSnapshot.LEDGER_LINES_MAX)
                .param("asOf", snapshot.asOf().atOffset(ZoneOffset.UTC))
                .param(
                        "orders",
                        snapshot.ordersThrough()
                                .map(moment -> moment.atOffset(ZoneOffset.UTC))
                                .orElse(null))
                .param("deducted", longs(snapshot.deducted().stream().mapToLong(order -> order.value())))
                .param("skus", skus(lines))
                .param("nodes", nodes(lines))
                .param("throughs", longs(lines.stream().mapToLong(line -> Micros.of(through(snapshot, line)))))
                .param(
                        "versions",
                        longs(lines.stream()
                                .mapToLong(line -> line.throughVersion().orElse(-1))))
                .query((row, number) -> new Known(
                        row.getLong("on_hand"),
                        row.getLong("version"),
                        row.getBoolean("repeated"),
                        row.getBoolean("outdated"),
                        row.getBoolean("counted"),
                        row.getBoolean("too_much"),
                        row.getBoolean("kept_count"),
                        row.getLong("kept_units"),
                        row.getLong("held"),
                        row.getLong("since")))
                .list();
    }

    void write(SnapshotWrites writes, WriteGroup group) {
        group.add(WriteGroup.Message.ALONE, SPOKEN, writes.spoken);
        group.add(WriteGroup.Message.ALONE, RESULTS, writes.results);
    }

    private static Instant through(StockSnapshot snapshot, StockSnapshot.Line line) {
        return Objects.requireNonNull(
                snapshot.deductedThrough().get(line.key().node()), "the snapshot does not name the line's node");
    }

    static Object skus(List<StockSnapshot.Line> lines) {
        return longs(lines.stream().mapToLong(line -> line.key().sku().value()));
    }

    static Object nodes(List<StockSnapshot.Line> lines) {
        return longs(lines.stream().mapToLong(line -> line.key().node().value()));
    }

    static Object longs(java.util.stream.LongStream values) {
        return values.toArray();
    }
}
