package dev.tributary.database;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The database this node works on: its own child, or a cluster elsewhere. Closing it stops what it started. */
final class Database implements AutoCloseable {

    private final DatabaseUrl url;
    private final @Nullable EmbeddedPostgres embedded;

    private Database(DatabaseUrl url, @Nullable EmbeddedPostgres embedded) {
        this.url = url;
        this.embedded = embedded;
    }

    static Database open(DatabaseSettings settings) {
        String external = settings.url();
        if (external != null && !external.isBlank()) {
            return new Database(DatabaseUrl.parse(external), null);
        }
        EmbeddedPostgres embedded = EmbeddedPostgres.start(settings);
        return new Database(embedded.url(), embedded);
    }

    DatabaseUrl url() {
        return url;
    }

    Optional<EmbeddedPostgres> embedded() {
        return Optional.ofNullable(embedded);
    }

    PGSimpleDataSource unpooled() {
        return url.unpooled();
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
