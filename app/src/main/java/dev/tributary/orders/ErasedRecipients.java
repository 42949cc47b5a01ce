package dev.tributary.orders;

import dev.tributary.kernel.MerchantId;
import dev.tributary.vault.ErasureListener;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes the words out of an erased person's orders, also of those that went to somebody else in the end: remarks,
 * reasons and devices, which may say who it was. What was sold to whom for how much is the merchant's book, and stays.
 */
@Component
class ErasedRecipients implements ErasureListener {

    /** Locked in the order of batches, so that the two never wait for each other in a circle. */
    private static final String CLEAR_ORDERS = """
            with theirs as (
                select id from orders.sales_order
                 where merchant_id = :merchant
                   and (recipient_record = any(:records)
                        or id in (select order_id from orders.former_recipient
                                   where merchant_id = :merchant and record_id = any(:records)))
                 order by id
                   for no key update)
            update orders.sales_order
               set remark = null, details = null, version = version + 1, updated_at = clock_timestamp()
              from theirs
             where sales_order.merchant_id = :merchant and sales_order.id = theirs.id
            returning sales_order.id
            """;

    private static final String CLEAR_HISTORY = """
            update orders.history set detail = ''
             where merchant_id = :merchant and order_id = any(:orders) and detail <> ''
            """;

    private static final String CLEAR_EARLY_CANCELS = """
            update orders.early_cancel set reason = ''
             where merchant_id = :merchant and order_id = any(:orders)
            """;

    private static final String HAPPENED = """
            insert into orders.history (merchant_id, order_id, at, kind, actor, detail)
            select :merchant, id, clock_timestamp(), 'erased', :actor, '' from unnest(:orders::bigint[]) as theirs (id)
            """;

    private final JdbcClient jdbc;

    ErasedRecipients(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void erased(MerchantId merchant, Erased person, String actor) {
        var orders = jdbc.sql(CLEAR_ORDERS)
                .param("merchant", merchant.value())
                .param("records", person.records().toArray(Long[]::new))
                .query(Long.class)
                .list()
                .toArray(Long[]::new);
        for (var statement : List.of(CLEAR_HISTORY, CLEAR_EARLY_CANCELS, HAPPENED)) {
            jdbc.sql(statement)
                    .param("merchant", merchant.value())
                    .param("orders", orders)
                    .param("actor", actor)
                    .update();
        }
    }
}
