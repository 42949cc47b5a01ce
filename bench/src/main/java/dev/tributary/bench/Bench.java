package dev.tributary.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** {@code ./tributary bench NAME}: figures on standard output as JSON, or as text; progress on standard error. */
public final class Bench {

    private static final String USAGE = """
            ./tributary bench place|stock|channels [--json] [--quick] [--only PREFIX[,PREFIX]]

              place   orders per second and latency, in process and over HTTP, beside the ceiling of bare PostgreSQL; and
                      how soon news arrives at half of the highest rate. Takes about eight minutes. Before the first row
                      over HTTP the hub is warmed up for a minute with a mix of all requests that are measured.
              stock   orders per second against the revision before stock had snapshots and leases, built beside this one
                      from the history of this clone and measured in alternated pairs; snapshots alone and beside orders;
                      the ledger of one row with a million movements. Takes about eight minutes, and three more to
                      build the earlier revision once.
              channels  how many pushes of 2 kB a second are known by their signature and understood, in process on two
                      threads; how late three channels hear of stock, without and with one that answers after ten
                      seconds and one that is not there; and how long 10,000 SKUs that change at once take beside the
                      channels' own limits. Takes about nine minutes.
              --quick short runs, also of the warm-up, to see that it works; its figures mean little
              --only  measures only rows whose name begins so, and a ceiling only where one of them is compared with it:
                      place: %s
                      stock: %s
                      channels: %s
            """.formatted(
            listed(Rows.ofPlace(List.of())), listed(Rows.ofStock(List.of())), listed(Rows.ofChannels(List.of())));

    private Bench() {}

    private static String listed(Rows rows) {
        return String.join(" ", rows.names()).replaceAll("(.{60,90}) ", "$1\n          ");
    }

    private record Wish(List<String> names, boolean json, boolean quick, List<String> only) {
        static Wish read(String[] words) {
            List<String> names = new ArrayList<>();
            List<String> only = List.of();
            boolean json = false;
            boolean quick = false;
            for (int i = 0; i < words.length; i++) {
                switch (words[i]) {
                    case "--json" -> json = true;
                    case "--quick" -> quick = true;
                    case "--only" -> only = i + 1 < words.length ? List.of(words[++i].split(",", -1)) : List.of("?");
                    default -> names.add(words[i]);
                }
            }
            return new Wish(names, json, quick, only);
        }

        Rows rows() {
            return switch (name()) {
                case "stock" -> Rows.ofStock(only);
                case "channels" -> Rows.ofChannels(only);
                default -> Rows.ofPlace(only);
            };
        }

        private String name() {
            return names.size() == 1 ? names.getFirst() : "";
        }

        boolean possible() {
            return List.of("place", "stock", "channels").contains(name()) && rows().exist();
        }

        Figures run() throws Exception {
            Lengths lengths = quick ? Lengths.quick() : Lengths.full();
            return switch (name()) {
                case "stock" -> new StockBench(lengths, rows()).run();
                case "channels" -> new ChannelBench(lengths, rows()).run();
                default -> new PlaceBench(lengths, rows()).run();
            };
        }
    }

    public static void main(String[] arguments) throws Exception {
        var wish = Wish.read(arguments);
        if (!wish.possible()) {
            System.err.print(USAGE);
            System.exit(64);
        }
        PrintStream answer = System.out;
        // The hub inside this process logs to standard output, which belongs to the figures.
        System.setOut(System.err);
        Figures figures = wish.run();
        answer.print(wish.json() ? figures.json() : figures.text());
        System.exit(0);
    }

    static void say(String line) {
        System.err.println(line);
    }
}
