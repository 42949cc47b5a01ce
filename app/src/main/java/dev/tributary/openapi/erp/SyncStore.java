package dev.tributary.openapi.erp;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SyncStore {

    /** What an event says of an order: whether the ERP should have it. */
    record Heard(MerchantId merchant, OrderId order, long version, boolean wanted) {}

    record Mark(OrderId order, SyncState state, Optional<String> erpNumber, Optional<String> note) {}

    record Waiting(OrderId order, Optional<String> erpNumber, Optional<String> note) {}

    /** A mark of the ERP's stays; an order that is over before it was taken leaves the list. */
    private static final String HEAR = """
            insert into openapi.erp_sync as known (merchant_id, order_id, state, version)
            select heard.merchant_id, heard.order_id, heard.state, heard.version
              from unnest(:merchants::bigint[], :orders::bigint[], :states::smallint[], :versions::bigint[])
                   as heard (merchant_id, order_id, state, version)
             where heard.state = 1
                or exists (select from openapi.erp_sync as row
                            where row.merchant_id = heard.merchant_id and row.order_id = heard.order_id)
             order by heard.merchant_id, heard.order_id
            on conflict (merchant_id, order_id) do update
               set state = case when known.state = 2 then known.state else excluded.state end,
                   version = excluded.version
             where known.version < excluded.version
            """;

    private static final String LIST = """
            select order_id, erp_number, note from openapi.erp_sync
             where merchant_id = :merchant and state = :state and order_id > :after
             order by order_id
             limit :limit
            """;
    private static final String MARK = """
            update openapi.erp_sync
               set state = mark.state, erp_number = coalesce(mark.erp_number, erp_sync.erp_number), note = mark.note,
                   marked_at = :at
              from unnest(:orders::bigint[], :states::smallint[], :numbers::text[], :notes::text[])
                   as mark (order_id, state, erp_number, note)
             where erp_sync.merchant_id = :merchant and erp_sync.order_id = mark.order_id
            returning erp_sync.order_id
            """;

    private final JdbcClient jdbc;

    SyncStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param heard one per order, the latest */
    void hear(List<Heard> heard) {
        jdbc.sql(HEAR)
                .param("merchants", longs(heard, one -> one.merchant().value()))
                .param("orders", longs(heard, one -> one.order().value()))
                .param(
                        "states",
                        heard.stream()
                                .map(one -> (short) (one.wanted() ? SyncState.PENDING.code() : 0))
                                .toArray(Short[]::new))
                .param("versions", longs(heard, Heard::version))
                .update();
    }

    List<Waiting> list(MerchantId merchant, SyncState state, long after, int limit) {
        return jdbc.sql(LIST)
                .param("merchant", merchant.value())
                .param("state", state.code())
                .param("after", after)
                .param("limit", limit)
                .query((row, number) -> new Waiting(
                        new OrderId(row.getLong("order_id")),
                        Optional.ofNullable(row.getString("erp_number")),
                        Optional.ofNullable(row.getString("note"))))
                .list();
    }

    /** Those of the orders that were marked; the others were never for the ERP to take. */
    Set<OrderId> mark(MerchantId merchant, List<Mark> marks, Instant at) {
        return new TreeSet<>(jdbc.sql(MARK)
                .param("merchant", merchant.value())
                .param("orders", longs(marks, mark -> mark.order().value()))
                .param("states", marks.stream().map(mark -> mark.state().code()).toArray(Short[]::new))
                .param(
                        "numbers",
                        marks.stream()
                                .map(mark -> mark.erpNumber().orElse(null))
                                .toArray(String[]::new))
                .param(
                        "notes",
                        marks.stream().map(mark -> mark.note().orElse(null)).toArray(String[]::new))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new OrderId(row.getLong(1)))
                .list());
    }

    private static <T> long[] longs(List<T> items, Function<T, Long> value) {
        return items.stream().mapToLong(value::apply).toArray();
    }
}
