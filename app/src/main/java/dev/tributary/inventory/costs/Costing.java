package dev.tributary.inventory.costs;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What the goods of one row cost by one method. Values are whole minor units: what leaves takes its rounded share, and the
 * remainder stays with what is left, so that what came is always what left, what is here, and the corrections. Below zero
 * units goods leave at the cost known last; who comes then pays the difference as a correction.
 */
abstract sealed class Costing {

    protected long units;
    protected long value;
    private long lastUnits;
    private long lastValue;

    Costing(long units, long value, long lastUnits, long lastValue) {
        this.units = units;
        this.value = value;
        this.lastUnits = lastUnits;
        this.lastValue = lastValue;
    }

    final long units() {
        return units;
    }

    final long value() {
        return value;
    }

    final long lastUnits() {
        return lastUnits;
    }

    final long lastValue() {
        return lastValue;
    }

    /** Goods came; answers the correction. */
    final long come(long version, long came, long cost) {
        lastUnits = came;
        lastValue = cost;
        if (units >= 0) {
            units += came;
            value += cost;
            keep(version, came, cost);
            return 0;
        }
        long after = units + came;
        long kept = after > 0 ? share(cost, after, came) : share(value, -after, -units);
        long correction = value + cost - kept;
        units = after;
        value = kept;
        if (after > 0) {
            keep(version, after, kept);
        }
        return correction;
    }

    /** Goods left; answers their cost. */
    final long leave(long left) {
        long here = Math.clamp(units, 0, left);
        if (units > 0) {
            lastUnits = units;
            lastValue = value;
        }
        long cost = (here == 0 ? 0 : take(here)) + worth(left - here);
        units -= left;
        value -= cost;
        return cost;
    }

    /** What so many units would cost that nobody knows the cost of. */
    final long estimate(long came) {
        return units > 0 ? share(value, came, units) : worth(came);
    }

    private long worth(long of) {
        return lastUnits == 0 || of == 0 ? 0 : share(lastValue, of, lastUnits);
    }

    abstract void keep(long version, long came, long cost);

    /** The cost of so many of the units that are here. */
    abstract long take(long left);

    /** Rounded half up. */
    static long share(long whole, long part, long of) {
        var doubled =
                BigInteger.valueOf(whole).multiply(BigInteger.valueOf(part)).shiftLeft(1);
        var parts = doubled.add(BigInteger.valueOf(of))
                .divideAndRemainder(BigInteger.valueOf(of).shiftLeft(1));
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE).longValueExact() : parts[0].longValueExact();
    }

    /** Every unit costs the same. */
    static final class Average extends Costing {

        Average(long units, long value, long lastUnits, long lastValue) {
            super(units, value, lastUnits, lastValue);
        }

        @Override
        void keep(long version, long came, long cost) {}

        @Override
        long take(long left) {
            return share(value, left, units);
        }
    }

    /** What came first leaves first. */
    static final class Layers extends Costing {

        private final Deque<Layer> layers;

        /** @param layers the oldest first */
        Layers(long units, long value, long lastUnits, long lastValue, List<Layer> layers) {
            super(units, value, lastUnits, lastValue);
            this.layers = new ArrayDeque<>(layers);
        }

        List<Layer> layers() {
            return new ArrayList<>(layers);
        }

        @Override
        void keep(long version, long came, long cost) {
            layers.addLast(new Layer(version, came, cost));
        }

        @Override
        long take(long left) {
            long cost = 0;
            for (long open = left; open > 0; ) {
                var oldest = layers.removeFirst();
                long taken = Math.min(open, oldest.units());
                long part = share(oldest.value(), taken, oldest.units());
                cost += part;
                open -= taken;
                if (taken < oldest.units()) {
                    layers.addFirst(new Layer(oldest.version(), oldest.units() - taken, oldest.value() - part));
                }
            }
            return cost;
        }
    }

    record Layer(long version, long units, long value) {}
}
