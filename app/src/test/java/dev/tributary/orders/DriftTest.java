package dev.tributary.orders;

import static dev.tributary.orders.Drafts.MERCHANT;
import static dev.tributary.orders.Drafts.paid;
import static dev.tributary.orders.Drafts.request;
import static dev.tributary.orders.Drafts.stock;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.BookRounds;
import dev.tributary.inventory.Drift;
import dev.tributary.inventory.DriftBoard;
import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.LotName;
import dev.tributary.inventory.Movement;
import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockSnapshot;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Books that somebody spoilt behind the hub's back. One SKU a case: {@code plant} runs a statement on its rows, then the
 * books are read and repaired, and what comes after must go as if nothing had been.
 */
class DriftTest {

    private static final Map<String, String> PLANTS = Map.ofEntries(
            Map.entry("on-hand", "update inventory.stock set on_hand = :n where sku_id = :sku and node_id = 1"),
            Map.entry("reserved", "update inventory.stock set reserved = :n where sku_id = :sku and node_id = 1"),
            Map.entry("safety", "update inventory.stock set safety = :n where sku_id = :sku and node_id = 1"),
            Map.entry("allowance", "update inventory.stock set allowance = :n where sku_id = :sku and node_id = 1"),
            Map.entry("short", "update inventory.stock set units_short = :n where sku_id = :sku and node_id = 1"),
            Map.entry("version", "update inventory.stock set version = :n where sku_id = :sku and node_id = 1"),
            Map.entry("no-row", "delete from inventory.stock where sku_id = :sku and node_id = 1"),
            Map.entry("units", "update inventory.reservation set units = :n where sku_id = :sku"),
            Map.entry("no-reservation", "delete from inventory.reservation where sku_id = :sku"),
            Map.entry("elsewhere", "update inventory.reservation set node_id = :n where sku_id = :sku"),
            Map.entry(
                    "ghost",
                    "insert into inventory.reservation (merchant_id, order_id, line, sku_id, node_id, units)"
                            + " values (910000, 900000 + :sku, 1, :sku, 1, :n)"),
            Map.entry(
                    "ghost-promise",
                    "with moved as (update inventory.stock set reserved = reserved + :n, version = version + 1"
                            + " where sku_id = :sku and node_id = 1 returning *) insert into inventory.movement (merchant_id, sku_id, node_id, version,"
                            + " kind, on_hand_change, reserved_change, on_hand_after, reserved_after, units_short_after, order_id)"
                            + " select 910000, :sku, 1, version, 2, 0, :n, on_hand, reserved, 0, 800000 + :sku from moved"),
            Map.entry("line-ended", "update orders.order_line set reservation = 5 where sku_id = :sku"),
            Map.entry("line-units", "update orders.order_line set units = :n where sku_id = :sku"),
            Map.entry("lot-units", "update inventory.lot set on_hand = :n where sku_id = :sku and number = 'A'"),
            Map.entry(
                    "lot-lost",
                    "with lines as (delete from inventory.lot_movement where sku_id = :sku and number = 'B')"
                            + " delete from inventory.lot where sku_id = :sku and number = 'B'"),
            Map.entry("no-lots", "update inventory.stock set traits = traits & ~2 where sku_id = :sku"),
            Map.entry(
                    "lot-pinned",
                    "with lot as (update inventory.lot set pinned = :n where sku_id = :sku and number = 'A' returning *)"
                            + " insert into inventory.lot_movement (merchant_id, sku_id, node_id, number, version,"
                            + " on_hand_change, pinned_change, blocked_change, on_hand_after, pinned_after, blocked_after)"
                            + " select merchant_id, sku_id, node_id, number, 900, 0, :n, 0, on_hand, pinned, blocked from lot"),
            Map.entry("hole", "delete from inventory.movement where sku_id = :sku and node_id = 1 and version = :n"));

