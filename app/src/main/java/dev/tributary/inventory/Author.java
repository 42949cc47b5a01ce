package dev.tributary.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Who changes stock by hand or by a program.
 *
 * @param actor at most 200 characters
 * @param key the caller's {@code Idempotency-Key}, where it gave one
 */
public record Author(String actor, @Nullable String key) {}
