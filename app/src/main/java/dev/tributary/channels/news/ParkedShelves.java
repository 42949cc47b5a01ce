package dev.tributary.channels.news;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What lanes have parked on its way to the database, and what people want told again on its way to the lanes. */
@Component
class ParkedShelves {

    private static final int WRITTEN_AT_ONCE_MAX = 2_000;

    private final ParkedStore store;
    private final Map<Key, Optional<Refusal>> unwritten = new ConcurrentHashMap<>();

    ParkedShelves(ParkedStore store) {
        this.store = store;
    }

    record Key(MerchantId merchant, ChannelId channel, Shelf shelf) {}

    Map<Shelf, Refusal> of(OpenAccount account) {
        write();
        return store.of(account.merchant(), account.channel());
    }

    Refusals.Keeper keeper(OpenAccount account) {
        return (shelf, refusal) -> unwritten.put(new Key(account.merchant(), account.channel(), shelf), refusal);
    }

    /** Another node tells the channel: it knows what was written, and finds out the rest. */
    void forget(ChannelId channel) {
        unwritten.keySet().removeIf(key -> key.channel().equals(channel));
    }

    /** Not while what is to be told again is read: a row would come back that was just taken away. */
    synchronized void write() {
        while (!unwritten.isEmpty()) {
            var changes =
                    unwritten.entrySet().stream().limit(WRITTEN_AT_ONCE_MAX).toList();
            store.write(changes.stream()
                    .filter(change -> change.getValue().isPresent())
                    .map(change -> new ParkedStore.Row(
                            change.getKey(), change.getValue().get()))
                    .toList());
            store.remove(changes.stream()
                    .filter(change -> change.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList());
            changes.forEach(change -> unwritten.remove(change.getKey(), change.getValue()));
        }
    }

    /** Takes up what people want told again: it is parked no more. */
    synchronized List<Key> again(Collection<OpenAccount> accounts) {
        if (accounts.isEmpty()) {
            return List.of();
        }
        var wanted = store.again(accounts.stream()
                .map(account -> new ParkedStore.Told(account.merchant(), account.channel()))
                .toList());
        wanted.forEach(unwritten::remove);
        return wanted;
    }
}
