package dev.tributary.channels.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.channels.OrderFiles;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Where files of rows come in, sent to a door or found in a directory: their orders are stored before they are understood. */
@Component
public class DropDoor {

    public static final int BYTES_MAX = OrderFiles.BYTES_MAX;

    private static final String KEY = "X-Drop-Key";
    private static final String FILE = "X-File-Name";
    /** So that one file does not fill the queue of those who wait to be stored. */
    private static final int STORED_AT_ONCE = 500;

    private final InboxWriter inbox;
    private final Clock clock;

    DropDoor(InboxWriter inbox, Clock clock) {
        this.inbox = inbox;
        this.clock = clock;
    }

    /** @param file read only when the key is right, for whoever knows the address may call */
    OrderFiles.Receipt received(OpenAccount account, DoorRequest call, Supplier<byte[]> file) {
        var key = account.text(account.adapter().drop().orElseThrow().key());
        var given = call.header(KEY).orElse("");
        if (!MessageDigest.isEqual(key.getBytes(UTF_8), given.getBytes(UTF_8))) {
            throw new ProblemException(
                    Problem.BAD_SIGNATURE, "the header %s does not hold the channel's key".formatted(KEY));
        }
        return take(account, file.get(), call.header(FILE).orElse(""), "key of the file drop");
    }

    /**
     * Returns when every order is stored. When one is not the others may be: the same file again stores the rest.
     *
     * @throws ProblemException MALFORMED_BODY when the file is no table, OVERLOADED or UNAVAILABLE when it may come again
     */
    public OrderFiles.Receipt take(OpenAccount account, byte[] file, String name, String verdict) {
        if (file.length > BYTES_MAX) {
            throw new ProblemException(Problem.BODY_TOO_LARGE, "a file has at most %d bytes".formatted(BYTES_MAX));
        }
        var messages = new DropFile(account, name).messages(file, verdict, clock.instant());
        int before = 0;
        for (int from = 0; from < messages.size(); from += STORED_AT_ONCE) {
            var some = messages.subList(from, Math.min(messages.size(), from + STORED_AT_ONCE));
            var fresh = fresh(account, some);
            before += some.size() - fresh.size();
            store(fresh);
        }
        return new OrderFiles.Receipt(messages.size(), before);
    }

    /**
     * Those that say something else than the last message of their order did. One that said the same earlier is news again:
     * a whole file must mend what half of it left behind.
     */
    private List<NewMessage> fresh(OpenAccount account, List<NewMessage> messages) {
        var last = inbox.lastOf(
                account.channel(), messages.stream().map(DropFile::order).toList());
        var fresh = new ArrayList<NewMessage>();
        for (var message : messages) {
            var stored = Optional.ofNullable(last.get(ByteBuffer.wrap(DropFile.order(message))));
            if (stored.filter(it -> DropFile.saysSame(message, it.key())).isEmpty()) {
                fresh.add(
                        DropFile.behind(message, stored.map(InboxStore.Last::id).orElse(0L)));
            }
        }
        return fresh;
    }

    /** The file's orders as they would be stored. */
    public static List<NewMessage> messages(OpenAccount account, byte[] file, Instant now) {
        return new DropFile(account, "").messages(file, "", now);
    }

    private void store(List<NewMessage> messages) {
        if (!messages.isEmpty()) {
            inbox.store(messages);
        }
    }

    /** What a person may fill in; it holds no secret. */
    static Optional<String> template(OpenAccount account) {
        return account.adapter().drop().map(DropFile::template);
    }

    static boolean isOf(Adapter adapter) {
        return adapter.drop().isPresent();
    }
}
