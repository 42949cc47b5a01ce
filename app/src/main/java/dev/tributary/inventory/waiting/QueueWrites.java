package dev.tributary.inventory.waiting;

import dev.tributary.database.Columns;
import dev.tributary.database.WriteGroup;
import dev.tributary.database.WriteGroup.Message;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a batch will write of those who wait; nothing in a batch where nobody begins or ends to. */
final class QueueWrites {

    private static final String LEAVE = """
            delete from inventory.waiting
             using unnest(?::bigint[], ?::bigint[], ?::smallint[]) as gone (merchant_id, order_id, line)
             where waiting.merchant_id = gone.merchant_id and waiting.order_id = gone.order_id and waiting.line = gone.line
            """;

    /** Who waits already keeps the place, unless for more than before: what more it takes was to be for those behind it. */
    private static final String JOIN = """
            insert into inventory.waiting (merchant_id, sku_id, node_id, order_id, line, units, offer, promised_at, choice,
                                           passed_over)
            select merchant_id, sku_id, node_id, order_id, line, units, offer,
                   'epoch'::timestamptz + nullif(promised_at, 0) * interval '1 microsecond', choice, passed_over = 1
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::smallint[], ?::bigint[], ?::smallint[],
                          ?::bigint[], ?::smallint[], ?::smallint[])
                   as joined (merchant_id, sku_id, node_id, order_id, line, units, offer, promised_at, choice, passed_over)
                on conflict (merchant_id, order_id, line, sku_id, node_id) do update
               set place = case when excluded.units > waiting.units then excluded.place else waiting.place end,
                   stale_since = case when waiting.offer > 0 and excluded.units <> waiting.units
                                      then coalesce(waiting.stale_since, clock_timestamp()) else waiting.stale_since end,
                   units = excluded.units, offer = greatest(excluded.offer, waiting.offer),
                   promised_at = coalesce(excluded.promised_at, waiting.promised_at), passed_over = excluded.passed_over
            """;

    private static final String REVIEWED = """
            update inventory.waiting
               set stale_since = null,
                   promised_at = case when found = 1
                       then 'epoch'::timestamptz + nullif(reviewed.promised_at, 0) * interval '1 microsecond'
                       else waiting.promised_at end
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::smallint[], ?::smallint[], ?::bigint[])
                   as reviewed (merchant_id, sku_id, node_id, order_id, line, found, promised_at)
             where waiting.merchant_id = reviewed.merchant_id and waiting.order_id = reviewed.order_id
               and waiting.line = reviewed.line and waiting.sku_id = reviewed.sku_id and waiting.node_id = reviewed.node_id
            """;

    /** Only of rows that this transaction has locked: so no two wait for each other's. */
    private static final String MARK = """
            update inventory.stock
               set traits = traits | 4
              from unnest(?::bigint[], ?::bigint[], ?::bigint[]) as joined (merchant_id, sku_id, node_id)
             where stock.merchant_id = joined.merchant_id and stock.sku_id = joined.sku_id
               and stock.node_id = joined.node_id
            """;

    /** Only of rows that this transaction has locked: nobody joins there meanwhile. */
    private static final String UNMARK = """
            update inventory.stock
               set traits = traits & ~4
              from unnest(?::bigint[], ?::bigint[], ?::bigint[]) as empty (merchant_id, sku_id, node_id)
             where stock.merchant_id = empty.merchant_id and stock.sku_id = empty.sku_id and stock.node_id = empty.node_id
               and not exists (select from inventory.waiting
                                where waiting.merchant_id = stock.merchant_id and waiting.sku_id = stock.sku_id
                                  and waiting.node_id = stock.node_id)
            """;

    private static final String CAME = """
            update inventory.expected
               set units_received = least(expected.units, units_received + came.units),
                   state = case when units_received + came.units >= expected.units then 2 else state end,
                   version = version + 1, changed_at = clock_timestamp()
              from (select merchant_id, sku_id, node_id, number, sum(units) as units
                      from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[])
                           as came (merchant_id, sku_id, node_id, number, units)
                     group by merchant_id, sku_id, node_id, number) as came
             where expected.merchant_id = came.merchant_id and expected.sku_id = came.sku_id
               and expected.node_id = came.node_id and expected.number = came.number and state = 1
            """;

