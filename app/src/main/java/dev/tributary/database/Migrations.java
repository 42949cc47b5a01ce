package dev.tributary.database;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings every module's schema up to date. Each module owns one schema and its own history of migrations. */
public final class Migrations {

    /** In the order in which modules build on each other; scripts lie in {@code db/<module>}. */
    private static final List<String> MODULES =
            List.of("journal", "vault", "access", "catalog", "inventory", "orders", "channels", "openapi");

    private Migrations() {}

    public static void migrate(DataSource dataSource) {
        for (String module : MODULES) {
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
}
