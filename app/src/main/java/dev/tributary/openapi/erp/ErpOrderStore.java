package dev.tributary.openapi.erp;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ErpOrderStore {

    private static final String REMEMBER = """
            insert into openapi.erp_order (merchant_id, order_id)
            select * from unnest(:merchants::bigint[], :orders::bigint[])
                on conflict do nothing
            """;

    private static final String LIST = """
            select order_id
              from openapi.erp_order
             where merchant_id = :merchant and sync_state = :state and order_id > :after
             order by order_id
             limit :limit
            """;

    private static final String MARK = """
            update openapi.erp_order
               set sync_state = marked.state, erp_number = marked.number, note = marked.note, marked_at = :now
              from unnest(:orders::bigint[], :states::smallint[], :numbers::text[], :notes::text[])
                   as marked (order_id, state, number, note)
             where erp_order.merchant_id = :merchant and erp_order.order_id = marked.order_id
            returning erp_order.order_id
            """;

    record Paid(MerchantId merchant, OrderId order) {}

    record Mark(OrderId order, SyncState state, String erpNumber, String note) {}

    private final JdbcClient jdbc;

    ErpOrderStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void remember(Collection<Paid> paid) {
        jdbc.sql(REMEMBER)
                .param(
                        "merchants",
                        paid.stream().map(one -> one.merchant().value()).toArray(Long[]::new))
                .param("orders", paid.stream().map(one -> one.order().value()).toArray(Long[]::new))
                .update();
    }

    List<OrderId> list(MerchantId merchant, SyncState state, long after, int limit) {
        return jdbc.sql(LIST)
                .param("merchant", merchant.value())
                .param("state", state.code())
                .param("after", after)
                .param("limit", limit)
                .query((row, number) -> new OrderId(row.getLong("order_id")))
                .list();
    }

    /** Returns those that were there to be marked. */
    List<OrderId> mark(MerchantId merchant, List<Mark> marks, Instant now) {
        return jdbc.sql(MARK)
                .param("merchant", merchant.value())
                .param(
                        "orders",
                        marks.stream().map(mark -> mark.order().value()).toArray(Long[]::new))
                .param("states", marks.stream().map(mark -> mark.state().code()).toArray(Short[]::new))
                .param("numbers", marks.stream().map(Mark::erpNumber).toArray(String[]::new))
                .param("notes", marks.stream().map(Mark::note).toArray(String[]::new))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new OrderId(row.getLong("order_id")))
                .list();
    }
}
