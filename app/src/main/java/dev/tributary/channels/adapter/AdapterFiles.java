package dev.tributary.channels.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** Every adapter the hub knows: one YAML file each. A file that is wrong keeps the hub from starting, with the line. */
@Component
public final class AdapterFiles {

    private static final String FILES = "classpath*:adapters/*.yaml";

    private final Map<String, Adapter> adapters;

    public AdapterFiles() {
        this.adapters = load();
    }

    public Map<String, Adapter> all() {
        return adapters;
    }

    public Optional<Adapter> find(String name) {
        return Optional.ofNullable(adapters.get(name));
    }

    /** The adapter of a saved account: its file cannot have gone. */
    public Adapter of(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("no adapter file for " + name));
    }

    private static Map<String, Adapter> load() {
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
