package dev.tributary.channels.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.channels.MessageDesk;
import dev.tributary.channels.TextCorrection;
import dev.tributary.channels.adapter.AdapterFiles;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.vault.Vault;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Component
class JdbcMessageDesk implements MessageDesk {

    private static final int PAGE_MAX = 200;
    private static final int BODY_BYTES_MAX = 1 << 20;
    /** Bodies that are in memory together. */
    private static final int CORRECTED_AT_ONCE = 50;

    private final DeskStore store;
    private final AdapterFiles files;
    private final Vault vault;
    private final InboxSignal signal;
    private final Clock clock;
    private final TransactionTemplate transaction;

    JdbcMessageDesk(
            DeskStore store,
            AdapterFiles files,
            Vault vault,
            InboxSignal signal,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.files = files;
        this.vault = vault;
        this.signal = signal;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Page<Summary> list(MerchantId merchant, Filter filter, Optional<String> cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        var found = store.list(merchant, filter, cursor.map(JdbcMessageDesk::before), size + 1);
        return Page.of(found, size, last -> last.receivedAt() + "_" + last.id());
    }

    private static DeskStore.Before before(String cursor) {
        int separator = cursor.lastIndexOf('_');
        try {
            return new DeskStore.Before(
                    Instant.parse(cursor.substring(0, Math.max(0, separator))),
                    Long.parseLong(cursor.substring(separator + 1)));
        } catch (DateTimeException | NumberFormatException e) {
            throw ProblemException.invalid("cursor", "unknown_cursor", "take the cursor from the page before");
        }
    }

    @Override
    public List<Parked> parked(MerchantId merchant) {
        return store.parked(merchant);
    }

    @Override
    public Optional<Message> show(MerchantId merchant, long message) {
        return store.show(merchant, message)
                .map(shown -> new Message(
                        shown.summary(),
                        shown.headers(),
                        shown.current().length == 0 ? "" : masked(merchant, shown),
                        shown.correctedBody().isPresent(),
                        store.history(message)));
    }

    private String masked(MerchantId merchant, DeskStore.Shown shown) {
        var name = shown.summary().adapter();
        return files.find(name)
                .map(adapter ->
                        Masking.masked(adapter, shown.summary().kind(), vault.openBytes(merchant, shown.current())))
                .orElse("not shown: the file of the adapter %s is gone, and it says what here is personal"
                        .formatted(name));
    }

    @Override
    public String reveal(MerchantId merchant, long message, String viewer, String reason) {
        var shown = found(merchant, message);
        if (shown.current().length == 0) {
            throw ProblemException.notFound("the person this message told of was erased");
        }
        store.write(List.of(message), clock.instant(), viewer, "revealed", reason);
        return new String(vault.openBytes(merchant, shown.current()), UTF_8);
    }

    @Override
    public void correct(MerchantId merchant, long message, byte[] body, String actor) {
        if (body.length > BODY_BYTES_MAX) {
            throw new ProblemException(
                    Problem.BODY_TOO_LARGE, "a message has at most %d bytes".formatted(BODY_BYTES_MAX));
        }
        found(merchant, message);
        var sealed = vault.sealBytes(merchant, body);
        transaction.executeWithoutResult(status -> {
            if (store.correct(merchant, Map.of(message, sealed)).isEmpty()) {
                throw new ProblemException(Problem.CONFLICT, "only a parked message can be corrected");
            }
            store.write(List.of(message), clock.instant(), actor, "corrected", "%d bytes".formatted(body.length));
        });
        signal.give();
    }

    @Override
    public TextCorrection.Done correct(
            MerchantId merchant, List<Long> messages, TextCorrection correction, String actor) {
        limited(messages);
        var done = TextCorrection.Done.NONE;
        for (int from = 0; from < messages.size(); from += CORRECTED_AT_ONCE) {
            var some = messages.subList(from, Math.min(messages.size(), from + CORRECTED_AT_ONCE));
            done = done.and(Objects.requireNonNull(
                    transaction.execute(status -> correctSome(merchant, some, correction, actor))));
            signal.give();
        }
        return done;
    }

    private TextCorrection.Done correctSome(
            MerchantId merchant, List<Long> messages, TextCorrection correction, String actor) {
        var sealed = new TreeMap<Long, byte[]>();
        int left = 0;
        int closed = 0;
        for (var parked : store.bodies(merchant, messages)) {
            var body = opened(merchant, parked);
            if (body.isEmpty()) {
                closed++;
            } else if (correction.lengthIn(body.get()) > BODY_BYTES_MAX) {
                left++;
            } else {
                correction.in(body.get()).ifPresent(it -> sealed.put(parked.id(), vault.sealBytes(merchant, it)));
            }
        }
        var corrected = store.correct(merchant, sealed);
        // Neither of the texts: a person's name may be among them, and the history outlives it.
        store.write(corrected, clock.instant(), actor, "corrected", "one text in the place of another");
        return new TextCorrection.Done(corrected.size(), left, closed);
    }

    /** Empty when its bytes are gone, or cannot be read any more: that is no reason to leave the others as they are. */
    private Optional<byte[]> opened(MerchantId merchant, DeskStore.Body parked) {
        if (parked.body().length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(vault.openBytes(merchant, parked.body()));
        } catch (ProblemException | IllegalArgumentException | IllegalStateException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public TextCorrection.Done correctAll(
            MerchantId merchant, Optional<ChannelId> channel, TextCorrection correction, String actor) {
        var done = new ArrayList<TextCorrection.Done>();
        all(merchant, channel, some -> done.add(correct(merchant, some, correction, actor)));
        return done.stream().reduce(TextCorrection.Done.NONE, TextCorrection.Done::and);
    }

    @Override
    public int take(MerchantId merchant, List<Long> messages, String actor) {
        return own(merchant, messages, actor, actor, "taken on");
    }

    @Override
    public int giveBack(MerchantId merchant, List<Long> messages, String actor) {
        return own(merchant, messages, "", actor, "given back");
    }

    private int own(MerchantId merchant, List<Long> messages, String owner, String actor, String what) {
        limited(messages);
        return Objects.requireNonNull(transaction.execute(status -> {
            var owned = store.own(merchant, messages, owner);
            store.write(owned, clock.instant(), actor, what, "");
            return owned.size();
        }));
    }

    @Override
    public int replay(MerchantId merchant, List<Long> messages, String actor) {
        int moved = move(merchant, messages, State.WAITING, actor, "replayed", "");
        signal.give();
        return moved;
    }

    @Override
    public int replayAll(MerchantId merchant, Optional<ChannelId> channel, String actor) {
        var moved = new AtomicInteger();
        all(merchant, channel, some -> moved.addAndGet(replay(merchant, some, actor)));
        return moved.get();
    }

    /** By id, so that one that is parked again meanwhile is not met again. */
    private void all(MerchantId merchant, Optional<ChannelId> channel, Consumer<List<Long>> some) {
        long after = 0;
        for (int met = 0; met < REPLAY_ALL_MAX; met += REPLAY_MAX) {
            var ids = store.parked(merchant, channel, after, REPLAY_MAX);
            if (ids.isEmpty()) {
                break;
            }
            some.accept(ids);
            after = ids.getLast();
        }
    }

    @Override
    public int drop(MerchantId merchant, List<Long> messages, String reason, String actor) {
        return move(merchant, messages, State.DROPPED, actor, "dropped", reason);
    }

    private int move(MerchantId merchant, List<Long> messages, State next, String actor, String what, String detail) {
        limited(messages);
        var moved = transaction.execute(status -> {
            var ids = store.move(merchant, messages, next);
            store.write(ids, clock.instant(), actor, what, detail);
            return ids;
        });
        return moved == null ? 0 : moved.size();
    }

    private static void limited(List<Long> messages) {
        if (messages.size() > REPLAY_MAX) {
            throw ProblemException.invalid("/messages", "too_many", "at most %d at once".formatted(REPLAY_MAX));
        }
    }

    private DeskStore.Shown found(MerchantId merchant, long message) {
        return store.show(merchant, message).orElseThrow(() -> ProblemException.notFound("there is no such message"));
    }
}
