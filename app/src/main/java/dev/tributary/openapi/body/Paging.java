package dev.tributary.openapi.body;

import dev.tributary.kernel.Page;
import dev.tributary.kernel.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which page of a list is asked for. Cursors travel encoded: nobody should build one.
 *
 * @param after the key of the last item of the page before
 */
public record Paging(Optional<String> after, int limit) {

    public static final int LIMIT_DEFAULT = 50;
    public static final int LIMIT_MAX = 200;

    public static Paging of(Optional<Integer> limit, Optional<String> cursor) {
        int wanted = limit.orElse(LIMIT_DEFAULT);
        if (wanted < 1 || wanted > LIMIT_MAX) {
            throw ProblemException.invalid("limit", "out_of_range", "from 1 to %d".formatted(LIMIT_MAX));
        }
        return new Paging(cursor.map(Paging::decoded), wanted);
    }

    /** The page as a caller sees it. */
    public static <T, R> Page<R> shown(Page<T> page, Function<T, R> view) {
        return new Page<>(
                page.items().stream().map(view).toList(), page.nextCursor().map(Paging::encoded));
    }

    /** Cuts the page out of a short list that is sorted by its key. */
    public <T> Page<T> cut(List<T> sorted, Function<T, String> key) {
        var rest = sorted.stream()
                .filter(item -> after.isEmpty() || key.apply(item).compareTo(after.get()) > 0)
                .limit(limit + 1L)
                .toList();
        return Page.of(rest, limit, key);
    }

    /** A parameter that is looked up: text that cannot be a code is refused rather than asked for. */
    public static String text(String parameter) {
        Texts.fault(parameter).ifPresent(detail -> {
            throw ProblemException.invalid("", "bad_text", detail);
        });
        return parameter;
    }

    private static String encoded(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String cursor) {
        try {
            String key = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (Texts.fault(key).isEmpty()) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // Said below, with the other cursors that were never given out.
        }
        throw ProblemException.invalid("cursor", "invalid_value", "give the nextCursor of the page before as it was");
    }
}
