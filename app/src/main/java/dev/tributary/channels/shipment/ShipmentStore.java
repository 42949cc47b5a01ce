package dev.tributary.channels.shipment;

import dev.tributary.channels.ShipmentNews.Goods;
import dev.tributary.channels.telling.Tellings.Failed;
import dev.tributary.channels.telling.Tellings.Told;
import dev.tributary.channels.telling.Tellings.Untold;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Micros;
import dev.tributary.kernel.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What platforms have to hear of parcels, and what came of it. */
@Repository
class ShipmentStore {

    /** A parcel that is told to the hub again is the one that is here. */
    private static final String WRITE = """
            insert into channels.shipment_news (merchant_id, channel_id, order_id, parcel, number, carrier,
                                                tracking_number, goods, whole, shipped_at, since, due_at)
            select merchant_id, channel_id, order_id, parcel, number, carrier, tracking_number, goods::jsonb, whole,
                   'epoch'::timestamptz + shipped_at * interval '1 microsecond',
                   'epoch'::timestamptz + since * interval '1 microsecond',
                   'epoch'::timestamptz + since * interval '1 microsecond'
              from unnest(:merchants::bigint[], :channels::bigint[], :orders::bigint[], :parcels::text[],
                          :numbers::text[], :carriers::text[], :trackingNumbers::text[], :goods::text[],
                          :whole::boolean[], :shipped::bigint[], :since::bigint[])
                   as sent (merchant_id, channel_id, order_id, parcel, number, carrier, tracking_number, goods, whole,
                            shipped_at, since)
             order by channel_id, order_id, parcel
                on conflict (channel_id, order_id, parcel) do nothing
            """;

    private static final String DUE = """
            select number, order_id, parcel, carrier, tracking_number, goods, whole, shipped_at, since, attempts
              from channels.shipment_news
             where merchant_id = :merchant and channel_id = :channel and ended_at is null and parked_at is null
               and due_at <= clock_timestamp() and not (number = any(:active::text[]))
             order by due_at, shipped_at
             limit :limit
            """;
    private static final String TOLD = """
            update channels.shipment_news
               set ended_at = clock_timestamp(), parked_at = null,
                   history = (history || told.note)[greatest(1, cardinality(history) - 18):]
              from unnest(:orders::bigint[], :parcels::text[], :notes::text[]) as told (order_id, parcel, note)
             where merchant_id = :merchant and channel_id = :channel and shipment_news.order_id = told.order_id
               and shipment_news.parcel = told.parcel and ended_at is null
            """;
    /** What a person has dropped meanwhile stays dropped. */
    private static final String FAILED = """
            update channels.shipment_news
               set attempts = attempts + 1,
                   due_at = 'epoch'::timestamptz + failed.next_at * interval '1 microsecond',
                   parked_at = case when failed.next_at = 0 then clock_timestamp() end,
                   history = (history || failed.note)[greatest(1, cardinality(history) - 18):]
              from unnest(:orders::bigint[], :parcels::text[], :due::bigint[], :notes::text[])
                   as failed (order_id, parcel, next_at, note)
             where merchant_id = :merchant and channel_id = :channel and shipment_news.order_id = failed.order_id
               and shipment_news.parcel = failed.parcel and ended_at is null
            """;

    private static final String FORGET = """
            delete from channels.shipment_news
             where (channel_id, order_id, parcel) in (
                   select channel_id, order_id, parcel from channels.shipment_news
                    where since < clock_timestamp() - make_interval(days => :days) limit :limit)
            """;
    private static final String UNTOLD = """
            select count(*) filter (where parked_at is null) as waiting, count(*) filter (where parked_at is not null) as parked
              from channels.shipment_news
             where ended_at is null
            """;

    private static final TypeReference<List<Goods>> GOODS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ShipmentStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    record Sent(MerchantId merchant, ChannelId channel, Shipment shipment) {}

    void write(Collection<Sent> sent) {
        jdbc.sql(WRITE)
                .param("merchants", longs(sent, it -> it.merchant().value()))
                .param("channels", longs(sent, it -> it.channel().value()))
                .param("orders", longs(sent, it -> it.shipment().order().value()))
                .param("parcels", texts(sent, it -> it.shipment().parcel()))
                .param("numbers", texts(sent, it -> it.shipment().number()))
                .param("carriers", texts(sent, it -> it.shipment().carrier()))
                .param("trackingNumbers", texts(sent, it -> it.shipment().trackingNumber()))
                .param(
                        "goods",
                        texts(sent, it -> json.writeValueAsString(it.shipment().goods())))
                .param("whole", sent.stream().map(it -> it.shipment().whole()).toArray(Boolean[]::new))
                .param("shipped", longs(sent, it -> Micros.of(it.shipment().shippedAt())))
                .param("since", longs(sent, it -> Micros.of(it.shipment().since())))
                .update();
    }

    List<Shipment> due(MerchantId merchant, ChannelId channel, Collection<String> active, int limit) {
        return jdbc.sql(DUE)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .param("active", active.toArray(String[]::new))
                .param("limit", limit)
                .query((row, number) -> new Shipment(
                        row.getString("number"),
                        new OrderId(row.getLong("order_id")),
                        row.getString("parcel"),
                        row.getString("carrier"),
                        row.getString("tracking_number"),
                        goods(row),
                        row.getBoolean("whole"),
                        row.getTimestamp("shipped_at").toInstant(),
                        row.getTimestamp("since").toInstant(),
                        row.getInt("attempts")))
                .list();
    }

    List<Goods> goods(ResultSet row) throws SQLException {
        return json.readValue(row.getString("goods"), GOODS);
    }

    void told(MerchantId merchant, ChannelId channel, List<Told<Shipment>> told) {
        if (!told.isEmpty()) {
            jdbc.sql(TOLD)
                    .param("merchant", merchant.value())
                    .param("channel", channel.value())
                    .param("orders", longs(told, it -> it.telling().order().value()))
                    .param("parcels", texts(told, it -> it.telling().parcel()))
                    .param("notes", texts(told, Told::note))
                    .update();
        }
    }

    void failed(MerchantId merchant, ChannelId channel, List<Failed<Shipment>> failed) {
        if (!failed.isEmpty()) {
            jdbc.sql(FAILED)
                    .param("merchant", merchant.value())
                    .param("channel", channel.value())
                    .param("orders", longs(failed, it -> it.telling().order().value()))
                    .param("parcels", texts(failed, it -> it.telling().parcel()))
                    .param(
                            "due",
                            longs(failed, it -> it.nextTry().map(Micros::of).orElse(0L)))
                    .param("notes", texts(failed, Failed::note))
                    .update();
        }
    }

    int forget(int days, int limit) {
        return jdbc.sql(FORGET).param("days", days).param("limit", limit).update();
    }

    Untold untold() {
        return jdbc.sql(UNTOLD)
                .query((row, number) -> new Untold(row.getLong("waiting"), row.getLong("parked")))
                .single();
    }

    private static <T> long[] longs(Collection<T> rows, ToLongFunction<T> column) {
        return rows.stream().mapToLong(column).toArray();
    }

    private static <T> String[] texts(Collection<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
