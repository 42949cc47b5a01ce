package dev.tributary.channels.pull;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One page of a list, as far as the platform tells.
 *
 * @param pages how many there are
 * @param total items of the whole window
 * @param more whether another page follows
 */
record Page(
        List<Item> items,
        OptionalInt pages,
        OptionalLong total,
        Optional<Boolean> more,
        Optional<String> cursor,
        Optional<URI> next) {

    /** Which page is asked for: by its number, by a cursor, or by an address. */
    record Ask(int page, String cursor, Optional<URI> next) {}

    /** Pages with this size of a page; empty when the platform says neither. */
    OptionalInt pages(int size) {
        if (pages.isPresent() || total.isEmpty()) {
            return pages;
        }
        return OptionalInt.of(Math.toIntExact(Math.ceilDiv(total.getAsLong(), size)));
    }

    boolean last(int number, int first, int size) {
        return more.map(yes -> !yes)
                .orElseGet(() -> pages(size).isPresent()
                        ? number - first + 1 >= pages(size).getAsInt()
                        : items.size() < size);
    }
}
