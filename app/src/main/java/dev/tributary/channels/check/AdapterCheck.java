package dev.tributary.channels.check;

import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.Names;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An adapter file held against its samples.
 *
 * @param parts of the file that no sample tries
 */
public record AdapterCheck(List<Result> results, Set<String> untried) {

    private static final Set<String> MUST = Set.of("door", "socket", "stock", "answers", "shipments");

    /** @param difference empty when all is as the sample says */
    public record Result(String sample, int line, Optional<String> difference) {

        public boolean passed() {
            return difference.isEmpty();
        }
    }

    /** @throws dev.tributary.channels.adapter.AdapterFileException when the samples' file is wrong, with the line */
    public static AdapterCheck of(Adapter adapter, String file, String text) {
        var samples = SamplesReader.read(adapter, file, text);
        var run = new SampleRun(samples);
        var untried = new LinkedHashSet<>(adapter.parts());
        samples.all().forEach(sample -> untried.remove(part(sample)));
        return new AdapterCheck(
                samples.all().stream()
                        .map(sample -> new Result(sample.name(), sample.line(), run.difference(sample)))
                        .toList(),
                untried);
    }

    public static AdapterCheck withoutSamples(Adapter adapter) {
        return new AdapterCheck(List.of(), adapter.parts());
    }

    /** Those of them that must be tried: what the platform calls, and what it is told unasked. */
    public Set<String> missing() {
        var missing = new LinkedHashSet<>(untried);
        missing.retainAll(MUST);
        return missing;
    }

    public boolean passed() {
        return missing().isEmpty() && results.stream().allMatch(Result::passed);
    }

    private static String part(Sample sample) {
        return switch (sample.deed()) {
            case Sample.Deed.Receives _ -> "door";
            case Sample.Deed.Hears _ -> "socket";
            case Sample.Deed.Tells(var request, var _) -> Names.kebab(request.part());
            case Sample.Deed.Answers answer -> Names.kebab(answer.request().part());
        };
    }
}
