package dev.tributary.sandbox.check;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** A shop's own book of what is left to send of its orders, and of the parcels it was told of. */
public final class Fulfilments {

    private final Map<String, Entry> byNumber = new ConcurrentHashMap<>();
    private final LongAdder taken = new LongAdder();
    private final LongAdder lookedUp = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /** One order's, as the shop would show it. Guarded by itself. */
    private static final class Entry {
        final Map<String, Long> leftByVariant = new TreeMap<>();
        final Map<String, Long> unitsByTracking = new TreeMap<>();
        boolean changed;
    }

    /** @param parcels units by tracking number */
    public record Standing(Map<String, Long> leftByVariant, Map<String, Long> parcels) {}

    public void placed(String number, Map<String, Long> unitsByVariant) {
        Entry entry = new Entry();
        entry.leftByVariant.putAll(unitsByVariant);
        byNumber.putIfAbsent(number, entry);
    }

    /** A unit less to send, unless it is on its way. */
    public void refunded(String number, String variant, long units) {
        Entry entry = byNumber.computeIfAbsent(number, any -> new Entry());
        synchronized (entry) {
            entry.changed = true;
            entry.leftByVariant.computeIfPresent(variant, (any, left) -> Math.max(0, left - units));
        }
    }

    public void cancelled(String number) {
        Entry entry = byNumber.computeIfAbsent(number, any -> new Entry());
        synchronized (entry) {
            entry.changed = true;
            entry.leftByVariant.clear();
        }
    }

    /** Empty maps for an order the shop never had. */
    public Standing lookUp(String number) {
        lookedUp.increment();
        Entry entry = byNumber.getOrDefault(number, new Entry());
        synchronized (entry) {
            return new Standing(new HashMap<>(entry.leftByVariant), new HashMap<>(entry.unitsByTracking));
        }
    }

    /** False, and without effect, when less is left of something than the parcel has. */
    public boolean take(String number, String tracking, Map<String, Long> unitsByVariant) {
        Entry entry = byNumber.getOrDefault(number, new Entry());
        synchronized (entry) {
            boolean fits = !unitsByVariant.isEmpty()
                    && unitsByVariant.entrySet().stream()
                            .allMatch(each -> each.getValue() > 0
                                    && entry.leftByVariant.getOrDefault(each.getKey(), 0L) >= each.getValue());
            if (!fits) {
                refused.increment();
                return false;
            }
            unitsByVariant.forEach((variant, units) -> {
                entry.leftByVariant.merge(variant, -units, Long::sum);
                entry.unitsByTracking.merge(tracking, units, Long::sum);
            });
            taken.increment();
            return true;
        }
    }

    /**
     * What does not fit between what left and what the shop was told; empty when all is well. Of an order that was refunded
     * or cancelled there the goods may have been faster.
     */
    String misfit(HeldOrder order) {
        Entry entry = byNumber.getOrDefault(order.number(), new Entry());
        synchronized (entry) {
            boolean whole = !entry.unitsByTracking.isEmpty()
                    && entry.leftByVariant.values().stream().allMatch(units -> units == 0);
            if (entry.changed || whole || !order.state().equals("SHIPPED")) {
                return "";
            }
            return "%s has shipped, and Shopify was told of %s, with %s left"
                    .formatted(order.number(), entry.unitsByTracking, entry.leftByVariant);
        }
    }

    public String summary() {
        return "%,d parcels taken, %,d refused, %,d looked up".formatted(taken.sum(), refused.sum(), lookedUp.sum());
    }
}
