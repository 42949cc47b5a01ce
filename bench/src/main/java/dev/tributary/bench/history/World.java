package dev.tributary.bench.history;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything the model knows at one moment: rows by name, orders by number, what was done by name. Its values never change. */
class World {

    final Map<String, RowState> rows;
    final Map<String, OrderState> orders;
    /** What was said of receipts, stock changes and snapshots that have had their effect. */
    final Map<String, String> done;

    final Map<String, TransferState> transfers;

    World() {
        this(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    private World(
            Map<String, RowState> rows,
            Map<String, OrderState> orders,
            Map<String, String> done,
            Map<String, TransferState> transfers) {
        this.rows = rows;
        this.orders = orders;
        this.done = done;
        this.transfers = transfers;
    }

    World copy() {
        return new World(new HashMap<>(rows), new HashMap<>(orders), new HashMap<>(done), new HashMap<>(transfers));
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

    void apply(Step step) {
        rows.putAll(step.rows);
        orders.putAll(step.orders);
        done.putAll(step.done);
        transfers.putAll(step.transfers);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof World world
                && rows.equals(world.rows)
                && orders.equals(world.orders)
                && done.equals(world.done)
                && transfers.equals(world.transfers);
    }

    @Override
    public int hashCode() {
        return rows.hashCode() * 961 + orders.hashCode() * 31 + done.hashCode() + transfers.hashCode();
    }
}
