package dev.tributary.channels.drop;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.inbox.DropDoor;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where people put files for one channel. A file is taken when it has stayed as it is from one look to the next, the
 * oldest first, because an order is as the file says that was taken last. It goes a while later, and only when it is still
 * what was taken: who writes it may have paused, or have put another in its place.
 */
final class DropDirectory {

    static final Duration KEPT = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(DropDirectory.class);
    private static final Pattern TABLES = Pattern.compile(".*\\.(csv|txt|xlsx)");
    private static final int FILES_MAX = 10_000;
    private static final int FILES_AT_ONCE = 20;

    private final Path path;
    private final Map<Path, Taken> taken = new HashMap<>();
    private final Set<Path> failing = new HashSet<>();
    private Map<Path, Stamp> seen = Map.of();

    private record Taken(Stamp stamp, Instant at) {}

    DropDirectory(Path path) {
        this.path = path;
    }

    void look(OpenAccount account, DropDoor door, Instant now) throws IOException {
        Files.createDirectories(path);
        var found = stamps(account);
        var steady = steady(found);
        seen = found;
        taken.keySet().retainAll(found.keySet());
        failing.retainAll(found.keySet());
        for (var file : steady) {
            if (!take(account, door, file.getKey(), file.getValue(), now)) {
                break;
            }
        }
        Map.copyOf(taken).forEach((file, was) -> {
            if (!now.isBefore(was.at().plus(KEPT))) {
                remove(account, file, was.stamp());
            }
        });
    }

    private Map<Path, Stamp> stamps(OpenAccount account) throws IOException {
        var stamps = new HashMap<Path, Stamp>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(path, DropDirectory::isTable)) {
            for (var file : all) {
                try {
                    Stamp.of(file).ifPresent(stamp -> stamps.put(file, stamp));
                } catch (IOException e) {
                    failed(account, file, e);
                }
                if (stamps.size() == FILES_MAX) {
                    break;
                }
            }
        }
        return stamps;
    }

    private static boolean isTable(Path file) {
        var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return TABLES.matcher(name).matches() && !name.startsWith(".") && !name.startsWith("~$");
    }

    /** Those that failed before come last, so that they take no places from others. */
    private List<Map.Entry<Path, Stamp>> steady(Map<Path, Stamp> found) {
        return found.entrySet().stream()
                .filter(file -> file.getValue().equals(seen.get(file.getKey())))
                .filter(file -> !isTaken(file.getKey(), file.getValue()))
                .sorted(Comparator.<Map.Entry<Path, Stamp>, Boolean>comparing(file -> failing.contains(file.getKey()))
                        .thenComparing(file -> file.getValue().changed())
                        .thenComparing(Map.Entry::getKey))
                .limit(FILES_AT_ONCE)
                .toList();
    }

    private boolean isTaken(Path file, Stamp stamp) {
        return Optional.ofNullable(taken.get(file))
                .filter(it -> it.stamp().equals(stamp))
                .isPresent();
    }

    /** False when nothing can be stored now, so that what is newer does not come in before this one. */
    private boolean take(OpenAccount account, DropDoor door, Path file, Stamp stamp, Instant now) {
        try {
            if (stamp.size() > DropDoor.BYTES_MAX) {
                throw new ProblemException(
                        Problem.BODY_TOO_LARGE, "a file has at most %d bytes".formatted(DropDoor.BYTES_MAX));
            }
            var name = file.getFileName().toString();
            var receipt = door.take(account, Files.readAllBytes(file), name, "put into the directory of the channel");
            taken.put(file, new Taken(stamp, now));
            failing.remove(file);
            LOG.info(
                    "a file of channel {} brought {} orders, {} of them for the second time",
                    account.channel(),
                    receipt.orders(),
                    receipt.before());
        } catch (NoSuchFileException e) {
            LOG.debug("another node, or the person, was faster", e);
        } catch (ProblemException e) {
            if (e.problem() == Problem.OVERLOADED || e.problem() == Problem.UNAVAILABLE) {
                return false;
            }
            refuse(account, file, stamp, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            failed(account, file, e);
        }
        return true;
    }

    private void refuse(OpenAccount account, Path file, Stamp stamp, String reason) {
        try {
            if (Stamp.of(file).equals(Optional.of(stamp))) {
                var name = file.getFileName().toString();
                var refused = Files.createDirectories(path.resolve("refused"));
                Files.move(file, refused.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                Files.writeString(refused.resolve(name + ".reason"), reason + "\n");
                LOG.warn("a file of channel {} is no table of its columns; the reason is beside it", account.channel());
            }
        } catch (IOException e) {
            failed(account, file, e);
        }
    }

    private void remove(OpenAccount account, Path file, Stamp stamp) {
        try {
            if (Stamp.of(file).equals(Optional.of(stamp))) {
                Files.deleteIfExists(file);
            }
            taken.remove(file);
            failing.remove(file);
        } catch (IOException e) {
            failed(account, file, e);
        }
    }

    /** Said once: it is tried again at each look. */
    private void failed(OpenAccount account, Path file, Exception e) {
        if (failing.add(file)) {
            LOG.warn("a file of channel {} cannot be taken or removed yet; the others go on", account.channel(), e);
        }
    }
}
