package dev.tributary.database;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/**
 * An online copy by PostgreSQL's low-level interface (docs/adr/0006): between {@code pg_backup_start} and
 * {@code pg_backup_stop} the files are copied while the hub works; then the log they need, which a temporary replication
 * slot kept meanwhile. The file {@code complete} is written last: without it, it is no backup.
 */
final class Backup {

    static final String COMPLETE = "complete";
    static final String DATA = "data";
    static final String SECRET = "secret";

    private final Path directory;
    private final PrintStream out;

    Backup(Path directory, PrintStream out) {
        this.directory = directory.toAbsolutePath().normalize();
        this.out = out;
    }

    /** @param postgres the {@code postgres} directory of the hub that {@code url} leads to */
    void take(DatabaseUrl url, Path postgres) {
        long began = System.nanoTime();
        try (Connection session = url.unpooled().getConnection()) {
            makeDirectory();
            var copy = new CopiedCluster(postgres.resolve("data"), directory.resolve(DATA));
            // Gone with the session, whatever happens to this process.
            ask(session, "select pg_create_physical_replication_slot('backup_' || pg_backend_pid(), true, true)");
            String first = ask(session, "select pg_walfile_name(pg_backup_start('tributary', fast => true))");
            copy.copyFiles();
            String last = stop(session, copy);
            copy.copyLog(first, last);
            DataDirectory.writePrivately(
                    directory.resolve(SECRET),
                    Files.readString(postgres.resolve("secret")).strip());
            DataDirectory.writePrivately(directory.resolve(COMPLETE), "log %s to %s".formatted(first, last));
            out.println(String.format(
                    Locale.ROOT,
                    "backed up %,d MiB to %s in %.1f s",
                    copy.bytes() >> 20,
                    directory,
                    (System.nanoTime() - began) / 1e9));
            out.println("The keys of the vault are not in it: keep a copy of the keys directory somewhere else.");
        } catch (SQLException | IOException e) {
            throw new StartRefused("the backup failed: " + e.getMessage() + "; " + directory + " is not complete.", e);
        }
    }

    private void makeDirectory() throws IOException {
        if (Files.exists(directory)) {
            try (var inside = Files.list(directory)) {
                if (inside.findAny().isPresent()) {
                    throw new StartRefused(directory + " is not empty; a backup takes a directory of its own.");
                }
            }
        }
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }

    /** @return the last segment of the log that the copy needs */
    private static String stop(Connection session, CopiedCluster copy) throws SQLException, IOException {
        try (var statement = session.createStatement();
                var answer = statement.executeQuery("""
                        select pg_walfile_name(lsn), labelfile, spcmapfile
                          from pg_backup_stop(wait_for_archive => false)
                        """)) {
            answer.next();
            copy.write("backup_label", answer.getString(2));
            if (!answer.getString(3).isBlank()) {
                throw new IOException("the cluster has tablespaces outside its directory");
            }
            return answer.getString(1);
        }
    }

    private static String ask(Connection session, String sql) throws SQLException {
        try (var statement = session.createStatement();
                var answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
