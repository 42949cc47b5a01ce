package dev.tributary.channels.news;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.SkuId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What each channel was told last, and which node tells it. */
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
    private static final String LEASE = """
            insert into channels.news_lane (channel_id, worker, leased_until)
            values (:channel, :worker, clock_timestamp() + make_interval(secs => :seconds))
                on conflict (channel_id) do update
               set worker = excluded.worker, leased_until = excluded.leased_until
             where news_lane.worker = excluded.worker or news_lane.leased_until < clock_timestamp()
            """;
    private static final String RELEASE = """
            update channels.news_lane set leased_until = clock_timestamp() where worker = :worker
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

    /** Takes the lane, or keeps it. */
    boolean lease(ChannelId channel, String worker, Duration time) {
        return jdbc.sql(LEASE)
                        .param("channel", channel.value())
                        .param("worker", worker)
                        .param("seconds", (double) time.toSeconds())
                        .update()
                == 1;
    }

    void release(String worker) {
        jdbc.sql(RELEASE).param("worker", worker).update();
    }

    record Row(ChannelId channel, Shelf shelf, Figure figure, Instant toldAt) {}
}
