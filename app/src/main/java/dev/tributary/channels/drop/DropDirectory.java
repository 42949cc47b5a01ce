package dev.tributary.channels.drop;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.inbox.DropDoor;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where people put files for one channel. A file is taken when it has stayed as it is from one look to the next. */
final class DropDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(DropDirectory.class);
    private static final Pattern TABLES = Pattern.compile(".*\\.(csv|txt|xlsx)");
    private static final int FILES_AT_ONCE = 20;

    private final Path path;
    private Map<Path, Stamp> seen = Map.of();

    private record Stamp(long size, FileTime changed) {}

    DropDirectory(Path path) {
        this.path = path;
    }

    void look(OpenAccount account, DropDoor door) throws IOException {
        Files.createDirectories(path);
        var found = new HashMap<Path, Stamp>();
        for (var file : files()) {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            var stamp = new Stamp(attributes.size(), attributes.lastModifiedTime());
            if (!stamp.equals(seen.get(file)) || !take(account, door, file, stamp.size())) {
                found.put(file, stamp);
            }
        }
        seen = found;
    }

    private List<Path> files() throws IOException {
        var files = new ArrayList<Path>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(path, DropDirectory::isTable)) {
            for (var file : all) {
                files.add(file);
                if (files.size() == FILES_AT_ONCE) {
                    break;
                }
            }
        }
        return files;
    }

    private static boolean isTable(Path file) {
        var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return TABLES.matcher(name).matches()
                && !name.startsWith(".")
                && !name.startsWith("~$")
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** False when it must be tried again. */
    private boolean take(OpenAccount account, DropDoor door, Path file, long size) throws IOException {
        var name = file.getFileName().toString();
        try {
            if (size > DropDoor.BYTES_MAX) {
                throw new ProblemException(
                        Problem.BODY_TOO_LARGE, "a file has at most %d bytes".formatted(DropDoor.BYTES_MAX));
            }
            var receipt = door.take(account, Files.readAllBytes(file), name, "put into the directory of the channel");
            Files.deleteIfExists(file);
            LOG.info(
                    "a file of channel {} brought {} orders, {} of them for the second time",
                    account.channel(),
                    receipt.orders(),
                    receipt.before());
            return true;
        } catch (NoSuchFileException e) {
            // Another node, or the person, was faster.
            return true;
        } catch (ProblemException e) {
            if (e.problem() == Problem.OVERLOADED || e.problem() == Problem.UNAVAILABLE) {
                return false;
            }
            refuse(file, name, String.valueOf(e.getMessage()));
            LOG.warn("a file of channel {} is no table of its columns; the reason is beside it", account.channel());
            return true;
        }
    }

    private void refuse(Path file, String name, String reason) throws IOException {
        var refused = Files.createDirectories(path.resolve("refused"));
        Files.move(file, refused.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(refused.resolve(name + ".reason"), reason + "\n");
    }
}
