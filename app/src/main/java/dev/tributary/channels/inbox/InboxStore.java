package dev.tributary.channels.inbox;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The inbox's rows; every statement takes a whole batch. */
@Repository
class InboxStore {

    /** Sorted, so that two nodes that store the same messages never wait for each other in a circle. */
    private static final String INSERT = """
            insert into channels.message
                   (id, merchant_id, channel_id, adapter, kind, natural_key, received_at, verdict, headers, body)
            select * from unnest(:ids::bigint[], :merchants::bigint[], :channels::bigint[], :adapters::text[],
                   :kinds::text[], :keys::bytea[], :received::timestamptz[], :verdicts::text[], :headers::text[],
                   :bodies::bytea[])
                   as new (id, merchant_id, channel_id, adapter, kind, natural_key, received_at, verdict, headers, body)
             order by channel_id, natural_key, id
                on conflict (channel_id, natural_key) do nothing
            """;

    private static final String IDS = """
            select message.channel_id, message.natural_key, message.id
              from unnest(:channels::bigint[], :keys::bytea[]) as wanted (channel_id, natural_key)
              join channels.message using (channel_id, natural_key)
            """;
    private static final String KNOWN = """
            select natural_key from channels.message where channel_id = :channel and natural_key = any(:keys)
            """;

    /** Behind a beginning stand at most 48 bytes more. */
    private static final String LAST_OF = """
            select beginning, last.natural_key, last.id
              from unnest(:beginnings::bytea[]) as wanted (beginning)
             cross join lateral (
                   select natural_key, id
                     from channels.message
                    where channel_id = :channel and natural_key >= beginning
                      and natural_key <= beginning || decode(repeat('ff', 48), 'hex')
                    order by received_at desc, id desc
                    limit 1) as last
            """;

    private static final String OPEN_LANES = """
            insert into channels.inbox_lane (channel_id, leased_until)
            select channel_id, '-infinity' from unnest(:channels::bigint[]) as new (channel_id)
             order by channel_id
                on conflict (channel_id) do nothing
            """;
    /** The lane that was served longest ago among those with work and no worker. */
    private static final String CLAIM = """
            update channels.inbox_lane
               set worker = :worker, leased_until = clock_timestamp() + make_interval(secs => :seconds)
             where channel_id = (
                   select lane.channel_id
                     from channels.inbox_lane as lane
                    where lane.leased_until < clock_timestamp()
                      and exists (select from channels.message
                                   where message.channel_id = lane.channel_id and message.state = 1)
                    order by lane.leased_until
                    limit 1
                      for update skip locked)
            returning channel_id
            """;

    private static final String RENEW = """
            update channels.inbox_lane
               set leased_until = clock_timestamp() + make_interval(secs => :seconds)
             where worker = any(:workers) and leased_until > clock_timestamp()
            """;
    private static final String RELEASE = """
            update channels.inbox_lane
               set worker = null, leased_until = clock_timestamp()
             where channel_id = :channel and worker = :worker
            """;
    /** In order of arrival, up to a number of messages and, after the first, of bytes. */
    private static final String WAITING = """
            with next as (
                select id, received_at, sum(length(body) + coalesce(length(corrected_body), 0))
                           over (order by received_at, id) - length(body) as bytes_before
                  from (select id, received_at, body, corrected_body
                          from channels.message
                         where channel_id = :channel and state = 1
                         order by received_at, id
                         limit :limit) as oldest)
            select message.id, message.kind, message.received_at, message.attempts,
                   coalesce(message.corrected_body, message.body) as body
              from next join channels.message using (id)
             where next.bytes_before <= :bytes
             order by next.received_at, next.id
            """;

    private static final String SETTLE = """
            update channels.message
               set state = settled.state, reason = settled.reason, suggestion = settled.suggestion,
                   order_id = coalesce(nullif(settled.order_id, 0), message.order_id), attempts = settled.attempts
              from unnest(:ids::bigint[], :states::smallint[], :reasons::text[], :suggestions::text[],
                   :orders::bigint[], :attempts::int[])
                   as settled (id, state, reason, suggestion, order_id, attempts)
             where message.id = settled.id and message.state = 1
            """;
    private static final String SPEAKS_OF = """
            insert into channels.message_person (merchant_id, token, message_id)
            select :merchant, token, message_id
              from unnest(:tokens::bytea[], :messages::bigint[]) as new (token, message_id)
             order by token, message_id
                on conflict do nothing
            """;
    /** Messages whose bytes cannot be opened any more, whatever became of them. */
    private static final String FORGET = """
            delete from channels.message
             where id in (select id from channels.message where received_at < :before limit :limit)
            """;

    private static final String WAITING_COUNT = """
            select count(*) from (select from channels.message where state = 1 limit :limit) as waiting
            """;

    private final JdbcClient jdbc;

    InboxStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores what is new. */
    void insert(List<SealedMessage> messages) {
        jdbc.sql(INSERT)
                .param("ids", messages.stream().map(SealedMessage::id).toArray(Long[]::new))
                .param(
                        "merchants",
                        longs(messages, it -> it.account().merchant().value()))
                .param("channels", longs(messages, it -> it.account().channel().value()))
                .param("adapters", texts(messages, it -> it.account().adapter().name()))
                .param("kinds", texts(messages, NewMessage::kind))
                .param(
                        "keys",
                        messages.stream().map(it -> it.message().naturalKey()).toArray(byte[][]::new))
                .param("received", texts(messages, it -> it.receivedAt().toString()))
                .param("verdicts", texts(messages, NewMessage::verdict))
                .param("headers", texts(messages, NewMessage::headers))
                .param("bodies", messages.stream().map(SealedMessage::body).toArray(byte[][]::new))
                .update();
    }

