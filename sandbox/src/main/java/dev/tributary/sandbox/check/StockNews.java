package dev.tributary.sandbox.check;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Brings together what the hub decided (stock events, with their time and version) and what a channel's door heard (a
 * bare number). A number heard settles the newest event with that number, and all older ones, which it replaced. Where
 * the last units sell fast the hub tells a few less than there are: a number that no event had settles the newest event
 * that had a few more. That may be one too new, by what happened while the call was on its way.
 */
public final class StockNews {

    /** News of one row that nobody was told is bounded; the oldest is forgotten and counted. */
    private static final int OPEN_MAX = 256;

    /** So many less than there are at most. */
    private static final int HELD_BACK_MAX = 5;

    private final Latency latency = new Latency();
    private final Map<String, Row> rows = new ConcurrentHashMap<>();

    public Latency latency() {
        return latency;
    }

    /** The hub decided: this row has {@code available} since {@code occurredMicros}. */
    public void decided(String row, long version, long available, long occurredMicros) {
        rows.computeIfAbsent(row, key -> new Row()).decided(version, available, occurredMicros);
    }

    /** The channel's door heard: this row has {@code available}. */
    public void told(String row, long available, long heardMicros) {
        rows.computeIfAbsent(row, key -> new Row()).told(available, heardMicros);
    }

    /** The last number told of a row, or -1 when the door never heard of it. */
    public long lastTold(String row) {
        Row known = rows.get(row);
        return known == null ? -1 : known.lastTold();
    }

    private final class Row {
        private final ArrayDeque<long[]> open = new ArrayDeque<>(4);
        private final long[] early = new long[2 * 4];
        private int earlyCount;
        private long lastVersion;
        private long lastTold = -1;

        synchronized long lastTold() {
            return lastTold;
        }

        synchronized void decided(long version, long available, long occurredMicros) {
            if (version <= lastVersion) {
                return;
            }
            lastVersion = version;
            if (open.size() == OPEN_MAX) {
                open.removeFirst();
            }
            open.addLast(new long[] {available, occurredMicros});
            if (!settleEarly(available, occurredMicros) && available == lastTold) {
                // The channel believes this number already: there is nothing to tell, so nothing to measure.
                open.clear();
            }
        }

        /** The channel may hear before the subscription that tells us of the decision. */
        private boolean settleEarly(long available, long occurredMicros) {
            int exact = early(available, 0, occurredMicros);
            if (exact >= 0) {
                settle(newestWith(available, 0, early[2 * exact + 1]), early[2 * exact + 1]);
                forgetEarly(exact + 1);
                return true;
            }
            int less = early(available, HELD_BACK_MAX, occurredMicros);
            if (less >= 0) {
                // It stays: an event with this very number may come yet.
                settle(open.size() - 1, early[2 * less + 1]);
            }
            return less >= 0;
        }

        private int early(long available, int heldBackMax, long occurredMicros) {
            for (int i = 0; i < earlyCount; i++) {
                long heldBack = available - early[2 * i];
                if (heldBack >= 0 && heldBack <= heldBackMax && early[2 * i + 1] >= occurredMicros) {
                    return i;
                }
            }
            return -1;
        }

        private void forgetEarly(int count) {
            System.arraycopy(early, 2 * count, early, 0, 2 * (earlyCount - count));
            earlyCount -= count;
        }

        synchronized void told(long available, long heardMicros) {
            lastTold = available;
            int exact = newestWith(available, 0, heardMicros);
            settle(exact >= 0 ? exact : newestWith(available, HELD_BACK_MAX, heardMicros), heardMicros);
            if (exact < 0) {
                if (2 * earlyCount == early.length) {
                    forgetEarly(1);
                }
                early[2 * earlyCount] = available;
                early[2 * earlyCount + 1] = heardMicros;
                earlyCount++;
            }
        }

        private void settle(int newest, long heardMicros) {
            for (int i = 0; i <= newest; i++) {
                latency.record(heardMicros - open.removeFirst()[1]);
            }
        }

        private int newestWith(long available, int heldBackMax, long heardMicros) {
            int newest = -1;
            int index = 0;
            for (Iterator<long[]> each = open.iterator(); each.hasNext(); index++) {
                long[] decision = each.next();
                long heldBack = decision[0] - available;
                if (heldBack >= 0 && heldBack <= heldBackMax && decision[1] <= heardMicros) {
                    newest = index;
                }
            }
            return newest;
        }

        @Override
        public String toString() {
            return "open %d, told %d, early %s".formatted(open.size(), lastTold, Arrays.toString(early));
        }
    }
}
