package dev.tributary.bench.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Of which SKUs an order has lines that wait, step by step, as the ledger tells it. What goes on looks at the rows of these
 * and of no others: it may be over while those stand locked.
 */
final class WaitingSkus {

    private static final Set<String> ENDS = Set.of("cancel", "expire");

    private final Line asked;
    private final Map<String, Integer> notPromised = new HashMap<>();
    /** Of which a line was edited: what is promised of it then, the number of lines does not say. */
    private final Set<String> edited = new HashSet<>();

    WaitingSkus(Line asked) {
        this.asked = asked;
        TakeRule.items(asked).forEach(item -> notPromised.merge(item.sku(), 1, Integer::sum));
    }

    /** Of which lines waited before this or wait after it; to be asked about each effect on the order, in their order. */
    Set<String> around(Witness.Effect effect) {
        boolean places = effect.operation.kind().equals("take");
        var skus = places ? new HashSet<String>() : now();
        if (effect.operation.kind().equals("edit")) {
            int line = (int) effect.operation.asked.number("line");
            edited.add(TakeRule.items(asked).get(line - 1).sku());
        }
        effect.moved.forEach((row, lines) -> lines.forEach(moved -> {
            int change = moved.kind().equals("RESERVE") ? -1 : moved.kind().equals("RELEASE") ? 1 : 0;
            notPromised.merge(row.substring(0, row.indexOf('@')), change, Integer::sum);
        }));
        if (!ENDS.contains(effect.operation.kind())) {
            skus.addAll(now());
        }
        return skus;
    }

    private Set<String> now() {
        var skus = new HashSet<>(edited);
        notPromised.forEach((sku, lines) -> {
            if (lines > 0) {
                skus.add(sku);
            }
        });
        return skus;
    }
}
