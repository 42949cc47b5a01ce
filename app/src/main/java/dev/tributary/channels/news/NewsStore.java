package dev.tributary.channels.news;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What each channel was told last. */
@Repository
class NewsStore {

    private static final String TOLD = """
            select store, sku_id, version from channels.told where channel_id = :channel
            """;
    private static final String REMEMBER = """
            insert into channels.told (channel_id, store, sku_id, version, available, told_at)
            select * from unnest(:channels::bigint[], :stores::text[], :skus::bigint[], :versions::bigint[],
                   :availables::bigint[], :times::timestamptz[])
                   as new (channel_id, store, sku_id, version, available, told_at)
             order by channel_id, store, sku_id
                on conflict (channel_id, store, sku_id) do update
               set version = excluded.version, available = excluded.available, told_at = excluded.told_at
            """;

    private final JdbcClient jdbc;

    NewsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<Shelf, Long> told(ChannelId channel) {
        var versions = new HashMap<Shelf, Long>();
        jdbc.sql(TOLD).param("channel", channel.value()).query(row -> {
            versions.put(new Shelf(row.getString("store"), new SkuId(row.getLong("sku_id"))), row.getLong("version"));
        });
        return versions;
    }

    void remember(Collection<Row> rows) {
        var told = List.copyOf(rows);
        jdbc.sql(REMEMBER)
                .param("channels", told.stream().map(it -> it.channel().value()).toArray(Long[]::new))
                .param("stores", told.stream().map(it -> it.shelf().store()).toArray(String[]::new))
                .param("skus", told.stream().map(it -> it.shelf().sku().value()).toArray(Long[]::new))
                .param(
                        "versions",
                        told.stream().map(it -> it.figure().version()).toArray(Long[]::new))
                .param(
                        "availables",
                        told.stream().map(it -> it.figure().available()).toArray(Long[]::new))
                .param("times", told.stream().map(it -> it.toldAt().toString()).toArray(String[]::new))
                .update();
    }

    record Row(ChannelId channel, Shelf shelf, Figure figure, Instant toldAt) {}
}
