package dev.tributary.vault;

import dev.tributary.kernel.MerchantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The directory outside the database that makes it readable: one 0600 file per merchant, and the list of people who
 * were erased. Nodes of one hub share it or hold copies; it must never lie in the same backup as the database.
 */
final class KeyDirectory {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path directory;

    KeyDirectory(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(
                    this.directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("could not create the key directory " + this.directory, e);
        }
    }

    Optional<byte[]> read(MerchantId merchant) {
        Path file = fileOf(merchant);
        try {
            refuseWhenOthersMayRead(file);
            byte[] secret = Files.readAllBytes(file);
            if (secret.length != AesGcm.KEY_BYTES) {
                throw new IllegalStateException("%s holds %d bytes, not a key".formatted(file, secret.length));
            }
            return Optional.of(secret);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + file, e);
        }
    }

    /** Makes a key file unless there is one; of two processes that try at once, one wins and both read its key. */
    byte[] create(MerchantId merchant) {
        try {
            Path draft =
                    Files.createTempFile(directory, "new-", ".key", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            try {
                write(draft, AesGcm.randomKey(), StandardOpenOption.WRITE);
                // A link is made whole or not at all, and never over an existing file.
                Files.createLink(fileOf(merchant), draft);
                syncDirectory();
            } catch (FileAlreadyExistsException e) {
                // Someone else was first: theirs is the key.
            } finally {
                Files.delete(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not write a key to " + directory, e);
        }
        return read(merchant).orElseThrow();
    }

    void remove(MerchantId merchant) {
        try {
            Files.deleteIfExists(fileOf(merchant));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Remembers an erasure where no restore of the database can forget it. On disk when this returns. */
    void rememberErased(ErasedKey erased) {
        try {
            Path file = directory.resolve("erased");
            write(
                    file,
                    (erased.line() + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            Files.setPosixFilePermissions(file, OWNER_ONLY);
            syncDirectory();
        } catch (IOException e) {
            throw new UncheckedIOException("could not remember an erasure in " + directory, e);
        }
    }

    List<ErasedKey> erased() {
        try {
            return Files.readAllLines(directory.resolve("erased")).stream()
                    .flatMap(line -> ErasedKey.parse(line).stream())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("could not read who was erased in " + directory, e);
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }

    private Path fileOf(MerchantId merchant) {
        return directory.resolve("merchant-%d.key".formatted(merchant.value()));
    }

    private static void refuseWhenOthersMayRead(Path file) throws IOException {
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IllegalStateException(
                    "others may read the key file %s: run chmod 600 on it, then start again".formatted(file));
        }
    }

    private static void write(Path file, byte[] bytes, StandardOpenOption... options) throws IOException {
        try (FileChannel channel = FileChannel.open(file, options)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private void syncDirectory() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
