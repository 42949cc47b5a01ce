package dev.tributary.orders;

import dev.tributary.database.Columns;
import dev.tributary.database.WriteGroup;
import dev.tributary.database.WriteGroup.Message;
import org.springframework.stereotype.Repository;

/**
 * What lines were told in units of sale, and of which bundle they are components. A batch without any writes nothing
 * here; what is there is read with the lines.
 */
@Repository
class SaleQuantityStore {

    private static final String WRITE = """
            insert into orders.sale_quantity (merchant_id, order_id, line, unit, quantity, base_units, bundle_line,
                                              bundle_sku_id, bundle_units, bundle_title)
            select merchant_id, order_id, line, unit, quantity::numeric, nullif(base_units, 0), nullif(bundle_line, 0),
                   nullif(bundle_sku_id, 0), nullif(bundle_units, 0), bundle_title
              from unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::text[], ?::text[], ?::bigint[], ?::smallint[],
                          ?::bigint[], ?::bigint[], ?::text[])
                   as told (merchant_id, order_id, line, unit, quantity, base_units, bundle_line, bundle_sku_id,
                            bundle_units, bundle_title)
                on conflict (merchant_id, order_id, line)
                do update set unit = excluded.unit, quantity = excluded.quantity, base_units = excluded.base_units
            """;

    void write(BatchEffects effects, WriteGroup group) {
        var columns = new Columns();
        var merchant = columns.longs();
        var order = columns.longs();
        var number = columns.shorts();
        var unit = columns.texts();
        var quantity = columns.texts();
        var baseUnits = columns.longs();
        var bundleLine = columns.shorts();
        var bundleSku = columns.longs();
        var bundleUnits = columns.longs();
        var bundleTitle = columns.texts();
        effects.forEachLine(line -> line.saleChanged, (record, line) -> {
            var sale = line.sale;
            if (sale != null) {
                merchant.add(record.merchant.value());
                order.add(record.id.value());
                number.add(line.number);
                unit.add(sale.unit());
                quantity.add(sale.quantity().toPlainString());
                baseUnits.add(sale.baseUnits());
                var part = line.bundle;
                bundleLine.add(part == null ? 0 : part.line());
                bundleSku.add(part == null ? 0 : part.bundle().value());
                bundleUnits.add(part == null ? 0 : part.unitsEach());
                bundleTitle.add(part == null ? null : part.title());
            }
        });
        group.add(Message.ALONE, WRITE, columns);
    }
}
