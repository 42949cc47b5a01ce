package dev.tributary.openapi.problem;

import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Says in our words what Jackson did not like: its own messages name classes, which are nobody's business outside and
 * change with every release.
 */
public final class BodyFaults {

    private BodyFaults() {}

    public static ProblemException of(Throwable unreadable) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem;
            }
            if (cause instanceof JacksonException jackson) {
                return of(jackson);
            }
        }
        return malformed("no_body", "a JSON body is needed");
    }

    private static ProblemException of(JacksonException fault) {
        return switch (fault) {
            case JacksonIOException reading
            when reading.getCause() instanceof CharacterCodingException ->
                malformed("wrong_encoding", "the body must be UTF-8");
            case JacksonIOException reading -> malformed("broken_off", "the body ended before its end");
            case StreamConstraintsException limits ->
                malformed("beyond_limits", "nested deeper, or with longer names or numbers, than is taken here");
            case InputCoercionException number -> invalid(number, "out_of_range", "the number is too large");
            case StreamReadException syntax -> malformed("not_json", "not JSON" + place(syntax));
            case UnrecognizedPropertyException unknown ->
                invalid(unknown, "unknown_field", "there is no such field here");
            case InvalidNullException missing -> invalid(missing, "required", "it must be given");
            case InvalidFormatException format -> invalid(format, "invalid_value", expected(format.getTargetType()));
            case MismatchedInputException type -> invalid(type, "wrong_type", expected(type.getTargetType()));
            default -> wrapped(fault);
        };
    }

    /** A constructor of ours may have said what is wrong. */
    private static ProblemException wrapped(JacksonException fault) {
        return fault.getCause() instanceof ProblemException problem
                ? problem
                : invalid(fault, "invalid_value", "this value cannot be taken here");
    }

    private static ProblemException malformed(String code, String detail) {
        return new ProblemException(Problem.MALFORMED_BODY, detail, List.of(new Violation("", code, detail)));
    }

    private static ProblemException invalid(JacksonException fault, String code, String detail) {
        return ProblemException.invalid(pointer(fault), code, detail);
    }

    private static String place(JacksonException fault) {
        var location = fault.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static String pointer(JacksonException fault) {
        return fault.getPath().stream()
                .map(step -> step.getPropertyName() == null
                        ? Integer.toString(step.getIndex())
                        : step.getPropertyName().replace("~", "~0").replace("/", "~1"))
                .map("/"::concat)
                .collect(Collectors.joining());
    }

    private static String expected(Class<?> type) {
        if (type == null) {
            return "another kind of value is expected";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return type == boolean.class ? "true or false is expected" : "a number is expected";
        }
        if (type == String.class) {
            return "text is expected";
        }
        return Iterable.class.isAssignableFrom(type) || type.isArray()
                ? "an array is expected"
                : "another kind of value is expected";
    }
}
