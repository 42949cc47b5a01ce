package dev.tributary.inventory.costs;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds up what came and what left at its cost: rounding loses nothing. */
class CostBooks implements BookCheck {

    private static final int SLICE = 1_000;

    private static final String NEXT = """
            select costed.merchant_id, costed.sku_id, costed.node_id, costed.units, costed.average_value,
                   costed.layers_value, coalesce(line.units, 0) as units_moved, coalesce(line.average, 0) as average_moved,
                   coalesce(line.layers, 0) as layers_moved, coalesce(layer.units, 0) as units_kept,
                   coalesce(layer.value, 0) as value_kept
              from (select * from inventory.cost_row
                     where (merchant_id, sku_id, node_id) > (:merchant, :sku, :node)
                     order by merchant_id, sku_id, node_id
                     limit :limit) as costed
             cross join lateral (
                   select sum(units) as units,
                          sum(average_value) filter (where units <> 0) - sum(average_correction) as average,
                          sum(layers_value) filter (where units <> 0) - sum(layers_correction) as layers
                     from inventory.cost_line
                    where cost_line.merchant_id = costed.merchant_id and cost_line.sku_id = costed.sku_id
                      and cost_line.node_id = costed.node_id) as line
             cross join lateral (
                   select sum(units) as units, sum(value) as value
                     from inventory.cost_layer
                    where cost_layer.merchant_id = costed.merchant_id and cost_layer.sku_id = costed.sku_id
                      and cost_layer.node_id = costed.node_id) as layer
             order by costed.merchant_id, costed.sku_id, costed.node_id
            """;

    @Override
    public String name() {
        return "what goods cost is what came less what left, to the last minor unit, and the layers add up";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        findings.check(
                new Row(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                SLICE,
                last -> books.sql(NEXT)
                        .param("merchant", last.merchantId())
                        .param("sku", last.skuId())
                        .param("node", last.nodeId())
                        .param("limit", SLICE)
                        .query(Row.class)
                        .list(),
                Row::right);
    }

    record Row(
            long merchantId,
            long skuId,
            long nodeId,
            long units,
            long averageValue,
            long layersValue,
            long unitsMoved,
            long averageMoved,
            long layersMoved,
            long unitsKept,
            long valueKept) {

        boolean right() {
            return units == unitsMoved
                    && averageValue == averageMoved
                    && layersValue == layersMoved
                    && unitsKept == Math.max(0, units)
                    && (units < 0 || valueKept == layersValue);
        }
    }
}
