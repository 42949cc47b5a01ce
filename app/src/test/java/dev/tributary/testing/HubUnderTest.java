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

/**
 * The whole hub, on a free port. A test class that only wants a merchant of its own takes the shared one; one that sets
 * properties, stops the hub, or counts what all merchants have together starts one on a database of its own.
 */
public final class HubUnderTest implements AutoCloseable {

    /** Several processes share the tests, each with a PostgreSQL and files of its own. */
    private static final String FILES =
            "target/tests-" + ProcessHandle.current().pid();

    private final ConfigurableApplicationContext context;
    private final boolean shared;

    private HubUnderTest(ConfigurableApplicationContext context, boolean shared) {
        this.context = context;
        this.shared = shared;
    }

    private static final class Shared {
        private static final HubUnderTest HUB = new HubUnderTest(
                run(application().registerShutdownHook(false), propertiesOf((PGSimpleDataSource)
                        TestPostgres.freshDatabase())),
                true);

        static {
            TestPostgres.beforeItStops(HUB.context);
        }
    }

    /**
     * One for all classes of this process, started when the first asks for it; closing it does nothing. A class has
     * merchants and operators of its own there, and says nothing of what other merchants have or of the whole hub.
     */
    public static HubUnderTest shared() {
        return Shared.HUB;
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
        return new HubUnderTest(
                run(
                        application().listeners(new Started(started)),
                        propertiesOf((PGSimpleDataSource) database),
                        properties),
                false);
    }

    private static Stream<String> propertiesOf(PGSimpleDataSource database) {
        String url = "postgresql://%s@%s:%d/%s"
                .formatted(
                        database.getUser(),
                        database.getServerNames()[0],
                        database.getPortNumbers()[0],
                        database.getDatabaseName());
        return Stream.of(
                "tributary.database.url=" + url,
                "tributary.vault.keys=" + FILES + "/test-keys",
                "tributary.drop=" + FILES + "/drop",
                "tributary.access.first-operator-file=" + FILES + "/first-operator-link-" + database.getDatabaseName(),
                // The slow hash of secrets would be half of the work of all tests.
                "tributary.access.hash-strength=4");
    }

    /** With a PostgreSQL and a directory of its own, as people run it. */
    public static HubUnderTest embedded(Path directory, String... properties) {
        return new HubUnderTest(
                run(
                        application(),
                        Stream.of(
                                "tributary.database.url=",
                                "tributary.database.directory=" + directory,
                                "tributary.database.shared-buffers-megabytes=16",
                                "tributary.vault.keys=" + directory.resolve("keys"),
                                "tributary.access.first-operator-file=" + directory.resolve("first-operator-link")),
                        properties),
                false);
    }

    private static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(TributaryApplication.class);
    }

    private static ConfigurableApplicationContext run(
            SpringApplicationBuilder application, Stream<String> own, String... properties) {
        // The pool is small: many hubs share the one server of a test run.
        return application.run(Stream.of(
                        Stream.of(
                                "server.port=0",
                                "tributary.database.pool-size=8",
                                "tributary.inventory.reconcile-after=PT24H"),
                        own,
                        Stream.of(properties))
                .flatMap(all -> all)
                .map(property -> "--" + property)
                .toArray(String[]::new));
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
        if (!shared) {
            context.close();
        }
    }
}
