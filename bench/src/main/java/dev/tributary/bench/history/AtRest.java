package dev.tributary.bench.history;

import java.util.Set;
import java.util.TreeSet;

/** What must be over when every node has been up for a while and nobody asks for anything. */
final class AtRest {

    /** A client's call may have taken so long before its order was placed, and the hub looks every second. */
    private static final long LATE_MAX = 15_000_000;

    private final History history;
    private final World world;
    private final Set<String> done;
    private final Replay replay;

    /** @param done names of the operations that had an effect */
    AtRest(History history, World world, Set<String> done, Replay replay) {
        this.history = history;
        this.world = world;
        this.done = done;
        this.replay = replay;
    }

    void check() {
        holdsThatLast();
        allowancesThatLast();
        quotasThatLast();
    }

    /** A hold may end late, while nodes are down; once they have all been up for a while it must have ended. */
    private void holdsThatLast() {
        world.orders.forEach((number, order) -> {
            replay.checked();
            if (order.state() == OrderState.State.ACCEPTED && order.expires() < history.quiet() - LATE_MAX) {
                replay.wrong("the hold of order %s was over at %s and still holds at %s"
                        .formatted(number, Operation.time(order.expires()), Operation.time(history.quiet())));
            }
        });
    }

    private void quotasThatLast() {
        world.sharings.forEach((sku, sharing) -> sharing.byCode().values().forEach(quota -> {
            replay.checked();
            if (quota.inForce() && quota.until() < history.quiet() - LATE_MAX) {
                replay.wrong("quota %s of %s was over at %s and still counts at %s"
                        .formatted(quota.code(), sku, Operation.time(quota.until()), Operation.time(history.quiet())));
            }
        }));
    }

    /** An allowance whose lease is over goes as promises go. */
    private void allowancesThatLast() {
        var lasts = new TreeSet<String>();
        for (var operation : history.operations.values()) {
            if (operation.kind().equals("allow")
                    && done.contains(operation.name)
                    && operation.asked.number("until") >= history.quiet() - LATE_MAX) {
                lasts.add(operation.asked.text("row"));
            }
        }
        world.rows.forEach((row, state) -> {
            replay.checked();
            long least = Math.max(0, state.reserved() - state.onHand() - state.unitsShort());
            if (!lasts.contains(row) && state.allowance() > least) {
                replay.wrong(
                        "%s still allows %d units, and every lease of it is over".formatted(row, state.allowance()));
            }
        });
    }
}
