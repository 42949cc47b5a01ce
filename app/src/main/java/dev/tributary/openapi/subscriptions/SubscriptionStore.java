package dev.tributary.openapi.subscriptions;

import dev.tributary.kernel.MerchantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps subscriptions and the leases by which nodes share them. */
@Component
class SubscriptionStore {

    private static final String COLUMNS =
            " id, merchant_id, url, types, salt, created_at, case when suspended_at is not null then coalesce(suspended_for, '') end as suspended_for ";
    private static final String INSERT = """
            insert into openapi.subscription (merchant_id, url, types, salt)
            select :merchant, :url, :types::text[], :salt
             where (select count(*) from openapi.subscription where merchant_id = :merchant) < :most
            returning id
            """;
    private static final String OF_MERCHANT =
            "select" + COLUMNS + "from openapi.subscription where merchant_id = :merchant order by id";
    private static final String WANTED =
            "select" + COLUMNS + "from openapi.subscription where merchant_id = any(:merchants::bigint[])";
    private static final String DELETE = """
            with gone as (delete from openapi.subscription where merchant_id = :merchant and id = :id returning id),
                 untold as (delete from openapi.delivery where subscription_id in (select id from gone))
            select count(*) from gone
            """;
    private static final String LEASE = """
            with free as (
                select id as free_id
                  from openapi.subscription
                 where suspended_at is null and (lease_owner = :self or lease_until is null or lease_until < now())
                 order by id
                 limit :most
                   for update skip locked)
            update openapi.subscription
               set lease_owner = :self, lease_until = now() + make_interval(secs => :seconds)
              from free
             where id = free_id
            returning
            """ + COLUMNS;
    private static final String RELEASE =
            "update openapi.subscription set lease_until = null, lease_owner = null where lease_owner = :self";
    private static final String SUSPEND = """
            update openapi.subscription
               set suspended_at = now(), suspended_for = :reason, lease_owner = null, lease_until = null
             where id = :id
            """;
    private static final String RESUME = """
            update openapi.subscription set suspended_at = null, suspended_for = null
             where merchant_id = :merchant and id = :id
            """;

    private final JdbcClient jdbc;

    SubscriptionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty when the merchant has as many as it may. */
    Optional<Long> insert(MerchantId merchant, String url, List<String> types, byte[] salt) {
        return jdbc.sql(INSERT)
                .param("merchant", merchant.value())
                .param("url", url)
                .param("types", types.toArray(String[]::new))
                .param("salt", salt)
                .param("most", Subscription.PER_MERCHANT_MAX)
                .query(Long.class)
                .optional();
    }

    List<Subscription> of(MerchantId merchant) {
        return jdbc.sql(OF_MERCHANT)
                .param("merchant", merchant.value())
                .query((row, number) -> subscription(row))
                .list();
    }

    List<Subscription> ofAll(long[] merchants) {
        return jdbc.sql(WANTED)
                .param("merchants", merchants)
                .query((row, number) -> subscription(row))
                .list();
    }

    boolean delete(MerchantId merchant, long id) {
        return jdbc.sql(DELETE)
                        .param("merchant", merchant.value())
                        .param("id", id)
                        .query(Long.class)
                        .single()
                == 1;
    }

    /** Takes and renews: what is answered is this node's for so long. */
    List<Subscription> lease(String self, Duration time, int most) {
        return jdbc.sql(LEASE)
                .param("self", self)
                .param("seconds", time.toSeconds())
                .param("most", most)
                .query((row, number) -> subscription(row))
                .list();
    }

    void release(String self) {
        jdbc.sql(RELEASE).param("self", self).update();
    }

    void suspend(long id, String reason) {
        jdbc.sql(SUSPEND).param("id", id).param("reason", reason).update();
    }

    void resume(MerchantId merchant, long id) {
        jdbc.sql(RESUME).param("merchant", merchant.value()).param("id", id).update();
    }

    private static Subscription subscription(ResultSet row) throws SQLException {
        return new Subscription(
                row.getLong("id"),
                new MerchantId(row.getLong("merchant_id")),
                row.getString("url"),
                List.of((String[]) row.getArray("types").getArray()),
                row.getBytes("salt"),
                row.getTimestamp("created_at").toInstant(),
                Optional.ofNullable(row.getString("suspended_for")));
    }
}
