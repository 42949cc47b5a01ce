package dev.tributary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs a table of engine commands, one a line, each with the answer it must give.
 *
 * <pre>
 * stock   A@1 10 [reserved 2] [safety 1] [allowance 3]
 * take    A 4, B 1 @ 1 2        A@1 B@1          wants, then candidate nodes; the answer names the rows
 * take?   A 4, B 1 @ 1          A@1 -            what you can
 * take?   A 4 #1, B 1 #1 @ 1    - -              wants of one group: together or not at all
 * release A@1 4                 A@1 10/0         the answer is on hand / reserved, then "short n" if any
 * </pre>
 */
final class EngineTable {

    private final TreeMap<String, StockRow> rows = new TreeMap<>();
    private final List<String> ledger = new ArrayList<>();
    private final Engine engine = new Engine(
            (row, move, onHand, reserved) -> ledger.add("%s %s %+d %+d".formatted(name(row), move, onHand, reserved)));

    static EngineTable check(String table) {
        var run = new EngineTable();
        table.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(run::line);
        return run;
    }

    List<String> ledger() {
        return ledger;
    }

    private void line(String line) {
        var words = line.split("\\s{2,}");
        var command = words[0].split(" ", 2);
        if (command[0].equals("stock")) {
            stock(command[1].split(" "));
            return;
        }
        assertThat(answer(command[0], command[1])).as(line).isEqualTo(words[1]);
    }

    private void stock(String[] words) {
        long onHand = Long.parseLong(words[1]);
        long reserved = option(words, "reserved");
        long allowance = option(words, "allowance");
        long unitsShort = Math.max(0, reserved - onHand - allowance);
        rows.put(
                words[0],
                new StockRow(rows.size(), onHand, reserved, option(words, "safety"), allowance, unitsShort, 0));
    }

    private static long option(String[] words, String name) {
        int at = Arrays.asList(words).indexOf(name);
        return at < 0 ? 0 : Long.parseLong(words[at + 1]);
    }

    private String answer(String verb, String rest) {
        return switch (verb) {
            case "take" -> take(rest, Fill.ALL_OR_NOTHING);
            case "take?" -> take(rest, Fill.WHAT_YOU_CAN);
            default -> move(verb, rest.split(" "));
        };
    }

    private String take(String rest, Fill fill) {
        var halves = rest.split(" @ ");
        var nodes = halves[1].split(" ");
        var wants = Arrays.stream(halves[0].split(", "))
                .map(want -> want(want, nodes))
                .toList();
        var taking = engine.take(wants, fill);
        if (!taking.complete() && fill == Fill.ALL_OR_NOTHING) {
            return taking.shortages().stream()
                    .map(shortage -> "%d:%s:%d".formatted(shortage.want(), shortage.reason(), shortage.available()))
                    .collect(Collectors.joining(" "));
        }
        return Arrays.stream(taking.rows())
                .map(row -> row == null ? "-" : name(row))
                .collect(Collectors.joining(" "));
    }

    private Want want(String text, String[] nodes) {
        var words = text.split(" ");
        var candidates = new @Nullable StockRow[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            candidates[i] = rows.get(words[0] + "@" + nodes[i]);
        }
        int group = words.length == 3 ? Integer.parseInt(words[2].substring(1)) : 0;
        return new Want(Long.parseLong(words[1]), candidates, group);
    }

    private String move(String verb, String[] words) {
        var row = java.util.Objects.requireNonNull(rows.get(words[0]), words[0]);
        long units = Long.parseLong(words[1]);
        switch (verb) {
            case "release" -> engine.release(row, units);
            case "ship" -> engine.ship(row, units);
            case "sell" -> engine.sell(row, units);
            case "receive" -> engine.receive(row, units);
            case "takeback" -> engine.takeBack(row, units);
            case "unsellable" -> engine.takeBackUnsellable(row, units);
            case "count" -> engine.count(row, units);
            case "adjust" -> engine.adjust(row, units);
            case "safety" -> engine.safety(row, units);
            case "allowance" -> engine.allowance(row, units);
            default -> throw new IllegalArgumentException(verb);
        }
        String shortage = row.unitsShort() == 0 ? "" : " short " + row.unitsShort();
        return "%s %d/%d%s".formatted(words[0], row.onHand(), row.reserved(), shortage);
    }

    private String name(StockRow row) {
        return rows.entrySet().stream()
                .filter(entry -> entry.getValue() == row)
                .findFirst()
                .orElseThrow()
                .getKey();
    }
}
