package dev.tributary.openapi.problem;

import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Shape;
import dev.tributary.kernel.Violation;
import java.util.List;
import java.util.Objects;

/** RFC 9457, with the title in Chinese and all violations beside it; also stands in the results of batches. */
@Shape("Problem")
public record ProblemBody(
        String type, String title, String titleChinese, int status, String detail, List<Violation> violations) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static ProblemBody of(Problem problem, String detail, List<Violation> violations) {
        return new ProblemBody(
                problem.type(), problem.title(), problem.titleChinese(), problem.status(), detail, violations);
    }

    public static ProblemBody of(ProblemException problem) {
        return of(problem.problem(), Objects.requireNonNullElse(problem.getMessage(), ""), problem.violations());
    }
}
