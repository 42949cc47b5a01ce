package dev.tributary.bench.history;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recorded history: what was asked and answered, and, where the recorder asked for it, the hub's own explanation (its
 * ledger and the timelines of its orders), which nobody here believes before it is verified.
 */
public final class History {

    /** How far the wall clock, by which a moment is told, may be from the recorder's own. */
    static final long MOMENT_BLUR = 2_000;

    final Map<String, Operation> operations = new LinkedHashMap<>();
    /** What was read from memory, and may be as old as it says. */
    final List<Operation> cached = new ArrayList<>();

    final List<Witness.Moved> moved = new ArrayList<>();
    final List<Witness.Told> told = new ArrayList<>();
    private final Map<Long, Asked> open = new HashMap<>();
    private final List<String> heads = new ArrayList<>();
    private long calls;
    private long quiet;

    private record Asked(long id, long at, String operation, Line line) {}

    private History() {}

    public static History read(Path file) throws IOException {
        var history = new History();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                history.add(line);
            }
        }
        return history.ended();
    }

    public static History of(String text) {
        var history = new History();
        text.lines().map(String::strip).forEach(history::add);
        return history.ended();
    }

    private void add(String text) {
        if (text.isBlank() || text.startsWith("#")) {
            return;
        }
        var line = Line.parse(text);
        switch (line.what()) {
            case "history", "rule", "did" -> heads.add(text);
            case "call" -> {
                calls++;
                open.put(
                        line.number("id"),
                        new Asked(line.number("id"), line.number("at"), line.text("op"), line.named("do")));
            }
            case "answer" -> {
                var asked = open.remove(line.number("id"));
                if (asked == null) {
                    throw new IllegalArgumentException("an answer to nothing: " + text);
                }
                keep(asked, line.number("at"), line.named("said"));
            }
            case "quiet" -> quiet = line.number("at");
            case "moved" -> moved.add(Witness.Moved.of(line));
            case "told" -> told.add(Witness.Told.of(line));
            default -> throw new IllegalArgumentException("no line of a history: " + text);
        }
    }

    private History ended() {
        open.values().forEach(asked -> keep(asked, Operation.NEVER, null));
        open.clear();
        return this;
    }

    private void keep(Asked asked, long answered, @Nullable Line said) {
        switch (asked.line.what()) {
            case "available" -> {
                var operation = new Operation(asked.operation, asked.line);
                operation.calls.add(new Operation.Call(asked.id, asked.at, answered, said));
                cached.add(operation);
            }
            case "snapshot" -> snapshot(asked, answered, said);
            default -> keep(asked.operation, asked.line, new Operation.Call(asked.id, asked.at, answered, said));
        }
    }

    private void keep(String name, Line asked, Operation.Call call) {
        var operation = operations.computeIfAbsent(name, key -> new Operation(key, asked));
        if (!operation.asked.equals(asked)) {
            throw new IllegalArgumentException("%s is two things: %s and %s".formatted(name, operation.asked, asked));
        }
        operation.calls.add(call);
    }

    /** Each row of a snapshot is applied by itself: nothing is promised about several at once. */
    private void snapshot(Asked asked, long answered, @Nullable Line said) {
        String number = asked.line.text("number");
        long asOf = asked.line.number("asOf");
        var verdicts = new HashMap<String, Line>();
        if (said != null) {
            for (String line : said.list("lines")) {
                String[] parts = line.split(":");
                boolean applied = parts[1].equals("CHANGED") || parts[1].equals("UNCHANGED");
                var verdict = applied
                        ? Line.of(
                                "told",
                                "verdict",
                                parts[1],
                                "held",
                                parts[2],
                                "since",
                                parts[3],
                                "result",
                                parts[4],
                                "replayed",
                                true)
                        : Line.of("told", "verdict", parts[1], "replayed", true);
                verdicts.put(parts[0], verdict);
            }
        }
        for (String line : asked.line.list("lines")) {
            String[] parts = line.split(":");
            String row = parts[0];
            long behind = asked.line.number("behind", 0);
            String through = behind == 0 ? number : number + "~through";
            var one = Line.of(
                    "snapshot",
                    "number",
                    number,
                    "row",
                    row,
                    "units",
                    parts[1],
                    "asOf",
                    asOf,
                    "moment",
                    number,
                    "through",
                    through);
            keep(number + "#" + row, one, new Operation.Call(asked.id, asked.at, answered, verdicts.get(row)));
            moment(asked, number, row, 0);
            if (behind > 0) {
                moment(asked, through, row, behind);
            }
        }
    }

    /** One of which the snapshot speaks, so much before it was taken. */
    private void moment(Asked asked, String name, String row, long before) {
        long at = asked.line.number("moment") - before;
        operations.computeIfAbsent(name + "!" + row, key -> {
            long asOf = asked.line.number("asOf") - before;
            var moment = new Operation(key, Line.of("moment", "name", name, "row", row, "asOf", asOf));
            moment.calls.add(new Operation.Call(0, at - MOMENT_BLUR, at + MOMENT_BLUR, Line.of("nothing")));
            return moment;
        });
    }

    /** Until when all nodes were up and nobody asked for anything. */
    long quiet() {
        return quiet;
    }

    boolean hasWitness() {
        return !moved.isEmpty() || !told.isEmpty();
    }

    public List<String> heads() {
        return heads;
    }

    public long calls() {
        return calls;
    }

    public long unknown() {
        return operations.values().stream()
                .flatMap(operation -> operation.calls.stream())
                .filter(call -> call.id() > 0 && call.said() == null)
                .mapToLong(Operation.Call::id)
                .distinct()
                .count();
    }

    public int operations() {
        return operations.size();
    }
}
