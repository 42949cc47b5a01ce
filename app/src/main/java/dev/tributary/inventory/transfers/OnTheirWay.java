package dev.tributary.inventory.transfers;

import dev.tributary.inventory.ExpectedRows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What other nodes have shipped here and has neither come nor is lost; without a date it may come any day. */
@Repository
class OnTheirWay extends ExpectedRows {

    private static final String EXPECTED = """
            select line.sku_id, transfer.to_node_id as node_id,
                   sum(line.shipped - line.received - line.lost - line.turned_back)::bigint as units
              from inventory.transfer
              join inventory.transfer_line as line
                on line.merchant_id = transfer.merchant_id and line.transfer_id = transfer.id
             where transfer.merchant_id = :merchant and transfer.state in (2, 3)
               and (transfer.expected_at is null or transfer.expected_at <= :until)
               and (line.sku_id, transfer.to_node_id) in (select * from unnest(:skus::bigint[], :nodes::bigint[]))
             group by line.sku_id, transfer.to_node_id
            having sum(line.shipped - line.received - line.lost - line.turned_back) > 0
            """;

    OnTheirWay(JdbcClient jdbc) {
        super(jdbc, EXPECTED);
    }
}
