package dev.tributary.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The directory one hub owns, {@code var/}. Holding this object is holding the operating system's lock on it, which a
 * killed process gives back by dying.
 */
final class DataDirectory implements AutoCloseable {

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    private DataDirectory(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    static DataDirectory lock(Path directory) {
        try {
            Path root = directory.toAbsolutePath().normalize();
            Files.createDirectories(root);
            var channel =
                    FileChannel.open(root.resolve("hub.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new StartRefused("another hub is running on " + root
                        + "; stop it first, or give this one a directory of its own with TRIBUTARY_DIRECTORY.");
            }
            Files.createDirectories(root.resolve("postgres"));
            return new DataDirectory(root, channel, lock);
        } catch (IOException e) {
            throw new StartRefused("the directory " + directory + " cannot be used (" + e + ").", e);
        }
    }

    /** Whether a hub runs on it now. */
    static boolean inUse(Path directory) {
        if (!Files.exists(directory.resolve("hub.lock"))) {
            return false;
        }
        try {
            lock(directory).close();
            return false;
        } catch (StartRefused refused) {
            return true;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    Path root() {
        return root;
    }

    Path postgres(String name) {
        return root.resolve("postgres").resolve(name);
    }

    /** The superuser's password of the embedded server, made once, readable by the owner alone. */
    String secret() {
        Path file = postgres("secret");
        try {
            if (!Files.exists(file)) {
                byte[] bytes = new byte[32];
                new SecureRandom().nextBytes(bytes);
                writePrivately(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whole or not at all: a crash leaves the old file. */
    static void writePrivately(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text + "\n");
        try (var open = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            open.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        try (channel) {
            lock.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
