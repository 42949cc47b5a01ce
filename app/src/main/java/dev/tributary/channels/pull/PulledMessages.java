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

    /** Where what a list of this channel shows goes. */
    OfList ofList(OpenAccount account, String name, Optional<Adapter.Detail> detail, PlatformLists platform) {
        return new OfList(account, name, detail, platform);
    }

    /** @param name of the list, which is the messages' kind */
    final class OfList implements ListReader.Sink {

        private final OpenAccount account;
        private final String name;
        private final Optional<Adapter.Detail> detail;
        private final PlatformLists platform;

        private OfList(OpenAccount account, String name, Optional<Adapter.Detail> detail, PlatformLists platform) {
            this.account = account;
            this.name = name;
            this.detail = detail;
            this.platform = platform;
        }

        /** Those that are there already in this version are not fetched again. */
        @Override
        public void take(List<Item> items) throws PullFailure, InterruptedException {
            var versioned =
                    items.stream().filter(item -> item.version().isPresent()).toList();
            var keys = versioned.stream().map(item -> item.naturalKey(name)).toList();
            var known = inbox.known(account.channel(), keys);
            var stored = new ArrayList<Callable<Long>>();
            for (int i = 0; i < keys.size(); i++) {
                if (!known.contains(ByteBuffer.wrap(keys.get(i)))) {
                    var item = versioned.get(i);
                    stored.add(() -> storeOrWant(item));
                }
            }
            items.stream()
                    .filter(item -> item.version().isEmpty())
                    .forEach(item -> stored.add(() -> storeOrWant(item)));
            all(stored);
        }

        /** One item that the platform refuses to show must not keep all that come after it: it is tried by itself. */
        private long storeOrWant(Item item) throws PullFailure, InterruptedException {
            try {
                return store(item);
            } catch (PullFailure failure) {
                if (detail.isEmpty() || failure.kind() != PullFailure.Kind.REFUSED) {
                    throw failure;
                }
                wanted.want(account, name, item.number());
                return 0;
            }
        }

        private long store(Item item) throws PullFailure, InterruptedException {
            if (detail.isEmpty() || item.message().isObject()) {
                return store(item.number(), item.naturalKey(name), item.message());
            }
            return item.version().isEmpty()
                    ? fetch(item.number(), detail.get())
                    : store(item.number(), item.naturalKey(name), platform.item(detail.get(), item.number()));
        }

        /** One item by its number, in the version it has now. */
        long fetch(String number) throws PullFailure, InterruptedException {
            return fetch(
                    number,
                    detail.orElseThrow(() ->
                            new PullFailure(PullFailure.Kind.REFUSED, "the adapter file has no detail for " + name)));
        }

        private long fetch(String number, Adapter.Detail from) throws PullFailure, InterruptedException {
            var message = platform.item(from, number);
            return store(number, new Item(number, Optional.empty(), message).naturalKey(name), message);
        }

        private long store(String number, byte[] key, JsonNode message) throws PullFailure {
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
