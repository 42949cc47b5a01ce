package dev.tributary.testing;

import dev.tributary.database.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The real PostgreSQL, started once for a test run; every caller gets a migrated database of its own. */
public final class TestPostgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final EmbeddedPostgres POSTGRES = start();

    private static final List<AutoCloseable> USERS = new CopyOnWriteArrayList<>();

    private TestPostgres() {}

    /** Closed when the process ends, before the server is: it would miss it loudly. */
    static void beforeItStops(AutoCloseable user) {
        USERS.add(user);
    }

    /** An empty hub's database: schemas migrated, no rows. */
    public static DataSource freshDatabase() {
        return freshDatabase("hub" + DATABASES.incrementAndGet(), "hub_template");
    }

    private static DataSource freshDatabase(String name, String template) {
        try (var connection = POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database %s template %s".formatted(name, template));
        } catch (SQLException e) {
            throw new IllegalStateException("could not create " + name, e);
        }
        return dataSource(POSTGRES, name);
    }

    private static EmbeddedPostgres start() {
        try {
            var postgres = EmbeddedPostgres.builder()
                    .setRegisterShutdownHook(false)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "200")
                    .start();
            try (var connection = postgres.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create database hub_template");
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres), "stop of the tests' PostgreSQL"));
            Migrations.migrate(dataSource(postgres, "hub_template"));
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void stop(EmbeddedPostgres postgres) {
        try (postgres) {
            for (var user : USERS) {
                user.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("the tests' PostgreSQL and its users did not stop", e);
        }
    }

    private static PGSimpleDataSource dataSource(EmbeddedPostgres postgres, String name) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setURL(postgres.getJdbcUrl("postgres", name));
        return dataSource;
    }
}
