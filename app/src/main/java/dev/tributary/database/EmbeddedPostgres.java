package dev.tributary.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL as a child of this hub: the real server on {@code var/postgres}, started here, watched, started again with
 * growing pauses when it dies, stopped last.
 */
final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String NAME = "tributary";
    private static final Duration PAUSE_SHORTEST = Duration.ofMillis(250);
    private static final Duration PAUSE_LONGEST = Duration.ofSeconds(30);
    /**
     * A server that served this long is not in a circle of crashes: the next pause starts short again. Any longer, and one that
     * is killed now and then would keep its users waiting for what is not its fault.
     */
    private static final Duration HEALTHY = Duration.ofSeconds(10);

    private final DataDirectory directory;
    private final PostgresProcess postgres;
    private final ServerSettings settings;
    private final DatabaseUrl url;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicInteger restarts = new AtomicInteger();
    private volatile Process process;
    private final Thread watcher;

    private EmbeddedPostgres(
            DataDirectory directory,
            PostgresProcess postgres,
            ServerSettings settings,
            DatabaseUrl url,
            Process process) {
        this.directory = directory;
        this.postgres = postgres;
        this.settings = settings;
        this.url = url;
        this.process = process;
        this.watcher = Thread.ofPlatform().name("postgres-watcher").daemon().unstarted(this::watch);
    }

    /** Locks the directory, deals with what an earlier hub left there, starts the server. */
    static EmbeddedPostgres start(DatabaseSettings wanted) {
        DataDirectory directory = DataDirectory.lock(wanted.directory());
        try {
            var postgres = new PostgresProcess(PostgresBinaries.unpackedUnder(directory.postgres("")), directory);
            stopOrphan(postgres);
            String secret = directory.secret();
            if (!Files.exists(postgres.data())) {
                log.info("Making a new database cluster in {}", postgres.data());
                postgres.initialise(NAME, secret);
            }
            int port = wanted.port() == 0 ? port(directory) : wanted.port();
            var settings = new ServerSettings(port, wanted.sharedBuffersMegabytes());
            Process process = postgres.start(settings.all());
            var url = DatabaseUrl.loopback(port, NAME, NAME, secret);
            createDatabase(DatabaseUrl.loopback(port, "postgres", NAME, secret));
            DataDirectory.writePrivately(directory.postgres("url"), url.withPassword());
            var server = new EmbeddedPostgres(directory, postgres, settings, url, process);
            server.watcher.start();
            log.info("PostgreSQL runs on 127.0.0.1:{} as process {}", port, process.pid());
            return server;
        } catch (IOException e) {
            directory.close();
            throw new StartRefused("PostgreSQL did not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            directory.close();
            Thread.currentThread().interrupt();
            throw new StartRefused("the start was interrupted.", e);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    DatabaseUrl url() {
        return url;
    }

    boolean running() {
        return process.isAlive();
    }

    int restarts() {
        return restarts.get();
    }

    long pid() {
        return process.pid();
    }

    private static void stopOrphan(PostgresProcess postgres) throws IOException {
        Optional<ProcessHandle> orphan = postgres.orphan();
        if (orphan.isPresent()) {
            log.warn(
                    "Stopping PostgreSQL {} that an earlier hub left behind",
                    orphan.get().pid());
            postgres.stop();
        }
    }

    /** The port it had before, so that a restart changes nothing for a second node. */
    private static int port(DataDirectory directory) throws IOException {
        var before = directory.postgres("url");
        if (Files.exists(before)) {
            String location = DatabaseUrl.parse(Files.readString(before)).location();
            int port = Integer.parseInt(location.replaceFirst("^.*:", "").replaceFirst("/.*$", ""));
            Optional<Integer> free = free(port);
            if (free.isPresent()) {
                return free.get();
            }
        }
        return anyFreePort();
    }

    static int anyFreePort() throws IOException {
        return free(0).orElseThrow(() -> new IOException("no port is free on 127.0.0.1"));
    }

    private static Optional<Integer> free(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return Optional.of(socket.getLocalPort());
        } catch (IOException taken) {
            return Optional.empty();
        }
    }

    private static void createDatabase(DatabaseUrl maintenance) throws IOException {
        try (var connection = maintenance.unpooled().getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery("select from pg_database where datname = '" + NAME + "'")) {
            if (!found.next()) {
                statement.execute("create database " + NAME);
            }
        } catch (SQLException e) {
            throw new IOException("the database could not be created: " + e.getMessage(), e);
        }
    }

    private void watch() {
        Duration pause = PAUSE_SHORTEST;
        try {
            while (stopping.getCount() > 0) {
                long since = System.nanoTime();
                int code = process.waitFor();
                if (System.nanoTime() - since > HEALTHY.toNanos()) {
                    pause = PAUSE_SHORTEST;
                }
                pause = restart(code, pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return the pause before the try after this one */
    private Duration restart(int code, Duration pause) throws InterruptedException {
        if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            return pause;
        }
        log.error("PostgreSQL ended with code {}; starting it again", code);
        try {
            process = postgres.start(settings.all());
            restarts.incrementAndGet();
            log.info("PostgreSQL is back as process {}", process.pid());
        } catch (IOException e) {
            log.error("PostgreSQL did not start again: {}", e.getMessage());
        }
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(PAUSE_LONGEST) < 0 ? doubled : PAUSE_LONGEST;
    }

    @Override
    public void close() {
        stopping.countDown();
        watcher.interrupt();
        try {
            watcher.join();
            postgres.stop();
            process.waitFor(10, TimeUnit.SECONDS);
            log.info("PostgreSQL is stopped");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            directory.close();
        }
    }
}
