package dev.tributary.openapi.orders;

import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.openapi.body.Fields;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** The version of an order, or of what else changes by versions, which is its ETag: a caller may say that it must still be the one that was read. */
public final class OrderVersions {

    public static final String PATTERN = "[1-9][0-9]{0,17}";
    private static final Pattern VERSION = Pattern.compile(PATTERN);
    private static final Pattern TAG = Pattern.compile("\"(" + VERSION + ")\"");

    private OrderVersions() {}

    public static String tag(long version) {
        return "\"" + version + "\"";
    }

    /** From {@code If-Match}; empty without it and for {@code *}. A tag that is none of ours is no order's version. */
    public static OptionalLong ifMatch(HttpHeaders headers) {
        String given = Optional.ofNullable(headers.getFirst(HttpHeaders.IF_MATCH))
                .map(String::strip)
                .orElse("*");
        if (given.equals("*")) {
            return OptionalLong.empty();
        }
        var tag = TAG.matcher(given);
        if (!tag.matches()) {
            throw new ProblemException(Problem.PRECONDITION_FAILED, "If-Match takes the one ETag as it was read");
        }
        return OptionalLong.of(Long.parseLong(tag.group(1)));
    }

    /** From an optional member of a body. */
    public static OptionalLong member(Fields fields, String name) {
        var given = fields.optionalText(name, 18);
        if (given.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!VERSION.matcher(given.get()).matches()) {
            fields.wrong(name, "invalid_value", "the version of an order is expected, such as \"3\"");
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(given.get()));
    }
}
