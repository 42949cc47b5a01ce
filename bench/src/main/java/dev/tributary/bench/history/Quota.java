package dev.tributary.bench.history;

import java.util.Set;

/**
 * What some channels may promise of a SKU, as the model has it.
 *
 * @param node empty where it counts over all places
 * @param open units that its channels have promised and hold
 * @param shipped units of theirs that left since it began
 * @param until when it may end by itself, {@link Operation#NEVER} where nobody said so
 */
record Quota(
        String code,
        Kind kind,
        String node,
        Set<String> channels,
        long amount,
        boolean only,
        long until,
        long version,
        boolean inForce,
        long open,
        long shipped) {

    enum Kind {
        DEDICATED,
        CAP,
        PERCENT
    }

    Quota {
        channels = Set.copyOf(channels);
    }

    boolean everywhere() {
        return node.isEmpty();
    }

    boolean counts(String place) {
        return inForce && (everywhere() || node.equals(place));
    }

    /** Two of these at once would leave open whose a unit is. */
    boolean isLike(Quota other) {
        return kind == other.kind && node.equals(other.node) && channels.equals(other.channels);
    }

    /** Whether it limits its own channels. */
    boolean limits() {
        return kind != Kind.DEDICATED || only;
    }

    /** It sets units aside for some of the other's channels, out of the other's. */
    boolean isWithin(Quota other) {
        return kind == Kind.DEDICATED
                && other.kind == Kind.DEDICATED
                && node.equals(other.node)
                && other.channels.size() > channels.size()
                && other.channels.containsAll(channels);
    }

    /** @param free what the rows where it counts could promise */
    long left(long free) {
        return kind == Kind.PERCENT ? Math.floorDiv((free + open) * amount, 100L) - open : amount - open - shipped;
    }

    Quota set(long nextAmount, boolean nextOnly, long nextUntil) {
        return new Quota(
                code, kind, node, channels, nextAmount, nextOnly, nextUntil, version + 1, inForce, open, shipped);
    }

    Quota ended() {
        return new Quota(code, kind, node, channels, amount, only, until, version + 1, false, open, shipped);
    }

    Quota used(long opened, long left) {
        return new Quota(
                code,
                kind,
                node,
                channels,
                amount,
                only,
                until,
                version,
                inForce,
                Math.max(0, open + opened),
                Math.max(0, shipped + left));
    }

    /** What people are told of it. */
    Line told() {
        return Line.of(
                "quota",
                "state",
                inForce ? "IN_FORCE" : "ENDED",
                "amount",
                amount,
                "open",
                open,
                "shipped",
                shipped,
                "version",
                version);
    }
}
