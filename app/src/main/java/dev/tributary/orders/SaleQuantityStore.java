package dev.tributary.orders;

import dev.tributary.database.Columns;
import dev.tributary.database.WriteGroup;
import dev.tributary.database.WriteGroup.Message;
import dev.tributary.kernel.OrderId;
import dev.tributary.orders.OrderLoads.OrderRef;
import java.util.Collection;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * What lines were told in units of sale. A batch without any writes nothing here, and reads nothing that it does not
 * need.
 */
@Repository
class SaleQuantityStore {

    private static final String WRITE = """
            insert into orders.sale_quantity (merchant_id, order_id, line, unit, quantity, base_units)
            select merchant_id, order_id, line, unit, quantity::numeric, nullif(base_units, 0)
              from unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::text[], ?::text[], ?::bigint[])
                   as told (merchant_id, order_id, line, unit, quantity, base_units)
                on conflict (merchant_id, order_id, line)
                do update set unit = excluded.unit, quantity = excluded.quantity, base_units = excluded.base_units
            """;

    private static final String READ = """
            select merchant_id, order_id, line, unit, quantity, base_units
              from orders.sale_quantity
              join unnest(?::bigint[], ?::bigint[]) as wanted (merchant_id, order_id)
             using (merchant_id, order_id)
            """;

    private final JdbcTemplate jdbc;

    SaleQuantityStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether lines are priced or counted anew by it. */
    static boolean needed(Command command) {
        return switch (command) {
            case Command.EditLines edit -> true;
            case Command.TellRefunded told -> true;
            case Command.RetryWaiting retry -> true;
            case Command.IfVersion conditional -> needed(conditional.wish());
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
                order.line(row.getInt("line")).sale = new SaleQuantity(
                        row.getString("unit"), row.getBigDecimal("quantity"), row.getLong("base_units"));
            }
        });
    }

    void write(BatchEffects effects, WriteGroup group) {
        var columns = new Columns();
        var merchant = columns.longs();
        var order = columns.longs();
        var number = columns.shorts();
        var unit = columns.texts();
        var quantity = columns.texts();
        var baseUnits = columns.longs();
        effects.forEachLine(line -> line.saleChanged, (record, line) -> {
            var sale = line.sale;
            if (sale != null) {
                merchant.add(record.merchant.value());
                order.add(record.id.value());
                number.add(line.number);
                unit.add(sale.unit());
                quantity.add(sale.quantity().toPlainString());
                baseUnits.add(sale.baseUnits());
            }
        });
        group.add(Message.ALONE, WRITE, columns);
    }
}
