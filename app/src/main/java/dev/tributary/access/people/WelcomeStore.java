package dev.tributary.access.people;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class WelcomeStore {

    private static final String INSERT = """
            insert into access.welcome (token_hash, created_at) values (:tokenHash, :createdAt)
            """;
    private static final String USE = """
            delete from access.welcome where token_hash = :tokenHash and created_at > :notBefore
            """;
    private static final String CLEAR = "delete from access.welcome";

    private final JdbcClient jdbc;

    WelcomeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(byte[] tokenHash, Instant at) {
        jdbc.sql(INSERT)
                .param("tokenHash", tokenHash)
                .param("createdAt", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** True once for a token that is not too old. */
    boolean use(byte[] tokenHash, Instant notBefore) {
        return jdbc.sql(USE)
                        .param("tokenHash", tokenHash)
                        .param("notBefore", notBefore.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    void clear() {
        jdbc.sql(CLEAR).update();
    }
}
