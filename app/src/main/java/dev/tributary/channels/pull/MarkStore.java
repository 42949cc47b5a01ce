package dev.tributary.channels.pull;

import dev.tributary.channels.Pulls;
import dev.tributary.channels.account.OpenAccount;
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

/** How far each list of a channel is read. A mark goes back only to a clock of the platform that is behind it. */
@Repository
class MarkStore {

    /** Who begins a list reads it from now on; what was before is asked for as a range. */
    private static final String BEGIN = """
            insert into channels.pull_mark (merchant_id, channel_id, list, through)
            values (:merchant, :channel, :list, :now)
                on conflict (channel_id, list) do nothing
            """;

    private static final String OF_CHANNEL = """
            select list, through, lost_from, lost_to, looked_at, failing_since, failure
              from channels.pull_mark
             where merchant_id = :merchant and channel_id = :channel
             order by list
            """;
    private static final String READ = """
            update channels.pull_mark
               set through = greatest(through, :through), looked_at = :now, failing_since = null, failure = '', tries = 0
             where merchant_id = :merchant and channel_id = :channel and list = :list
            """;
    private static final String SET_BACK = """
            update channels.pull_mark
               set through = least(through, :through)
             where merchant_id = :merchant and channel_id = :channel and list = :list
            """;
    private static final String LOST = """
            update channels.pull_mark
               set through = greatest(through, :through), lost_from = coalesce(lost_from, through), lost_to = :through
             where merchant_id = :merchant and channel_id = :channel and list = :list
            """;
    private static final String FAILED = """
            update channels.pull_mark
               set looked_at = :now, failing_since = coalesce(failing_since, :now), failure = left(:failure, 500), tries = tries + 1
             where merchant_id = :merchant and channel_id = :channel and list = :list
            """;

    private final JdbcClient jdbc;

    MarkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where the list is, begun at {@code now} when it is new. */
    Instant through(OpenAccount account, String list, Instant now) {
        return find(account, list).orElseGet(() -> {
            begin(account, list, now);
            return find(account, list).orElseThrow();
        });
    }

    private Optional<Instant> find(OpenAccount account, String list) {
        return ofChannel(account.merchant(), account.channel()).stream()
                .filter(mark -> mark.name().equals(list))
                .findFirst()
                .map(Pulls.PulledList::through);
    }

    private void begin(OpenAccount account, String list, Instant now) {
        jdbc.sql(BEGIN)
                .param("merchant", account.merchant().value())
                .param("channel", account.channel().value())
                .param("list", list)
                .param("now", Timestamp.from(now))
                .update();
    }

    List<Pulls.PulledList> ofChannel(MerchantId merchant, ChannelId channel) {
        return jdbc.sql(OF_CHANNEL)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .query(MarkStore::mark)
                .list();
    }

    /** Called when everything up to here is stored for good. */
    void read(OpenAccount account, String list, Instant through, Instant now) {
        jdbc.sql(READ)
                .param("merchant", account.merchant().value())
                .param("channel", account.channel().value())
                .param("list", list)
                .param("through", Timestamp.from(through))
                .param("now", Timestamp.from(now))
                .update();
    }

    void setBack(OpenAccount account, String list, Instant through) {
        move(SET_BACK, account, list, through);
    }

    /** The platform shows nothing from before this any more. */
    void lost(OpenAccount account, String list, Instant through) {
        move(LOST, account, list, through);
    }

    private void move(String sql, OpenAccount account, String list, Instant through) {
        jdbc.sql(sql)
                .param("merchant", account.merchant().value())
                .param("channel", account.channel().value())
                .param("list", list)
                .param("through", Timestamp.from(through))
                .update();
    }

    void failed(OpenAccount account, String list, String failure, Instant now) {
        jdbc.sql(FAILED)
                .param("merchant", account.merchant().value())
                .param("channel", account.channel().value())
                .param("list", list)
                .param("failure", failure)
                .param("now", Timestamp.from(now))
                .update();
    }

    private static Pulls.PulledList mark(ResultSet row, int number) throws SQLException {
        return new Pulls.PulledList(
                row.getString("list"),
                row.getTimestamp("through").toInstant(),
                Moments.optional(row, "lost_from"),
                Moments.optional(row, "lost_to"),
                Moments.optional(row, "looked_at"),
                Moments.optional(row, "failing_since"),
                row.getString("failure"));
    }
}
