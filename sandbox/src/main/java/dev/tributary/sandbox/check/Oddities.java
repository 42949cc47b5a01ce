package dev.tributary.sandbox.check;

import java.util.ArrayList;
import java.util.List;

/** Answers that the contract does not foresee: each counts as a failure; the first twenty are kept word by word. */
public final class Oddities {

    private static final int KEPT_MAX = 20;

    private final List<String> kept = new ArrayList<>();
    private long count;

    public synchronized void note(String what) {
        count++;
        if (kept.size() < KEPT_MAX) {
            kept.add(what);
        }
    }

    public synchronized long count() {
        return count;
    }

    public synchronized List<String> kept() {
        return List.copyOf(kept);
    }
}
