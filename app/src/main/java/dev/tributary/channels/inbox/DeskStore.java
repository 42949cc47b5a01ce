package dev.tributary.channels.inbox;

import dev.tributary.channels.MessageDesk;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The inbox's rows as the message desk reads and changes them. */
@Repository
class DeskStore {

    private static final String LIST = """
            select id, channel_id, adapter, kind, received_at, state, reason, suggestion, order_id, attempts, owner
              from channels.message
             where merchant_id = :merchant
               and (:channel = 0 or channel_id = :channel)
               and (:state = 0 or state = :state)
               and (:anyOwner or owner is not distinct from nullif(:owner, ''))
               and (:beforeId = 0 or (received_at, id) < (cast(:beforeAt as timestamptz), :beforeId))
             order by received_at desc, id desc
             limit :limit
            """;
    private static final String PARKED = """
            select channel_id, count(*) as messages
              from channels.message
             where merchant_id = :merchant and state = 4
             group by channel_id
             order by channel_id
            """;
    private static final String PARKED_IDS = """
            select id
              from channels.message
             where merchant_id = :merchant and state = 4 and (:channel = 0 or channel_id = :channel) and id > :after
             order by id
             limit :limit
            """;
    private static final String SHOW = """
            select id, channel_id, adapter, kind, received_at, state, reason, suggestion, order_id, attempts, owner,
                   headers, body, corrected_body
              from channels.message
             where merchant_id = :merchant and id = :id
            """;
    private static final String HISTORY = """
            select at, actor, what, detail
              from channels.message_history
             where message_id = :id
             order by at
             limit 200
            """;
    private static final String CORRECT = """
            update channels.message
               set corrected_body = corrected.body, state = 1, attempts = 0
              from unnest(:ids::bigint[], :bodies::bytea[]) as corrected (id, body)
             where merchant_id = :merchant and message.id = corrected.id and state = 4
            returning message.id
            """;
    private static final String MOVE = """
            update channels.message
               set state = :next, attempts = 0
             where merchant_id = :merchant and id = any(:ids) and state = 4
            returning id
            """;
    private static final String BODIES = """
            select id, coalesce(corrected_body, body) as body
              from channels.message
             where merchant_id = :merchant and id = any(:ids) and state = 4
             order by id
            """;
    private static final String OWN = """
            update channels.message
               set owner = nullif(:owner, '')
             where merchant_id = :merchant and id = any(:ids) and state = 4 and owner is distinct from nullif(:owner, '')
            returning id
            """;
    private static final String WRITE_HISTORY = """
            insert into channels.message_history (message_id, at, actor, what, detail)
            select id, :at, :actor, :what, :detail from unnest(:ids::bigint[]) as moved (id)
            """;

    private final JdbcClient jdbc;

    DeskStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<MessageDesk.Summary> list(MerchantId merchant, MessageDesk.Filter filter, Optional<Before> before, int limit) {
        return jdbc.sql(LIST)
                .param("merchant", merchant.value())
                .param("channel", filter.channel().map(ChannelId::value).orElse(0L))
                .param("state", filter.state().map(MessageDesk.State::code).orElse((short) 0))
                .param("anyOwner", filter.owner().isEmpty())
                .param("owner", filter.owner().orElse(""))
                .param("beforeAt", before.map(it -> it.receivedAt().toString()).orElse("epoch"))
                .param("beforeId", before.map(Before::id).orElse(0L))
                .param("limit", limit)
                .query((row, number) -> summary(row))
                .list();
    }

    List<MessageDesk.Parked> parked(MerchantId merchant) {
        return jdbc.sql(PARKED)
                .param("merchant", merchant.value())
                .query((row, number) ->
                        new MessageDesk.Parked(new ChannelId(row.getLong("channel_id")), row.getLong("messages")))
                .list();
    }

    List<Long> parked(MerchantId merchant, Optional<ChannelId> channel, long after, int limit) {
        return jdbc.sql(PARKED_IDS)
                .param("merchant", merchant.value())
                .param("channel", channel.map(ChannelId::value).orElse(0L))
                .param("after", after)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    Optional<Shown> show(MerchantId merchant, long id) {
        return jdbc.sql(SHOW)
                .param("merchant", merchant.value())
                .param("id", id)
                .query((row, number) -> new Shown(
                        summary(row),
                        row.getString("headers"),
                        row.getBytes("body"),
                        Optional.ofNullable(row.getBytes("corrected_body"))))
                .optional();
    }

    List<MessageDesk.Entry> history(long id) {
        return jdbc.sql(HISTORY)
                .param("id", id)
                .query((row, number) -> new MessageDesk.Entry(
                        row.getTimestamp("at").toInstant(),
                        row.getString("actor"),
                        row.getString("what"),
                        row.getString("detail")))
                .list();
    }

    /** Answers those that are parked: they wait again, with these bytes. */
    List<Long> correct(MerchantId merchant, Map<Long, byte[]> sealedBodies) {
        if (sealedBodies.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(CORRECT)
                .param("merchant", merchant.value())
                .param("ids", sealedBodies.keySet().toArray(Long[]::new))
                .param("bodies", sealedBodies.values().toArray(byte[][]::new))
                .query(Long.class)
                .list();
    }

    List<Long> move(MerchantId merchant, List<Long> ids, MessageDesk.State next) {
        return jdbc.sql(MOVE)
                .param("merchant", merchant.value())
                .param("ids", ids.toArray(Long[]::new))
                .param("next", next.code())
                .query(Long.class)
                .list();
    }

    /** @param body encrypted */
    record Body(long id, byte[] body) {}

    /** Of those that are parked. */
    List<Body> bodies(MerchantId merchant, List<Long> ids) {
        return jdbc.sql(BODIES)
                .param("merchant", merchant.value())
                .param("ids", ids.toArray(Long[]::new))
                .query((row, number) -> new Body(row.getLong("id"), row.getBytes("body")))
                .list();
    }

    /** @param owner empty for nobody */
    List<Long> own(MerchantId merchant, List<Long> ids, String owner) {
        return jdbc.sql(OWN)
                .param("merchant", merchant.value())
                .param("ids", ids.toArray(Long[]::new))
                .param("owner", owner)
                .query(Long.class)
                .list();
    }

    void write(List<Long> ids, Instant at, String actor, String what, String detail) {
        jdbc.sql(WRITE_HISTORY)
                .param("ids", ids.toArray(Long[]::new))
                .param("at", Timestamp.from(at))
                .param("actor", actor)
                .param("what", what)
                .param("detail", detail)
                .update();
    }

    static MessageDesk.Summary summary(ResultSet row) throws SQLException {
        long order = row.getLong("order_id");
        return new MessageDesk.Summary(
                row.getLong("id"),
                new ChannelId(row.getLong("channel_id")),
                row.getString("adapter"),
                row.getString("kind"),
                row.getTimestamp("received_at").toInstant(),
                MessageDesk.State.of(row.getInt("state")),
                row.getString("reason"),
                row.getString("suggestion"),
                order == 0 ? Optional.empty() : Optional.of(new OrderId(order)),
                row.getInt("attempts"),
                Optional.ofNullable(row.getString("owner")));
    }

    /** @param body encrypted */
    record Shown(MessageDesk.Summary summary, String headers, byte[] body, Optional<byte[]> correctedBody) {
        /** Emptied when the person it tells of was erased. */
        byte[] current() {
            return correctedBody.orElse(body);
        }
    }

    record Before(Instant receivedAt, long id) {}
}
