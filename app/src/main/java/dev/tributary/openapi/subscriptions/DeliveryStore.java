package dev.tributary.openapi.subscriptions;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Micros;
import dev.tributary.openapi.Deliveries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps what is still to be told. Lanes skip rows that someone else holds, so they never wait for the fan-out. */
@Component
class DeliveryStore {

    private static final String INSERT = """
            insert into openapi.delivery (subscription_id, merchant_id, event_id, version, type, key, appended_at, payload,
                                          newest_only)
            select subscription_id, merchant_id, event_id, version, type, key,
                   'epoch'::timestamptz + appended_at * interval '1 microsecond', payload, newest_only
              from unnest(:subscriptions::bigint[], :merchants::bigint[], :events::bigint[], :versions::bigint[],
                          :types::text[], :keys::text[], :appended::bigint[], :payloads::text[], :newest::boolean[])
                   as fact (subscription_id, merchant_id, event_id, version, type, key, appended_at, payload, newest_only)
            on conflict (subscription_id, key) where newest_only do update
               set event_id = excluded.event_id, version = excluded.version, appended_at = excluded.appended_at,
                   payload = excluded.payload
             where excluded.version > delivery.version
            """;
    private static final String DUE = """
            select id, event_id, type, key, appended_at, created_at, payload, attempts
              from openapi.delivery
             where subscription_id = :subscription and parked_at is null and due_at <= now()
               and not (id = any(:active::bigint[]))
             order by id
             limit :limit
            """;
    private static final String RETRYING = """
            select distinct on (key) id, key, due_at
              from openapi.delivery
             where subscription_id = :subscription and parked_at is null and attempts > 0 and due_at > now()
             order by key, id
             limit 10000
            """;
    private static final String DELIVERED = """
            with told as (
                select delivery.id as told_id
                  from openapi.delivery
                  join unnest(:ids::bigint[], :events::bigint[]) as answered (id, event_id) using (id, event_id)
                   for update of delivery skip locked)
            delete from openapi.delivery using told where id = told_id
            """;
    private static final String FAILED = """
            with failed as (
                select delivery.id as failed_id, answered.due_at as next_at, answered.note
                  from openapi.delivery
                  join unnest(:ids::bigint[], :due::bigint[], :notes::text[]) as answered (id, due_at, note) using (id)
                   for update of delivery skip locked)
            update openapi.delivery
               set attempts = attempts + 1,
                   due_at = 'epoch'::timestamptz + next_at * interval '1 microsecond',
                   parked_at = case when next_at = 0 then now() end,
                   history = (history || note)[greatest(1, cardinality(history) - 18):]
              from failed
             where id = failed_id
            """;
    private static final String DEFERRED = """
            with behind as (
                select delivery.id as behind_id, answered.due_at as next_at
                  from openapi.delivery
                  join unnest(:ids::bigint[], :due::bigint[]) as answered (id, due_at) using (id)
                   for update of delivery skip locked)
            update openapi.delivery
               set due_at = 'epoch'::timestamptz + next_at * interval '1 microsecond'
              from behind
             where id = behind_id
            """;
    private static final String BACKLOG = """
            select count(*) from (
                select from openapi.delivery where subscription_id = :subscription and parked_at is null limit :limit) as waiting
            """;
    private static final String SWEEP = """
            delete from openapi.delivery
             where not exists (select from openapi.subscription where subscription.id = subscription_id)
            """;
    private static final String FAILING = """
            select delivery.id, subscription_id, url, type, key, attempts, delivery.created_at, parked_at, due_at, history
              from openapi.delivery
              join openapi.subscription on subscription.id = subscription_id
             where delivery.merchant_id = :merchant and attempts >= 3
             order by delivery.id
             limit :limit
            """;
    private static final String WAITING = "select count(*) from openapi.delivery where parked_at is null";
    private static final String PARKED = "select count(*) from openapi.delivery where parked_at is not null";
    private static final String REPLAY = """
            update openapi.delivery set attempts = 0, due_at = now(), parked_at = null, created_at = now()
             where merchant_id = :merchant and id = :id
            """;
    private static final String REPLAY_ALL = """
            update openapi.delivery set attempts = 0, due_at = now(), parked_at = null, created_at = now()
             where id in (select id from openapi.delivery
                           where merchant_id = :merchant and subscription_id = :subscription and attempts > 0
                           order by id limit :limit)
            """;
    private static final String DROP = "delete from openapi.delivery where merchant_id = :merchant and id = :id";

    private final JdbcClient jdbc;

    DeliveryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param nextTry absent when the hub gives up */
    record Failed(long id, Optional<Instant> nextTry, String note) {}

    record Deferred(long id, Instant until) {}

