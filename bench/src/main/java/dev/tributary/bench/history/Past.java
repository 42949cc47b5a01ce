package dev.tributary.bench.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The world as it was before any effect of a schedule: what each row and order was since which place in the order. */
final class Past extends World {

    private record Since<T>(int place, T state) {}

    private final Map<String, List<Since<RowState>>> pastRows = new HashMap<>();
    private final Map<String, List<Since<OrderState>>> pastOrders = new HashMap<>();
    private final Map<String, List<Since<Sharing>>> pastSharings = new HashMap<>();
    private int place;

    /** The step was the one at this place; what it left is there from the next on. */
    void keep(int at, Step step) {
        step.rows.forEach((name, row) ->
                pastRows.computeIfAbsent(name, key -> new ArrayList<>()).add(new Since<>(at + 1, row)));
        step.orders.forEach((number, order) ->
                pastOrders.computeIfAbsent(number, key -> new ArrayList<>()).add(new Since<>(at + 1, order)));
        step.sharings.forEach((sku, sharing) ->
                pastSharings.computeIfAbsent(sku, key -> new ArrayList<>()).add(new Since<>(at + 1, sharing)));
    }

    Past before(int at) {
        place = at;
        return this;
    }

    /**
     * Places in the range at which something of these is another than before, and the first of the range; of rows whose SKU has
     * quotas, also at which something of those or of its other rows is.
     */
    Iterable<Integer> places(int from, int to, Iterable<String> rows, Iterable<String> orders) {
        var places = new TreeSet<Integer>();
        places.add(from);
        rows.forEach(row -> {
            add(places, from, to, pastRows.get(row));
            String sku = row.substring(0, row.indexOf('@'));
            if (pastSharings.containsKey(sku)) {
                add(places, from, to, pastSharings.get(sku));
                places(sku).forEach(place -> add(places, from, to, pastRows.get(sku + "@" + place)));
            }
        });
        orders.forEach(order -> add(places, from, to, pastOrders.get(order)));
        return places;
    }

    private static <T> void add(TreeSet<Integer> places, int from, int to, @Nullable List<Since<T>> states) {
        if (states == null) {
            return;
        }
        for (int i = index(states, from) + 1; i < states.size() && states.get(i).place <= to; i++) {
            places.add(states.get(i).place);
        }
    }

    @Override
    @Nullable
    RowState row(String name) {
        return at(pastRows.get(name));
    }

    @Override
    @Nullable
    OrderState order(String number) {
        return at(pastOrders.get(number));
    }

    @Override
    Sharing sharing(String sku) {
        var sharing = at(pastSharings.get(sku));
        return sharing == null ? Sharing.NONE : sharing;
    }

    @Override
    Set<String> places(String sku) {
        return places(pastRows.keySet(), sku);
    }

    private <T> @Nullable T at(@Nullable List<Since<T>> states) {
        if (states == null) {
            return null;
        }
        int index = index(states, place);
        return index < 0 ? null : states.get(index).state;
    }

    /** The last that was there at the place, -1 where none was. */
    private static <T> int index(List<Since<T>> states, int at) {
        int low = 0;
        int high = states.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (states.get(middle).place <= at) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }
}
