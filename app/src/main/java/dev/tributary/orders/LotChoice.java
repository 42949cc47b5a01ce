package dev.tributary.orders;

import dev.tributary.inventory.LotWish;
import org.jspecify.annotations.Nullable;

/** Keeps which lot a line was promised, and says so where it is not the one that its buyer saw. */
final class LotChoice {

    private LotChoice() {}

    /** @param lot null where the rule allowed whatever is there */
    static void promised(OrderRecord order, LineRecord line, LotWish wish, @Nullable String lot, BatchScope scope) {
        line.lotPromised = lot;
        line.lotChanged = true;
        if (!wish.number().equals(lot)) {
            String what = "line %d: lot %s asked for, %s promised by rule %s"
                    .formatted(
                            line.number,
                            wish.number(),
                            lot == null ? "whatever is there" : "lot " + lot,
                            wish.substitution());
            scope.effects().happened(order, scope.now(), "lot substituted", "hub", what);
        }
    }
}
