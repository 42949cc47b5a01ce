package dev.tributary.bench.history;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The quotas of one SKU by their codes, also those that are over: what each channel may have of it. */
record Sharing(Map<String, Quota> byCode) {

    static final Sharing NONE = new Sharing(Map.of());

    static final long UNLIMITED = Long.MAX_VALUE / 4;

    @Nullable
    Quota quota(String code) {
        return byCode.get(code);
    }

    Sharing with(Quota quota) {
        var quotas = new TreeMap<>(byCode);
        quotas.put(quota.code(), quota);
        return new Sharing(quotas);
    }

    private List<Quota> inForce() {
        return byCode.values().stream().filter(Quota::inForce).toList();
    }

    boolean limits() {
        return byCode.values().stream().anyMatch(Quota::inForce);
    }

    /** A unit that the channel promised, gave back or let go at the place counts in every quota of its own. */
    Sharing after(Move move, String channel, String place) {
        long open = 0;
        long left = 0;
        switch (move.kind()) {
            case RESERVE, RELEASE -> open = move.reserved();
            case SHIP -> {
                open = move.reserved();
                left = -move.onHand();
            }
            case SELL, VOID -> left = -move.onHand();
            default -> throw new IllegalArgumentException("no order does that: " + move);
        }
        var sharing = this;
        for (var quota : inForce()) {
            if (quota.counts(place) && quota.channels().contains(channel)) {
                sharing = sharing.with(quota.used(open, left));
            }
        }
        return sharing;
    }

    /**
     * What the channel may promise at the place.
     *
     * @param free what each place could promise if no channel had a quota
     */
    long room(String channel, String place, Collection<String> places, ToLongFunction<String> free) {
        long everywhere = left(channel, "", places, free);
        long room = Math.min(
                free.applyAsLong(place) - setAside(channel, place),
                Math.min(left(channel, place, places, free), everywhere));
        if (inForce().stream().noneMatch(quota -> quota.everywhere() && isForOthers(quota, channel))) {
            return room;
        }
        long others = 0;
        for (String other : places) {
            others += Math.max(0, free.applyAsLong(other) - setAside(channel, other));
        }
        return Math.min(room, others - setAside(channel, ""));
    }

    /** What the channel's own quotas of exactly this place leave it; empty are those over all places. */
    private long left(String channel, String place, Collection<String> places, ToLongFunction<String> free) {
        long least = UNLIMITED;
        for (var quota : inForce()) {
            if (quota.limits() && quota.node().equals(place) && quota.channels().contains(channel)) {
                long here = places.stream()
                        .filter(quota::counts)
                        .mapToLong(other -> Math.max(0, free.applyAsLong(other)))
                        .sum();
                least = Math.min(least, quota.left(here));
            }
        }
        return least;
    }

    /** What others are owed at exactly this place. */
    private long setAside(String channel, String place) {
        return inForce().stream()
                .filter(quota -> quota.node().equals(place) && isForOthers(quota, channel))
                .filter(quota ->
                        inForce().stream().noneMatch(wider -> quota.isWithin(wider) && isForOthers(wider, channel)))
                .mapToLong(this::owed)
                .sum();
    }

    private static boolean isForOthers(Quota quota, String channel) {
        return quota.kind() == Quota.Kind.DEDICATED && !quota.channels().contains(channel);
    }

    /** Its own units, and at least what is set aside within it. */
    private long owed(Quota quota) {
        long within = inForce().stream()
                .filter(smaller -> smaller.isWithin(quota))
                .filter(smaller ->
                        inForce().stream().noneMatch(between -> smaller.isWithin(between) && between.isWithin(quota)))
                .mapToLong(this::owed)
                .sum();
        return Math.max(Math.max(0, quota.left(0)), within);
    }
}
