package dev.tributary.kernel;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One page of a list and, when there is more, the opaque cursor of the next. */
public record Page<T>(List<T> items, Optional<String> nextCursor) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * The first so many of what was found, where one more was asked for to know whether there is a next page.
     *
     * @param cursor of a page that begins behind this item
     */
    public static <T> Page<T> of(List<T> found, int size, Function<? super T, String> cursor) {
        return found.size() > size
                ? new Page<>(found.subList(0, size), Optional.of(cursor.apply(found.get(size - 1))))
                : new Page<>(found, Optional.empty());
    }
}
