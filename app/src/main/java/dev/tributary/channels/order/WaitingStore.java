package dev.tributary.channels.order;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which lines of facts wait for a mapping or for stock, and when to look again. */
@Repository
class WaitingStore {

    private static final String FORGET = """
            delete from channels.waiting_line
             using unnest(:merchants::bigint[], :orders::bigint[]) as settled (merchant_id, order_id)
             where waiting_line.merchant_id = settled.merchant_id and waiting_line.order_id = settled.order_id
            """;
    /** Due at once: what it waits for may have come while the news of it was under way. */
    private static final String REMEMBER = """
            insert into channels.waiting_line (merchant_id, order_id, line, sku_id, due_at)
            select merchant_id, order_id, line, nullif(sku_id, 0), clock_timestamp()
              from unnest(:merchants::bigint[], :orders::bigint[], :lines::int[], :skus::bigint[])
                   as new (merchant_id, order_id, line, sku_id)
                on conflict (merchant_id, order_id, line) do update set sku_id = excluded.sku_id
            """;
    /** A moment later, when every node's catalogue has heard of the mapping too. */
    private static final String WAKE_UNMAPPED = """
            update channels.waiting_line
               set due_at = clock_timestamp() + interval '300 milliseconds', tries = 0
             where merchant_id = any(:merchants) and sku_id is null
            """;
    /** The oldest orders first: what came is theirs. */
    private static final String WAKE_STOCKED = """
            update channels.waiting_line
               set due_at = clock_timestamp(), tries = 0
             where (merchant_id, order_id, line) in (
                   select waiting.merchant_id, waiting.order_id, waiting.line
                     from channels.waiting_line as waiting
                     join unnest(:merchants::bigint[], :skus::bigint[]) as came (merchant_id, sku_id)
                    using (merchant_id, sku_id)
                    where waiting.due_at > clock_timestamp()
                    order by waiting.order_id
                    limit :limit
                      for update of waiting skip locked)
            """;

    /** Those who wait for what the orders waited for: they may be next. */
    private static final String WAKE_BEHIND = """
            update channels.waiting_line
               set due_at = clock_timestamp(), tries = 0
             where (merchant_id, order_id, line) in (
                   select behind.merchant_id, behind.order_id, behind.line
                     from channels.waiting_line as behind
                    where (behind.merchant_id, behind.sku_id) in (
                          select gone.merchant_id, gone.sku_id
                            from channels.waiting_line as gone
                            join unnest(:merchants::bigint[], :orders::bigint[]) as left_now (merchant_id, order_id)
                           using (merchant_id, order_id))
                    order by behind.order_id
                    limit :limit
                      for update of behind skip locked)
            """;

    private static final String CLAIM = """
            update channels.waiting_line
               set due_at = clock_timestamp() + least(interval '1 hour', interval '1 second' * power(2, least(tries, 12))),
                   tries = tries + 1
             where (merchant_id, order_id, line) in (
                   select merchant_id, order_id, line
                     from channels.waiting_line
                    where due_at <= clock_timestamp()
                    order by due_at, order_id
                    limit :limit
                      for update skip locked)
            returning merchant_id, order_id
            """;
    private static final String SKUS = """
            select distinct merchant_id, sku_id from channels.waiting_line where sku_id is not null limit :limit
            """;

    private final JdbcClient jdbc;

    WaitingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void forget(Collection<WaitingOrder> orders) {
        jdbc.sql(FORGET)
                .param(
                        "merchants",
                        orders.stream().map(it -> it.merchant().value()).toArray(Long[]::new))
                .param("orders", orders.stream().map(it -> it.order().value()).toArray(Long[]::new))
                .update();
    }

    /** Orders that wait no more, whatever for: who waited behind them is tried again. */
    void wakeBehind(Collection<WaitingOrder> orders, int limit) {
        jdbc.sql(WAKE_BEHIND)
                .param(
                        "merchants",
                        orders.stream().map(it -> it.merchant().value()).toArray(Long[]::new))
                .param("orders", orders.stream().map(it -> it.order().value()).toArray(Long[]::new))
                .param("limit", limit)
                .update();
    }

    void remember(List<WaitingLine> lines) {
        jdbc.sql(REMEMBER)
                .param(
                        "merchants",
                        lines.stream().map(it -> it.order().merchant().value()).toArray(Long[]::new))
                .param(
                        "orders",
                        lines.stream().map(it -> it.order().order().value()).toArray(Long[]::new))
                .param("lines", lines.stream().map(WaitingLine::line).toArray(Integer[]::new))
                .param("skus", lines.stream().map(WaitingLine::sku).toArray(Long[]::new))
                .update();
    }

    void wakeUnmapped(Set<MerchantId> merchants) {
        jdbc.sql(WAKE_UNMAPPED)
                .param("merchants", merchants.stream().map(MerchantId::value).toArray(Long[]::new))
                .update();
    }

    void wakeStocked(Collection<WaitingSku> skus, int limit) {
        jdbc.sql(WAKE_STOCKED)
                .param(
                        "merchants",
                        skus.stream().map(it -> it.merchant().value()).toArray(Long[]::new))
                .param("skus", skus.stream().map(it -> it.sku().value()).toArray(Long[]::new))
                .param("limit", limit)
                .update();
    }

    /** Orders that are due, each once; they are due again after a growing pause. */
    Set<WaitingOrder> claim(int limit) {
        return new LinkedHashSet<>(jdbc.sql(CLAIM)
                .param("limit", limit)
                .query((row, number) -> new WaitingOrder(
                        new MerchantId(row.getLong("merchant_id")), new OrderId(row.getLong("order_id"))))
                .list());
    }

    List<WaitingSku> skus(int limit) {
        return jdbc.sql(SKUS)
                .param("limit", limit)
                .query((row, number) ->
                        new WaitingSku(new MerchantId(row.getLong("merchant_id")), new SkuId(row.getLong("sku_id"))))
                .list();
    }

    record WaitingOrder(MerchantId merchant, OrderId order) {}

    /** @param sku 0 when the line waits for a mapping */
    record WaitingLine(WaitingOrder order, int line, long sku) {}

    record WaitingSku(MerchantId merchant, SkuId sku) {}
}
