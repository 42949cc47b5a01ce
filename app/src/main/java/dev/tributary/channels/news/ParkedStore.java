package dev.tributary.channels.news;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Shelves whose platform refuses what it is told of them. */
@Repository
class ParkedStore {

    private static final String OF = """
            select store, sku_id, channel_sku, available, reason, alone, times, since, last_try, next_try
              from channels.parked_stock
             where merchant_id = :merchant and channel_id = :channel
            """;
    /** What a person wants told again stays so. */
    private static final String WRITE = """
            insert into channels.parked_stock (merchant_id, channel_id, store, sku_id, channel_sku, available, reason,
                                               alone, times, since, last_try, next_try)
            select * from unnest(:merchants::bigint[], :channels::bigint[], :stores::text[], :skus::bigint[],
                   :names::text[], :availables::bigint[], :reasons::text[], :alone::boolean[], :times::integer[],
                   :since::timestamptz[], :lastTries::timestamptz[], :nextTries::timestamptz[])
                   as refused (merchant_id, channel_id, store, sku_id, channel_sku, available, reason, alone, times,
                               since, last_try, next_try)
             order by channel_id, store, sku_id
                on conflict (channel_id, store, sku_id) do update
               set channel_sku = excluded.channel_sku, available = excluded.available, reason = excluded.reason,
                   alone = excluded.alone, times = excluded.times, since = excluded.since,
                   last_try = excluded.last_try, next_try = excluded.next_try
             where parked_stock.merchant_id = excluded.merchant_id
            """;

    private static final String REMOVE = """
            delete from channels.parked_stock
             using unnest(:merchants::bigint[], :channels::bigint[], :stores::text[], :skus::bigint[])
                   as over (merchant_id, channel_id, store, sku_id)
             where parked_stock.merchant_id = over.merchant_id and parked_stock.channel_id = over.channel_id
               and parked_stock.store = over.store and parked_stock.sku_id = over.sku_id
            """;
    private static final String AGAIN = """
            delete from channels.parked_stock
             using unnest(:merchants::bigint[], :channels::bigint[]) as told (merchant_id, channel_id)
             where parked_stock.merchant_id = told.merchant_id and parked_stock.channel_id = told.channel_id
               and parked_stock.again
            returning parked_stock.merchant_id, parked_stock.channel_id, parked_stock.store, parked_stock.sku_id
            """;

    private final JdbcClient jdbc;

    ParkedStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(ParkedShelves.Key key, Refusal refusal) {}

    /** A channel that this node tells. */
    record Told(MerchantId merchant, ChannelId channel) {}

    Map<Shelf, Refusal> of(MerchantId merchant, ChannelId channel) {
        var parked = new HashMap<Shelf, Refusal>();
        jdbc.sql(OF)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .query(row -> {
                    parked.put(shelf(row), refusal(row));
                });
        return parked;
    }

    void write(List<Row> rows) {
        if (!rows.isEmpty()) {
            of(WRITE, rows.stream().map(Row::key).toList())
                    .param("names", texts(rows, row -> row.refusal().channelSku()))
                    .param("availables", longs(rows, row -> row.refusal().available()))
                    .param("reasons", texts(rows, row -> row.refusal().reason()))
                    .param(
                            "alone",
                            rows.stream().map(row -> row.refusal().alone()).toArray(Boolean[]::new))
                    .param(
                            "times",
                            rows.stream().map(row -> row.refusal().times()).toArray(Integer[]::new))
                    .param("since", texts(rows, row -> row.refusal().since().toString()))
                    .param(
                            "lastTries",
                            texts(rows, row -> row.refusal().lastTry().toString()))
                    .param(
                            "nextTries",
                            texts(rows, row -> row.refusal().nextTry().toString()))
                    .update();
        }
    }

    void remove(List<ParkedShelves.Key> keys) {
        if (!keys.isEmpty()) {
            of(REMOVE, keys).update();
        }
    }

    List<ParkedShelves.Key> again(Collection<Told> told) {
        return jdbc.sql(AGAIN)
                .param("merchants", longs(told, it -> it.merchant().value()))
                .param("channels", longs(told, it -> it.channel().value()))
                .query((row, number) -> new ParkedShelves.Key(
                        new MerchantId(row.getLong("merchant_id")),
                        new ChannelId(row.getLong("channel_id")),
                        shelf(row)))
                .list();
    }

    private JdbcClient.StatementSpec of(String sql, List<ParkedShelves.Key> keys) {
        return jdbc.sql(sql)
                .param("merchants", longs(keys, key -> key.merchant().value()))
                .param("channels", longs(keys, key -> key.channel().value()))
                .param("stores", texts(keys, key -> key.shelf().store()))
                .param("skus", longs(keys, key -> key.shelf().sku().value()));
    }

    private static Shelf shelf(ResultSet row) throws SQLException {
        return new Shelf(row.getString("store"), new SkuId(row.getLong("sku_id")));
    }

    private static Refusal refusal(ResultSet row) throws SQLException {
        return new Refusal(
                row.getString("channel_sku"),
                row.getLong("available"),
                row.getString("reason"),
                row.getBoolean("alone"),
                row.getInt("times"),
                row.getTimestamp("since").toInstant(),
                row.getTimestamp("last_try").toInstant(),
                row.getTimestamp("next_try").toInstant());
    }

    private static <T> long[] longs(Collection<T> rows, ToLongFunction<T> column) {
        return rows.stream().mapToLong(column).toArray();
    }

    private static <T> String[] texts(Collection<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
