package dev.tributary.openapi.subscriptions;

import dev.tributary.journal.Event;
import dev.tributary.journal.JournalConsumer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes down, in the transaction of the journal's cursor, who is to be told of each event. */
@Component
class FanOut implements JournalConsumer {

    private final SubscriptionStore subscriptions;
    private final DeliveryStore deliveries;
    private final LaneSignal signal;

    FanOut(SubscriptionStore subscriptions, DeliveryStore deliveries, LaneSignal signal) {
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.signal = signal;
    }

    record Intent(long subscription, Event event) {}

    private record StateKey(long subscription, String key) {}

    @Override
    public String name() {
        return "subscriptions";
    }

    @Override
    public Set<String> types() {
        return EventTypes.ALL;
    }

    @Override
    public void accept(List<Event> events) {
        var intents = intents(events);
        if (intents.isEmpty()) {
            return;
        }
        deliveries.insert(newestOfEach(intents));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signal.raise();
            }
        });
    }

    private List<Intent> intents(List<Event> events) {
        var merchants = events.stream()
                .mapToLong(event -> event.merchant().value())
                .distinct()
                .toArray();
        var all = subscriptions.ofAll(merchants);
        List<Intent> intents = new ArrayList<>();
        for (var event : events) {
            for (var subscription : all) {
                if (subscription.wants(event.merchant(), event.type(), event.appendedAt())) {
                    intents.add(new Intent(subscription.id(), event));
                }
            }
        }
        return intents;
    }

    /** Of states only the last of a key within the batch: one statement cannot replace the same row twice. */
    private static List<Intent> newestOfEach(List<Intent> intents) {
        Map<StateKey, Long> newest = new HashMap<>();
        for (var intent : intents) {
            if (EventTypes.newestOnly(intent.event().type())) {
                newest.put(keyOf(intent), intent.event().id());
            }
        }
        return intents.stream()
                .filter(intent -> !EventTypes.newestOnly(intent.event().type())
                        || Long.valueOf(intent.event().id()).equals(newest.get(keyOf(intent))))
                .toList();
    }

    private static StateKey keyOf(Intent intent) {
        return new StateKey(intent.subscription(), intent.event().key());
    }
}
