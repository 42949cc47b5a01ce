package dev.tributary.access.people;

import dev.tributary.access.SecondFactor;
import dev.tributary.access.SecretBox;
import dev.tributary.database.Columns;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Second factors in force, their secrets sealed. */
@Repository
class SecondFactorStore {

    private static final String FIND = """
            select confirmed_at, (select count(*) from access.recovery_code
                                   where recovery_code.operator_id = second_factor.operator_id and used_at is null) as codes_left
              from access.second_factor where operator_id = :operator
            """;
    private static final String SECRET = "select secret from access.second_factor where operator_id = :operator";
    private static final String OWNERS = "select operator_id from access.second_factor";
    private static final String INSERT = """
            insert into access.second_factor (operator_id, secret, step_last, confirmed_at)
            values (:operator, :secret, :step, :at)
            on conflict do nothing
            """;
    private static final String INSERT_CODES = """
            insert into access.recovery_code (operator_id, code_hash) select * from unnest(?::bigint[], ?::bytea[])
            """;
    private static final String USE_STEP = """
            update access.second_factor set step_last = :step where operator_id = :operator and step_last < :step
            """;
    private static final String USE_CODE = """
            update access.recovery_code set used_at = :at
             where operator_id = :operator and code_hash = :hash and used_at is null
            """;
    private static final String DELETE = "delete from access.second_factor where operator_id = :operator";
    private static final String DELETE_OF = """
            delete from access.second_factor where operator_id = :operator and confirmed_at = :since
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final SecretBox box;

    SecondFactorStore(JdbcClient jdbc, JdbcTemplate batches, @Value("${tributary.vault.keys:var/keys}") Path keys) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.box = new SecretBox(keys, "second-factors.key");
    }

    Optional<SecondFactor> find(long operator) {
        return jdbc.sql(FIND)
                .param("operator", operator)
                .query((row, number) -> new SecondFactor(
                        row.getObject("confirmed_at", OffsetDateTime.class).toInstant(), row.getInt("codes_left")))
                .optional();
    }

    Optional<byte[]> secret(long operator) {
        return jdbc.sql(SECRET)
                .param("operator", operator)
                .query((row, number) -> row.getBytes("secret"))
                .optional()
                .map(closed -> box.open(closed, operator));
    }

    Set<Long> owners() {
        return jdbc.sql(OWNERS).query(Long.class).set();
    }

    /**
     * False when there is one already.
     *
     * @param step of the code that confirmed it, which is used up with that
     */
    boolean insert(long operator, byte[] secret, long step, List<String> recoveryCodes, Instant at) {
        int inserted = jdbc.sql(INSERT)
                .param("operator", operator)
                .param("secret", box.close(secret, operator))
                .param("step", step)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        if (inserted == 0) {
            return false;
        }
        var columns = new Columns();
        var operators = columns.longs();
        var hashes = columns.bytes();
        for (String code : recoveryCodes) {
            operators.add(operator);
            hashes.add(RecoveryCodes.hash(code));
        }
        columns.update(batches, INSERT_CODES);
        return true;
    }

    /** True for a step later than every step used before. */
    boolean useStep(long operator, long step) {
        return jdbc.sql(USE_STEP)
                        .param("operator", operator)
                        .param("step", step)
                        .update()
                == 1;
    }

    /** True once for each code. */
    boolean useRecoveryCode(long operator, String code, Instant at) {
        return jdbc.sql(USE_CODE)
                        .param("operator", operator)
                        .param("hash", RecoveryCodes.hash(code))
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** With its recovery codes. */
    boolean delete(long operator) {
        return jdbc.sql(DELETE).param("operator", operator).update() == 1;
    }

    /** The one that is in force since then, and no other. */
    void delete(long operator, Instant since) {
        jdbc.sql(DELETE_OF)
                .param("operator", operator)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .update();
    }
}
