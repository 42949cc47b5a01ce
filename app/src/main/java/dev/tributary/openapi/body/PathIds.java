package dev.tributary.openapi.body;

import dev.tributary.kernel.ProblemException;
import java.util.function.Supplier;

/** Ids of the hub as they stand in a path: what cannot be one names nothing. */
public final class PathIds {

    public static final String PATTERN = "[1-9][0-9]{0,17}";

    private PathIds() {}

    /** @param unknown the answer that nothing has this id */
    public static long of(String text, Supplier<ProblemException> unknown) {
        if (!text.matches(PATTERN)) {
            throw unknown.get();
        }
        return Long.parseLong(text);
    }
}
