package dev.tributary.channels.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.database.StartRefused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adapter files of a directory, which people change while the hub runs. */
class AdapterReloadTest {

    private static final String OWN = "adapter: own\nintent: fact\nrests-on: {}\n";

    @TempDir
    Path directory;

    @Test
    void aFileOfTheDirectoryIsAnAdapterBesideThoseOfTheJar() throws IOException {
        write("own", OWN);
        var files = new AdapterFiles(directory);

        assertThat(files.all()).containsKeys("own", "shopify");
        assertThat(files.builtIn("own")).isFalse();
        // sha256sum of the file begins like this.
        assertThat(files.of("own").version()).isEqualTo("0dec2d2cb21e");
    }

    @Test
    void aFileOfTheSameNameReplacesTheJarsAndTheJarsComesBackWhenItIsGone() throws IOException {
        var files = new AdapterFiles(directory);
        var builtIn = files.of("tills");
        write("tills", "adapter: tills\nintent: request\nrests-on: {}\n");
        files.look();
        assertThat(files.of("tills").facts()).isFalse();

        Files.delete(directory.resolve("tills.yaml"));
        files.look();
        assertThat(files.of("tills").facts())
                .as("missing once: it may be on its way")
                .isFalse();
        files.look();
        assertThat(files.of("tills")).isSameAs(builtIn);
    }

    @Test
    void whatChangesIsTakenOverAndWhatDoesNotStaysTheSameObject() throws IOException {
        write("own", OWN);
        write("other", OWN.replace("own", "other"));
        var files = new AdapterFiles(directory);
        var own = files.of("own");
        var other = files.of("other");
        write("own", OWN + "personal: [name]\n");
        write("new", OWN.replace("own", "new"));
        files.look();

        assertThat(files.of("own").personal()).containsExactly("name");
        assertThat(files.of("own")).isNotEqualTo(own);
        assertThat(files.of("other")).isSameAs(other);
        assertThat(files.all()).containsKey("new");
    }

    @Test
    void aCommentAloneMakesAnotherVersion() throws IOException {
        write("own", OWN);
        var files = new AdapterFiles(directory);
        var before = files.of("own");
        write("own", "# A shop.\n" + OWN);
        files.look();

        assertThat(files.of("own")).isNotEqualTo(before);
    }

    @Test
    void aFileThatIsGoneIsGoneAtTheSecondLook() throws IOException {
        write("own", OWN);
        var files = new AdapterFiles(directory);
        Files.delete(directory.resolve("own.yaml"));
        files.look();
        assertThat(files.find("own")).isPresent();
        files.look();
        assertThat(files.find("own")).isEmpty();
    }

    @Test
    void aWrongFileKeepsTheVersionInUseUntilItIsRight() throws IOException {
        write("own", OWN);
        var files = new AdapterFiles(directory);
        var registry = new SimpleMeterRegistry();
        new AdapterMetrics(files).bindTo(registry);
        var before = files.of("own");
        write("own", OWN + "persnal: [name]\n");
        write("tills", "adapter: tills\nintent: maybe\nrests-on: {}\n");
        write("fresh", "");
        files.look();

        assertThat(files.of("own")).isSameAs(before);
        assertThat(files.of("tills").facts()).isTrue();
        assertThat(files.find("fresh")).isEmpty();
        assertThat(files.problems().values())
                .satisfiesExactly(
                        fresh -> assertThat(fresh).isEqualTo("fresh.yaml line 1: the file is empty"),
                        own -> assertThat(own).startsWith("own.yaml line 4: 'persnal' is not known here"),
                        tills -> assertThat(tills)
                                .isEqualTo("tills.yaml line 2: expected one of [fact, request], not 'maybe'"));
        assertThat(broken(registry)).isEqualTo(3);

        write("own", OWN + "personal: [name]\n");
        write("tills", "adapter: tills\nintent: fact\nrests-on: {}\n");
        write("fresh", OWN.replace("own", "fresh"));
        files.look();
        assertThat(files.problems()).isEmpty();
        assertThat(files.of("own").personal()).containsExactly("name");
        assertThat(broken(registry)).isZero();
    }

    @Test
    void aWrongFileKeepsTheHubFromStarting() throws IOException {
        write("own", "adapter: own\nintent: maybe\nrests-on: {}\n");

        assertThatThrownBy(() -> new AdapterFiles(directory))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("own.yaml line 2: expected one of [fact, request], not 'maybe'");
    }

    @Test
    void aFileInAnotherEncodingIsWrongAndFilesOfEditorsAreNone() throws IOException {
        var files = new AdapterFiles(directory);
        Files.write(directory.resolve("own.yaml"), (OWN + "# 店\n").getBytes("GBK"));
        write(".own", "not yet");
        Files.writeString(directory.resolve("own.yaml~"), "not any more", StandardCharsets.UTF_8);
        files.look();

        assertThat(files.problems().values()).containsExactly("own.yaml line 1: the file is not UTF-8");
    }

    @Test
    void aDirectoryThatDoesNotExistHoldsNoFiles() {
        assertThat(new AdapterFiles(directory.resolve("none")).all())
                .containsOnlyKeys(new AdapterFiles().all().keySet());
    }

    private static double broken(SimpleMeterRegistry registry) {
        return registry.get("tributary.adapters.broken").gauge().value();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name + ".yaml"), text);
    }
}
