/**
 * Platforms as they describe themselves, each with a book of its own: what it sold, what it was told of stock. They bring
 * their orders, list them, count them and are in trouble as real ones are; a check compares their books with the hub's.
 * {@code ./tributary prove channels} plays them all.
 */
@NullMarked
package dev.tributary.sandbox.platform;

import org.jspecify.annotations.NullMarked;
