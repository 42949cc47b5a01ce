package dev.tributary.database;

import java.util.ArrayList;
import java.util.List;

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
