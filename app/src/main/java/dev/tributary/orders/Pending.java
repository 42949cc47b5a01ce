package dev.tributary.orders;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A command that waits for its batch, with everything computed that can be before.
 *
 * @param orderId the id a new order or return will have; 0 for commands that make none
 * @param keys the natural keys it must be first with, sorted
 * @param prepared of a placing command
 */
record Pending(
        Command command,
        long orderId,
        java.util.List<IntakeKey> keys,
        @Nullable Prepared prepared,
        CompletableFuture<Outcome> answer) {

    /** What a draft comes to, worked out on the caller's thread. */
    record Prepared(
            OrderAmounts amounts,
            @Nullable String discountsJson,
            @Nullable String detailsJson) {}

    /** Stock rows it may lock, as far as they can be known before its order is read. */
    int stockKeys() {
        return switch (command) {
            case Command.Place place ->
                place.draft().lines().stream()
                        .mapToInt(line -> line.candidates().size())
                        .sum();
            case Command.ChangeStock change -> change.changes().size();
            case Command.ApplySnapshot apply -> apply.lines().size();
            case Command.TakeBack back ->
                back.draft().lines().size()
                        + back.recipes().values().stream()
                                .mapToInt(recipe -> recipe.components().size())
                                .sum();
            default -> 8;
        };
    }

    /** The same for commands that are known to be about the same SKU, or the same order. */
    int affinity() {
        return switch (command) {
            case Command.Place place ->
                place.draft().lines().stream()
                        .flatMap(line -> line.sku().stream())
                        .findFirst()
                        .hashCode();
            case Command.ChangeStock change ->
                change.changes().stream()
                        .map(line -> line.key().sku())
                        .findFirst()
                        .hashCode();
            case Command.ApplySnapshot apply ->
                apply.lines().stream().map(line -> line.key().sku()).findFirst().hashCode();
            case Command.TakeBack back ->
                back.draft().lines().stream()
                        .flatMap(
                                line -> new ReturnedBundles(null, back.recipes()).parts(line).getFirst().sku().stream())
                        .findFirst()
                        .hashCode();
            default -> command.orderId().hashCode();
        };
    }
}
