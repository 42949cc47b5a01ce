package dev.tributary.journal;

import dev.tributary.kernel.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Feeds parked events again, each in a transaction of its own that holds the cursor of its partition. */
@Component
class JdbcParkedEvents implements ParkedEvents {

    private static final int LIST_MAX = 500;
    private static final int RETRIED_MAX = 1_000;

    private final CursorStore cursors;
    private final ParkedStore parked;
    private final ObjectProvider<JournalConsumer> consumers;
    private final TransactionTemplate transaction;

    JdbcParkedEvents(
            CursorStore cursors,
            ParkedStore parked,
            ObjectProvider<JournalConsumer> consumers,
            PlatformTransactionManager transactions) {
        this.cursors = cursors;
        this.parked = parked;
        this.consumers = consumers;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public List<ParkedEvent> list(int limit) {
        return parked.list(Math.clamp(limit, 1, LIST_MAX));
    }

    @Override
    public long count() {
        return parked.count();
    }

    @Override
    public Retried retry(String consumerName, String key) {
        var consumer = consumer(consumerName);
        for (int succeeded = 0; succeeded < RETRIED_MAX; succeeded++) {
            var failure = new Attempt(consumer, key).run();
            if (failure.isPresent()) {
                boolean empty = failure.get().isEmpty();
                return new Retried(succeeded, parked.count(consumerName, key), empty ? Optional.empty() : failure);
            }
        }
        return new Retried(RETRIED_MAX, parked.count(consumerName, key), Optional.empty());
    }

    @Override
    public Retried drop(String consumerName, String key, long eventId) {
        var consumer = consumer(consumerName);
        boolean wasFirst = Boolean.TRUE.equals(transaction.execute(status -> {
            cursors.lockOfKey(consumer.name(), key);
            boolean first = parked.first(consumerName, key)
                    .filter(event -> event.event().id() == eventId)
                    .isPresent();
            if (!parked.delete(consumerName, key, eventId)) {
                throw ProblemException.notFound("no such event is parked");
            }
            return first;
        }));
        return wasFirst ? retry(consumerName, key) : new Retried(0, parked.count(consumerName, key), Optional.empty());
    }

    private JournalConsumer consumer(String name) {
        Map<String, JournalConsumer> byName =
                consumers.stream().collect(Collectors.toMap(JournalConsumer::name, Function.identity()));
        return Optional.ofNullable(byName.get(name))
                .orElseThrow(() -> ProblemException.notFound("no consumer has this name"));
    }

    /** Takes the first of a key. */
    private final class Attempt {

        private final JournalConsumer consumer;
        private final String key;
        private long eventId;

        Attempt(JournalConsumer consumer, String key) {
            this.consumer = consumer;
            this.key = key;
        }

        /** Empty when one succeeded; else why not, an empty text when none was left. */
        Optional<String> run() {
            try {
                boolean any = Boolean.TRUE.equals(transaction.execute(status -> takeFirst()));
                return any ? Optional.empty() : Optional.of("");
            } catch (RuntimeException failure) {
                var reason = PartitionReader.reason(failure);
                parked.failedAgain(consumer.name(), key, eventId, reason);
                return Optional.of(reason);
            }
        }

        private boolean takeFirst() {
            cursors.lockOfKey(consumer.name(), key);
            var first = parked.first(consumer.name(), key);
            if (first.isEmpty()) {
                return false;
            }
            var event = first.get().event();
            eventId = event.id();
            consumer.accept(List.of(event));
            return parked.delete(consumer.name(), key, eventId);
        }
    }
}
