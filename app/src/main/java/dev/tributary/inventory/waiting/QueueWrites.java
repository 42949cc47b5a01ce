package dev.tributary.inventory.waiting;

import dev.tributary.database.Columns;
import dev.tributary.database.WriteGroup;
import dev.tributary.database.WriteGroup.Message;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;

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
                   stale = waiting.stale or waiting.offer > 0 and excluded.units <> waiting.units,
                   units = excluded.units, offer = greatest(excluded.offer, waiting.offer),
                   promised_at = coalesce(excluded.promised_at, waiting.promised_at), passed_over = excluded.passed_over
            """;

    private static final String REVIEWED = """
            update inventory.waiting
               set stale = false, promised_at = 'epoch'::timestamptz + nullif(reviewed.promised_at, 0) * interval '1 microsecond'
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::smallint[], ?::bigint[])
                   as reviewed (merchant_id, sku_id, node_id, order_id, line, promised_at)
             where waiting.merchant_id = reviewed.merchant_id and waiting.order_id = reviewed.order_id
               and waiting.line = reviewed.line and waiting.sku_id = reviewed.sku_id and waiting.node_id = reviewed.node_id
            """;

    /** Also where no row is yet: whoever makes it first, its reader sees that somebody waits. */
    private static final String MARK = """
            insert into inventory.stock (merchant_id, sku_id, node_id, traits)
            select distinct merchant_id, sku_id, node_id, 4
              from unnest(?::bigint[], ?::bigint[], ?::bigint[]) as joined (merchant_id, sku_id, node_id)
             order by merchant_id, sku_id, node_id
                on conflict (merchant_id, sku_id, node_id) do update set traits = stock.traits | 4
             where stock.traits & 4 = 0
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

    private final Keys joins = new Keys();
    private final Columns.Longs joinOrder = joins.columns.longs();
    private final Columns.Shorts joinLine = joins.columns.shorts();
    private final Columns.Longs joinUnits = joins.columns.longs();
    private final Columns.Shorts joinOffer = joins.columns.shorts();
    private final Columns.Longs joinPromised = joins.columns.longs();
    private final Columns.Shorts joinChoice = joins.columns.shorts();
    private final Columns.Shorts joinPassedOver = joins.columns.shorts();

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
    private final Columns.Longs reviewPromised = reviews.columns.longs();

    private final Keys marks = new Keys();
    private final Keys unmarks = new Keys();

    void join(StockKey key, Entry entry) {
        joins.add(key);
        joinOrder.add(entry.order.value());
        joinLine.add(entry.line);
        joinUnits.add(entry.units);
        joinOffer.add(entry.offer == null ? 0 : entry.offer.code());
        joinPromised.add(entry.promisedAt);
        joinChoice.add(entry.firstChoice ? 0 : 1);
        joinPassedOver.add(entry.passedOver ? 1 : 0);
    }

    void reviewed(StockKey key, Entry entry) {
        reviews.add(key);
        reviewOrder.add(entry.order.value());
        reviewLine.add(entry.line);
        reviewPromised.add(entry.promisedAt);
    }

    void mark(StockKey key) {
        marks.add(key);
    }

    void leave(MerchantId merchant, OrderId order, int line) {
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
        group.add(Message.ALONE, JOIN, joins.columns);
        group.add(Message.ALONE, REVIEWED, reviews.columns);
        group.add(Message.ALONE, CAME, came.columns);
        group.add(Message.ALONE, MARK, marks.columns);
        group.add(Message.ALONE, UNMARK, unmarks.columns);
    }
}
