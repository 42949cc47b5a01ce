package dev.tributary.channels.health;

import dev.tributary.channels.Certificates;
import dev.tributary.channels.ChannelHealth;
import dev.tributary.channels.Pulls;
import dev.tributary.database.Moments;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is stored of channels' health; one statement for all channels of a merchant, and none counts without end. */
@Repository
class HealthStore {

    private static final String COUNTS = """
            select channel.id,
                   (select count(*)
                      from (select from channels.message
                             where merchant_id = :merchant and channel_id = channel.id and state = 4
                             limit :most) as found) as parked,
                   (select count(*)
                      from (select from channels.message
                             where merchant_id = :merchant and channel_id = channel.id and state = 1
                             limit :most) as found) as waiting,
                   (select received_at from channels.message
                     where merchant_id = :merchant and channel_id = channel.id and state = 1
                     order by received_at
                     limit 1) as waiting_since,
                   (select count(*)
                      from (select from channels.order_answer
                             where merchant_id = :merchant and channel_id = channel.id
                               and wanted >= 3 and known < wanted and parked_at is not null
                             limit :most) as found) as answers,
                   (select count(*)
                      from (select from channels.shipment_news
                             where merchant_id = :merchant and channel_id = channel.id
                               and ended_at is null and parked_at is not null
                             limit :most) as found) as shipments,
                   (select count(*)
                      from (select from channels.parked_stock
                             where merchant_id = :merchant and channel_id = channel.id
                             limit :most) as found) as stock,
                   (select count(*)
                      from (select from channels.pull_wanted
                             where merchant_id = :merchant and channel_id = channel.id and tries >= 3
                             limit :most) as found) as unfetched,
                   (select list || ' ' || number || ': ' || failure
                      from channels.pull_wanted
                     where merchant_id = :merchant and channel_id = channel.id and tries >= 3
                     order by due_at desc
                     limit 1) as unfetched_last
              from unnest(:channels::bigint[]) as channel (id)
            """;
    private static final String HEARD = """
            select channel_id, max(received_at) as last, count(*) as heard, count(*) filter (where state = 4) as parked
              from (select channel_id, received_at, state
                      from channels.message
                     where merchant_id = :merchant
                     order by id desc
                     limit :most) as latest
             group by channel_id
            """;
    private static final String LISTS = """
            select channel_id, list, through, lost_from, lost_to, looked_at, failing_since, failure
              from channels.pull_mark
             where merchant_id = :merchant and channel_id = any(:channels)
             order by channel_id, list
            """;
    private static final String TOKENS = """
            select channel_id, ends_at
              from channels.token
             where merchant_id = :merchant and channel_id = any(:channels)
            """;
    private static final String DAYS = """
            select channel.id as channel_id, last.day, last.state, last.counting
              from unnest(:channels::bigint[]) as channel (id)
             cross join lateral (select day, state, through is not null as counting
                                   from channels.certificate
                                  where merchant_id = :merchant and channel_id = channel.id
                                  order by day desc
                                  limit 1) as last
            """;

    private final JdbcClient jdbc;

    HealthStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Counts(
            long parked,
            long waiting,
            Optional<Instant> waitingSince,
            long answers,
            long shipments,
            long stock,
            long unfetched,
            Optional<String> unfetchedLast) {

        static final Counts NONE = new Counts(0, 0, Optional.empty(), 0, 0, 0, 0, Optional.empty());
    }

    record Heard(Optional<Instant> last, long messages, long parked) {

        static final Heard NOTHING = new Heard(Optional.empty(), 0, 0);
    }

    Map<ChannelId, Counts> counts(MerchantId merchant, Collection<ChannelId> channels) {
        return rows(
                of(COUNTS, merchant, channels).param("most", ChannelHealth.COUNTED_MAX),
                "id",
                row -> new Counts(
                        row.getLong("parked"),
                        row.getLong("waiting"),
                        Moments.optional(row, "waiting_since"),
                        row.getLong("answers"),
                        row.getLong("shipments"),
                        row.getLong("stock"),
                        row.getLong("unfetched"),
                        Optional.ofNullable(row.getString("unfetched_last"))));
    }

    Map<ChannelId, Heard> heard(MerchantId merchant) {
        return rows(
                jdbc.sql(HEARD).param("merchant", merchant.value()).param("most", ChannelHealth.MESSAGES_MAX),
                "channel_id",
                row -> new Heard(Moments.optional(row, "last"), row.getLong("heard"), row.getLong("parked")));
    }

    Map<ChannelId, List<Pulls.PulledList>> lists(MerchantId merchant, Collection<ChannelId> channels) {
        var lists = new HashMap<ChannelId, List<Pulls.PulledList>>();
        of(LISTS, merchant, channels).query(row -> {
            lists.computeIfAbsent(new ChannelId(row.getLong("channel_id")), any -> new ArrayList<>())
                    .add(list(row));
        });
        return lists;
    }

    private static Pulls.PulledList list(ResultSet row) throws SQLException {
        return new Pulls.PulledList(
                row.getString("list"),
                row.getTimestamp("through").toInstant(),
                Moments.optional(row, "lost_from"),
                Moments.optional(row, "lost_to"),
                Moments.optional(row, "looked_at"),
                Moments.optional(row, "failing_since"),
                row.getString("failure"));
    }

    Map<ChannelId, Instant> tokenEnds(MerchantId merchant, Collection<ChannelId> channels) {
        return rows(
                of(TOKENS, merchant, channels),
                "channel_id",
                row -> row.getTimestamp("ends_at").toInstant());
    }

    Map<ChannelId, ChannelHealth.Day> lastDays(MerchantId merchant, Collection<ChannelId> channels) {
        return rows(
                of(DAYS, merchant, channels),
                "channel_id",
                row -> new ChannelHealth.Day(
                        row.getObject("day", LocalDate.class),
                        Certificates.State.values()[row.getInt("state") - 1],
                        row.getBoolean("counting")));
    }

    private JdbcClient.StatementSpec of(String sql, MerchantId merchant, Collection<ChannelId> channels) {
        return jdbc.sql(sql)
                .param("merchant", merchant.value())
                .param("channels", channels.stream().map(ChannelId::value).toArray(Long[]::new));
    }

    private interface Read<T> {
        T of(ResultSet row) throws SQLException;
    }

    private static <T> Map<ChannelId, T> rows(JdbcClient.StatementSpec statement, String channel, Read<T> read) {
        var rows = new HashMap<ChannelId, T>();
        statement.query(row -> {
            rows.put(new ChannelId(row.getLong(channel)), read.of(row));
        });
        return rows;
    }
}
