package dev.tributary.channels.pull;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Single items of a platform's lists that are to be fetched. */
@Repository
public class WantedItems {

    /** Wanted again while it is being fetched: what changed since is in the next fetch. */
    private static final String WANT = """
            insert into channels.pull_wanted (merchant_id, channel_id, list, number, since, due_at)
            values (:merchant, :channel, :list, :number, :now, :now)
                on conflict (channel_id, list, number) do update
               set since = greatest(excluded.since, pull_wanted.since + interval '1 microsecond'),
                   due_at = excluded.due_at, tries = 0, failure = ''
            """;

    private static final String DUE = """
            select list, number, since, tries
              from channels.pull_wanted
             where merchant_id = :merchant and channel_id = :channel and due_at <= :now
             order by due_at
             limit :limit
            """;
    private static final String FETCHED = """
            delete from channels.pull_wanted
             where merchant_id = :merchant and channel_id = :channel and list = :list and number = :number
               and since = :since
            """;
    private static final String FAILED = """
            update channels.pull_wanted
               set tries = tries + 1, due_at = :due, failure = left(:failure, 500)
             where merchant_id = :merchant and channel_id = :channel and list = :list and number = :number
               and since = :since
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    WantedItems(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The same item twice is fetched once, unless its fetch is under way. */
    public void want(OpenAccount account, String list, String number) {
        jdbc.sql(WANT)
                .param("merchant", account.merchant().value())
                .param("channel", account.channel().value())
                .param("list", list)
                .param("number", number)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    List<Wanted> due(OpenAccount account, Instant now, int limit) {
        return jdbc.sql(DUE)
                .param("merchant", account.merchant().value())
                .param("channel", account.channel().value())
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query((row, number) -> new Wanted(
                        account.merchant(),
                        account.channel(),
                        row.getString("list"),
                        row.getString("number"),
                        row.getTimestamp("since").toInstant(),
                        row.getInt("tries")))
                .list();
    }

    /** It is here, or given up. */
    void fetched(Wanted wanted) {
        of(FETCHED, wanted).update();
    }

    void failed(Wanted wanted, Instant due, String failure) {
        of(FAILED, wanted)
                .param("due", Timestamp.from(due))
                .param("failure", failure)
                .update();
    }

    private JdbcClient.StatementSpec of(String sql, Wanted wanted) {
        return jdbc.sql(sql)
                .param("merchant", wanted.merchant().value())
                .param("channel", wanted.channel().value())
                .param("list", wanted.list())
                .param("number", wanted.number())
                .param("since", Timestamp.from(wanted.since()));
    }

    record Wanted(MerchantId merchant, ChannelId channel, String list, String number, Instant since, int tries) {}
}
