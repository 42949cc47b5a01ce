package dev.tributary.channels.check;

import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.AdapterFileException;
import dev.tributary.channels.adapter.AdapterFiles;
import dev.tributary.channels.adapter.Names;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code ./tributary channel}: works on adapter files, without a hub and without its database. */
public final class ChannelCommand {

    static final int WRONG = 1;
    /** As {@code sysexits.h} has it: the command was called wrongly. */
    static final int USAGE = 64;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{1,39}");
    private static final String HOW = """
            ./tributary channel check FILE [SAMPLES]   checks an adapter file (a path that ends in .yaml, or a name) and plays its samples
            ./tributary channel new NAME [--transport json|form|drop] [--directory DIR]   begins an adapter file and its samples
            ./tributary channel list                   the adapters there are, and what they rest on""";

    private final Path own;
    private final Path workingDirectory;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param own the directory of adapter files beside the jar's
     * @param workingDirectory what relative paths start from
     */
    ChannelCommand(Path own, Path workingDirectory, PrintStream out, PrintStream err) {
        this.own = own;
        this.workingDirectory = workingDirectory;
        this.out = out;
        this.err = err;
    }

    public static void main(String... arguments) {
        System.setProperty("logback.configurationFile", "logback-commands.xml");
        var environment = System.getenv();
        var own = Path.of(environment.getOrDefault(
                "TRIBUTARY_ADAPTERS", environment.getOrDefault("TRIBUTARY_DIRECTORY", "var") + "/adapters"));
        var from = Path.of(environment.getOrDefault("TRIBUTARY_CALLED_FROM", ""));
        var utf8 = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(new ChannelCommand(own, from, utf8, new PrintStream(System.err, true, StandardCharsets.UTF_8))
                .run(arguments));
    }

    int run(String... arguments) {
        var rest = new ArrayDeque<>(List.of(arguments));
        try {
            return switch (Optional.ofNullable(rest.poll()).orElse("")) {
                case "check" -> check(rest);
                case "new" -> begin(rest);
                case "list" -> list(rest);
                default -> throw new UsageException("say what to do with a channel's adapter file");
            };
        } catch (UsageException e) {
            err.println("channel: " + e.getMessage() + "\n" + HOW);
            return USAGE;
        } catch (AdapterFileException e) {
            err.println(e.getMessage());
            return WRONG;
        }
    }

    private int check(Deque<String> arguments) {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new UsageException("name one adapter file, and its file of samples when that lies elsewhere");
        }
        var file = CheckedFile.find(arguments.poll(), workingDirectory, own);
        var samples = Optional.ofNullable(arguments.poll())
                .map(workingDirectory::resolve)
                .map(SampleFiles::read)
                .or(() -> SampleFiles.find(file.directory(), file.adapter().name()));
        var check = file.check(samples);
        var adapter = file.adapter();
        out.printf("%s  version %s  %s%n", adapter.name(), adapter.version(), file.place());
        restsOn(adapter);
        out.printf("samples: %s%n", samples.map(SampleFiles.Text::place).orElse("none"));
        check.results().forEach(this::result);
        check.untried()
                .forEach(part ->
                        out.printf("  UNTRIED  %s: it has no sample in samples/%s.yaml%n", part, adapter.name()));
        long passed =
                check.results().stream().filter(AdapterCheck.Result::passed).count();
        out.printf("%d of %d samples pass.%n", passed, check.results().size());
        return check.passed() ? 0 : WRONG;
    }

    private void restsOn(Adapter adapter) {
        out.println("rests on:");
        adapter.restsOn()
                .forEach((area, why) -> out.printf("  %-12s %-17s %s%n", area, Names.kebab(why.basis()), why.note()));
    }

    private void result(AdapterCheck.Result result) {
        result.difference()
                .ifPresentOrElse(
                        difference -> out.printf(
                                "  DIFFERS  %s (line %d)%n           %s%n", result.sample(), result.line(), difference),
                        () -> out.printf("  OK       %s%n", result.sample()));
    }

    private int begin(Deque<String> arguments) {
        var name = Optional.ofNullable(arguments.poll())
                .filter(given -> NAME.matcher(given).matches())
                .orElseThrow(() -> new UsageException(
                        "name the adapter: 2 to 40 small letters, digits and hyphens, a letter first"));
        if (new AdapterFiles().builtIn(name)) {
            throw new UsageException("'%s' is built in: copy its file into %s to change it".formatted(name, own));
        }
        var transport = Scaffold.Transport.JSON;
        var directory = own;
        while (!arguments.isEmpty()) {
            var option = arguments.poll();
            var value = Optional.ofNullable(arguments.poll())
                    .orElseThrow(() -> new UsageException("'%s' needs a value".formatted(option)));
            switch (option) {
                case "--transport" -> transport = transport(value);
                case "--directory" -> directory = workingDirectory.resolve(value);
                default -> throw new UsageException("there is no option '%s'".formatted(option));
            }
        }
        return begin(name, transport, directory);
    }

    private static Scaffold.Transport transport(String value) {
        return switch (value) {
            case "json" -> Scaffold.Transport.JSON;
            case "form" -> Scaffold.Transport.FORM;
            case "drop" -> Scaffold.Transport.DROP;
            default -> throw new UsageException("a transport is json, form or drop, not '%s'".formatted(value));
        };
    }

    private int begin(String name, Scaffold.Transport transport, Path directory) {
        var scaffold = new Scaffold(directory, Path.of("docs/adapter.schema.json"));
        try {
            scaffold.write(name, transport);
        } catch (IOException e) {
            err.println("channel new: " + e.getMessage() + "; nothing is overwritten.");
            return WRONG;
        }
        out.printf("""
                %s
                %s
                Both work as they are; their comments say what to replace. Check them after each step:
                  ./tributary channel check %s
                """, scaffold.file(name), scaffold.samples(name), scaffold.file(name));
        return 0;
    }

    private int list(Deque<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new UsageException("list takes no arguments");
        }
        var files = AdapterFiles.asTheyAre(own);
        files.all().values().stream()
                .sorted(Comparator.comparing(Adapter::name))
                .forEach(adapter -> {
                    out.printf(
                            "%-14s %-8s %s  %-30s %s%n",
                            adapter.name(),
                            adapter.facts() ? "fact" : "request",
                            adapter.version(),
                            adapter.parts().isEmpty() ? "/v1" : String.join(" ", adapter.parts()),
                            files.own(adapter.name()) ? own.resolve(adapter.name() + ".yaml") : "built in");
                    out.printf("%14s %s%n", "", bases(adapter.restsOn()));
                });
        files.problems().values().forEach(problem -> out.println("WRONG: " + problem));
        return files.problems().isEmpty() ? 0 : WRONG;
    }

    private static String bases(Map<String, Adapter.RestsOn> restsOn) {
        return restsOn.entrySet().stream()
                .map(area -> area.getKey() + " " + Names.kebab(area.getValue().basis()))
                .collect(Collectors.joining(", "));
    }
}
