package dev.tributary.inventory.waiting;

import dev.tributary.inventory.Offer;
import dev.tributary.inventory.StockQueue;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcStockQueue implements StockQueue {

    private static final int PAGE_MAX = 200;

    private static final String PLACES = """
            select waiting.*, 1 + ahead.places as turn, ahead.units as units_before
              from inventory.waiting
             cross join lateral (select count(*) as places, coalesce(sum(units), 0) as units
                                   from inventory.waiting as before
                                  where before.merchant_id = waiting.merchant_id and before.sku_id = waiting.sku_id
                                    and before.node_id = waiting.node_id and before.place < waiting.place) as ahead
            """;

    private static final String LIST = PLACES + """
             where merchant_id = :merchant and place > :after
               and (cast(:sku as bigint) is null or sku_id = :sku)
               and (not :uncovered or offer > 0 and promised_at is null)
             order by place
             limit :limit
            """;

    private static final String OF = PLACES + """
             where merchant_id = :merchant and order_id = any(:orders)
             order by order_id, line, place
            """;

    /** Of each merchant those that wait longest, one after the other in turn: many of one keep nobody else's waiting. */
    private static final String STALE = """
            with recursive merchant as (
                 select min(merchant_id) as id from inventory.waiting where stale_since is not null
                  union all
                 select (select min(merchant_id) from inventory.waiting
                          where stale_since is not null and merchant_id > merchant.id)
                   from merchant
                  where merchant.id is not null)
            select stale.merchant_id, stale.order_id
              from merchant
             cross join lateral (select merchant_id, order_id, row_number() over (order by stale_since) as turn
                                   from (select merchant_id, order_id, stale_since
                                           from inventory.waiting
                                          where merchant_id = merchant.id and stale_since is not null
                                          order by stale_since
                                          limit :limit) as longest) as stale
             order by turn, merchant_id
             limit :limit
            """;

    private static final String NEXT = """
            select merchant_id, order_id
              from (select distinct * from unnest(:merchants::bigint[], :skus::bigint[]) as came (merchant_id, sku_id)) as came
              join inventory.queue using (merchant_id, sku_id)
             cross join lateral (select order_id, row_number() over (order by place) as turn
                                   from inventory.waiting
                                  where waiting.merchant_id = queue.merchant_id and waiting.sku_id = queue.sku_id
                                    and waiting.node_id = queue.node_id
                                  order by place
                                  limit :limit) as first
             where queue.lines > 0
             group by merchant_id, order_id
             order by min(turn), merchant_id, order_id
             limit :limit
            """;

    private final JdbcClient jdbc;

    JdbcStockQueue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Page<Place> list(
            MerchantId merchant, Optional<SkuId> sku, boolean uncoveredOnly, Optional<String> cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        var found = jdbc.sql(LIST)
                .param("merchant", merchant.value())
                .param("after", cursor.map(JdbcStockQueue::after).orElse(0L))
                .param("sku", sku.map(SkuId::value).orElse(null), Types.BIGINT)
                .param("uncovered", uncoveredOnly)
                .param("limit", size + 1)
                .query((row, number) -> new Placed(row.getLong("place"), place(row)))
                .list();
        boolean more = found.size() > size;
        var page = more ? found.subList(0, size) : found;
        return new Page<>(
                page.stream().map(Placed::place).toList(),
                more ? Optional.of(Long.toString(page.getLast().number())) : Optional.empty());
    }

    @Override
    public List<Place> of(MerchantId merchant, Collection<OrderId> orders) {
        return jdbc.sql(OF)
                .param("merchant", merchant.value())
                .param("orders", orders.stream().map(OrderId::value).toArray(Long[]::new))
                .query((row, number) -> place(row))
                .list();
    }

    @Override
    public List<Stale> stale(int limit) {
        return jdbc
                .sql(STALE)
                .param("limit", limit)
                .query((row, number) -> new Stale(new MerchantId(row.getLong(1)), new OrderId(row.getLong(2))))
                .list()
                .stream()
                .distinct()
                .toList();
    }

    @Override
    public List<Next> next(Collection<Awaited> skus, int limit) {
        return jdbc.sql(NEXT)
                .param(
                        "merchants",
                        skus.stream().map(it -> it.merchant().value()).toArray(Long[]::new))
                .param("skus", skus.stream().map(it -> it.sku().value()).toArray(Long[]::new))
                .param("limit", limit)
                .query((row, number) -> new Next(new MerchantId(row.getLong(1)), new OrderId(row.getLong(2))))
                .list();
    }

    private record Placed(long number, Place place) {}

    private static Place place(ResultSet row) throws SQLException {
        int offer = row.getInt("offer");
        return new Place(
                new OrderId(row.getLong("order_id")),
                row.getInt("line"),
                QueueStore.key(row),
                row.getLong("units"),
                row.getLong("turn"),
                row.getLong("units_before"),
                offer == 0 ? Optional.empty() : Optional.of(Offer.of(offer)),
                Optional.ofNullable(QueueStore.instant(row, "promised_at")),
                Objects.requireNonNull(QueueStore.instant(row, "since")));
    }

    private static long after(String cursor) {
        if (!cursor.matches("[0-9]{1,18}")) {
            throw ProblemException.invalid("cursor", "invalid_value", "give a cursor of this list");
        }
        return Long.parseLong(cursor);
    }
}
