package dev.tributary.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A bounded cache that never keeps what was overtaken while it was being read, and never remembers that something was
 * absent: a code that comes into being is found at once.
 */
final class Memory<K, V> {

    private final Cache<K, V> cache;
    private final AtomicLong forgettings = new AtomicLong();

    Memory(long entriesMax) {
        cache = Caffeine.newBuilder().maximumSize(entriesMax).build();
    }

    /** Those of the keys that exist; what is not remembered is loaded together. */
    Map<K, V> get(Collection<K> keys, Function<List<K>, Map<K, V>> load) {
        var found = HashMap.<K, V>newHashMap(keys.size());
        var missing = new ArrayList<K>();
        for (K key : keys) {
            V value = cache.getIfPresent(key);
            if (value == null) {
                missing.add(key);
            } else {
                found.put(key, value);
            }
        }
        if (!missing.isEmpty()) {
            found.putAll(remember(missing, load));
        }
        return found;
    }

    @Nullable
    V remembered(K key) {
        return cache.getIfPresent(key);
    }

    Optional<V> get(K key, Function<List<K>, Map<K, V>> load) {
        V value = cache.getIfPresent(key);
        return value == null ? Optional.ofNullable(remember(List.of(key), load).get(key)) : Optional.of(value);
    }

    void forget(K key) {
        // First the count, then the entry: a reader either sees the count or has its entry removed.
        forgettings.incrementAndGet();
        cache.invalidate(key);
    }

    private Map<K, V> remember(List<K> keys, Function<List<K>, Map<K, V>> load) {
        long before = forgettings.get();
        Map<K, V> loaded = load.apply(keys);
        // A transaction may see what it is about to roll back.
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            cache.putAll(loaded);
            if (forgettings.get() != before) {
                cache.invalidateAll(loaded.keySet());
            }
        }
        return loaded;
    }
}