    /** The ids under which the messages are stored, now or before. */
    Map<Key, Long> ids(List<SealedMessage> messages) {
        var ids = new HashMap<Key, Long>();
        jdbc.sql(IDS)
                .param("channels", longs(messages, it -> it.account().channel().value()))
                .param(
                        "keys",
                        messages.stream().map(it -> it.message().naturalKey()).toArray(byte[][]::new))
                .query(row -> {
                    ids.put(
                            new Key(row.getLong("channel_id"), ByteBuffer.wrap(row.getBytes("natural_key"))),
                            row.getLong("id"));
                });
        return ids;
    }

    /** Which of these natural keys one channel's messages have. */
    Set<ByteBuffer> known(ChannelId channel, List<byte[]> keys) {
        var known = new HashSet<ByteBuffer>();
        jdbc.sql(KNOWN)
                .param("channel", channel.value())
                .param("keys", keys.toArray(byte[][]::new))
                .query(row -> {
                    known.add(ByteBuffer.wrap(row.getBytes("natural_key")));
                });
        return known;
    }

    record Last(byte[] key, long id) {}

    Map<ByteBuffer, Last> lastOf(ChannelId channel, List<byte[]> beginnings) {
        var last = new HashMap<ByteBuffer, Last>();
        jdbc.sql(LAST_OF)
                .param("channel", channel.value())
                .param("beginnings", beginnings.toArray(byte[][]::new))
                .query(row -> {
                    last.put(
                            ByteBuffer.wrap(row.getBytes("beginning")),
                            new Last(row.getBytes("natural_key"), row.getLong("id")));
                });
        return last;
    }

    void openLanes(Collection<ChannelId> channels) {
        jdbc.sql(OPEN_LANES)
                .param("channels", channels.stream().map(ChannelId::value).toArray(Long[]::new))
                .update();
    }

    Optional<ChannelId> claim(String worker, Duration lease) {
        return jdbc.sql(CLAIM)
                .param("worker", worker)
                .param("seconds", (double) lease.toSeconds())
                .query(Long.class)
                .optional()
                .map(ChannelId::new);
    }

    /** A long file may take longer than a lease. */
    void renew(String[] workers, Duration lease) {
        jdbc.sql(RENEW)
                .param("workers", workers)
                .param("seconds", (double) lease.toSeconds())
                .update();
    }

    void release(ChannelId channel, String worker) {
        jdbc.sql(RELEASE)
                .param("channel", channel.value())
                .param("worker", worker)
                .update();
    }

    List<Stored> waiting(ChannelId channel, int limit, long bytes) {
        return jdbc.sql(WAITING)
                .param("channel", channel.value())
                .param("limit", limit)
                .param("bytes", bytes)
                .query((row, number) -> new Stored(
                        row.getLong("id"),
                        row.getString("kind"),
                        row.getTimestamp("received_at").toInstant(),
                        row.getInt("attempts"),
                        row.getBytes("body")))
                .list();
    }

    /** Before they are settled: a message without an order is found by nothing else when somebody is erased. */
    void speakOf(MerchantId merchant, Map<Long, List<byte[]>> tokensByMessage) {
        var messages = new ArrayList<Long>();
        var tokens = new ArrayList<byte[]>();
        tokensByMessage.forEach((message, all) -> all.forEach(token -> {
            messages.add(message);
            tokens.add(token);
        }));
        if (!messages.isEmpty()) {
            jdbc.sql(SPEAKS_OF)
                    .param("merchant", merchant.value())
                    .param("tokens", tokens.toArray(byte[][]::new))
                    .param("messages", messages.toArray(Long[]::new))
                    .update();
        }
    }

    void settle(List<Settled> settled) {
        jdbc.sql(SETTLE)
                .param("ids", settled.stream().map(Settled::id).toArray(Long[]::new))
                .param(
                        "states",
                        settled.stream().map(it -> it.result().state().code()).toArray(Short[]::new))
                .param(
                        "reasons",
                        settled.stream().map(it -> it.result().reason()).toArray(String[]::new))
                .param(
                        "suggestions",
                        settled.stream().map(it -> it.result().suggestion()).toArray(String[]::new))
                .param(
                        "orders",
                        settled.stream()
                                .map(it ->
                                        it.result().order().map(OrderId::value).orElse(0L))
                                .toArray(Long[]::new))
                .param("attempts", settled.stream().map(Settled::attempts).toArray(Integer[]::new))
                .update();
    }

    int forget(Instant before, int limit) {
        return jdbc.sql(FORGET)
                .param("before", Timestamp.from(before))
                .param("limit", limit)
                .update();
    }

    int waitingCount(int limit) {
        return jdbc.sql(WAITING_COUNT)
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }

    private static Long[] longs(List<SealedMessage> messages, java.util.function.Function<NewMessage, Long> value) {
        return messages.stream().map(SealedMessage::message).map(value).toArray(Long[]::new);
    }

    private static String[] texts(List<SealedMessage> messages, java.util.function.Function<NewMessage, String> value) {
        return messages.stream().map(SealedMessage::message).map(value).toArray(String[]::new);
    }

    /** @param body encrypted */
    record SealedMessage(long id, NewMessage message, byte[] body) {
        Key key() {
            return new Key(message.account().channel().value(), ByteBuffer.wrap(message.naturalKey()));
        }
    }

    record Key(long channel, ByteBuffer naturalKey) {}

    /** @param body encrypted */
    record Stored(long id, String kind, Instant receivedAt, int attempts, byte[] body) {}

    record Settled(long id, Understanding.Result result, int attempts) {}
}
