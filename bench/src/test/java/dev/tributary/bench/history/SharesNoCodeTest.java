package dev.tributary.bench.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The checker decides about the hub, so it must not repeat the hub's mistakes. */
class SharesNoCodeTest {

    private static final List<String> ALLOWED = List.of("java/", "org/jspecify/", "dev/tributary/bench/history/");

    @Test
    void usesNothingOfTheHub() throws Exception {
        var used = new ArrayList<String>();
        int classes = 0;
        for (Path file : classFiles()) {
            classes++;
            var pool = ClassFile.of().parse(file).constantPool();
            StreamSupport.stream(pool.spliterator(), false)
                    .filter(ClassEntry.class::isInstance)
                    .map(entry -> ((ClassEntry) entry).asInternalName().replaceFirst("^\\[+L?", ""))
                    .filter(name -> name.contains("/") && ALLOWED.stream().noneMatch(name::startsWith))
                    .forEach(used::add);
        }
        assertThat(classes).isGreaterThan(20);
        assertThat(used).isEmpty();
    }

    private static List<Path> classFiles() throws IOException, java.net.URISyntaxException {
        var here = Path.of(History.class.getResource("History.class").toURI()).getParent();
        try (var files = Files.list(here)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }
}
