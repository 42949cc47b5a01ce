package dev.tributary.database;

import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings every module's schema up to date. Each module owns one schema and its own history of migrations. */
public final class Migrations {

    /** In the order in which modules build on each other; scripts lie in {@code db/<module>}. */
    private static final List<String> MODULES =
            List.of("journal", "leases", "vault", "access", "catalog", "inventory", "orders", "channels", "openapi");

    private Migrations() {}

    /** Nodes that start together come here one after the other; who finds everything done passes through. */
    public static void migrate(DataSource dataSource) {
        try (var session = dataSource.getConnection();
                var statement = session.createStatement()) {
            statement.execute("select pg_advisory_lock(hashtextextended('tributary.migrations', 0))");
            MODULES.forEach(module -> migrate(dataSource, module));
        } catch (SQLException e) {
            throw new IllegalStateException("the schemas could not be migrated", e);
        }
    }

    private static void migrate(DataSource dataSource, String module) {
        Flyway.configure()
                .dataSource(dataSource)
                .schemas(module)
                .defaultSchema(module)
                .createSchemas(true)
                .locations("classpath:db/" + module)
                .failOnMissingLocations(false)
                .load()
                .migrate();
    }
}
