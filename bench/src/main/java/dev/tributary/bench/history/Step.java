package dev.tributary.bench.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an operation does to a world, and what the hub must answer. */
final class Step {

    private final World before;
    final List<Move> moves = new ArrayList<>();
    final Map<String, RowState> rows = new LinkedHashMap<>();
    final Map<String, OrderState> orders = new LinkedHashMap<>();
    final Map<String, String> done = new LinkedHashMap<>();
    final Map<String, TransferState> transfers = new LinkedHashMap<>();
    /** By SKU. */
    final Map<String, Sharing> sharings = new LinkedHashMap<>();

    private Line answer = Line.of("nothing");

    Step(World before) {
        this.before = before;
    }

    /** As it is by now in this step; a row that nobody has made is new. */
    RowState row(String name) {
        var changed = rows.get(name);
        if (changed != null) {
            return changed;
        }
        var was = before.row(name);
        return was == null ? RowState.NEW : was;
    }

    void move(Move move) {
        moves.add(move);
        rows.put(move.row(), row(move.row()).after(move));
    }

    /** For an order of the channel: it counts in the channel's quotas. */
    void move(Move move, String channel) {
        move(move);
        int at = move.row().indexOf('@');
        String sku = move.row().substring(0, at);
        if (sharing(sku).limits()) {
            sharings.put(sku, sharing(sku).after(move, channel, move.row().substring(at + 1)));
        }
    }

    Sharing sharing(String sku) {
        var changed = sharings.get(sku);
        return changed == null ? before.sharing(sku) : changed;
    }

    Set<String> places(String sku) {
        return before.places(sku);
    }

    Step answers(Line said) {
        answer = said;
        return this;
    }

    Step answers(String what, Object... namesAndValues) {
        return answers(Line.of(what, namesAndValues));
    }

    Line answer() {
        return answer;
    }

    /** Whether the world is another one afterwards. */
    boolean hasEffect() {
        return !rows.isEmpty() || !orders.isEmpty() || !done.isEmpty() || !transfers.isEmpty() || !sharings.isEmpty();
    }

    /** Whether the hub said what it had to: of what the model says nothing, it may say what it likes. */
    boolean explains(Line said) {
        if (!answer.what().equals(said.what())) {
            return false;
        }
        for (var field : answer.fields().entrySet()) {
            if (!field.getValue().equals(said.text(field.getKey(), field.getValue()))) {
                return false;
            }
        }
        return true;
    }
}
