package dev.tributary.channels.order;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
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
    /** In their turn; who is due already stays so. Of those that are just being tried nobody waits for the end. */
    private static final String WAKE = """
            update channels.waiting_line
               set due_at = least(waiting_line.due_at, statement_timestamp() + turn * interval '1 microsecond'), tries = 0
              from (select merchant_id, order_id, line, turn
                      from channels.waiting_line
                      join unnest(:merchants::bigint[], :orders::bigint[]) with ordinality as next (merchant_id, order_id, turn)
                     using (merchant_id, order_id)
                       for update of waiting_line skip locked) as woken
             where waiting_line.merchant_id = woken.merchant_id and waiting_line.order_id = woken.order_id
               and waiting_line.line = woken.line
               and (waiting_line.tries > 0 or waiting_line.due_at > statement_timestamp())
            """;

    /**
     * Taken up by {@link #TAKE_WAY_MADE}, in order, so that no two wait for each other in a circle. One that is there already is
     * enough: whoever takes it reads the queues after this.
     */
    private static final String MADE_WAY = """
            insert into channels.made_way (merchant_id, sku_id)
            select merchant_id, sku_id
              from channels.waiting_line
              join unnest(:merchants::bigint[], :orders::bigint[]) as changed (merchant_id, order_id)
             using (merchant_id, order_id)
             where sku_id is not null
             union
            select merchant_id, sku_id
              from unnest(:wantedMerchants::bigint[], :wantedSkus::bigint[]) as wanted (merchant_id, sku_id)
             order by merchant_id, sku_id
                on conflict do nothing
            """;

    private static final String TAKE_WAY_MADE = """
            delete from channels.made_way
             where (merchant_id, sku_id) in (
                   select merchant_id, sku_id
                     from channels.made_way
                    order by since
                    limit :limit
                      for update skip locked)
            returning merchant_id, sku_id
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
        orders(FORGET, orders).update();
    }

    /**
     * Who stands behind these orders is to be woken once this is committed.
     *
     * @param wanted what they waited for beside what is remembered of them
     */
    void madeWay(Collection<WaitingOrder> orders, Collection<WaitingSku> wanted) {
        orders(MADE_WAY, orders)
                .param(
                        "wantedMerchants",
                        wanted.stream().map(it -> it.merchant().value()).toArray(Long[]::new))
                .param("wantedSkus", wanted.stream().map(it -> it.sku().value()).toArray(Long[]::new))
                .update();
    }

    /** Those behind whom somebody is to be woken, the longest first; another node takes none of them meanwhile. */
    List<WaitingSku> takeWayMade(int limit) {
        return jdbc.sql(TAKE_WAY_MADE)
                .param("limit", limit)
                .query(WaitingStore::sku)
                .list();
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

    /** They are tried as soon as it goes, the first of them first. */
    void wake(List<WaitingOrder> orders) {
        if (!orders.isEmpty()) {
            orders(WAKE, orders).update();
        }
    }

    private JdbcClient.StatementSpec orders(String sql, Collection<WaitingOrder> orders) {
        return jdbc.sql(sql)
                .param(
                        "merchants",
                        orders.stream().map(it -> it.merchant().value()).toArray(Long[]::new))
                .param("orders", orders.stream().map(it -> it.order().value()).toArray(Long[]::new));
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
        return jdbc.sql(SKUS).param("limit", limit).query(WaitingStore::sku).list();
    }

    private static WaitingSku sku(ResultSet row, int number) throws SQLException {
        return new WaitingSku(new MerchantId(row.getLong("merchant_id")), new SkuId(row.getLong("sku_id")));
    }

    record WaitingOrder(MerchantId merchant, OrderId order) {}

    /** @param sku 0 when the line waits for a mapping */
    record WaitingLine(WaitingOrder order, int line, long sku) {}

    record WaitingSku(MerchantId merchant, SkuId sku) {}
}
