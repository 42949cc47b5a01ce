package dev.tributary.database;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** Makes a hub's directory from a {@link Backup}: copies it, lets the server replay its log, makes room for new ids. */
final class Restore {

    /**
     * What was given out after the backup is forgotten here but known to others: channels, ERP, receivers of signed news.
     * No id may mean two things, so every sequence jumps further than any hub counts between two backups.
     */
    private static final String JUMP = """
            select setval(format('%I.%I', schemaname, sequencename)::regclass,
                          coalesce(last_value, start_value) + 1000000000)
              from pg_sequences
             where data_type = 'bigint'::regtype and schemaname not in ('pg_catalog', 'information_schema')
            """;

    private final Path backup;
    private final DatabaseSettings target;
    private final PrintStream out;

    Restore(Path backup, DatabaseSettings target, PrintStream out) {
        this.backup = backup.toAbsolutePath().normalize();
        this.target = target;
        this.out = out;
    }

    /** @return the server on the restored books, running */
    EmbeddedPostgres start() {
        if (!Files.exists(backup.resolve(Backup.COMPLETE))) {
            throw new StartRefused(backup + " holds no complete backup.");
        }
        try {
            putInPlace();
            EmbeddedPostgres server = EmbeddedPostgres.start(target);
            jump(server);
            out.println("restored to " + target.directory().toAbsolutePath().normalize());
            return server;
        } catch (IOException e) {
            throw new StartRefused("the restore failed: " + e.getMessage() + ".", e);
        }
    }

    private void putInPlace() throws IOException {
        try (var directory = DataDirectory.lock(target.directory())) {
            Path data = directory.postgres("data");
            if (Files.exists(data)) {
                throw new StartRefused(
                        "there is a hub's data in " + directory.root() + "; restore to a new directory.");
            }
            Path fresh = directory.postgres("data.new");
            PostgresBinaries.delete(fresh);
            var copy = new CopiedCluster(backup.resolve(Backup.DATA), fresh);
            copy.copyAll();
            DataDirectory.writePrivately(
                    directory.postgres("secret"),
                    Files.readString(backup.resolve(Backup.SECRET)).strip());
            Files.move(fresh, data);
        }
    }

    private static void jump(EmbeddedPostgres server) {
        try (var session = server.url().unpooled().getConnection();
                var statement = session.createStatement()) {
            statement.execute(JUMP);
        } catch (SQLException e) {
            server.close();
            throw new StartRefused("the restored database does not answer: " + e.getMessage() + ".", e);
        }
    }
}
