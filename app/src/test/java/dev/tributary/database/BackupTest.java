package dev.tributary.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class BackupTest {

    @TempDir
    Path place;

    private final PrintStream out = new PrintStream(new ByteArrayOutputStream());

    @Test
    void aBackupUnderLoadHoldsWhatWasAcknowledgedBeforeItAndNothingHalf() throws Exception {
        var writing = new AtomicBoolean(true);
        long acknowledgedBefore;
        try (var hub = EmbeddedPostgres.start(settings("hub"))) {
            var books = JdbcClient.create(hub.url().unpooled());
            Migrations.migrate(hub.url().unpooled());
            books.sql("create table pair (n bigint generated always as identity primary key, a int, b int)")
                    .update();
            var load = CompletableFuture.runAsync(() -> write(books, writing));
            acknowledgedBefore = countAtLeast(books, 100);
            new Backup(place.resolve("backup"), out).take(hub.url(), place.resolve("hub/postgres"));
            writing.set(false);
            load.join();
        }
        try (var restored = restore("restored")) {
            var books = JdbcClient.create(restored.url().unpooled());
            assertThat(count(books)).isGreaterThanOrEqualTo(acknowledgedBefore);
            assertThat(books.sql("select count(*) from pair where a + b <> 0")
                            .query(Long.class)
                            .single())
                    .isZero();
            assertThat(books.sql("insert into pair (a, b) values (0, 0) returning n")
                            .query(Long.class)
                            .single())
                    .as("an id nobody was given before")
                    .isGreaterThan(1_000_000_000L);
            assertThat(new Verification(List.of(), out).run(restored.url())).isZero();
        }
        assertThatThrownBy(() -> restore("hub"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("restore to a new directory");
    }

    @Test
    void whatIsNotCompleteIsNoBackup() throws Exception {
        Files.createDirectories(place.resolve("backup/data"));
        assertThatThrownBy(() -> restore("restored"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("holds no complete backup");
        assertThat(place.resolve("restored")).doesNotExist();
    }

    private EmbeddedPostgres restore(String name) {
        return new Restore(place.resolve("backup"), settings(name), out).start();
    }

    private DatabaseSettings settings(String name) {
        return new DatabaseSettings(null, place.resolve(name), 0, 16, 4);
    }

    private static void write(JdbcClient books, AtomicBoolean writing) {
        while (writing.get()) {
            books.sql("insert into pair (a, b) select n, -n from generate_series(1, 50) n")
                    .update();
        }
    }

    private static long countAtLeast(JdbcClient books, long least) throws SQLException {
        long count = count(books);
        while (count < least) {
            count = count(books);
        }
        return count;
    }

    private static long count(JdbcClient books) {
        return books.sql("select count(*) from pair").query(Long.class).single();
    }
}
