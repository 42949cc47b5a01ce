package dev.tributary.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/**
 * A copy of a data directory that a server may be writing to. Single files may be torn or gone half way: the server's log,
 * replayed from the start of the backup, mends them.
 */
final class CopiedCluster {

    /** What belongs to the running server, not to the books; the directories themselves must be there. */
    private static final Set<String> EMPTIED = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private static final Set<String> LEFT_OUT = Set.of(
            "postmaster.pid",
            "postmaster.opts",
            "current_logfiles",
            "pg_internal.init",
            "backup_label",
            "tablespace_map");

    private static final Path CONTROL = Path.of("global", "pg_control");
    private static final int READS_MAX = 100;

    private final Path from;
    private final Path to;
    private long bytes;

    CopiedCluster(Path from, Path to) {
        this.from = from;
        this.to = to;
    }

    long bytes() {
        return bytes;
    }

    /** Everything but the log. The control file comes last, as the server's own tool does it. */
    void copyFiles() throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Path inside = from.relativize(directory);
                Files.createDirectories(to.resolve(inside));
                Files.setPosixFilePermissions(to.resolve(inside), PosixFilePermissions.fromString("rwx------"));
                return EMPTIED.contains(inside.toString()) ? skip(inside) : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path inside = from.relativize(file);
                if (!leftOut(file.getFileName().toString()) && !inside.equals(CONTROL)) {
                    copy(file, to.resolve(inside));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // dropped since the directory was read; the log says so too
                }
                throw failure;
            }
        });
        copyControl();
    }

    /** Of a server that does not run: every file as it is. */
    void copyAll() throws IOException {
        try (var paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
                } else {
                    copy(path, target);
                }
            }
        }
    }

    /** The segments the copy needs to become whole, and the histories of timelines. */
    void copyLog(String first, String last) throws IOException {
        try (var segments = Files.list(from.resolve("pg_wal"))) {
            for (Path segment : segments.filter(Files::isRegularFile).toList()) {
                String name = segment.getFileName().toString();
                boolean needed =
                        name.matches("[0-9A-F]{24}") && name.compareTo(first) >= 0 && name.compareTo(last) <= 0;
                if (needed || name.endsWith(".history")) {
                    copy(segment, to.resolve("pg_wal").resolve(name));
                }
            }
        }
        if (!Files.exists(to.resolve("pg_wal").resolve(first))
                || !Files.exists(to.resolve("pg_wal").resolve(last))) {
            throw new IOException("the log from %s to %s is not whole".formatted(first, last));
        }
    }

    void write(String name, String text) throws IOException {
        Path file = to.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try (var written = FileChannel.open(file, StandardOpenOption.WRITE)) {
            written.force(true);
        }
    }

    private FileVisitResult skip(Path inside) throws IOException {
        if (inside.toString().equals("pg_wal")) {
            Files.createDirectories(to.resolve(inside).resolve("archive_status"));
            Files.createDirectories(to.resolve(inside).resolve("summaries"));
        }
        return FileVisitResult.SKIP_SUBTREE;
    }

    private static boolean leftOut(String name) {
        return LEFT_OUT.contains(name) || name.startsWith("pgsql_tmp");
    }

    private void copy(Path source, Path target) throws IOException {
        try (var in = FileChannel.open(source, StandardOpenOption.READ);
                var out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long size = in.size();
            for (long at = 0; at < size; ) {
                long moved = in.transferTo(at, size - at, out);
                if (moved <= 0) {
                    break; // shortened meanwhile
                }
                at += moved;
                bytes += moved;
            }
            out.force(true);
        } catch (NoSuchFileException dropped) {
            if (Files.exists(source)) {
                throw dropped;
            }
            return;
        }
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
    }

    /** Small enough to be read until two readings agree, so it is never torn. */
    private void copyControl() throws IOException {
        byte[] last = Files.readAllBytes(from.resolve(CONTROL));
        for (int reads = 1; reads < READS_MAX; reads++) {
            byte[] again = Files.readAllBytes(from.resolve(CONTROL));
            if (Arrays.equals(last, again)) {
                Files.write(to.resolve(CONTROL), again);
                Files.setPosixFilePermissions(to.resolve(CONTROL), PosixFilePermissions.fromString("rw-------"));
                bytes += again.length;
                return;
            }
            last = again;
        }
        throw new IOException("the control file never stood still");
    }
}
