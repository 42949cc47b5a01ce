package dev.tributary.channels.answer;

import dev.tributary.channels.telling.Tellings.Failed;
import dev.tributary.channels.telling.Tellings.Told;
import dev.tributary.channels.telling.Tellings.Untold;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Micros;
import dev.tributary.kernel.OrderId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What platforms should hold of their orders, and what they are known to hold. */
@Repository
class AnswerStore {

    /**
     * An event that comes again is not newer. What is decided the same again is told no sooner; an order waits from when
     * it first did; one that is cancelled while it waits is cancelled for what it waits for.
     */
    private static final String DECIDE = """
            insert into channels.order_answer (merchant_id, channel_id, number, order_id, version, wanted, cause,
                                               decided_at, due_at)
            select merchant_id, channel_id, number, order_id, version, wanted, cause,
                   'epoch'::timestamptz + decided_at * interval '1 microsecond',
                   'epoch'::timestamptz + due_at * interval '1 microsecond'
              from unnest(:merchants::bigint[], :channels::bigint[], :numbers::text[], :orders::bigint[],
                          :versions::bigint[], :wanted::int[], :causes::text[], :decided::bigint[], :due::bigint[])
                   as decided (merchant_id, channel_id, number, order_id, version, wanted, cause, decided_at, due_at)
             order by channel_id, number
                on conflict (channel_id, number) do update
               set order_id = excluded.order_id, version = excluded.version, wanted = excluded.wanted,
                   cause = case order_answer.wanted when 1 then 'NOT_LISTED' when 2 then 'SOLD_OUT'
                           else excluded.cause end,
                   decided_at = excluded.decided_at,
                   due_at = case when order_answer.wanted in (1, 2) and excluded.wanted in (1, 2)
                            then order_answer.due_at else excluded.due_at end,
                   attempts = 0, parked_at = null
             where order_answer.version < excluded.version and order_answer.wanted <> excluded.wanted
            """;

    private static final String KNOWN = """
            insert into channels.order_answer (merchant_id, channel_id, number, known, decided_at, due_at)
            select :merchant, :channel, number, known, clock_timestamp(), clock_timestamp()
              from unnest(:numbers::text[], :known::int[]) as said (number, known)
             order by number
                on conflict (channel_id, number) do update set known = excluded.known
             where order_answer.known < excluded.known
            """;
    private static final String DUE = """
            select number, wanted, cause, decided_at, attempts
              from channels.order_answer
             where merchant_id = :merchant and channel_id = :channel and wanted >= 3 and known < wanted
               and parked_at is null and due_at <= clock_timestamp() and not (number = any(:active::text[]))
             order by due_at
             limit :limit
            """;
    private static final String TOLD = """
            update channels.order_answer
               set known = greatest(known, told.decision), history = (history || told.note)[greatest(1, cardinality(history) - 18):]
              from unnest(:numbers::text[], :decisions::int[], :notes::text[]) as told (number, decision, note)
             where order_answer.merchant_id = :merchant and channel_id = :channel and order_answer.number = told.number
            """;
    /** What was decided anew meanwhile has not been tried yet. */
    private static final String FAILED = """
            update channels.order_answer
               set attempts = attempts + 1,
                   due_at = 'epoch'::timestamptz + failed.next_at * interval '1 microsecond',
                   parked_at = case when failed.next_at = 0 then clock_timestamp() end,
                   history = (history || failed.note)[greatest(1, cardinality(history) - 18):]
              from unnest(:numbers::text[], :decisions::int[], :due::bigint[], :notes::text[])
                   as failed (number, decision, next_at, note)
             where order_answer.merchant_id = :merchant and channel_id = :channel and order_answer.number = failed.number
               and wanted = failed.decision
            """;
    /** Looked at again in half a minute, should the cancel not have come through. */
    private static final String CLAIM_OVERDUE = """
            update channels.order_answer
               set due_at = clock_timestamp() + interval '30 seconds'
             where (channel_id, number) in (
                   select channel_id, number
                     from channels.order_answer
                    where wanted in (1, 2) and known = 0 and due_at <= clock_timestamp()
                    order by due_at
                    limit :limit
                      for update skip locked)
            returning merchant_id, order_id
            """;

