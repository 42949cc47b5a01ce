package dev.tributary.inventory;

import java.util.Optional;

/**
 * A change of goods that must not be sold.
 *
 * @param to of {@link Action#MOVE}: the condition they are in from now on
 * @param units more than 0
 * @param cause where it came from, such as {@code recall/7}; at most 80 characters
 */
public record HeldChange(
        StockKey key, Action action, Condition condition, Optional<Condition> to, long units, String cause) {

    public enum Action {
        /** From what may be sold; a fact, whatever the book has or has promised. */
        HOLD,
        /** Back to what may be sold. */
        RELEASE,
        /** Gone for good. */
        SCRAP,
        /** Held for another reason. */
        MOVE
    }
}
