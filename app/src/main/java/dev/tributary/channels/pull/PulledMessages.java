package dev.tributary.channels.pull;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.inbox.InboxWriter;
import dev.tributary.channels.inbox.NewMessage;
import dev.tributary.kernel.ProblemException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.stereotype.Component;

/** Stores fetched items in the inbox, where they are messages like those that were brought. */
@Component
class PulledMessages {

    private static final String VERDICT = "fetched by the hub";

    private final InboxWriter inbox;
    private final WantedItems wanted;
    private final Clock clock;

    PulledMessages(InboxWriter inbox, WantedItems wanted, Clock clock) {
        this.inbox = inbox;
        this.wanted = wanted;
        this.clock = clock;
    }

    /** Where the items of one list go: those that are there already in this version are not fetched again. */
    ListReader.Sink sink(OpenAccount account, String name, Adapter.PulledList list, PlatformLists lists) {
        return items -> {
            var keys = items.stream().map(item -> item.naturalKey(name)).toList();
            var known = inbox.known(account.channel(), keys);
            var stored = new ArrayList<Callable<Long>>();
            for (int i = 0; i < items.size(); i++) {
                var item = items.get(i);
                var key = keys.get(i);
                if (!known.contains(ByteBuffer.wrap(key)) || !item.version().isPresent()) {
                    stored.add(() -> storeOrWant(account, name, item, key, list.detail(), lists));
                }
            }
            all(stored);
        };
    }

    /** One item that the platform refuses to show must not keep all that come after it: it is tried by itself. */
    private long storeOrWant(
            OpenAccount account,
            String name,
            Item item,
            byte[] key,
            Optional<Adapter.Detail> detail,
            PlatformLists lists)
            throws PullFailure, InterruptedException {
        try {
            return store(account, name, item, key, detail, lists);
        } catch (PullFailure failure) {
            if (detail.isEmpty() || failure.kind() != PullFailure.Kind.REFUSED) {
                throw failure;
            }
            wanted.want(account, name, item.number());
            return 0;
        }
    }

    private long store(
            OpenAccount account,
            String name,
            Item item,
            byte[] key,
            Optional<Adapter.Detail> detail,
            PlatformLists lists)
            throws PullFailure, InterruptedException {
        return detail.isEmpty() || item.message().isObject()
                ? store(account, name, item.number(), key, item.message())
                : item.version().isEmpty()
                        ? fetch(account, name, item.number(), detail.get(), lists)
                        : store(account, name, item.number(), key, lists.item(detail.get(), item.number()));
    }

    /** One item by its number, in the version it has now. */
    long fetch(OpenAccount account, String name, String number, Adapter.Detail detail, PlatformLists lists)
            throws PullFailure, InterruptedException {
        var message = lists.item(detail, number);
        return store(account, name, number, new Item(number, Optional.empty(), message).naturalKey(name), message);
    }

    private long store(OpenAccount account, String name, String number, byte[] key, JsonNode message)
            throws PullFailure {
        try {
            return inbox.store(new NewMessage(
                    account,
                    name,
                    key,
                    clock.instant(),
                    VERDICT,
                    "number: " + number,
                    MessageJson.write(message).getBytes(UTF_8)));
        } catch (ProblemException e) {
            throw new PullFailure(PullFailure.Kind.FAILED, String.valueOf(e.getMessage()));
        }
    }

    /** All at once, so that they share the inbox's inserts; the first that fails is thrown when all are over. */
    private static void all(List<Callable<Long>> tasks) throws PullFailure, InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Long> stored : threads.invokeAll(tasks)) {
                stored.get();
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case PullFailure failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
