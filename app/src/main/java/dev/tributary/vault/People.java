package dev.tributary.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whose key it is. People seen before are answered from memory; new ones wait together and are found or made in groups,
 * so that a thousand first orders cost a few commits.
 */
final class People {

    private static final int SEEN_MAX = 50_000;
    private static final int WAITING_MAX = 10_000;
    private static final int GROUP_MAX = 512;
    /** A belt only: erasures of other nodes are heard within a second, see {@link Erasures}. */
    private static final Duration SEEN_FOR = Duration.ofMinutes(10);

    private final PersonStore store;
    private final Cache<String, Person> seen = Caffeine.newBuilder()
            .maximumSize(SEEN_MAX)
            .expireAfterWrite(SEEN_FOR)
            .build();
    private final ArrayBlockingQueue<NewPerson> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final AtomicBoolean working = new AtomicBoolean();

    People(PersonStore store) {
        this.store = store;
    }

    /** @param tokens what the person can be found by; kept with the person when not known of them yet */
    Person of(MerchantKey key, Optional<byte[]> identity, List<byte[]> tokens) {
        if (identity.isEmpty()) {
            return await(new NewPerson(key, identity, tokens, new CompletableFuture<>()));
        }
        String name = name(key, identity.get(), tokens);
        Person known = seen.getIfPresent(name);
        if (known != null) {
            return known;
        }
        Person found = await(new NewPerson(key, identity, tokens, new CompletableFuture<>()));
        seen.put(name, found);
        return found;
    }

    void forget(Set<Long> personIds) {
        seen.asMap().values().removeIf(person -> personIds.contains(person.id()));
    }

    private Person await(NewPerson person) {
        if (!waiting.offer(person)) {
            throw new ProblemException(Problem.OVERLOADED, "too many people are new at once");
        }
        wakeWorker();
        try {
            return person.found().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void wakeWorker() {
        if (working.compareAndSet(false, true)) {
            Thread.ofVirtual().name("vault-people").start(this::work);
        }
    }

    private void work() {
        try {
            List<NewPerson> group = new ArrayList<>(GROUP_MAX);
            while (waiting.drainTo(group, GROUP_MAX) > 0) {
                findOrMake(group);
                group.clear();
            }
        } finally {
            working.set(false);
            // Someone may have come between the last look and the line above.
            if (!waiting.isEmpty()) {
                wakeWorker();
            }
        }
    }

    private void findOrMake(List<NewPerson> group) {
        try {
            List<Person> people = store.findOrMake(group);
            for (int i = 0; i < group.size(); i++) {
                group.get(i).found().complete(people.get(i));
            }
        } catch (Throwable failure) {
            // Handed to every caller who waits: each of them rolls back and answers.
            group.forEach(person -> person.found().completeExceptionally(failure));
        }
    }

    /** Tokens are part of the name: a new name of a known person is told to the database once. */
    private static String name(MerchantKey key, byte[] identity, List<byte[]> tokens) {
        StringBuilder name =
                new StringBuilder(64).append(key.merchant().value()).append(' ');
        name.append(new String(identity, StandardCharsets.ISO_8859_1));
        for (byte[] token : tokens) {
            name.append(new String(token, StandardCharsets.ISO_8859_1));
        }
        return name.toString();
    }
}
