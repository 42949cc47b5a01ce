package dev.tributary.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** {@code ./tributary bench NAME [--json]}: figures on standard output as JSON, or as text; progress on standard error. */
public final class Bench {

    private static final String USAGE = """
            ./tributary bench place [--json] [--quick]

              place   orders per second and latency, in process and over HTTP, beside the ceiling of bare PostgreSQL
              --quick short runs, to see that it works; its figures mean little
            """;

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = Arrays.asList(arguments);
        boolean json = words.contains("--json");
        boolean quick = words.contains("--quick");
        List<String> names =
                words.stream().filter(word -> !word.startsWith("--")).toList();
        if (!names.equals(List.of("place"))) {
            System.err.print(USAGE);
            System.exit(64);
        }
        PrintStream answer = System.out;
        // The hub inside this process logs to standard output, which belongs to the figures.
        System.setOut(System.err);
        Figures figures = new PlaceBench(quick).run();
        answer.print(json ? figures.json() : figures.text());
        System.exit(0);
    }

    static void say(String line) {
        System.err.println(line);
    }
}
