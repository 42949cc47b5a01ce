package dev.tributary.database;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a {@link BookCheck} saw: how much it looked at, how much was wrong, and the first few examples. */
public final class Findings {

    private static final int EXAMPLES_MAX = 10;

    private final List<String> examples = new ArrayList<>();
    private long checked;
    private long wrong;

    public void checked(long rows) {
        checked += rows;
    }

    /** @param example ids and numbers that let a person find it, never personal data */
    public void wrong(String example) {
        wrong++;
        if (examples.size() < EXAMPLES_MAX) {
            examples.add(example);
        }
    }

    /**
     * Looks at every row of a book, slice by slice, and names those that are not right.
     *
     * @param before stands before the first row
     * @param next the rows that follow one, in their order: {@code size} of them, or what is left
     */
    public <R> void check(R before, int size, Function<R, List<R>> next, Predicate<R> right) {
        var last = before;
        List<R> slice;
        do {
            slice = next.apply(last);
            checked(slice.size());
            slice.stream().filter(right.negate()).forEach(row -> wrong(row.toString()));
            if (!slice.isEmpty()) {
                last = slice.getLast();
            }
        } while (slice.size() == size);
    }

    public long checked() {
        return checked;
    }

    public long wrong() {
        return wrong;
    }

    public List<String> examples() {
        return List.copyOf(examples);
    }
}
