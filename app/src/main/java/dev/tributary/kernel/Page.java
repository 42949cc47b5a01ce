package dev.tributary.kernel;

import java.util.List;
import java.util.Optional;

/** One page of a list and, when there is more, the opaque cursor of the next. */
public record Page<T>(List<T> items, Optional<String> nextCursor) {

    public Page {
        items = List.copyOf(items);
    }
}
