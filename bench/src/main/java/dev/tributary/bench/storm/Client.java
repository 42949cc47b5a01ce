package dev.tributary.bench.storm;

import dev.tributary.bench.history.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Somebody who wants things: dice, names for wishes, and a memory of messages that may come late once more. */
final class Client {

    private static final int OLD_MESSAGES_MAX = 20;
    private static final long LOOK_EVERY_MILLIS = 100;

    final Stage stage;
    final Wishes wishes;
    final RandomGenerator random;
    private final Asker asker;
    private final String name;
    private final AtomicLong late;
    private final AtomicBoolean stop;
    private final Deque<Wish> old = new ArrayDeque<>();
    private int made;

    Client(Stage stage, Asker asker, String name, RandomGenerator random, AtomicLong late, AtomicBoolean stop) {
        this.stage = stage;
        this.wishes = new Wishes(stage);
        this.asker = asker;
        this.name = name;
        this.random = random;
        this.late = late;
        this.stop = stop;
    }

    /** A new name for a wish of this kind; without spaces, underscores, commas and colons, and at most 16 characters. */
    String name(String kind) {
        return kind + name + "-" + ++made;
    }

    @Nullable
    Line ask(Wish wish) throws InterruptedException {
        var answer = asker.ask(wish, random);
        if (!wish.reads() && answer != null && !answer.what().equals("conflict")) {
            old.addLast(wish);
            if (old.size() > OLD_MESSAGES_MAX) {
                old.removeFirst();
            }
        }
        if (!old.isEmpty() && random.nextInt(25) == 0) {
            late.incrementAndGet();
            asker.ask(new ArrayList<>(old).get(random.nextInt(old.size())), random);
        }
        return answer;
    }

    /** Not longer than the storm lasts. */
    void sleep(long millis) throws InterruptedException {
        long until = System.nanoTime() + millis * 1_000_000;
        while (!stop.get() && System.nanoTime() < until) {
            Thread.sleep(Math.clamp((until - System.nanoTime()) / 1_000_000, 1, LOOK_EVERY_MILLIS));
        }
    }

    boolean stopped() {
        return stop.get();
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** So many different ones. */
    <T> List<T> some(List<T> of, int count) {
        var left = new ArrayList<>(of);
        var chosen = new ArrayList<T>();
        for (int i = 0; i < count && !left.isEmpty(); i++) {
            chosen.add(left.remove(random.nextInt(left.size())));
        }
        return chosen;
    }

    long units() {
        return 1 + random.nextInt(3);
    }
}