    private static HubUnderTest hub;
    private static OrderIntake intake;
    private static BookRounds books;
    private static long lastSku = 5_000;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start();
        intake = hub.bean(OrderIntake.class);
        books = new BookRounds(hub);
        hub.bean(DriftBoard.class).rule(MERCHANT, true, 3_600, "the test repairs much", "test");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /** Columns: what happens; which readings found it; the row after the repair (on hand, reserved, safety, allowance, short); the repair's lines. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            books that agree are left alone                 | receive 10; order o 4; ship o; order p 2; safety 1       |                                      | 6 2 1 0 0  |
            a row with more than its ledger                 | receive 10; plant on-hand 60                             | LEDGER                               | 10 0 0 0 0 | 0
            a row counted before it was spoilt              | receive 10; count 8; receive 1; plant on-hand 60         | LEDGER                               | 9 0 0 0 0  | 0
            a row spoilt, repaired, then counted            | receive 10; plant on-hand 60; repair; count 8; plant on-hand 60 | LEDGER                        | 8 0 0 0 0  | 0+0
            a row with less than its ledger                 | receive 10; plant on-hand 3                              | LEDGER                               | 10 0 0 0 0 | 0
            a ledger that comes to less than is promised    | receive 10; order o 4; plant on-hand 6                   | LEDGER                               | 10 4 0 0 0 | 0
            a row that promised more than its lines         | receive 10; order o 4; plant reserved 6                  | LEDGER RESERVATIONS                  | 10 4 0 0 0 | 0
            a row that forgot a promise                     | receive 10; order o 4; plant reserved 0                  | LEDGER RESERVATIONS                  | 10 4 0 0 0 | 0
            safety that nobody set                          | receive 10; safety 2; plant safety 5                     | LEDGER                               | 10 0 2 0 0 | 0
            safety of a row where nobody ever set any       | receive 10; plant safety 5                               | LEDGER                               | 10 0 0 0 0 | 0
            an allowance that nobody set                    | receive 10; allowance 2; plant allowance 9               | LEDGER                               | 10 0 0 2 0 | 0
            units short that are not                        | receive 10; plant short 3                                | LEDGER                               | 10 0 0 0 0 | 0
            a version ahead of the ledger                   | receive 10; plant version 7                              | LEDGER                               | 10 0 0 0 0 | 0
            a row that vanished with a promise              | receive 10; order o 4; plant no-row                      | RESERVATIONS                         | 10 4 0 0 0 | 0
            a reservation that vanished                     | receive 10; order o 4; plant no-reservation              | RESERVATIONS ORDER_LINES             | 10 4 0 0 0 | 0
            a reservation of too many                       | receive 10; order o 4; plant units 9                     | RESERVATIONS ORDER_LINES             | 10 4 0 0 0 | 0
            a reservation of too few                        | receive 10; order o 4; plant units 1                     | RESERVATIONS ORDER_LINES             | 10 4 0 0 0 | 0
            a reservation of an order that never was        | receive 10; plant ghost 3                                | RESERVATIONS ORDER_LINES             | 10 0 0 0 0 | 0
            a promise in row and ledger that no line has    | receive 10; plant ghost-promise 3                        | RESERVATIONS                         | 10 0 0 0 0 | -3
            a whole promise that no line has                | receive 10; plant ghost-promise 3; plant reserved 0      | LEDGER                               | 10 0 0 0 0 | -3
            a reservation whose line has ended              | receive 10; order o 4; plant line-ended                  | ORDER_LINES                          | 10 0 0 0 0 | -4
            a line that wants more than is reserved         | receive 10; order o 4; plant line-units 6                | ORDER_LINES                          | 10 6 0 0 0 | 2
            a line that wants more than there is            | receive 10; order o 4; plant line-units 12               | ORDER_LINES                          | 10 12 0 0 2 | 8
            a line that wants less than is reserved         | receive 10; order o 4; plant line-units 1                | ORDER_LINES                          | 10 1 0 0 0 | -3
            a reservation in another node's row             | receive 10; order o 4; plant elsewhere 2                 | RESERVATIONS RESERVATIONS ORDER_LINES ORDER_LINES | 10 4 0 0 0 | 0
            a reservation in a node that has no row         | receive 10; order o 4; plant elsewhere 5                 | RESERVATIONS RESERVATIONS ORDER_LINES ORDER_LINES | 10 4 0 0 0 | 0
            one vanished among many                         | receive 10; order p 1; order q 2; ship q; plant no-reservation; order o 3 | RESERVATIONS ORDER_LINES | 8 4 0 0 0 | 0
            lots that add up                                | lot A 6; lot B 4; order o 4; ship o                      |                                      | 6 0 0 0 0  |
            a lot that is not what its lines come to        | lot A 10; order o 4; plant lot-units 3                   | LOTS                                 | 10 4 0 0 0 | 0
            a lot that is lost with its lines               | lot A 10; lot B 5; plant lot-lost                        | LOTS                                 | 15 0 0 0 0 | 0
            a row that does not know of its lots            | lot A 10; plant no-lots                                  | LOTS                                 | 10 0 0 0 0 | 0
            a row and one of its lots, the row first        | lot A 10; plant on-hand 60; plant lot-units 3; repair    | LOTS                                 | 10 0 0 0 0 | 0+0
            everything at once                              | receive 10; order o 4; safety 1; plant no-reservation; plant line-units 5; plant on-hand 99; plant safety 0 | LEDGER RESERVATIONS ORDER_LINES | 10 5 1 0 0 | 1
            """)
    void booksThatDifferArePutRight(String what, String steps, String readings, String rowAfter, String repairs) {
        var story = new Story(++lastSku);
        story.play(steps);

        books.read();
        assertThat(found(story.sku, Drift.Outcome.OPEN)).isEqualTo(Objects.requireNonNullElse(readings, ""));
        books.repair();

        assertThat(found(story.sku, Drift.Outcome.OPEN)).isEmpty();
        assertThat(story.row()).isEqualTo(rowAfter);
        assertThat(story.repairs()).isEqualTo(Objects.requireNonNullElse(repairs, ""));
        long known = board().found();
        books.read();
        assertThat(board().found()).as("nothing is found a second time").isEqualTo(known);
        story.cancelAll();
        books.read();
        assertThat(board().found()).as("nor after the orders have ended").isEqualTo(known);
        assertThat(story.row().split(" ")[1]).isEqualTo("0");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a ledger with a hole                 | receive 10; receive 5; safety 1; plant hole 2          | what is missing can only come from a backup | 15 0 1 0 0
            a ledger that lost its last line     | receive 10; receive 5; plant hole 2                    | The row is at version 2, the ledger's last line is number 1 and says otherwise | 15 0 0 0 0
            a ledger that lost its last promise  | receive 10; order o 4; plant hole 2                    | The row is at version 2, the ledger's last line is number 1 and says otherwise | 10 4 0 0 0
            a wrong row that somebody counted    | receive 50; plant on-hand 0; count 20                  | Line 2 of the ledger, a count or a snapshot, says 20 on hand where the lines through it come to 70 | 20 0 0 0 0
            a wrong row that another book told   | receive 50; plant on-hand 0; snapshot 20               | Line 2 of the ledger, a count or a snapshot, says 20 on hand where the lines through it come to 70 | 20 0 0 0 0
            counted while wrong, and moved since | receive 50; plant on-hand 0; count 20; receive 1; order o 4 | says 20 on hand where the lines through it come to 70 | 21 4 0 0 0
            a lot that no line has pinned        | lot A 10; plant lot-pinned 2                            | count the row's lots. lots: on hand 10, pinned 2; 0 of them otherwise than their lines | 10 0 0 0 0
            counted while wrong, in a long ledger | receive 50; many 300; plant on-hand 0; count 20        | Line 302 of the ledger, a count or a snapshot, says 20 on hand where the lines through it come to 370 | 20 0 0 0 0
            """)
    void whatTheBooksDoNotTellIsLeftToPeople(String what, String steps, String why, String rowAfter) {
        var story = new Story(++lastSku);
        story.play(steps);

        books.read();
        books.repair();

        var drift = drifts(story.sku).getFirst();
        assertThat(drift.outcome()).isEqualTo(Drift.Outcome.OPEN);
        assertThat(drift.note().orElseThrow()).contains(why);
        assertThat(story.row()).isEqualTo(rowAfter);
        assertThat(story.repairs()).isEmpty();
        hub.bean(JdbcClient.class)
                .sql("delete from inventory.drift where sku_id = " + story.sku)
                .update();
        hub.bean(JdbcClient.class)
                .sql("delete from inventory.lot where sku_id = " + story.sku)
                .update();
        hub.bean(JdbcClient.class)
                .sql("delete from inventory.stock where sku_id = " + story.sku)
                .update();
    }

    private static String found(long sku, Drift.Outcome outcome) {
        return drifts(sku).stream()
                .filter(drift -> drift.outcome() == outcome)
                .map(Drift::reading)
                .sorted(Comparator.naturalOrder())
                .map(Enum::name)
                .collect(Collectors.joining(" "));
    }

    private static List<Drift> drifts(long sku) {
        return board().drifts().stream()
                .filter(drift -> drift.key().sku().value() == sku)
                .toList();
    }

    private static DriftBoard.Report board() {
        return hub.bean(DriftBoard.class).report(MERCHANT, 500);
    }

    /** What happens to one row. */
    private static final class Story {

