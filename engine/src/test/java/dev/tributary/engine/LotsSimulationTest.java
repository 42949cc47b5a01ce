package dev.tributary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random commands on a row kept by lots, against a model in which every unit lies on the shelf by itself. */
class LotsSimulationTest {

    private static final int LOTS = 5;
    private static final int COMMANDS = 1_000;
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 12, 1);

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** @param lot its place among the lots, which is the order they expire in; the last is the unnamed one */
    private record Unit(int lot) {}

    private record Line(long units, int lot) {}

    private static final class Shelf {
        final List<Unit> units = new ArrayList<>();
        final List<Line> lines = new ArrayList<>();
        long owed;

        long of(int lot) {
            return units.stream().filter(unit -> unit.lot() == lot).count();
        }

        long pinned(int lot) {
            return lines.stream()
                    .filter(line -> line.lot() == lot)
                    .mapToLong(Line::units)
                    .sum();
        }

        long promised() {
            return lines.stream().mapToLong(Line::units).sum();
        }

        void put(int lot) {
            units.add(new Unit(lot));
            if (owed > 0) {
                owed--;
                take();
            }
        }

        /** The unit that expires first among those nobody was promised by name; else among all; else it is owed. */
        void take() {
            var first = units.stream()
                    .filter(unit -> of(unit.lot()) > pinned(unit.lot()))
                    .min(Comparator.comparing(Unit::lot))
                    .or(() -> units.stream().min(Comparator.comparing(Unit::lot)));
            first.ifPresentOrElse(units::remove, () -> owed++);
        }
    }

    private final Shelf shelf = new Shelf();
    private final StockRow row = new StockRow(0, 0, 0, 0, 0, 0, 0);
    private final long[] sums = new long[LOTS + 1];
    private final Engine engine = new Engine((of, move, onHand, reserved) -> {
        long moved = 0;
        for (var change : Objects.requireNonNull(of.lots()).takeChanges()) {
            sums[place(change.lot())] += change.onHand();
            moved += change.onHand();
        }
        assertThat(moved).isEqualTo(onHand);
    });

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyUnitIsOfTheLotItMustBe(long seed) {
        var random = new Random(seed);
        engine.keepByLots(row, new Lots(List.of()));
        for (int i = 0; i < COMMANDS; i++) {
            command(random);
            compare();
        }
    }

    private void command(Random random) {
        int lot = random.nextInt(LOTS);
        int units = 1 + random.nextInt(4);
        switch (random.nextInt(10)) {
            case 0, 1 -> {
                engine.receive(row, units, lots().named("L" + lot, null, FIRST_DAY.plusDays(lot)));
                repeat(units, () -> shelf.put(lot));
            }
            case 2 -> {
                engine.takeBack(row, units);
                repeat(units, () -> shelf.put(LOTS));
            }
            case 3 -> {
                engine.sell(row, units);
                repeat(units, shelf::take);
            }
            case 4 -> {
                engine.count(row, units);
                long before = shelf.units.size() - shelf.owed;
                repeat(before - units, shelf::take);
                repeat(units - before, () -> shelf.put(LOTS));
            }
            case 5, 6 -> pin(lot, units, LotPin.Substitution.values()[random.nextInt(3)]);
            case 7 -> {
                boolean can = shelf.units.size() - shelf.owed - shelf.promised() >= units;
                var taking = engine.take(List.of(new Want(units, new StockRow[] {row})), Fill.ALL_OR_NOTHING);
                assertThat(taking.complete()).isEqualTo(can);
                if (can) {
                    shelf.lines.add(new Line(units, -1));
                }
            }
            default -> {
                if (!shelf.lines.isEmpty()) {
                    end(shelf.lines.remove(random.nextInt(shelf.lines.size())), random.nextBoolean());
                }
            }
        }
    }

    private void pin(int lot, int units, LotPin.Substitution substitution) {
        var pin = new LotPin("L" + lot, substitution);
        boolean enough = shelf.units.size() - shelf.owed - shelf.promised() >= units;
        boolean known = lots().find("L" + lot) != null;
        int expected = enough ? expected(lot, units, substitution, known) : -2;
        var taking = engine.take(List.of(new Want(units, new StockRow[] {row}, pin)), Fill.ALL_OR_NOTHING);
        assertThat(taking.complete()).isEqualTo(expected > -2);
        if (expected > -2) {
            assertThat(pin.picked() == null ? -1 : place(pin.picked())).isEqualTo(expected);
            shelf.lines.add(new Line(units, expected));
        }
    }

    /** The lot to promise, -1 for whatever is there, -2 to refuse. */
    private int expected(int lot, int units, LotPin.Substitution substitution, boolean known) {
        if (shelf.of(lot) - shelf.pinned(lot) >= units) {
            return lot;
        }
        int from = substitution == LotPin.Substitution.LATER_EXPIRY ? lot : 0;
        boolean other =
                substitution == LotPin.Substitution.ANY || substitution == LotPin.Substitution.LATER_EXPIRY && known;
        for (int i = from; i < LOTS && other; i++) {
            if (shelf.of(i) - shelf.pinned(i) >= units) {
                return i;
            }
        }
        return substitution == LotPin.Substitution.ANY ? -1 : -2;
    }

    private void end(Line line, boolean ships) {
        var pinned = line.lot() < 0 ? null : lots().find("L" + line.lot());
        if (ships) {
            engine.ship(row, line.units(), pinned == null ? null : new Lots.Part(pinned, line.units()), List.of());
            repeat(line.units(), () -> {
                if (line.lot() >= 0 && shelf.of(line.lot()) > 0) {
                    shelf.units.remove(new Unit(line.lot()));
                } else {
                    shelf.take();
                }
            });
        } else if (pinned == null) {
            engine.release(row, line.units());
        } else {
            engine.release(row, line.units(), pinned);
        }
    }

    private void compare() {
        assertThat(row.onHand()).isEqualTo(shelf.units.size() - shelf.owed);
        assertThat(row.reserved()).isEqualTo(shelf.promised());
        for (int i = 0; i <= LOTS; i++) {
            var lot = lots().find(i == LOTS ? Lot.UNNAMED : "L" + i);
            long owed = i == LOTS ? shelf.owed : 0;
            assertThat(onHand(lot)).isEqualTo(shelf.of(i) - owed).isEqualTo(sums[i]);
            assertThat(lot == null ? 0 : lot.pinned()).isEqualTo(shelf.pinned(i));
        }
    }

    private static long onHand(@Nullable Lot lot) {
        return lot == null ? 0 : lot.onHand();
    }

    private static int place(Lot lot) {
        return lot.unnamed() ? LOTS : lot.number().charAt(1) - '0';
    }

    private Lots lots() {
        return Objects.requireNonNull(row.lots());
    }

    private static void repeat(long times, Runnable what) {
        for (long i = 0; i < times; i++) {
            what.run();
        }
    }
}
