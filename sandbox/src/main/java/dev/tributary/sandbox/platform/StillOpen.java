package dev.tributary.sandbox.platform;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is not the same yet, place by place, and since when exactly that has been seen of it. */
final class StillOpen {

    private static final int NAMED_MAX = 20;

    private Map<String, Map<String, Instant>> since = Map.of();

    /** @param wrong all that is wrong at this moment, by channel or "stock" */
    void see(Map<String, List<String>> wrong, Instant now) {
        Map<String, Map<String, Instant>> seen = new LinkedHashMap<>();
        wrong.forEach((place, all) -> {
            Map<String, Instant> before = since.getOrDefault(place, Map.of());
            all.forEach(one -> seen.computeIfAbsent(place, unseen -> new LinkedHashMap<>())
                    .put(one, before.getOrDefault(one, now)));
        });
        since = seen;
    }

    boolean quiet() {
        return since.isEmpty();
    }

    /** In one line: how much of each place, and one of them. */
    String brief() {
        return since.entrySet().stream()
                .map(place -> "%s %,d (%s)"
                        .formatted(
                                place.getKey(),
                                place.getValue().size(),
                                place.getValue().keySet().iterator().next()))
                .collect(Collectors.joining("; "));
    }

    /** Everything by name, in each place the longest open first; of very many the count of the rest. */
    List<String> named() {
        return since.entrySet().stream()
                .flatMap(place -> named(place.getKey(), place.getValue()))
                .toList();
    }

    private static Stream<String> named(String place, Map<String, Instant> sinces) {
        var first = sinces.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .limit(NAMED_MAX)
                .map(one -> "NOT QUIET %s: %s, since %s"
                        .formatted(place, one.getKey(), one.getValue().truncatedTo(ChronoUnit.SECONDS)));
        var rest = sinces.size() > NAMED_MAX
                ? Stream.of("NOT QUIET %s: and %,d more".formatted(place, sinces.size() - NAMED_MAX))
                : Stream.<String>empty();
        return Stream.concat(first, rest);
    }
}
