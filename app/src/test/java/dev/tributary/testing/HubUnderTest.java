package dev.tributary.testing;

import dev.tributary.TributaryApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;

/** The whole hub, on a free port and a database of its own. Start it once per test class; it stops with the test run. */
public final class HubUnderTest implements AutoCloseable {

    /** Several processes share the tests, each with a PostgreSQL and files of its own. */
    private static final String FILES =
            "target/tests-" + ProcessHandle.current().pid();

    private final ConfigurableApplicationContext context;

    private HubUnderTest(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @param properties such as {@code tributary.roles=doors} */
    public static HubUnderTest start(String... properties) {
        return on(TestPostgres.freshDatabase(), properties);
    }

    /** A second node on the database of another. */
    public static HubUnderTest on(DataSource database, String... properties) {
        return on(database, context -> {}, properties);
    }

    /** @param started is told when the web server accepts, and nothing has run that waits for the whole start */
    public static HubUnderTest on(DataSource database, Consumer<ApplicationContext> started, String... properties) {
        var postgres = (PGSimpleDataSource) database;
        String url = "postgresql://%s@%s:%d/%s"
                .formatted(
                        postgres.getUser(),
                        postgres.getServerNames()[0],
                        postgres.getPortNumbers()[0],
                        postgres.getDatabaseName());
        return run(
                started,
                Stream.of(
                        "tributary.database.url=" + url,
                        "tributary.vault.keys=" + FILES + "/test-keys",
                        "tributary.access.first-operator-file=" + FILES + "/first-operator-link-"
                                + postgres.getDatabaseName()),
                properties);
    }

    /** With a PostgreSQL and a directory of its own, as people run it. */
    public static HubUnderTest embedded(Path directory, String... properties) {
        return run(
                context -> {},
                Stream.of(
                        "tributary.database.url=",
                        "tributary.database.directory=" + directory,
                        "tributary.database.shared-buffers-megabytes=16",
                        "tributary.vault.keys=" + directory.resolve("keys"),
                        "tributary.access.first-operator-file=" + directory.resolve("first-operator-link")),
                properties);
    }

    private static HubUnderTest run(Consumer<ApplicationContext> started, Stream<String> own, String... properties) {
        // The pool is small: many hubs share the one server of a test run.
        return new HubUnderTest(new SpringApplicationBuilder(TributaryApplication.class)
                .listeners(new Started(started))
                .run(Stream.of(
                                Stream.of(
                                        "server.port=0",
                                        "tributary.database.pool-size=8",
                                        "tributary.inventory.reconcile-after=PT24H"),
                                own,
                                Stream.of(properties))
                        .flatMap(all -> all)
                        .map(property -> "--" + property)
                        .toArray(String[]::new)));
    }

    private record Started(Consumer<ApplicationContext> then) implements ApplicationListener<ContextRefreshedEvent> {
        @Override
        public void onApplicationEvent(ContextRefreshedEvent event) {
            then.accept(event.getApplicationContext());
        }
    }

    public URI url(String path) {
        return URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    /** What the first start printed; good until someone became the first operator. */
    public String firstOperatorLink() {
        try {
            return Files.readString(Path.of(
                            context.getEnvironment().getRequiredProperty("tributary.access.first-operator-file")))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String property(String name) {
        return context.getEnvironment().getRequiredProperty(name);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
