package dev.tributary.openapi.idempotency;

import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class KeyStore {

    record Owner(long merchant, String clientId, String key) {}

    record Kept(byte[] bodyHash, int status, String answer) {

        boolean sameBody(byte[] hash) {
            return Arrays.equals(bodyHash, hash);
        }
    }

    /** How long a duplicate waits for the one before it; below the transaction's own limit of 5 s. */
    private static final Duration WAIT_MAX = Duration.ofSeconds(3);

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String WAIT_SHORTLY = """
            select set_config('lock_timeout', :wait, true)
            """;
    /** Waits on the unique index while another transaction has the key. */
    private static final String CLAIM = """
            insert into openapi.idempotency_key (merchant_id, client_id, key, body_hash, status, answer, created_at)
            values (:merchant, :client, :key, :hash, 0, '', :at)
            on conflict do nothing
            """;

    private static final String FIND = """
            select body_hash, status, answer from openapi.idempotency_key
             where merchant_id = :merchant and client_id = :client and key = :key
            """;
    private static final String KEEP = """
            update openapi.idempotency_key set status = :status, answer = :answer
             where merchant_id = :merchant and client_id = :client and key = :key
            """;
    private static final String FORGET = """
            delete from openapi.idempotency_key
             where (merchant_id, client_id, key) in (
                   select merchant_id, client_id, key from openapi.idempotency_key
                    where created_at < :before order by created_at limit :limit)
            """;

    private final JdbcClient jdbc;
    private final Duration waitMax;

    @Autowired
    KeyStore(JdbcClient jdbc) {
        this(jdbc, WAIT_MAX);
    }

    KeyStore(JdbcClient jdbc, Duration waitMax) {
        this.jdbc = jdbc;
        this.waitMax = waitMax;
    }

    /** True when the key is new and now the caller's transaction's own. */
    boolean claim(Owner owner, byte[] bodyHash, Instant at) {
        jdbc.sql(WAIT_SHORTLY)
                .param("wait", waitMax.toMillis() + "ms")
                .query(String.class)
                .single();
        try {
            return of(CLAIM, owner)
                            .param("hash", bodyHash)
                            .param("at", at.atOffset(ZoneOffset.UTC))
                            .update()
                    == 1;
        } catch (DataAccessException e) {
            if (e.getRootCause() instanceof SQLException cause && LOCK_NOT_AVAILABLE.equals(cause.getSQLState())) {
                throw new ProblemException(Problem.IN_PROGRESS, "ask again in a moment");
            }
            throw e;
        }
    }

    Kept find(Owner owner) {
        return of(FIND, owner)
                .query((row, number) ->
                        new Kept(row.getBytes("body_hash"), row.getInt("status"), row.getString("answer")))
                .single();
    }

    void keep(Owner owner, int status, String answer) {
        int rows =
                of(KEEP, owner).param("status", status).param("answer", answer).update();
        if (rows != 1) {
            throw new IllegalStateException("kept the answer of %d keys".formatted(rows));
        }
    }

    int forget(Instant before, int limit) {
        return jdbc.sql(FORGET)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .update();
    }

    private JdbcClient.StatementSpec of(String sql, Owner owner) {
        return jdbc.sql(sql)
                .param("merchant", owner.merchant())
                .param("client", owner.clientId())
                .param("key", owner.key());
    }
}
