package dev.tributary.sandbox.platform;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** What goes wrong on purpose, by seed, until it is over; and how often it did. */
final class Troubles {

    /** With its share of all occasions. */
    enum Trouble {
        /** A message comes a second time. */
        DUPLICATE(0.10),
        /** A message is held back for some seconds, behind those that were sent later. */
        LATE(0.15),
        /** A message is never brought; only a list shows what it would have said. */
        UNSENT(0.12),
        /** The platform hangs up before it is acknowledged, and comes again. */
        IMPATIENT(0.03),
        /** Somebody else pretends to be the platform. */
        FORGED(0.05),
        /** A call of the hub is answered with 500, and nothing was done. */
        BROKEN(0.03),
        /** It has had enough of calls for now. */
        THROTTLED(0.03),
        /** It does what it was asked and breaks off while it answers. */
        CUT(0.02),
        /** It does what it was asked and answers half, as if that were all. */
        HALVED(0.02),
        /** It does what it was asked and answers when nobody waits any more. */
        TOO_LATE(0.004),
        /** It moves its stock as it was told, and answers with 500. */
        DENIED(0.06),
        /** An order changes while its list is read. */
        MOVED(0.30);

        private final double share;

        Trouble(double share) {
            this.share = share;
        }
    }

    private final SplittableRandom dice;
    private final Map<Trouble, LongAdder> counts = new EnumMap<>(Trouble.class);
    private volatile boolean over;

    Troubles(long seed) {
        dice = new SplittableRandom(seed);
        for (Trouble trouble : Trouble.values()) {
            counts.put(trouble, new LongAdder());
        }
    }

    boolean happens(Trouble trouble) {
        boolean happens = !over && roll(SplittableRandom::nextDouble) < trouble.share;
        if (happens) {
            count(trouble).increment();
        }
        return happens;
    }

    long millis(int least, int most) {
        return roll(any -> any.nextLong(least, most));
    }

    <T> T oneOf(List<T> some) {
        return some.get(roll(any -> any.nextInt(some.size())));
    }

    synchronized <T> T roll(Function<SplittableRandom, T> throwing) {
        return throwing.apply(dice);
    }

    void end() {
        over = true;
    }

    long times(Trouble trouble) {
        return count(trouble).sum();
    }

    private LongAdder count(Trouble trouble) {
        LongAdder count = counts.get(trouble);
        if (count == null) {
            throw new IllegalStateException("no count of " + trouble);
        }
        return count;
    }
}
