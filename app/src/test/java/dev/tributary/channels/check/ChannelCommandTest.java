package dev.tributary.channels.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see who work on adapter files from a shell. */
class ChannelCommandTest {

    @TempDir
    Path own;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"json", "form", "drop"})
    void whatIsBegunPassesAtOnceAndNamesItsSchema(String transport) throws IOException {
        assertThat(run("new", "acme", "--transport", transport)).isZero();

        assertThat(run("check", "acme")).as(said()).isZero();
        assertThat(said()).contains("OK       a paid order").doesNotContain("DIFFERS", "UNTRIED");
        assertThat(run("check", own.resolve("acme.yaml").toString())).isZero();
        assertThat(Files.readAllLines(own.resolve("acme.yaml")).getFirst())
                .startsWith("# yaml-language-server: $schema=")
                .endsWith("docs/adapter.schema.json");
        assertThat(Files.readString(own.resolve("acme.yaml"))).doesNotContain("%");
        assertThat(Files.readString(own.resolve("samples/acme.yaml"))).doesNotContain("%");
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Files.createDirectories(own.resolve("samples"));
        Files.writeString(own.resolve("samples/acme.yaml"), "mine");
        assertThat(run("new", "acme")).isEqualTo(ChannelCommand.WRONG);
        assertThat(said()).contains("samples/acme.yaml is there already");
        assertThat(own.resolve("acme.yaml")).doesNotExist();
        assertThat(own.resolve("samples/acme.yaml")).hasContent("mine");
    }

    @Test
    void aDifferenceIsShownWithItsPlaceAndTheCommandFails() throws IOException {
        run("new", "acme");
        change("samples/acme.yaml", "total: 3200", "total: 3300");
        assertThat(run("check", "acme")).isEqualTo(ChannelCommand.WRONG);
        assertThat(said())
                .contains("DIFFERS  a paid order (line 14)", "/total: expected 3300, found 3200")
                .contains("13 of 14 samples pass.");
    }

    @Test
    void aPartWithoutASampleIsNamed() throws IOException {
        run("new", "acme");
        Files.delete(own.resolve("samples/acme.yaml"));
        assertThat(run("check", "acme")).isEqualTo(ChannelCommand.WRONG);
        assertThat(said()).contains("samples: none", "UNTRIED  door: it has no sample in samples/acme.yaml");
    }

    @Test
    void aWrongFileSaysInWhichLine() throws IOException {
        run("new", "acme");
        change("acme.yaml", "intent: fact", "intent: perhaps");
        assertThat(run("check", "acme")).isEqualTo(ChannelCommand.WRONG);
        assertThat(said()).contains("acme.yaml line 10: expected one of [fact, request], not 'perhaps'");
    }

    @Test
    void aWrongFileOfSamplesSaysInWhichLine() throws IOException {
        run("new", "acme");
        change("samples/acme.yaml", "    gives:", "    gibes:");
        assertThat(run("check", "acme")).isEqualTo(ChannelCommand.WRONG);
        assertThat(said()).contains("samples/acme.yaml line", "'gibes' is not known here");
    }

    @Test
    void aBuiltInAdapterIsCheckedByItsName() {
        assertThat(run("check", "shopify")).isZero();
        assertThat(said()).contains("shopify  version ", "built in", "signature    published-vector");
    }

    @Test
    void samplesMayLieElsewhere() throws IOException {
        run("new", "acme");
        Files.move(own.resolve("samples/acme.yaml"), own.resolve("elsewhere.yaml"));
        assertThat(run("check", "acme", own.resolve("elsewhere.yaml").toString()))
                .isZero();
        assertThat(said()).contains("elsewhere.yaml");
    }

    @Test
    void theListShowsWhatThereIsAndWhatIsWrong() throws IOException {
        run("new", "acme");
        assertThat(run("list")).isZero();
        assertThat(said())
                .containsPattern("acme +fact +[0-9a-f]{12}  door stock answers +" + own)
                .containsPattern("tills +fact +[0-9a-f]{12}  /v1 +built in")
                .contains("till-log real-fixture, returns standard, voids unverified");

        change("acme.yaml", "intent: fact", "intent: perhaps");
        assertThat(run("list")).isEqualTo(ChannelCommand.WRONG);
        assertThat(said()).contains("WRONG: acme.yaml line 10");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | say what to do",
                "chek x | say what to do",
                "check | name one adapter file",
                "check a b c | name one adapter file",
                "check nobody | there is no adapter 'nobody'",
                "check nobody.yaml | there is no file",
                "new | name the adapter",
                "new Acme | name the adapter",
                "new shopify | 'shopify' is built in: copy its file",
                "new acme --transport xml | a transport is json, form or drop, not 'xml'",
                "new acme --transport | '--transport' needs a value",
                "new acme --colour red | there is no option '--colour'",
                "list all | list takes no arguments",
            })
    void aWrongCallSaysWhatToDo(String command, String whatToDo) {
        assertThat(run(command.isEmpty() ? new String[0] : command.split(" "))).isEqualTo(ChannelCommand.USAGE);
        assertThat(said()).contains(whatToDo, "./tributary channel new NAME");
    }

    private int run(String... arguments) {
        said.reset();
        var stream = new PrintStream(said, true, UTF_8);
        return new ChannelCommand(own, Path.of(""), stream, stream).run(arguments);
    }

    private String said() {
        return said.toString(UTF_8);
    }

    private void change(String file, String from, String to) throws IOException {
        var path = own.resolve(file);
        var text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replaceFirst(java.util.regex.Pattern.quote(from), to));
    }
}
