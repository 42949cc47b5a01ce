package dev.tributary.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @TempDir
    static Path directory;

    @Test
    void keepsWhatItWasToldThroughStopKillAndRestart() throws Exception {
        try (var first = start()) {
            ServerPromises.check(first.url().unpooled());
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(directory.resolve("postgres/secret"))))
                    .isEqualTo("rw-------");
            execute(first, "create table kept (n int)");
            execute(first, "insert into kept values (1)");
            aSecondHubIsRefused();
            itsServerComesBackAfterAKill(first);
            execute(first, "insert into kept values (2)");
        }
        try (var second = start()) {
            assertThat(sum(second)).isEqualTo(3);
        }
    }

    private static void aSecondHubIsRefused() {
        assertThatThrownBy(EmbeddedPostgresTest::start)
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("another hub is running on " + directory.toAbsolutePath());
    }

    private static void itsServerComesBackAfterAKill(EmbeddedPostgres server) throws InterruptedException {
        long killed = server.pid();
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (server.pid() == killed && System.nanoTime() < deadline) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(server.pid()).isNotEqualTo(killed);
        assertThat(server.running()).isTrue();
    }

    @Test
    void stopsAServerThatOutlivedItsHub(@TempDir Path own) throws Exception {
        var settings = settings(own);
        long orphan;
        try (var directory = DataDirectory.lock(own)) {
            var postgres = new PostgresProcess(PostgresBinaries.unpackedUnder(directory.postgres("")), directory);
            postgres.initialise("tributary", directory.secret());
            orphan = postgres.start(new ServerSettings(EmbeddedPostgres.anyFreePort(), 16).all())
                    .pid();
        }
        try (var server = EmbeddedPostgres.start(settings)) {
            assertThat(server.pid()).isNotEqualTo(orphan);
            assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
            execute(server, "select 1");
        }
    }

    private static EmbeddedPostgres start() {
        return EmbeddedPostgres.start(settings(directory));
    }

    private static DatabaseSettings settings(Path directory) {
        return new DatabaseSettings(null, directory, 0, 16, 4);
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (var connection = server.url().unpooled().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int sum(EmbeddedPostgres server) throws SQLException, IOException {
        try (var connection = server.url().unpooled().getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery("select sum(n) from kept")) {
            answer.next();
            return answer.getInt(1);
        }
    }
}
