package dev.tributary.orders;

import static dev.tributary.orders.Drafts.MERCHANT;
import static dev.tributary.orders.Drafts.request;
import static dev.tributary.orders.Drafts.stock;
import static dev.tributary.orders.Drafts.tillSale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.inventory.Author;
import dev.tributary.inventory.BookRounds;
import dev.tributary.inventory.Condition;
import dev.tributary.inventory.DriftBoard;
import dev.tributary.inventory.HeldChange;
import dev.tributary.inventory.HeldStock;
import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.Movement;
import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockSnapshot;
import dev.tributary.inventory.TransferId;
import dev.tributary.inventory.Transfers;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every kind of movement with all that it does to a row: a kind without a case fails {@link #everyKindHasACase}. */
class MovementTableTest {

    /** Kinds that no door makes yet: who opens it takes its kind out of here, and gives it cases. */
    private static final EnumSet<Movement.Kind> NOT_MADE_YET = EnumSet.of(Movement.Kind.EXPIRE, Movement.Kind.LOT);

    private static final NodeId HERE = new NodeId(7);
    private static final NodeId ELSEWHERE = new NodeId(8);
    private static final Author AUTHOR = new Author("test", null);
    private static HubUnderTest hub;
    private static OrderIntake intake;
    private static long lastSku = 12_000;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start();
        intake = hub.bean(OrderIntake.class);
        hub.bean(DriftBoard.class).rule(MERCHANT, true, 3_600, "the test repairs much", "test");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /** Rows are on hand, reserved, short, and what is held where something is. {@code -} before a step: it is refused. */
    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            RECEIVE   |                                      | receive 5               | 0 0 0               | 5 0 0
            RECEIVE   | hold DAMAGED 5                       | receive 4               | -5 0 5 DAMAGED 5    | -1 0 1 DAMAGED 5
            RESERVE   | receive 5                            | order o 3               | 5 0 0               | 5 3 0
            RELEASE   | receive 5; order o 3                 | cancel o                | 5 3 0               | 5 0 0
            RELEASE   | receive 5; order o 5; hold DAMAGED 2 | cancel o                | 3 5 2 DAMAGED 2     | 3 0 0 DAMAGED 2
            SHIP      | receive 5; order o 3                 | ship o 3                | 5 3 0               | 2 0 0
            SHIP      | receive 5; order o 3                 | ship o 1                | 5 3 0               | 4 2 0
            SELL      | receive 5                            | sell 3                  | 5 0 0               | 2 0 0
            SELL      | receive 5; order o 4                 | sell 3                  | 5 4 0               | 2 4 2
            SELL      |                                      | sell 3                  | 0 0 0               | -3 0 3
            COUNT     | receive 5                            | count 7                 | 5 0 0               | 7 0 0
            COUNT     | receive 5                            | count 5                 | 5 0 0               | 5 0 0
            COUNT     | receive 5; order o 4                 | count 1                 | 5 4 0               | 1 4 3
            ADJUST    | receive 5                            | adjust -2               | 5 0 0               | 3 0 0
            ADJUST    | receive 5; order o 5                 | adjust -2               | 5 5 0               | 3 5 2
            SAFETY    | receive 5                            | safety 2                | 5 0 0               | 5 0 0
            ALLOWANCE | receive 5; order o 5; adjust -2      | allowance 1             | 3 5 2               | 3 5 1
            RETURN    | receive 5                            | return RESTOCK 2        | 5 0 0               | 7 0 0
            RETURN    | receive 5; order o 5; adjust -2      | return RESTOCK 2        | 3 5 2               | 5 5 0
            RETURN    | receive 5                            | return DAMAGED 2        | 5 0 0               | 5 0 0 DAMAGED 2
            RETURN    | receive 5; hold QUARANTINE 1         | return QUARANTINE 2     | 4 0 0 QUARANTINE 1  | 4 0 0 QUARANTINE 3
            RETURN    | receive 5                            | return SCRAP 2          | 5 0 0               | 5 0 0
            SNAPSHOT  | receive 5; order o 4                 | snapshot 3              | 5 4 0               | 3 4 1
            REPAIR    | receive 5; order o 4; plant 2        | repair                  | 5 2 0               | 5 4 0
            HOLD      | receive 5                            | hold QUARANTINE 2       | 5 0 0               | 3 0 0 QUARANTINE 2
            HOLD      | receive 5; order o 4                 | hold DAMAGED 2          | 5 4 0               | 3 4 1 DAMAGED 2
            HOLD      | receive 5; hold EXPIRED 1            | hold EXPIRED 2          | 4 0 0 EXPIRED 1     | 2 0 0 EXPIRED 3
            HOLD      | receive 1                            | hold DAMAGED 3          | 1 0 0               | -2 0 2 DAMAGED 3
            HOLD      | receive 5; hold QUARANTINE 3         | move QUARANTINE DAMAGED 2 | 2 0 0 QUARANTINE 3 | 2 0 0 DAMAGED 2 QUARANTINE 1
            UNHOLD    | receive 5; hold QUARANTINE 3         | release QUARANTINE 2    | 2 0 0 QUARANTINE 3  | 4 0 0 QUARANTINE 1
            UNHOLD    | receive 5; order o 5; hold DAMAGED 3 | release DAMAGED 2       | 2 5 3 DAMAGED 3     | 4 5 1 DAMAGED 1
            UNHOLD    | receive 5; hold DAMAGED 3            | scrap DAMAGED 3         | 2 0 0 DAMAGED 3     | 2 0 0
            TRANSFER_OUT | receive 5                         | send 2                  | 5 0 0               | 3 0 0
            TRANSFER_OUT | receive 5; order o 4              | send 3                  | 5 4 0               | 2 4 2
            TRANSFER_OUT | receive 5; set-aside 3            | send-planned 3          | 2 0 0 SET_ASIDE 3   | 2 0 0
            TRANSFER_IN  | receive 5                         | fetch 3                 | 5 0 0               | 5 0 0 IN_TRANSIT 3
            TRANSFER_IN  | receive 5; fetch 3                | come 2                  | 5 0 0 IN_TRANSIT 3  | 7 0 0 IN_TRANSIT 1
            TRANSFER_IN  | receive 5; fetch 3                | come-damaged 2          | 5 0 0 IN_TRANSIT 3  | 5 0 0 DAMAGED 2 IN_TRANSIT 1
            TRANSFER_IN  | receive 5; fetch 3                | never-come              | 5 0 0 IN_TRANSIT 3  | 5 0 0
            TRANSFER_IN  | receive 5; send 3                 | call-back               | 2 0 0               | 5 0 0
            UNHOLD       | receive 5; set-aside 3            | call-back               | 2 0 0 SET_ASIDE 3   | 5 0 0
            -         | receive 5; order o 4                 | set-aside 2             | 5 4 0               | 5 4 0
            -         | receive 5; hold DAMAGED 3            | release DAMAGED 4       | 2 0 0 DAMAGED 3     | 2 0 0 DAMAGED 3
            -         | receive 5; hold DAMAGED 3            | scrap EXPIRED 1         | 2 0 0 DAMAGED 3     | 2 0 0 DAMAGED 3
            -         | receive 5; hold DAMAGED 3            | move DAMAGED EXPIRED 4  | 2 0 0 DAMAGED 3     | 2 0 0 DAMAGED 3
            -         | receive 5; hold DAMAGED 3            | hold SET_ASIDE 1        | 2 0 0 DAMAGED 3     | 2 0 0 DAMAGED 3
            -         | receive 5; hold DAMAGED 3            | order-refused o 3       | 2 0 0 DAMAGED 3     | 2 0 0 DAMAGED 3
            """)
    void everyKindOfMovement(String kind, String given, String step, String before, String after) {
        var story = new Story();
        if (given != null) {
            Arrays.stream(given.split(";")).forEach(one -> story.play(one.strip()));
        }
        assertThat(story.row()).isEqualTo(before);
        long version = story.version();

        if (kind.equals("-")) {
            story.refused(step);
            assertThat(story.row()).isEqualTo(after);
            assertThat(story.version()).isEqualTo(version);
            return;
        }
        story.play(step);

        assertThat(story.row()).isEqualTo(after);
        var line = story.newest();
        assertThat(line.kind()).hasToString(kind);
        assertThat(line.version()).isEqualTo(version + 1);
        assertThat(line.onHandBefore()).isEqualTo(number(before, 0));
        assertThat(line.onHandAfter()).isEqualTo(number(after, 0));
        assertThat(line.reservedAfter()).isEqualTo(number(after, 1));
        assertThat(line.unitsShortAfter()).isEqualTo(number(after, 2));
        assertThat(line.cause()).isNotBlank();
        story.provesHeld();
    }

    @Test
    void everyKindHasACase() throws NoSuchMethodException {
        Method table = MovementTableTest.class.getDeclaredMethod(
                "everyKindOfMovement", String.class, String.class, String.class, String.class, String.class);
        var covered = Arrays.stream(
                        table.getAnnotation(CsvSource.class).textBlock().split("\n"))
                .map(line -> line.split("\\|")[0].strip())
                .filter(kind -> !kind.equals("-"))
                .map(Movement.Kind::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Movement.Kind.class)));

        assertThat(covered).containsExactlyElementsOf(EnumSet.complementOf(NOT_MADE_YET));
    }

    private static long number(String row, int place) {
        return Long.parseLong(row.split(" ")[place]);
    }

    private static final class Story {

        private final long sku = ++lastSku;
        private final StockKey key = new StockKey(MERCHANT, new SkuId(sku), HERE);
        private final Map<String, OrderId> orders = new HashMap<>();
        private final Transfers transfers = hub.bean(Transfers.class);
        private @Nullable TransferId transfer;
        private int steps;

        void play(String step) {
            String[] words = step.split(" +");
            String name = "%d-%d".formatted(sku, ++steps);
            switch (words[0]) {
                case "receive", "count", "adjust", "safety", "allowance" ->
                    intake.decide(stock(
                            name,
                            StockChange.Kind.valueOf(words[0].toUpperCase(Locale.ROOT)),
                            sku,
                            HERE.value(),
                            Long.parseLong(words[1])));
                case "order" -> place(words[1], here(request(name, sku, Long.parseLong(words[2]))));
                case "order-refused" ->
                    assertThat(intake.decide(new Command.Place(here(request(name, sku, Long.parseLong(words[2]))))))
                            .isInstanceOf(Outcome.Refused.class);
                case "cancel" ->
                    intake.decide(new Command.Cancel(
                            MERCHANT, Objects.requireNonNull(orders.get(words[1])), name, "story", "test"));
                case "ship" ->
                    intake.decide(new Command.Ship(
                            MERCHANT,
                            Objects.requireNonNull(orders.get(words[1])),
                            name,
                            "SF",
                            name,
                            List.of(new Command.Ship.LineUnits(1, Long.parseLong(words[2]))),
                            "test"));
                case "sell" -> place("till", here(tillSale(name, sku, Long.parseLong(words[1]))));
                case "return" ->
                    intake.decide(new Command.TakeBack(Drafts.returned(
                            name,
                            null,
                            10,
                            Drafts.line(sku, Long.parseLong(words[2]), ReturnDraft.Disposition.valueOf(words[1])))));
                case "snapshot" -> snapshot(name, Long.parseLong(words[1]));
                case "plant" ->
                    hub.bean(JdbcClient.class)
                            .sql("update inventory.stock set reserved = :units where sku_id = :sku")
                            .param("units", Long.parseLong(words[1]))
                            .param("sku", sku)
                            .update();
                case "repair" -> {
                    var rounds = new BookRounds(hub);
                    rounds.read();
                    rounds.repair();
                }
                case "hold", "release", "scrap" ->
                    change(words[0], Condition.valueOf(words[1]), Optional.empty(), Long.parseLong(words[2]));
                case "move" ->
                    change(
                            words[0],
                            Condition.valueOf(words[1]),
                            Optional.of(Condition.valueOf(words[2])),
                            Long.parseLong(words[3]));
                case "send", "set-aside", "fetch" -> travel(words[0], name, Long.parseLong(words[1]));
                case "send-planned" -> transfers.ship(MERCHANT, transfer(), OptionalLong.empty(), Map.of(), AUTHOR);
                case "come" -> come(Long.parseLong(words[1]), Optional.empty());
                case "come-damaged" -> come(Long.parseLong(words[1]), Optional.of(Condition.DAMAGED));
                case "never-come" ->
                    transfers.receive(
                            MERCHANT,
                            transfer(),
                            OptionalLong.empty(),
                            new Transfers.Arrival(List.of(), true, "stolen"),
                            AUTHOR);
                case "call-back" -> transfers.cancel(MERCHANT, transfer(), OptionalLong.empty(), "story", AUTHOR);
                default -> throw new IllegalArgumentException(words[0]);
            }
        }

        /** Plans one, and lets it leave unless its goods are set aside for later. */
        private void travel(String how, String name, long units) {
            var wanted = List.of(new Transfers.Wanted(key.sku(), units));
            boolean fetch = how.equals("fetch");
            boolean setAside = how.equals("set-aside");
            var planned = transfers.plan(
                    MERCHANT,
                    new Transfers.Draft(
                            name,
                            fetch ? ELSEWHERE : HERE,
                            fetch ? HERE : ELSEWHERE,
                            Optional.empty(),
                            setAside,
                            "",
                            wanted),
                    AUTHOR);
            transfer = planned.id();
            if (!setAside) {
                transfers.ship(MERCHANT, planned.id(), OptionalLong.empty(), Map.of(), AUTHOR);
            }
        }

        private void come(long units, Optional<Condition> as) {
            var came = List.of(new Transfers.Came(1, units, as));
            transfers.receive(
                    MERCHANT, transfer(), OptionalLong.empty(), new Transfers.Arrival(came, false, ""), AUTHOR);
        }

        private TransferId transfer() {
            return Objects.requireNonNull(transfer);
        }

        void refused(String step) {
            if (step.startsWith("order")) {
                play(step);
            } else {
                assertThatThrownBy(() -> play(step)).isInstanceOf(ProblemException.class);
            }
        }

        private void change(String action, Condition condition, Optional<Condition> to, long units) {
            var change = new HeldChange(
                    key, HeldChange.Action.valueOf(action.toUpperCase(Locale.ROOT)), condition, to, units, "story");
            hub.bean(HeldStock.class).change(MERCHANT, List.of(change), AUTHOR);
        }

        private void place(String name, OrderDraft draft) {
            orders.put(name, ((Outcome.Placed) intake.decide(new Command.Place(draft))).order());
        }

        private static OrderDraft here(OrderDraft draft) {
            var lines = draft.lines().stream()
                    .map(line -> new OrderDraft.Line(
                            line.number(),
                            line.sku(),
                            line.channelSku(),
                            line.title(),
                            line.units(),
                            line.unitPrice(),
                            line.lineDiscount(),
                            List.of(HERE)))
                    .toList();
            return Drafts.withLines(draft, lines);
        }

        private void snapshot(String name, long units) {
            var now = Instant.now();
            var head = new StockSnapshot(
                    sku * 100 + steps, MERCHANT, name, now, Map.of(HERE, now), Optional.empty(), List.of());
            intake.decide(new Command.ApplySnapshot(
                    head, "1", new byte[16], List.of(new StockSnapshot.Line(1, key, units, OptionalLong.empty()))));
        }

        /** On hand, reserved, short, then each condition by its name. */
        String row() {
            var level = hub.bean(Ledger.class).row(key);
            String held = hub.bean(HeldStock.class).of(MERCHANT, List.of(key)).stream()
                    .map(one -> " %s %d".formatted(one.condition(), one.units()))
                    .sorted()
                    .collect(Collectors.joining());
            return level.map(row -> "%d %d %d".formatted(row.onHand(), row.reserved(), row.unitsShort()))
                            .orElse("0 0 0")
                    + held;
        }

        long version() {
            return hub.bean(Ledger.class).row(key).map(row -> row.version()).orElse(0L);
        }

        Movement newest() {
            return hub.bean(Ledger.class).of(key, Optional.empty(), 1).items().getFirst();
        }

        /** What is held is what its ledger says, line by line. */
        void provesHeld() {
            var lines =
                    hub.bean(HeldStock.class).ledger(key, Optional.empty(), 200).items();
            for (var level : hub.bean(HeldStock.class).of(MERCHANT, List.of(key))) {
                assertThat(lines.stream()
                                .filter(line -> line.condition() == level.condition())
                                .mapToLong(line -> line.unitsChange())
                                .sum())
                        .isEqualTo(level.units());
            }
        }
    }
}
