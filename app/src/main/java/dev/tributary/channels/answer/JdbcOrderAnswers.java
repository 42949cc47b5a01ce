package dev.tributary.channels.answer;

import dev.tributary.channels.OrderAnswers;
import dev.tributary.database.Moments;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What operators see of answers that do not arrive, and what they can do about them. */
@Repository
class JdbcOrderAnswers implements OrderAnswers {

    private static final int LIST_MAX = 500;

    private static final String LATE = """
            select channel_id, number, order_id, wanted, attempts, decided_at, parked_at, due_at, history
              from channels.order_answer
             where merchant_id = :merchant and wanted >= 3 and known < wanted
               and (attempts >= 3 or decided_at < clock_timestamp() - interval '1 minute')
             order by decided_at
             limit :limit
            """;
    private static final String REPLAY = """
            update channels.order_answer
               set attempts = 0, due_at = clock_timestamp(), parked_at = null, decided_at = clock_timestamp()
             where merchant_id = :merchant and channel_id = :channel and number = :number
               and wanted >= 3 and known < wanted
            """;
    private static final String SETTLE = """
            update channels.order_answer
               set known = wanted, parked_at = null,
                   history = (history || cast(:note as text))[greatest(1, cardinality(history) - 18):]
             where merchant_id = :merchant and channel_id = :channel and number = :number
               and wanted >= 3 and known < wanted
            """;

    private final JdbcClient jdbc;
    private final AnswerSignal signal;
    private final Clock clock;

    JdbcOrderAnswers(JdbcClient jdbc, AnswerSignal signal, Clock clock) {
        this.jdbc = jdbc;
        this.signal = signal;
        this.clock = clock;
    }

    @Override
    public List<Late> late(MerchantId merchant, int limit) {
        return jdbc.sql(LATE)
                .param("merchant", merchant.value())
                .param("limit", Math.clamp(limit, 1, LIST_MAX))
                .query((row, number) -> late(row))
                .list();
    }

    @Override
    public boolean replay(MerchantId merchant, ChannelId channel, String number) {
        boolean untold = of(REPLAY, merchant, channel, number).update() == 1;
        signal.raise();
        return untold;
    }

    @Override
    public boolean settle(MerchantId merchant, ChannelId channel, String number, String actor) {
        return of(SETTLE, merchant, channel, number)
                        .param("note", "%s told by hand: %s".formatted(clock.instant(), actor))
                        .update()
                == 1;
    }

    private JdbcClient.StatementSpec of(String sql, MerchantId merchant, ChannelId channel, String number) {
        return jdbc.sql(sql)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .param("number", number);
    }

    private static Late late(ResultSet row) throws SQLException {
        var parkedAt = Moments.optional(row, "parked_at");
        return new Late(
                new ChannelId(row.getLong("channel_id")),
                row.getString("number"),
                new OrderId(row.getLong("order_id")),
                Told.valueOf(Decision.of(row.getInt("wanted")).tell().name()),
                row.getInt("attempts"),
                row.getTimestamp("decided_at").toInstant(),
                parkedAt,
                parkedAt.isPresent()
                        ? Optional.empty()
                        : Optional.of(row.getTimestamp("due_at").toInstant()),
                List.of((String[]) row.getArray("history").getArray()));
    }
}
