package dev.tributary.channels.news;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What each channel was told last. */
@Repository
class NewsStore {

    private static final String TOLD = """
            select store, sku_id, case when held_back = 0 then version else -1 end as version
              from channels.told
             where channel_id = :channel
            """;
    private static final String REMEMBER = """
            insert into channels.told (channel_id, store, sku_id, version, available, held_back, told_at)
            select * from unnest(:channels::bigint[], :stores::text[], :skus::bigint[], :versions::bigint[],
                   :availables::bigint[], :heldBack::bigint[], :times::timestamptz[])
                   as new (channel_id, store, sku_id, version, available, held_back, told_at)
             order by channel_id, store, sku_id
                on conflict (channel_id, store, sku_id) do update
               set version = excluded.version, available = excluded.available, held_back = excluded.held_back,
                   told_at = excluded.told_at
            """;

    private static final String PAGE = """
            select channel_id, store, sku_id, available, told_at from channels.told
             where channel_id = any(:channels::bigint[]) and (:oneSku = 0 or sku_id = :oneSku)
               and (channel_id, store, sku_id) > (:channel, :store, :sku)
             order by channel_id, store, sku_id
             limit :limit
            """;
    /** It was not told, and is not to be: the next change is. */
    private static final String PASS_OVER = """
            update channels.told
               set version = passed.version
              from unnest(:stores::text[], :skus::bigint[], :versions::bigint[]) as passed (store, sku_id, version)
             where told.channel_id = :channel and told.store = passed.store and told.sku_id = passed.sku_id
               and told.version < passed.version
            """;

    private final JdbcClient jdbc;

    NewsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The versions told last; that of a shelf which was told less than there was is none that a row can have. */
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
                .param("heldBack", told.stream().map(Row::heldBack).toArray(Long[]::new))
                .param("times", told.stream().map(it -> it.toldAt().toString()).toArray(String[]::new))
                .update();
    }

    /** @param heldBack how much less the figure is than there was */
    record Row(ChannelId channel, Shelf shelf, Figure figure, long heldBack, Instant toldAt) {}

    /** What a channel was told last of a shelf. */
    record Told(ChannelId channel, Shelf shelf, long available, Instant toldAt) {}

    /** Where a page ends. */
    record Place(long channel, String store, long sku) {
        static final Place BEGIN = new Place(0, "", 0);

        static Place of(Told told) {
            return new Place(
                    told.channel().value(),
                    told.shelf().store(),
                    told.shelf().sku().value());
        }

        /** The store's name is the platform's and may hold anything, so it comes last. */
        static Place of(String cursor) {
            var parts = cursor.split("/", 3);
            if (parts.length != 3 || !parts[0].matches("[0-9]{1,18}") || !parts[1].matches("[0-9]{1,18}")) {
                throw ProblemException.invalid(
                        "cursor", "invalid_value", "give the nextCursor of the page before as it was");
            }
            return new Place(Long.parseLong(parts[0]), parts[2], Long.parseLong(parts[1]));
        }

        @Override
        public String toString() {
            return "%d/%d/%s".formatted(channel, sku, store);
        }
    }

    List<Told> told(Collection<ChannelId> channels, Optional<SkuId> sku, Place after, int limit) {
        return jdbc.sql(PAGE)
                .param("channels", channels.stream().mapToLong(ChannelId::value).toArray())
                .param("oneSku", sku.map(SkuId::value).orElse(0L))
                .param("channel", after.channel())
                .param("store", after.store())
                .param("sku", after.sku())
                .param("limit", limit)
                .query((row, number) -> new Told(
                        new ChannelId(row.getLong("channel_id")),
                        new Shelf(row.getString("store"), new SkuId(row.getLong("sku_id"))),
                        row.getLong("available"),
                        row.getObject("told_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    void passOver(ChannelId channel, Map<Shelf, Figure> figures) {
        var shelves = List.copyOf(figures.entrySet());
        jdbc.sql(PASS_OVER)
                .param("channel", channel.value())
                .param("stores", shelves.stream().map(it -> it.getKey().store()).toArray(String[]::new))
                .param(
                        "skus",
                        shelves.stream()
                                .mapToLong(it -> it.getKey().sku().value())
                                .toArray())
                .param(
                        "versions",
                        shelves.stream()
                                .mapToLong(it -> it.getValue().version())
                                .toArray())
                .update();
    }
}
