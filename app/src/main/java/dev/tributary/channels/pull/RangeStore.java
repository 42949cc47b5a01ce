package dev.tributary.channels.pull;

import dev.tributary.channels.Pulls;
import dev.tributary.database.Moments;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stretches of lists that people asked to have read again. */
@Repository
class RangeStore {

    private static final String ASK = """
            insert into channels.pull_range (merchant_id, channel_id, list, from_at, to_at, through, owner, asked_at)
            values (:merchant, :channel, :list, :from, :to, :from, :owner, :now)
            returning id
            """;
    private static final String OPEN_COUNT = """
            select count(*) from channels.pull_range
             where merchant_id = :merchant and channel_id = :channel and ended_at is null
            """;
    private static final String LATEST = """
            select id, list, from_at, to_at, through, items, owner, asked_at, ended_at
              from channels.pull_range
             where merchant_id = :merchant and channel_id = :channel
             order by id desc
             limit :limit
            """;
    private static final String NEXT = """
            select id, list, from_at, to_at, through, items, owner, asked_at, ended_at
              from channels.pull_range
             where merchant_id = :merchant and channel_id = :channel and ended_at is null
             order by id
             limit 1
            """;
    private static final String READ = """
            update channels.pull_range
               set through = :through, items = items + :items,
                   ended_at = case when :through >= to_at then cast(:now as timestamptz) end
             where merchant_id = :merchant and id = :id
            """;

    private final JdbcClient jdbc;

    RangeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long ask(MerchantId merchant, ChannelId channel, String list, Window window, String owner, Instant now) {
        return jdbc.sql(ASK)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .param("list", list)
                .param("from", Timestamp.from(window.from()))
                .param("to", Timestamp.from(window.to()))
                .param("owner", owner)
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single();
    }

    int openCount(MerchantId merchant, ChannelId channel) {
        return jdbc.sql(OPEN_COUNT)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .query(Integer.class)
                .single();
    }

    List<Pulls.Range> latest(MerchantId merchant, ChannelId channel, int limit) {
        return jdbc.sql(LATEST)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .param("limit", limit)
                .query(RangeStore::range)
                .list();
    }

    /** The oldest that is not read to its end. */
    Optional<Pulls.Range> next(MerchantId merchant, ChannelId channel) {
        return jdbc.sql(NEXT)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .query(RangeStore::range)
                .optional();
    }

    void read(MerchantId merchant, Pulls.Range range, Instant through, int items, Instant now) {
        jdbc.sql(READ)
                .param("merchant", merchant.value())
                .param("id", range.id())
                .param("through", Timestamp.from(through))
                .param("items", items)
                .param("now", Timestamp.from(now))
                .update();
    }

    private static Pulls.Range range(ResultSet row, int number) throws SQLException {
        return new Pulls.Range(
                row.getLong("id"),
                row.getString("list"),
                row.getTimestamp("from_at").toInstant(),
                row.getTimestamp("to_at").toInstant(),
                row.getTimestamp("through").toInstant(),
                row.getLong("items"),
                row.getString("owner"),
                row.getTimestamp("asked_at").toInstant(),
                Moments.optional(row, "ended_at"));
    }
}