    private static final class Keys {
        final Columns columns = new Columns();
        final Columns.Longs merchant = columns.longs();
        final Columns.Longs sku = columns.longs();
        final Columns.Longs node = columns.longs();

        void add(StockKey key) {
            merchant.add(key.merchant().value());
            sku.add(key.sku().value());
            node.add(key.node().value());
        }
    }

    /** A place of a line, which is written once whatever becomes of it in the batch. */
    private record Seat(StockKey key, OrderId order, int line) {}

    private final Map<Seat, Entry> joins = new LinkedHashMap<>();

    private final Columns leaves = new Columns();
    private final Columns.Longs leaveMerchant = leaves.longs();
    private final Columns.Longs leaveOrder = leaves.longs();
    private final Columns.Shorts leaveLine = leaves.shorts();

    private final Keys came = new Keys();
    private final Columns.Texts cameNumber = came.columns.texts();
    private final Columns.Longs cameUnits = came.columns.longs();

    private final Keys reviews = new Keys();
    private final Columns.Longs reviewOrder = reviews.columns.longs();
    private final Columns.Shorts reviewLine = reviews.columns.shorts();
    private final Columns.Shorts reviewFound = reviews.columns.shorts();
    private final Columns.Longs reviewPromised = reviews.columns.longs();

    private final Keys marks = new Keys();
    private final Keys unmarks = new Keys();

    void join(StockKey key, Entry entry) {
        joins.put(new Seat(key, entry.order, entry.line), entry);
    }

    /** Joins again behind others, if it does. */
    void forget(StockKey key, Entry entry) {
        joins.remove(new Seat(key, entry.order, entry.line));
    }

    /** @param found null for a line that has no place there */
    void reviewed(StockKey key, OrderId order, int line, @Nullable Entry found) {
        reviews.add(key);
        reviewOrder.add(order.value());
        reviewLine.add(line);
        reviewFound.add(found == null ? 0 : 1);
        reviewPromised.add(found == null ? null : found.promisedAt);
    }

    void mark(StockKey key) {
        marks.add(key);
    }

    void leave(MerchantId merchant, OrderId order, int line) {
        joins.keySet().removeIf(seat -> seat.line() == line && seat.order().equals(order));
        leaveMerchant.add(merchant.value());
        leaveOrder.add(order.value());
        leaveLine.add(line);
    }

    void came(StockKey key, String number, long units) {
        came.add(key);
        cameNumber.add(number);
        cameUnits.add(units);
    }

    void unmark(StockKey key) {
        unmarks.add(key);
    }

    void write(WriteGroup group) {
        group.add(Message.ALONE, LEAVE, leaves);
        group.add(Message.ALONE, JOIN, joins());
        group.add(Message.ALONE, REVIEWED, reviews.columns);
        group.add(Message.ALONE, CAME, came.columns);
        group.add(Message.ALONE, MARK, marks.columns);
        group.add(Message.ALONE, UNMARK, unmarks.columns);
    }

    /** In the order in which they came, which the numbers of their places follow. */
    private Columns joins() {
        var keys = new Keys();
        var order = keys.columns.longs();
        var line = keys.columns.shorts();
        var units = keys.columns.longs();
        var offer = keys.columns.shorts();
        var promised = keys.columns.longs();
        var choice = keys.columns.shorts();
        var passedOver = keys.columns.shorts();
        joins.forEach((seat, entry) -> {
            keys.add(seat.key());
            order.add(entry.order.value());
            line.add(entry.line);
            units.add(entry.units);
            offer.add(entry.offer == null ? 0 : entry.offer.code());
            promised.add(entry.promisedAt);
            choice.add(entry.firstChoice ? 0 : 1);
            passedOver.add(entry.passedOver ? 1 : 0);
        });
        return keys.columns;
    }
}