    private static final String FORGET = """
            delete from channels.order_answer
             where (channel_id, number) in (
                   select channel_id, number from channels.order_answer
                    where decided_at < clock_timestamp() - make_interval(days => :days) limit :limit)
            """;
    private static final String UNTOLD = """
            select count(*) filter (where parked_at is null) as waiting, count(*) filter (where parked_at is not null) as parked
              from channels.order_answer
             where wanted >= 3 and known < wanted
            """;

    private final JdbcClient jdbc;

    AnswerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param due when to tell it, or when what waits cannot be met any more */
    record Decided(
            MerchantId merchant,
            ChannelId channel,
            String number,
            long order,
            long version,
            Decision decision,
            Cause cause,
            Instant decidedAt,
            Instant due) {}

    record Overdue(MerchantId merchant, OrderId order) {}

    void decide(Collection<Decided> decided) {
        jdbc.sql(DECIDE)
                .param("merchants", longs(decided, it -> it.merchant().value()))
                .param("channels", longs(decided, it -> it.channel().value()))
                .param("numbers", texts(decided, Decided::number))
                .param("orders", longs(decided, Decided::order))
                .param("versions", longs(decided, Decided::version))
                .param("wanted", codes(decided, Decided::decision))
                .param("causes", texts(decided, it -> it.cause().name()))
                .param("decided", longs(decided, it -> Micros.of(it.decidedAt())))
                .param("due", longs(decided, it -> Micros.of(it.due())))
                .update();
    }

    void known(MerchantId merchant, ChannelId channel, Map<String, Decision> byNumber) {
        var entries = byNumber.entrySet();
        jdbc.sql(KNOWN)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .param("numbers", texts(entries, Map.Entry::getKey))
                .param("known", codes(entries, Map.Entry::getValue))
                .update();
    }

    List<Answer> due(MerchantId merchant, ChannelId channel, Collection<String> active, int limit) {
        return jdbc.sql(DUE)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .param("active", active.toArray(String[]::new))
                .param("limit", limit)
                .query((row, number) -> new Answer(
                        row.getString("number"),
                        Decision.of(row.getInt("wanted")),
                        Cause.valueOf(row.getString("cause")),
                        row.getTimestamp("decided_at").toInstant(),
                        row.getInt("attempts")))
                .list();
    }

    void told(MerchantId merchant, ChannelId channel, List<Told<Answer>> told) {
        if (!told.isEmpty()) {
            jdbc.sql(TOLD)
                    .param("merchant", merchant.value())
                    .param("channel", channel.value())
                    .param("numbers", texts(told, it -> it.telling().number()))
                    .param("decisions", codes(told, it -> it.telling().decision()))
                    .param("notes", texts(told, Told::note))
                    .update();
        }
    }

    void failed(MerchantId merchant, ChannelId channel, List<Failed<Answer>> failed) {
        if (!failed.isEmpty()) {
            jdbc.sql(FAILED)
                    .param("merchant", merchant.value())
                    .param("channel", channel.value())
                    .param("numbers", texts(failed, it -> it.telling().number()))
                    .param("decisions", codes(failed, it -> it.telling().decision()))
                    .param(
                            "due",
                            longs(failed, it -> it.nextTry().map(Micros::of).orElse(0L)))
                    .param("notes", texts(failed, Failed::note))
                    .update();
        }
    }

    List<Overdue> claimOverdue(int limit) {
        return jdbc.sql(CLAIM_OVERDUE)
                .param("limit", limit)
                .query((row, number) ->
                        new Overdue(new MerchantId(row.getLong("merchant_id")), new OrderId(row.getLong("order_id"))))
                .list();
    }

    int forget(int days, int limit) {
        return jdbc.sql(FORGET).param("days", days).param("limit", limit).update();
    }

    Untold untold() {
        return jdbc.sql(UNTOLD)
                .query((row, number) -> new Untold(row.getLong("waiting"), row.getLong("parked")))
                .single();
    }

    private static <T> long[] longs(Collection<T> rows, ToLongFunction<T> column) {
        return rows.stream().mapToLong(column).toArray();
    }

    private static <T> int[] codes(Collection<T> rows, Function<T, Decision> column) {
        return rows.stream().mapToInt(row -> column.apply(row).code()).toArray();
    }

    private static <T> String[] texts(Collection<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
