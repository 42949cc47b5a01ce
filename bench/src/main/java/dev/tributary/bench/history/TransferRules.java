package dev.tributary.bench.history;

import dev.tributary.bench.history.Move.Kind;
import dev.tributary.bench.history.TransferState.Item;
import dev.tributary.bench.history.TransferState.State;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Goods leave one place, are on hand nowhere on their way, and arrive at another, in parts, or never. */
final class TransferRules {

    private TransferRules() {}

    static Step plan(World world, Line asked) {
        var step = new Step(world);
        if (world.transfer(asked.text("transfer")) != null) {
            return step.answers("conflict");
        }
        return done(
                step,
                asked,
                new TransferState(State.PLANNED, asked.text("from"), asked.text("to"), TransferState.items(asked)));
    }

    /** All of it; a fact, whatever the book says is there. */
    static Step depart(World world, Line asked) {
        var step = new Step(world);
        var transfer = in(world, asked, State.PLANNED);
        if (transfer == null) {
            return step.answers("conflict");
        }
        var items = new ArrayList<Item>();
        for (var item : transfer.items()) {
            step.move(Move.onHand(item.sku() + "@" + transfer.from(), Kind.TRANSFER_OUT, -item.units()));
            step.move(Move.onHand(item.sku() + "@" + transfer.to(), Kind.TRANSFER_IN, 0));
            items.add(new Item(item.sku(), item.units(), item.units()));
        }
        return done(step, asked, transfer.with(State.SHIPPED, items));
    }

    /** {@code 1:2,2:1} of its lines; with {@code last} the rest is lost. */
    static Step arrive(World world, Line asked) {
        var step = new Step(world);
        var transfer = in(world, asked, State.SHIPPED, State.PARTLY_RECEIVED);
        if (transfer == null) {
            return step.answers("conflict");
        }
        var items = new ArrayList<Item>();
        for (int i = 0; i < transfer.items().size(); i++) {
            var item = transfer.items().get(i);
            String row = item.sku() + "@" + transfer.to();
            long came = 0;
            for (String line : asked.list("lines")) {
                String[] parts = line.split(":");
                if (Integer.parseInt(parts[0]) == i + 1) {
                    came += Long.parseLong(parts[1]);
                    step.move(Move.onHand(row, Kind.TRANSFER_IN, Long.parseLong(parts[1])));
                }
            }
            long left = item.onTheWay() - came;
            if (left > 0 && asked.text("last").equals("true")) {
                step.move(Move.onHand(row, Kind.TRANSFER_IN, 0));
                left = 0;
            }
            items.add(new Item(item.sku(), item.units(), left));
        }
        boolean over = items.stream().allMatch(item -> item.onTheWay() == 0);
        return done(step, asked, transfer.with(over ? State.RECEIVED : State.PARTLY_RECEIVED, items));
    }

    /** What is on its way is on hand again where it came from. */
    static Step turnBack(World world, Line asked) {
        var step = new Step(world);
        var transfer = in(world, asked, State.PLANNED, State.SHIPPED, State.PARTLY_RECEIVED);
        if (transfer == null) {
            return step.answers("conflict");
        }
        var items = new ArrayList<Item>();
        for (var item : transfer.items()) {
            if (item.onTheWay() > 0) {
                step.move(Move.onHand(item.sku() + "@" + transfer.to(), Kind.TRANSFER_IN, 0));
                step.move(Move.onHand(item.sku() + "@" + transfer.from(), Kind.TRANSFER_IN, item.onTheWay()));
            }
            items.add(new Item(item.sku(), item.units(), 0));
        }
        return done(step, asked, transfer.with(State.CANCELLED, items));
    }

    private static Step done(Step step, Line asked, TransferState now) {
        step.transfers.put(asked.text("transfer"), now);
        return step.answers(now.told());
    }

    private static @Nullable TransferState in(World world, Line asked, State... states) {
        var transfer = world.transfer(asked.text("transfer"));
        for (var state : states) {
            if (transfer != null && transfer.state() == state) {
                return transfer;
            }
        }
        return null;
    }
}
