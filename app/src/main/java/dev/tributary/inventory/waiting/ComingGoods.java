package dev.tributary.inventory.waiting;

import dev.tributary.inventory.ExpectedRows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Expected goods, less what orders that wait will take of them. */
@Repository
class ComingGoods extends ExpectedRows {

    private static final String EXPECTED = """
            select coming.sku_id, coming.node_id, coming.units - coalesce(waits.units, 0) as units
              from (select sku_id, node_id, sum(units - units_received)::bigint as units
                      from inventory.expected
                     where merchant_id = :merchant and state = 1 and due_at <= :until
                       and (sku_id, node_id) in (select * from unnest(:skus::bigint[], :nodes::bigint[]))
                     group by sku_id, node_id) as coming
              left join lateral (
                   select sum(units)::bigint as units
                     from inventory.waiting
                    where merchant_id = :merchant and sku_id = coming.sku_id and node_id = coming.node_id) as waits on true
             where coming.units > coalesce(waits.units, 0)
            """;

    ComingGoods(JdbcClient jdbc) {
        super(jdbc, EXPECTED);
    }
}
