package dev.tributary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs a table of commands on one row kept by lots, one a line, each with the lots it must leave.
 *
 * <pre>
 * receive 5 A 2026-12-01    A 5              on hand, then "pinned n", "blocked n", "short n" where there are any
 * take 2                    A 5              what leaves takes no lot before it does
 * pin 2 A LATER_EXPIRY      A > A 5 pinned 2 the lot that was promised, "none" for whatever is there, or "refused n"
 * ship 2 [of A] [as B:1,C:1]                 of a pinned lot; the lots that really left
 * </pre>
 */
final class LotsTable {

    private final StockRow row = new StockRow(0, 0, 0, 0, 0, 0, 0);
    private final List<String> ledger = new ArrayList<>();
    private final Engine engine = new Engine((of, move, onHand, reserved) ->
            ledger.add("%s %+d %+d: %s".formatted(move, onHand, reserved, changes(Objects.requireNonNull(of.lots())))));

    static LotsTable check(String table) {
        var run = new LotsTable();
        run.engine.keepByLots(run.row, new Lots(List.of()));
        run.ledger.clear();
        table.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(run::line);
        return run;
    }

    List<String> ledger() {
        return ledger;
    }

    private void line(String line) {
        var halves = line.split("\\s{2,}", 2);
        String answer = command(halves[0].split(" "));
        assertThat(answer + state()).as(line).isEqualTo(halves[1]);
        long onHand = lots().all().stream().mapToLong(Lot::onHand).sum();
        assertThat(onHand).as(line).isEqualTo(row.onHand());
    }

    private String command(String[] words) {
        long units = Long.parseLong(words[1]);
        var named = words.length > 2 && !words[2].equals("as") && !words[2].equals("of") ? words[2] : null;
        switch (words[0]) {
            case "receive" -> {
                if (named == null) {
                    engine.receive(row, units);
                } else {
                    engine.receive(row, units, lots().named(named, null, words.length > 3 ? day(words[3]) : null));
                }
            }
            case "sell" -> engine.sell(row, units);
            case "snapshot" -> engine.snapshot(row, units);
            case "count" -> {
                if (named == null) {
                    engine.count(row, units);
                } else {
                    engine.count(row, units, lots().named(named, null, null));
                }
            }
            case "adjust" -> engine.adjust(row, units, lot(Objects.requireNonNull(named)));
            case "return" -> engine.takeBack(row, units, lot(Objects.requireNonNull(named)));
            case "expire" -> engine.expire(row, units, lot(Objects.requireNonNull(named)));
            case "hold" -> engine.hold(row, units);
            case "unhold" -> engine.unhold(row, units, parts(words));
            case "scrap" -> engine.scrap(row, parts(words));
            case "leave" -> engine.transferOut(row, units, parts(words));
            case "expect" -> engine.expect(row, parts(words));
            case "arrive" -> engine.transferIn(row, units, parts(words));
            case "lose" -> engine.lose(row, parts(words));
            case "back" -> engine.turnBack(row, units, parts(words));
            case "take" -> take(new Want(units, new StockRow[] {row}));
            case "pin" -> {
                var pin = new LotPin(Objects.requireNonNull(named), LotPin.Substitution.valueOf(words[3]));
                var taking = take(new Want(units, new StockRow[] {row}, pin));
                var picked = pin.picked();
                return taking.complete()
                        ? (picked == null ? "none" : picked.number()) + " > "
                        : "refused " + taking.shortages().getFirst().available() + " > ";
            }
            case "release" -> {
                if (named == null) {
                    engine.release(row, units);
                } else {
                    engine.release(row, units, lot(named));
                }
            }
            case "ship" -> engine.ship(row, units, pinned(words, units), parts(words));
            default -> throw new IllegalArgumentException(words[0]);
        }
        return "";
    }

    private Taking take(Want want) {
        return engine.take(List.of(want), Fill.ALL_OR_NOTHING);
    }

    private Lots.@Nullable Part pinned(String[] words, long units) {
        int at = Arrays.asList(words).indexOf("of");
        return at < 0 ? null : new Lots.Part(lot(words[at + 1]), units);
    }

    private List<Lots.Part> parts(String[] words) {
        int at = Arrays.asList(words).indexOf("as");
        return at < 0
                ? List.of()
                : Arrays.stream(words[at + 1].split(","))
                        .map(part -> part.split(":"))
                        .map(part -> new Lots.Part(lots().named(part[0], null, null), Long.parseLong(part[1])))
                        .toList();
    }

    private Lot lot(String number) {
        return Objects.requireNonNull(lots().find(number), number);
    }

    private Lots lots() {
        return Objects.requireNonNull(row.lots());
    }

    private static @Nullable LocalDate day(String text) {
        return text.equals("-") ? null : LocalDate.parse(text);
    }

    private String state() {
        return lots().all().stream()
                .filter(lot -> lot.onHand() != 0 || lot.pinned() != 0 || lot.blocked() != 0)
                .map(lot -> "%s %d%s%s%s"
                        .formatted(
                                lot.unnamed() ? "?" : lot.number(),
                                lot.onHand(),
                                some(" pinned ", lot.pinned()),
                                some(" blocked ", lot.blocked()),
                                some(" short ", lot.unitsShort())))
                .collect(Collectors.joining(", "));
    }

    private static String changes(Lots lots) {
        return lots.takeChanges().stream()
                .filter(change -> change.onHand() != 0 || change.pinned() != 0 || change.blocked() != 0)
                .map(change -> "%s %+d%s%s"
                        .formatted(
                                change.lot().unnamed() ? "?" : change.lot().number(),
                                change.onHand(),
                                change.pinned() == 0 ? "" : " pinned %+d".formatted(change.pinned()),
                                change.blocked() == 0 ? "" : " blocked %+d".formatted(change.blocked())))
                .collect(Collectors.joining(", "));
    }

    private static String some(String word, long units) {
        return units == 0 ? "" : word + units;
    }
}
