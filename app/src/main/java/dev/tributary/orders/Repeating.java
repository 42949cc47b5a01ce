package dev.tributary.orders;

import dev.tributary.inventory.Author;
import dev.tributary.kernel.OrderId;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The same thing twice has one effect: what was seen before is answered again, what differs under its key refused. */
final class Repeating {

    static final Outcome REUSED =
            new Outcome.Rejected(Outcome.Why.REUSED_KEY, "This key was used before with other content; use a new one.");

    private Repeating() {}

    static Outcome place(Pending pending, OrderDraft draft, BatchScope scope) {
        boolean fact = draft.intent() == OrderDraft.Intent.FACT;
        for (var key : pending.keys()) {
            var seen = scope.seen().get(key);
            if (seen == null) {
                continue;
            }
            boolean early = scope.earlyCancels().containsKey(new OrderId(seen.orderId()));
            if (!fact && !key.sameBody(seen.bodyHash()) && !early) {
                return REUSED;
            }
            boolean anyBody = seen.bodyHash().length == 0; // a cancel that came first left it
            return again(pending, draft, seen, anyBody || key.sameBody(seen.bodyHash()), scope);
        }
        return Placing.place(pending, draft, new OrderId(pending.orderId()), scope);
    }

    private static Outcome again(
            Pending pending, OrderDraft draft, OrderLoads.Seen seen, boolean sameBody, BatchScope scope) {
        var id = new OrderId(seen.orderId());
        var refusal = scope.refusals().get(id);
        if (refusal != null) {
            return new Outcome.Refused(
                    id, Outcome.Reason.values()[refusal.reason() - 1], RefusalJson.read(refusal.linesJson()), true);
        }
        var order = scope.orders().get(id);
        if (order == null) {
            // Only an early cancel leaves a key without an order.
            return Placing.place(pending, draft, id, scope);
        }
        // The same id means: this very command, committed before its answer was known.
        boolean ours = id.value() == pending.orderId();
        boolean repeated =
                draft.intent() == OrderDraft.Intent.REQUEST || sameBody && draft.sourceVersion() <= order.sourceVersion;
        return ours || repeated ? Placing.placed(order, !ours) : Amending.amend(pending, draft, order, scope);
    }

    static Outcome cancel(Pending pending, Command.TellCancelled told, BatchScope scope) {
        var seen = scope.seen().get(pending.keys().getFirst());
        if (seen == null) {
            return Amending.cancelFirst(told, new OrderId(pending.orderId()), scope);
        }
        var order = scope.orders().get(new OrderId(seen.orderId()));
        if (order == null) {
            return new Outcome.Ignored("Its cancel was heard before and waits for the order.");
        }
        if (told.sourceVersion() < order.sourceVersion) {
            return new Outcome.Ignored("Version %d of order %s is known; this cancel is of %d."
                    .formatted(order.sourceVersion, order.number, told.sourceVersion()));
        }
        order.sourceVersion = told.sourceVersion();
        return Amending.cancel(order, told.reason(), scope);
    }

    static Outcome wish(Pending pending, BatchScope scope, Supplier<Outcome> effect) {
        var key = pending.keys().getFirst();
        var seen = scope.seen().get(key);
        if (seen == null) {
            return effect.get();
        }
        if (!key.sameBody(seen.bodyHash())) {
            return REUSED;
        }
        var id = pending.command().orderId().orElseThrow();
        var order = scope.order(pending.command(), id);
        return order == null ? BatchScope.notFound(id) : scope.done(order, true);
    }

    /** What was done before is answered again, though the order has another version now: by that very wish. */
    static Outcome ifVersion(
            Pending pending, Command.IfVersion conditional, BatchScope scope, Supplier<Outcome> effect) {
        var order = scope.order(conditional, conditional.wish().orderId().orElseThrow());
        if (order == null
                || order.version == conditional.version()
                || scope.seen().containsKey(pending.keys().getFirst())) {
            return effect.get();
        }
        return new Outcome.Rejected(
                Outcome.Why.CHANGED_SINCE,
                "Order %s has version %d, not %d: read it again, then decide again."
                        .formatted(order.id, order.version, conditional.version()));
    }

    static Outcome stock(Pending pending, Command.ChangeStock change, BatchScope scope) {
        var key = pending.keys().getFirst();
        var seen = scope.seen().get(key);
        if (seen != null) {
            return key.sameBody(seen.bodyHash()) ? new Outcome.StockDone(0, 0, true) : REUSED;
        }
        for (int i = 0; i < change.changes().size(); i++) {
            if (scope.stock().losesLot(change.changes().get(i))) {
                return new Outcome.Rejected(
                        Outcome.Why.NOT_ALLOWED_IN_STATE,
                        "Line %d names a lot, and a lease suspends its row: tell it again when the lease is over."
                                .formatted(i + 1));
            }
        }
        int keptBack = 0;
        var author = new Author(change.actor(), change.key());
        for (var line : change.changes()) {
            keptBack += scope.stock().change(line, author) ? 0 : 1;
        }
        return new Outcome.StockDone(change.changes().size(), keptBack, false);
    }

    /** Null when the part must wait, because this batch has changed one of its rows before. */
    static @Nullable Outcome snapshot(Pending pending, Command.ApplySnapshot apply, BatchScope scope) {
        var key = pending.keys().getFirst();
        var seen = scope.seen().get(key);
        if (seen != null) {
            return key.sameBody(seen.bodyHash()) ? new Outcome.SnapshotDone(List.of(), true) : REUSED;
        }
        return scope.stock()
                .apply(apply.snapshot(), apply.lines())
                .map(rows -> new Outcome.SnapshotDone(rows, false))
                .orElse(null);
    }
}
