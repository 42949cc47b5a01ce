package dev.tributary.bench.history;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Everything the model knows at one moment: rows by name, orders by number, what was done by name. Its values never change. */
class World {

    final Map<String, RowState> rows;
    final Map<String, OrderState> orders;
    /** What was said of receipts, stock changes and snapshots that have had their effect. */
    final Map<String, String> done;

    final Map<String, TransferState> transfers;
    /** By SKU. */
    final Map<String, Sharing> sharings;

    World() {
        this(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    private World(
            Map<String, RowState> rows,
            Map<String, OrderState> orders,
            Map<String, String> done,
            Map<String, TransferState> transfers,
            Map<String, Sharing> sharings) {
        this.rows = rows;
        this.orders = orders;
        this.done = done;
        this.transfers = transfers;
        this.sharings = sharings;
    }

    World copy() {
        return new World(
                new HashMap<>(rows),
                new HashMap<>(orders),
                new HashMap<>(done),
                new HashMap<>(transfers),
                new HashMap<>(sharings));
    }

    @Nullable
    RowState row(String name) {
        return rows.get(name);
    }

    @Nullable
    OrderState order(String number) {
        return orders.get(number);
    }

    @Nullable
    TransferState transfer(String number) {
        return transfers.get(number);
    }

    Sharing sharing(String sku) {
        return sharings.getOrDefault(sku, Sharing.NONE);
    }

    /** Places that have ever had something of the SKU. */
    Set<String> places(String sku) {
        return places(rows.keySet(), sku);
    }

    static Set<String> places(Collection<String> rows, String sku) {
        var places = new TreeSet<String>();
        for (String row : rows) {
            if (row.startsWith(sku + "@")) {
                places.add(row.substring(sku.length() + 1));
            }
        }
        return places;
    }

    void apply(Step step) {
        rows.putAll(step.rows);
        orders.putAll(step.orders);
        done.putAll(step.done);
        transfers.putAll(step.transfers);
        sharings.putAll(step.sharings);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof World world
                && rows.equals(world.rows)
                && orders.equals(world.orders)
                && done.equals(world.done)
                && transfers.equals(world.transfers)
                && sharings.equals(world.sharings);
    }

    @Override
    public int hashCode() {
        return rows.hashCode() * 961
                + orders.hashCode() * 31
                + done.hashCode()
                + transfers.hashCode()
                + sharings.hashCode();
    }
}
