package dev.tributary.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One rule on what some channels may promise of one SKU, while a batch works on it. It counts every unit that its channels
 * have promised and still hold ({@code open}), and since it began every unit of theirs that left ({@code shipped}).
 */
public final class Quota {

    public enum Kind {
        /** So many units are set aside: other channels cannot promise what is left of them. */
        DEDICATED,
        /** So many units at most, from its beginning to its end. */
        CAP,
        /** So many hundredths at most of what can be promised now together with what its channels hold. */
        PERCENT
    }

    /** Instead of a node: the quota counts over all of them. */
    public static final long EVERYWHERE = 0;

    private final int index;
    private final Kind kind;
    private final long node;
    private final long[] channels;
    private final long amount;
    private final boolean only;
    private final List<Quota> within = new ArrayList<>();
    private long open;
    private long shipped;
    /** Wanted by the command being decided, not yet promised. */
    private long pending;

    private boolean changed;

    /**
     * @param index what the caller finds the quota by again
     * @param amount units, or hundredths of a {@link Kind#PERCENT}
     * @param only of {@link Kind#DEDICATED}: its channels have nothing but these units
     */
    public Quota(int index, Kind kind, long node, long[] channels, long amount, boolean only, long open, long shipped) {
        this.index = index;
        this.kind = kind;
        this.node = node;
        this.channels = channels.clone();
        Arrays.sort(this.channels);
        this.amount = amount;
        this.only = only;
        this.open = open;
        this.shipped = shipped;
    }

    public int index() {
        return index;
    }

    public Kind kind() {
        return kind;
    }

    public long node() {
        return node;
    }

    public long open() {
        return open;
    }

    public long shipped() {
        return shipped;
    }

    public boolean changed() {
        return changed;
    }

    boolean limits() {
        return kind != Kind.DEDICATED || only;
    }

    boolean counts(long atNode) {
        return node == EVERYWHERE || node == atNode;
    }

    boolean has(long channel) {
        return Arrays.binarySearch(channels, channel) >= 0;
    }

    /** True when it sets units aside for fewer channels, all of them the other's. */
    boolean isWithin(Quota other) {
        return kind == Kind.DEDICATED
                && other.kind == Kind.DEDICATED
                && node == other.node
                && channels.length < other.channels.length
                && Arrays.stream(channels).allMatch(other::has);
    }

    int width() {
        return channels.length;
    }

    void holds(Quota smaller) {
        within.add(smaller);
    }

    /** Units, not of a percentage. */
    long left() {
        return amount - open - shipped - pending;
    }

    /** @param free what the rows it counts for could still promise */
    long leftOf(long free) {
        return Math.floorDiv((free + open + pending) * amount, 100L) - open - pending;
    }

    /** What others must leave: its own, and at least what is set aside within it. */
    long setAside() {
        long inside = 0;
        for (var smaller : within) {
            inside += smaller.setAside();
        }
        return Math.max(Math.max(0, left()), inside);
    }

    void pend(long units) {
        pending += units;
    }

    /**
     * Never below nothing: where its use went wrong, orders must still ship and be cancelled; who counts it again finds
     * the difference, and says so in the ledger.
     */
    void promised(long units) {
        open = Math.max(0, Math.addExact(open, units));
        changed = true;
    }

    void left(long units) {
        shipped = Math.max(0, Math.addExact(shipped, units));
        changed = true;
    }
}
