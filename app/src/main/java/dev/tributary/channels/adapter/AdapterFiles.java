package dev.tributary.channels.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.database.StartRefused;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Every adapter the hub knows: one YAML file each, of the jar or of a directory, where a file of the same name replaces
 * the jar's. A file that is wrong keeps the hub from starting, with the line; while the hub runs, the version in use stays.
 * An adapter whose file did not change stays the same object: who holds one can tell by {@code equals}.
 */
@Component
public final class AdapterFiles {

    private static final Logger LOG = LoggerFactory.getLogger(AdapterFiles.class);
    private static final String FILES = "classpath*:adapters/*.yaml";

    private final Optional<AdapterDirectory> directory;
    private final Map<String, Adapter> builtIn;
    private volatile Known known;
    /** What the directory held at the last look, and of that, what it did not hold any more at this one. */
    private Set<String> own = Set.of();

    private Set<String> missed = Set.of();

    /** @param problems by file */
    private record Known(Map<String, Adapter> adapters, SortedMap<String, String> problems) {}

    /** Those of the jar alone. */
    public AdapterFiles() {
        this(Optional.empty());
    }

    /** @throws StartRefused when a file of the directory is wrong */
    @Autowired
    public AdapterFiles(@Value("${tributary.adapters:var/adapters}") Path directory) {
        this(Optional.of(new AdapterDirectory(directory)));
        if (!problems().isEmpty()) {
            throw new StartRefused("of the adapter files in %s %s; mend the file or take it away."
                    .formatted(directory, String.join("; ", problems().values())));
        }
        tell(new Known(builtIn, Collections.emptySortedMap()), known);
    }

    private AdapterFiles(Optional<AdapterDirectory> directory) {
        this.directory = directory;
        this.builtIn = builtIn();
        this.known = new Known(builtIn, Collections.emptySortedMap());
        directory.ifPresent(this::take);
    }

    /** Those of the jar and of a directory, whatever is wrong there. */
    public static AdapterFiles asTheyAre(Path directory) {
        return new AdapterFiles(Optional.of(new AdapterDirectory(directory)));
    }

    public Map<String, Adapter> all() {
        return known.adapters();
    }

    public Optional<Adapter> find(String name) {
        return Optional.ofNullable(known.adapters().get(name));
    }

    public Adapter of(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("no adapter file for " + name));
    }

    /** What is wrong with files of the directory now, by file; of these another version is in use, or none. */
    public SortedMap<String, String> problems() {
        return known.problems();
    }

    /** True when the jar brings it. */
    public boolean builtIn(String name) {
        return builtIn.containsKey(name);
    }

    /** True when what is in use is a file of the directory. */
    public boolean own(String name) {
        return find(name).filter(inUse -> inUse != builtIn.get(name)).isPresent();
    }

    /** Looks at the directory again and takes over what changed there, all at once. */
    public void look() {
        directory.ifPresent(from -> {
            var before = known;
            take(from);
            tell(before, known);
        });
    }

    private synchronized void take(AdapterDirectory from) {
        var adapters = new TreeMap<>(builtIn);
        var problems = new TreeMap<String, String>();
        var before = known;
        try {
            var files = from.files();
            files.forEach((name, file) -> {
                try {
                    adapters.put(name, read(name, AdapterTexts.read(file)));
                } catch (AdapterFileException e) {
                    problems.put(file.getFileName().toString(), e.getMessage());
                    find(name).ifPresent(inUse -> adapters.put(name, inUse));
                }
            });
            keepWhatIsMissingOnce(files.keySet(), adapters);
        } catch (IOException e) {
            adapters.putAll(before.adapters());
            problems.put(from.path().toString(), "%s cannot be read: %s".formatted(from.path(), e.getMessage()));
        }
        known = new Known(Map.copyOf(adapters), Collections.unmodifiableSortedMap(problems));
    }

    private Adapter read(String name, String text) {
        return find(name)
                .filter(inUse -> inUse.version().equals(AdapterReader.version(text)))
                .orElseGet(() -> AdapterReader.read(name + ".yaml", new StringReader(text)));
    }

    /** A file that is written by being taken away and put back is not gone meanwhile. */
    private void keepWhatIsMissingOnce(Set<String> there, Map<String, Adapter> adapters) {
        var gone = new HashSet<>(own);
        gone.removeAll(there);
        gone.removeAll(missed);
        gone.forEach(name -> find(name).ifPresent(inUse -> adapters.put(name, inUse)));
        missed = gone;
        own = new HashSet<>(there);
        own.addAll(gone);
    }

    private static void tell(Known before, Known now) {
        now.problems().forEach((file, problem) -> {
            if (!problem.equals(before.problems().get(file))) {
                LOG.warn("an adapter file is wrong, and what was in use stays: {}", problem);
            }
        });
        before.problems().keySet().stream()
                .filter(file -> !now.problems().containsKey(file))
                .forEach(file -> LOG.info("{} is right again, or gone", file));
        now.adapters().forEach((name, adapter) -> {
            var old = Optional.ofNullable(before.adapters().get(name)).map(Adapter::version);
            if (!old.equals(Optional.of(adapter.version()))) {
                LOG.info("adapter {} is version {} now, before {}", name, adapter.version(), old.orElse("none"));
            }
        });
        before.adapters().keySet().stream()
                .filter(name -> !now.adapters().containsKey(name))
                .forEach(name -> LOG.warn("adapter {} is gone with its file: its channels are closed", name));
    }

    private static Map<String, Adapter> builtIn() {
        var adapters = new TreeMap<String, Adapter>();
        try {
            for (var resource : new PathMatchingResourcePatternResolver().getResources(FILES)) {
                var file = Optional.ofNullable(resource.getFilename()).orElse("adapter");
                try (Reader reader = new InputStreamReader(resource.getInputStream(), UTF_8)) {
                    var adapter = AdapterReader.read(file, reader);
                    adapters.put(adapter.name(), adapter);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(adapters);
    }
}
