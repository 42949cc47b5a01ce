package dev.tributary.kernel;

import java.util.List;

/** Carries a {@link Problem} from wherever it is found to the door, which answers it; nothing has been changed. */
public final class ProblemException extends RuntimeException {

    private final Problem problem;
    private final transient List<Violation> violations;

    public ProblemException(Problem problem, String detail) {
        this(problem, detail, List.of());
    }

    public ProblemException(Problem problem, String detail, List<Violation> violations) {
        // An expected answer, not a fault: it needs no stack trace, and under overload it must cost little.
        super(detail, null, false, false);
        this.problem = problem;
        this.violations = List.copyOf(violations);
    }

    public static ProblemException invalid(List<Violation> violations) {
        return new ProblemException(
                Problem.INVALID_INPUT, "%d thing(s) to correct".formatted(violations.size()), violations);
    }

    public static ProblemException invalid(String pointer, String code, String detail) {
        return invalid(List.of(new Violation(pointer, code, detail)));
    }

    public static ProblemException notFound(String what) {
        return new ProblemException(Problem.NOT_FOUND, what);
    }

    public Problem problem() {
        return problem;
    }

    public List<Violation> violations() {
        return violations;
    }
}
