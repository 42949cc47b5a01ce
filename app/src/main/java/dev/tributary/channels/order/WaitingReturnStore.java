package dev.tributary.channels.order;

import dev.tributary.kernel.MerchantId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which returns wait for the mapping of a line or for the sale they name, and when to look again. */
@Repository
class WaitingReturnStore {

    /** A sale that has not come after so long was sold before the hub knew of it. */
    private static final String SALE_AWAITED = "30 days";

    /** Due at once: what it waits for may have come while the news of it was under way. */
    private static final String REMEMBER = """
            insert into channels.waiting_return (merchant_id, return_id, channel_id, sale, unmapped, since, due_at)
            select merchant_id, return_id, channel_id, sale, unmapped, clock_timestamp(), clock_timestamp()
              from unnest(:merchants::bigint[], :returns::bigint[], :channels::bigint[], :sales::text[], :unmapped::boolean[])
                   as new (merchant_id, return_id, channel_id, sale, unmapped)
                on conflict (merchant_id, return_id) do update set sale = excluded.sale, unmapped = excluded.unmapped
            """;

    private static final String FORGET = """
            delete from channels.waiting_return
             where merchant_id = :merchant and return_id = :return
            """;
    /** A moment later, when every node's catalogue has heard of the mapping too. */
    private static final String WAKE_UNMAPPED = """
            update channels.waiting_return
               set due_at = clock_timestamp() + interval '300 milliseconds', tries = 0
             where merchant_id = any(:merchants) and unmapped
            """;

    private static final String AWAITED = """
            select merchant_id, channel_id, sale
              from channels.waiting_return
             where merchant_id = any(:merchants) and sale is not null
             limit :limit
            """;
    private static final String WAKE_SOLD = """
            update channels.waiting_return
               set due_at = clock_timestamp(), tries = 0
              from unnest(:merchants::bigint[], :channels::bigint[], :sales::text[]) as came (merchant_id, channel_id, sale)
             where waiting_return.merchant_id = came.merchant_id and waiting_return.channel_id = came.channel_id
               and waiting_return.sale = came.sale
            """;
    private static final String CLAIM = """
            update channels.waiting_return
               set due_at = clock_timestamp() + least(interval '1 hour', interval '1 second' * power(2, least(tries, 12))),
                   tries = tries + 1
             where (merchant_id, return_id) in (
                   select merchant_id, return_id
                     from channels.waiting_return
                    where due_at <= clock_timestamp()
                    order by due_at, return_id
                    limit :limit
                      for update skip locked)
            returning merchant_id, return_id, not unmapped and since < clock_timestamp() - :awaited::interval as over
            """;

    private final JdbcClient jdbc;

    WaitingReturnStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void remember(List<WaitingReturn> returns) {
        jdbc.sql(REMEMBER)
                .param(
                        "merchants",
                        returns.stream().map(it -> it.merchant().value()).toArray(Long[]::new))
                .param("returns", returns.stream().map(WaitingReturn::id).toArray(Long[]::new))
                .param("channels", returns.stream().map(WaitingReturn::channel).toArray(Long[]::new))
                .param(
                        "sales",
                        returns.stream()
                                .map(it -> it.sale().isEmpty() ? null : it.sale())
                                .toArray(String[]::new))
                .param("unmapped", returns.stream().map(WaitingReturn::unmapped).toArray(Boolean[]::new))
                .update();
    }

    void forget(MerchantId merchant, long id) {
        jdbc.sql(FORGET).param("merchant", merchant.value()).param("return", id).update();
    }

    void wakeUnmapped(Set<MerchantId> merchants) {
        jdbc.sql(WAKE_UNMAPPED)
                .param("merchants", merchants.stream().map(MerchantId::value).toArray(Long[]::new))
                .update();
    }

    /** Sales that some return has named and that had not come then. */
    Set<AwaitedSale> awaited(Collection<MerchantId> merchants, int limit) {
        return new HashSet<>(jdbc.sql(AWAITED)
                .param("merchants", merchants.stream().map(MerchantId::value).toArray(Long[]::new))
                .param("limit", limit)
                .query((row, number) -> new AwaitedSale(
                        new MerchantId(row.getLong("merchant_id")), row.getLong("channel_id"), row.getString("sale")))
                .list());
    }

    void wakeSold(Collection<AwaitedSale> sales) {
        jdbc.sql(WAKE_SOLD)
                .param(
                        "merchants",
                        sales.stream().map(it -> it.merchant().value()).toArray(Long[]::new))
                .param("channels", sales.stream().map(AwaitedSale::channel).toArray(Long[]::new))
                .param("sales", sales.stream().map(AwaitedSale::number).toArray(String[]::new))
                .update();
    }

    /** Those that are due; they are due again after a growing pause. */
    List<Due> claim(int limit) {
        return jdbc.sql(CLAIM)
                .param("limit", limit)
                .param("awaited", SALE_AWAITED)
                .query((row, number) -> new Due(
                        new MerchantId(row.getLong("merchant_id")), row.getLong("return_id"), row.getBoolean("over")))
                .list();
    }

    /** @param sale the number of the sale it names, empty where that is known or none was named */
    record WaitingReturn(MerchantId merchant, long id, long channel, String sale, boolean unmapped) {}

    record AwaitedSale(MerchantId merchant, long channel, String number) {}

    /** @param over it has waited for its sale for as long as sales are waited for */
    record Due(MerchantId merchant, long id, boolean over) {}
}
