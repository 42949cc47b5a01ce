package dev.tributary.openapi.body;

import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.util.ArrayList;
import java.util.List;

/** Everything wrong with one input; after {@value #FINDINGS_MAX} the rest is left out. */
public final class Findings {

    static final int FINDINGS_MAX = 100;

    private final List<Violation> violations = new ArrayList<>();

    public void add(String pointer, String code, String detail) {
        if (violations.size() < FINDINGS_MAX) {
            violations.add(new Violation(pointer, code, detail));
        }
    }

    public boolean none() {
        return violations.isEmpty();
    }

    public List<Violation> all() {
        return List.copyOf(violations);
    }

    public ProblemException problem() {
        return ProblemException.invalid(violations);
    }

    public void raise() {
        if (!none()) {
            throw problem();
        }
    }
}