    void insert(List<FanOut.Intent> intents) {
        jdbc.sql(INSERT)
                .param("subscriptions", longs(intents, FanOut.Intent::subscription))
                .param(
                        "merchants",
                        longs(intents, intent -> intent.event().merchant().value()))
                .param("events", longs(intents, intent -> intent.event().id()))
                .param("versions", longs(intents, intent -> intent.event().version()))
                .param("types", texts(intents, intent -> intent.event().type()))
                .param("keys", texts(intents, intent -> intent.event().key()))
                .param(
                        "appended",
                        longs(intents, intent -> Micros.of(intent.event().appendedAt())))
                .param("payloads", texts(intents, intent -> intent.event().payload()))
                .param(
                        "newest",
                        intents.stream()
                                .map(intent ->
                                        EventTypes.newestOnly(intent.event().type()))
                                .toArray(Boolean[]::new))
                .update();
    }

    List<Delivery> due(long subscription, Collection<Long> active, int limit) {
        return jdbc.sql(DUE)
                .param("subscription", subscription)
                .param("active", active.stream().mapToLong(Long::longValue).toArray())
                .param("limit", limit)
                .query((row, number) -> new Delivery(
                        row.getLong("id"),
                        row.getLong("event_id"),
                        row.getString("type"),
                        row.getString("key"),
                        row.getTimestamp("appended_at").toInstant(),
                        row.getTimestamp("created_at").toInstant(),
                        row.getString("payload"),
                        row.getInt("attempts")))
                .list();
    }

    record Retrying(long id, String key, Instant until) {}

    List<Retrying> retrying(long subscription) {
        return jdbc.sql(RETRYING)
                .param("subscription", subscription)
                .query((row, number) -> new Retrying(
                        row.getLong("id"),
                        row.getString("key"),
                        row.getTimestamp("due_at").toInstant()))
                .list();
    }

    /** What was replaced by newer news while it was told stays. */
    void delivered(List<Delivery> told) {
        if (!told.isEmpty()) {
            jdbc.sql(DELIVERED)
                    .param("ids", longs(told, Delivery::id))
                    .param("events", longs(told, Delivery::eventId))
                    .update();
        }
    }

    void failed(List<Failed> failed) {
        if (!failed.isEmpty()) {
            jdbc.sql(FAILED)
                    .param("ids", longs(failed, Failed::id))
                    .param(
                            "due",
                            longs(failed, each -> each.nextTry().map(Micros::of).orElse(0L)))
                    .param("notes", texts(failed, Failed::note))
                    .update();
        }
    }

    void deferred(List<Deferred> deferred) {
        if (!deferred.isEmpty()) {
            jdbc.sql(DEFERRED)
                    .param("ids", longs(deferred, Deferred::id))
                    .param("due", longs(deferred, each -> Micros.of(each.until())))
                    .update();
        }
    }

    long backlog(long subscription, int limit) {
        return jdbc.sql(BACKLOG)
                .param("subscription", subscription)
                .param("limit", limit)
                .query(Long.class)
                .single();
    }

    void sweep() {
        jdbc.sql(SWEEP).update();
    }

    List<Deliveries.Failing> failing(MerchantId merchant, int limit) {
        return jdbc.sql(FAILING)
                .param("merchant", merchant.value())
                .param("limit", limit)
                .query((row, number) -> failing(row))
                .list();
    }

    long waiting() {
        return jdbc.sql(WAITING).query(Long.class).single();
    }

    long parked() {
        return jdbc.sql(PARKED).query(Long.class).single();
    }

    boolean replay(MerchantId merchant, long id) {
        return jdbc.sql(REPLAY)
                        .param("merchant", merchant.value())
                        .param("id", id)
                        .update()
                == 1;
    }

    int replayAll(MerchantId merchant, long subscription, int limit) {
        return jdbc.sql(REPLAY_ALL)
                .param("merchant", merchant.value())
                .param("subscription", subscription)
                .param("limit", limit)
                .update();
    }

    boolean drop(MerchantId merchant, long id) {
        return jdbc.sql(DROP)
                        .param("merchant", merchant.value())
                        .param("id", id)
                        .update()
                == 1;
    }

    private static Deliveries.Failing failing(ResultSet row) throws SQLException {
        var parkedAt = Optional.ofNullable(row.getTimestamp("parked_at")).map(java.sql.Timestamp::toInstant);
        return new Deliveries.Failing(
                row.getLong("id"),
                row.getLong("subscription_id"),
                row.getString("url"),
                row.getString("type"),
                row.getString("key"),
                row.getInt("attempts"),
                row.getTimestamp("created_at").toInstant(),
                parkedAt,
                parkedAt.isPresent()
                        ? Optional.empty()
                        : Optional.of(row.getTimestamp("due_at").toInstant()),
                List.of((String[]) row.getArray("history").getArray()));
    }

    private static <T> long[] longs(List<T> rows, java.util.function.ToLongFunction<T> column) {
        return rows.stream().mapToLong(column).toArray();
    }

    private static <T> String[] texts(List<T> rows, java.util.function.Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
