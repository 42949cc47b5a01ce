package dev.tributary.orders;

import dev.tributary.database.Columns;
import dev.tributary.database.WriteGroup;
import dev.tributary.database.WriteGroup.Message;
import dev.tributary.inventory.LotWish;
import dev.tributary.kernel.OrderId;
import dev.tributary.orders.OrderLoads.OrderRef;
import java.util.Collection;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Which lot the buyer of a line saw, and which was promised. Most lines have none and no row here; what is promised is
 * inventory's, so a batch reads this only for lines that wait and for orders that may live again.
 */
@Repository
class LineLotStore {

    private static final String WRITE = """
            insert into orders.line_lot (merchant_id, order_id, line, asked, substitution, promised)
            select merchant_id, order_id, line, asked, substitution, promised
              from unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::text[], ?::smallint[], ?::text[])
                   as told (merchant_id, order_id, line, asked, substitution, promised)
                on conflict (merchant_id, order_id, line) do update set promised = excluded.promised
            """;

    private static final String READ = """
            select merchant_id, order_id, line, asked, substitution, promised
              from orders.line_lot
              join unnest(?::bigint[], ?::bigint[]) as wanted (merchant_id, order_id)
             using (merchant_id, order_id)
            """;

    private final JdbcTemplate jdbc;

    LineLotStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Of orders that were loaded, also by a payment that comes after their hold has ended. */
    static boolean needed(Command command, Collection<OrderRecord> orders) {
        return switch (command) {
            case Command.RetryWaiting _ -> true;
            case Command.Pay _, Command.Place _ -> orders.stream().anyMatch(order -> order.state == OrderState.EXPIRED);
            default -> false;
        };
    }

    void read(Collection<OrderRef> refs, Map<OrderId, OrderRecord> orders) {
        var columns = new Columns();
        var merchant = columns.longs();
        var id = columns.longs();
        for (var ref : refs) {
            merchant.add(ref.merchant().value());
            id.add(ref.order().value());
        }
        jdbc.query(READ, columns::bind, row -> {
            var order = orders.get(new OrderId(row.getLong("order_id")));
            if (order != null && order.hasLine(row.getInt("line"))) {
                var line = order.line(row.getInt("line"));
                line.lot = new LotWish(row.getString("asked"), substitution(row.getInt("substitution")));
                line.lotPromised = row.getString("promised");
            }
        });
    }

    void write(BatchEffects effects, WriteGroup group) {
        var columns = new Columns();
        var merchant = columns.longs();
        var order = columns.longs();
        var number = columns.shorts();
        var asked = columns.texts();
        var substitution = columns.shorts();
        var promised = columns.texts();
        effects.forEachLine(line -> line.lotChanged, (record, line) -> {
            var lot = line.lot;
            if (lot != null) {
                merchant.add(record.merchant.value());
                order.add(record.id.value());
                number.add(line.number);
                asked.add(lot.number());
                substitution.add(code(lot.substitution()));
                promised.add(line.lotPromised);
            }
        });
        group.add(Message.ALONE, WRITE, columns);
    }

    private static int code(LotWish.Substitution substitution) {
        return switch (substitution) {
            case NONE -> 1;
            case LATER_EXPIRY -> 2;
            case ANY -> 3;
        };
    }

    static LotWish.Substitution substitution(int code) {
        return switch (code) {
            case 1 -> LotWish.Substitution.NONE;
            case 2 -> LotWish.Substitution.LATER_EXPIRY;
            case 3 -> LotWish.Substitution.ANY;
            default -> throw new IllegalArgumentException("no substitution has the code " + code);
        };
    }
}