        private final long sku;
        private final StockKey key;
        private final Map<String, OrderId> orders = new HashMap<>();
        private int steps;

        Story(long sku) {
            this.sku = sku;
            key = new StockKey(MERCHANT, new SkuId(sku), new NodeId(1));
        }

        void play(String story) {
            for (String step : story.split(";")) {
                play(step.strip().split(" +"));
            }
        }

        private void play(String... words) {
            String name = "drift-%d-%d".formatted(sku, ++steps);
            switch (words[0]) {
                case "receive", "count", "safety", "allowance" ->
                    intake.decide(stock(
                            name,
                            StockChange.Kind.valueOf(words[0].toUpperCase(Locale.ROOT)),
                            sku,
                            1,
                            Long.parseLong(words[1])));
                case "lot" -> {
                    var change = new StockChange(
                            key,
                            StockChange.Kind.RECEIVE,
                            Long.parseLong(words[2]),
                            name,
                            OptionalLong.empty(),
                            StockChange.Source.HAND,
                            Optional.of(LotName.of(words[1])));
                    intake.decide(new Command.ChangeStock(MERCHANT, name, new byte[16], List.of(change), "test"));
                }
                case "snapshot" -> {
                    var head = new StockSnapshot(
                            sku,
                            MERCHANT,
                            name,
                            Instant.now(),
                            Map.of(key.node(), Instant.now()),
                            Optional.empty(),
                            List.of());
                    var line = new StockSnapshot.Line(1, key, Long.parseLong(words[1]), OptionalLong.empty());
                    intake.decide(new Command.ApplySnapshot(head, "1", new byte[16], List.of(line)));
                }
                case "many" -> {
                    hub.bean(JdbcClient.class)
                            .sql("""
                            with moved as (
                                 update inventory.stock set on_hand = on_hand + :n, version = version + :n
                                  where sku_id = :sku and node_id = 1
                                 returning on_hand - :n as on_hand, version - :n as version)
                            insert into inventory.movement
                                   (merchant_id, sku_id, node_id, version, kind, on_hand_change, reserved_change,
                                    on_hand_after, reserved_after, units_short_after, cause)
                            select 910000, :sku, 1, version + nth, 1, 1, 0, on_hand + nth, 0, 0, 'receipt/many'
                              from moved, generate_series(1, :n) as nth
                            """)
                            .param("sku", sku)
                            .param("n", Integer.parseInt(words[1]))
                            .update();
                    books.read();
                    assertThat(hub.bean(JdbcClient.class)
                                    .sql("select version from inventory.balance where sku_id = " + sku)
                                    .query(Long.class)
                                    .single())
                            .as("what is summed once")
                            .isGreaterThan(300);
                }
                case "repair" -> {
                    books.read();
                    books.repair();
                }
                case "order" -> {
                    long units = Long.parseLong(words[2]);
                    var draft = paid(request(name, sku, units), "pay-" + name, 10 * units);
                    orders.put(words[1], ((Outcome.Placed) intake.decide(new Command.Place(draft))).order());
                }
                case "ship" -> {
                    var order = Objects.requireNonNull(orders.get(words[1]));
                    long units = hub.bean(OrderBook.class)
                            .find(MERCHANT, order)
                            .orElseThrow()
                            .lines()
                            .getFirst()
                            .units();
                    intake.decide(new Command.Ship(
                            MERCHANT, order, name, "SF", name, List.of(new Command.Ship.LineUnits(1, units)), "test"));
                }
                case "plant" -> {
                    var plant = hub.bean(JdbcClient.class)
                            .sql(Objects.requireNonNull(PLANTS.get(words[1])))
                            .param("sku", sku);
                    if (words.length > 2) {
                        plant.param("n", Long.parseLong(words[2]));
                    }
                    assertThat(plant.update()).isPositive();
                }
                default -> throw new IllegalArgumentException(words[0]);
            }
        }

        /** Orders end as they do when nothing was ever wrong. */
        void cancelAll() {
            orders.values().forEach(order -> {
                var outcome =
                        intake.decide(new Command.Cancel(MERCHANT, order, "end-" + order, "changed my mind", "test"));
                assertThat(outcome).isInstanceOfAny(Outcome.Done.class, Outcome.Rejected.class);
            });
        }

        String row() {
            var row = hub.bean(Ledger.class).row(key).orElseThrow();
            return "%d %d %d %d %d"
                    .formatted(row.onHand(), row.reserved(), row.safety(), row.allowance(), row.unitsShort());
        }

        String repairs() {
            return hub.bean(Ledger.class).of(key, Optional.empty(), 200).items().reversed().stream()
                    .filter(movement -> movement.kind() == Movement.Kind.REPAIR)
                    .peek(movement -> assertThat(movement.cause()).startsWith("repair/"))
                    .map(movement -> Long.toString(movement.reservedChange()))
                    .collect(Collectors.joining("+"));
        }
    }
}
