package dev.tributary.orders;

import static dev.tributary.orders.Drafts.CHANNEL;
import static dev.tributary.orders.Drafts.MERCHANT;
import static dev.tributary.orders.Drafts.paid;
import static dev.tributary.orders.Drafts.request;
import static dev.tributary.orders.Drafts.stock;
import static dev.tributary.orders.Drafts.tillSale;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.Author;
import dev.tributary.inventory.Condition;
import dev.tributary.inventory.HeldChange;
import dev.tributary.inventory.HeldStock;
import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.Snapshots;
import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockLevel;
import dev.tributary.inventory.StockSnapshot;
import dev.tributary.inventory.Transfer;
import dev.tributary.inventory.TransferId;
import dev.tributary.inventory.Transfers;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a number of another book comes to. One SKU a case; {@code mark} notes the moment, {@code snap} applies a number
 * of a marked moment ({@code 7@noon}), {@code through} and {@code listed} say what its sender had deducted.
 */
class SnapshotTest {

    private static final Author AUTHOR = new Author("Li", null);
    private static HubUnderTest hub;
    private static OrderIntake intake;
    private static JdbcClient jdbc;
    private static long lastSku = 7_000;
    private static long lastSnapshot = 1_000;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start();
        intake = hub.bean(OrderIntake.class);
        jdbc = hub.bean(JdbcClient.class);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a row never booked here takes their number                  | mark noon; snap 7@noon CHANGED                                             | 7 0 0
            a number that is ours changes nothing                       | receive 7; mark noon; snap 7@noon UNCHANGED                                | 7 0 0
            a higher number raises the book                             | receive 5; mark noon; snap 9@noon CHANGED                                  | 9 0 0
            a lower number lowers it                                    | receive 9; mark noon; snap 5@noon CHANGED                                  | 5 0 0
            zero empties the row                                        | receive 9; mark noon; snap 0@noon CHANGED                                  | 0 0 0
            what a till sold since is not brought back                  | receive 10; mark noon; sell s 3; snap 10@noon UNCHANGED                    | 7 0 0
            what was shipped since is not brought back                  | receive 10; mark noon; order o 4; ship o; snap 10@noon UNCHANGED           | 6 0 0
            what was sold before and deducted is not deducted twice     | receive 10; sell s 3; mark noon; snap 7@noon UNCHANGED                     | 7 0 0
            what they wrongly count is corrected beside sales           | receive 10; mark noon; sell s 3; snap 12@noon CHANGED                      | 9 0 0
            an open promise stays and takes nothing                     | receive 10; mark noon; order o 4; snap 10@noon UNCHANGED                   | 10 4 0
            a promise from before stays too                             | receive 10; order o 4; mark noon; snap 8@noon CHANGED                      | 8 4 0
            a cancelled promise leaves no trace                         | receive 10; mark noon; order o 4; cancel o; snap 10@noon UNCHANGED         | 10 0 0
            a receipt since comes on top                                | receive 10; mark noon; receive 5; snap 10@noon UNCHANGED                   | 15 0 0
            a receipt from before is in their number                    | receive 10; receive 5; mark noon; snap 15@noon UNCHANGED                   | 15 0 0
            an adjustment since comes on top                            | receive 10; mark noon; adjust -2; snap 10@noon UNCHANGED                   | 8 0 0
            safety stock and allowance move nothing                     | receive 10; mark noon; safety 3; allowance 2; snap 10@noon UNCHANGED       | 10 0 0
            goods that came back since come on top                      | receive 10; sell s 3; mark noon; return 2; snap 7@noon UNCHANGED           | 9 0 0
            damaged goods that came back change nothing                 | receive 10; sell s 3; mark noon; damaged 2; snap 7@noon UNCHANGED          | 7 0 0
            a count since knows better                                  | receive 10; mark noon; count 4; snap 7@noon COUNTED_SINCE                  | 4 0 0
            a count since stays with what came after it                 | receive 10; mark noon; count 4; sell s 1; snap 7@noon COUNTED_SINCE        | 3 0 0
            a count from before is in their number                      | receive 10; count 4; mark noon; snap 4@noon UNCHANGED                      | 4 0 0
            all that happened since adds up                             | receive 10; mark noon; sell s 3; receive 5; adjust -1; snap 11@noon CHANGED | 12 0 0
            a sale before that they had not deducted yet is deducted    | receive 10; mark eleven; sell s 3; mark noon; snap 10@noon through eleven UNCHANGED | 7 0 0
            a sale before their watermark is deducted already           | receive 10; sell s 3; mark eleven; mark noon; snap 7@noon through eleven UNCHANGED | 7 0 0
            one sale before the watermark, one after, one since         | receive 10; sell a 1; mark eleven; sell b 2; mark noon; sell c 3; snap 9@noon through eleven UNCHANGED | 4 0 0
            a receipt between watermark and their moment is in it       | receive 10; mark eleven; receive 5; mark noon; snap 15@noon through eleven UNCHANGED | 15 0 0
            a watermark after their moment counts sales until then      | receive 10; mark noon; sell s 3; mark one; snap 7@noon through one UNCHANGED | 7 0 0
            a sale since that they list is not deducted twice           | receive 10; mark noon; sell s 3; snap 7@noon listed s UNCHANGED            | 7 0 0
            a sale since that they do not list is deducted              | receive 10; mark noon; sell a 3; sell b 2; snap 7@noon listed a UNCHANGED  | 5 0 0
            a listed sale behind the watermark is not deducted twice    | receive 10; mark eleven; sell a 3; sell b 2; mark noon; snap 7@noon through eleven listed a UNCHANGED | 5 0 0
            a listed order still in our hands is still on hand          | receive 10; mark noon; order o 4; snap 6@noon listed o UNCHANGED           | 10 4 0
            a listed order that left since has left once                | receive 10; mark noon; order o 4; ship o; snap 6@noon listed o UNCHANGED   | 6 0 0
            a sale undone since leaves no trace                         | receive 10; mark noon; sell s 3; void s; snap 10@noon UNCHANGED            | 10 0 0
            a deducted sale undone since is here again                  | receive 10; sell s 3; mark noon; void s; snap 7@noon UNCHANGED             | 10 0 0
            a sale undone between watermark and their moment is none    | receive 10; mark eleven; sell s 3; void s; mark noon; snap 10@noon through eleven UNCHANGED | 10 0 0
            a listed sale undone since is here again                    | receive 10; mark noon; sell s 3; void s; snap 7@noon listed s UNCHANGED    | 10 0 0
            a listed order that was cancelled since is here again       | receive 10; mark noon; order o 4; cancel o; snap 6@noon listed o UNCHANGED | 10 0 0
            one cancelled before their moment they gave back themselves | receive 10; order o 4; cancel o; mark noon; snap 10@noon listed o UNCHANGED | 10 0 0
            orders through the last they deducted are still on hand     | receive 10; order a 1; order b 3; mark noon; order c 2; snap 6@noon ordered b UNCHANGED | 10 6 0
            an order they deducted that left since has left once        | receive 10; order a 1; order b 3; mark noon; ship a; ship b; snap 6@noon ordered b UNCHANGED | 6 0 0
            an order behind their last is deducted when it leaves       | receive 10; order a 4; order b 2; mark noon; ship b; snap 6@noon ordered a UNCHANGED | 8 4 0
            an order behind their last that left before their moment    | receive 10; order a 4; order b 2; ship b; mark noon; snap 6@noon ordered a UNCHANGED | 8 4 0
            an order they deducted that was cancelled is here again     | receive 10; order a 4; mark noon; cancel a; snap 6@noon ordered a UNCHANGED | 10 0 0
            a till's sale after the last order they deducted            | receive 10; order a 4; sell s 3; mark noon; snap 6@noon ordered a UNCHANGED | 7 4 0
            a till's sale before the last order they deducted           | receive 10; sell s 3; order a 4; mark noon; snap 3@noon ordered a UNCHANGED | 7 4 0
            an order listed besides the last they deducted              | receive 10; order a 4; order b 2; mark noon; snap 4@noon ordered a listed b UNCHANGED | 10 6 0
            sales through the movement they name are deducted           | receive 10; sell a 3; mark v; sell b 2; mark noon; snap 7@noon version v UNCHANGED | 5 0 0
            a movement after their moment may be deducted too           | receive 10; mark noon; sell a 3; mark v; sell b 1; snap 7@noon version v UNCHANGED | 6 0 0
            who names movement 0 has deducted no sale                   | mark v; receive 10; sell a 3; mark noon; snap 10@noon version v UNCHANGED  | 7 0 0
            receipts go by their moment, whatever the movement          | receive 10; mark v; receive 5; mark noon; snap 15@noon version v UNCHANGED | 15 0 0
            a late number is ignored                                    | receive 10; mark noon; mark one; snap 8@one CHANGED; snap 10@noon OUTDATED | 8 0 0
            a newer number replaces an older one                        | receive 10; mark noon; mark one; snap 8@noon CHANGED; snap 9@one CHANGED   | 9 0 0
            an older number's correction is not added to a newer one    | receive 10; mark noon; sell s 1; mark one; snap 8@noon CHANGED; snap 9@one CHANGED | 9 0 0
            a second number of the same moment replaces the first       | receive 10; mark noon; snap 8@noon CHANGED; snap 9@noon CHANGED            | 9 0 0
            a late number stays ignored after sales                     | receive 10; mark noon; mark one; snap 8@one CHANGED; sell s 2; snap 10@noon OUTDATED | 6 0 0
            a number below what is promised opens a discrepancy         | receive 10; order o 6; mark noon; snap 4@noon CHANGED                      | 4 6 2
            a number that sales have passed leaves less than nothing    | receive 10; mark noon; sell s 3; snap 1@noon CHANGED                       | -2 0 2
            stock that comes back ends what was short                   | receive 10; order o 6; mark noon; snap 4@noon CHANGED; mark one; snap 8@one CHANGED | 8 6 0
            set aside before their moment it is in their number         | receive 100; plan 20; mark noon; snap 100@noon UNCHANGED                   | 80 0 0
            set aside since it is in their number too                   | receive 100; mark noon; plan 20; snap 100@noon UNCHANGED                   | 80 0 0
            set aside that left since leaves once                       | receive 100; plan 20; mark noon; depart 20; snap 100@noon UNCHANGED        | 80 0 0
            set aside and left since leaves once                        | receive 100; mark noon; plan 20; depart 20; snap 100@noon UNCHANGED        | 80 0 0
            set aside that left before is not in their number           | receive 100; plan 20; depart 20; mark noon; snap 80@noon UNCHANGED         | 80 0 0
            set aside that left behind their watermark leaves once      | receive 100; plan 20; mark eleven; depart 20; mark noon; snap 100@noon through eleven UNCHANGED | 80 0 0
            set aside after their moment, left before the watermark     | receive 100; mark noon; plan 20; depart 20; mark one; snap 80@noon through one UNCHANGED | 80 0 0
            set aside that left before the movement they name           | receive 100; mark noon; plan 20; depart 20; mark v; snap 80@noon version v UNCHANGED | 80 0 0
            more than was set aside left                                | receive 100; plan 20; mark noon; depart 25; snap 100@noon UNCHANGED        | 75 0 0
            less than was set aside left                                | receive 100; plan 20; mark noon; depart 15; snap 100@noon UNCHANGED        | 85 0 0
            a transfer called off gives back what it set aside          | receive 100; plan 20; mark noon; calloff; snap 100@noon UNCHANGED          | 100 0 0
            a transfer turned back is here again                        | receive 100; plan 20; mark noon; depart 20; calloff; snap 100@noon UNCHANGED | 100 0 0
            expired before their moment is not sold again               | receive 100; hold EXPIRED 20; mark noon; snap 100@noon UNCHANGED           | 80 0 0
            expired since is not sold again                             | receive 100; mark noon; hold EXPIRED 20; snap 100@noon UNCHANGED           | 80 0 0
            quarantined and damaged is in their number                  | receive 100; hold QUARANTINE 5; mark noon; hold DAMAGED 7; snap 100@noon UNCHANGED | 88 0 0
            given back since it may be sold                             | receive 100; hold QUARANTINE 5; mark noon; free QUARANTINE 5; snap 100@noon UNCHANGED | 100 0 0
            given back before it may be sold                            | receive 100; hold QUARANTINE 5; free QUARANTINE 5; mark noon; snap 100@noon UNCHANGED | 100 0 0
            scrapped since it was in their number                       | receive 100; hold DAMAGED 5; mark noon; scrap DAMAGED 5; snap 100@noon UNCHANGED | 95 0 0
            scrapped before it is in nobody's                           | receive 100; hold DAMAGED 5; scrap DAMAGED 5; mark noon; snap 95@noon UNCHANGED | 95 0 0
            held for another reason it is held once                     | receive 100; hold QUARANTINE 5; mark noon; regard QUARANTINE 5; snap 100@noon UNCHANGED | 95 0 0
            brought back damaged before it was there                    | receive 10; sell s 3; damaged 2; mark noon; snap 9@noon UNCHANGED          | 7 0 0
            a wrong number is corrected beside held goods               | receive 100; hold EXPIRED 20; mark noon; sell s 1; snap 90@noon CHANGED    | 69 0 0
            a number below what is held makes nothing short             | receive 30; hold DAMAGED 20; mark noon; snap 10@noon CHANGED               | 0 0 0
            a number of nothing beside held goods is nothing            | receive 20; hold DAMAGED 20; mark noon; snap 0@noon UNCHANGED              | 0 0 0
            """)
    void aNumberOfAnotherBookComesTo(String what, String steps, String rowAfter) {
        var story = new Story(++lastSku);
        for (String step : steps.split(";")) {
            story.play(step.strip().split(" +"));
        }

        var row = hub.bean(Ledger.class).row(story.key).orElseThrow();
        assertThat("%d %d %d".formatted(row.onHand(), row.reserved(), row.unitsShort()))
                .as(what)
                .isEqualTo(rowAfter);
    }

    @Test
    void aPartToldAgainHasNoSecondEffectAndOtherContentIsRefused() {
        var story = new Story(++lastSku);
        story.play("receive", "10");
        var apply = story.snapshot(8, story.now(), story.now(), List.of());

        assertThat(((Outcome.SnapshotDone) intake.decide(apply)).replayed()).isFalse();
        story.play("sell", "s", "1");
        assertThat(intake.decide(apply)).isEqualTo(new Outcome.SnapshotDone(List.of(), true));
        var other = new Command.ApplySnapshot(apply.snapshot(), apply.part(), new byte[] {1}, apply.lines());
        assertThat(((Outcome.Rejected) intake.decide(other)).why()).isEqualTo(Outcome.Why.REUSED_KEY);

        assertThat(hub.bean(Ledger.class).row(story.key).orElseThrow().onHand()).isEqualTo(7);
    }

    @Test
    void aRowNamedTwiceIsTakenOnce() {
        var story = new Story(++lastSku);
        var once = story.snapshot(8, story.now(), story.now(), List.of());
        var twice = List.of(once.lines().getFirst(), new StockSnapshot.Line(2, story.key, 5, OptionalLong.empty()));

        var first = (Outcome.SnapshotDone)
                intake.decide(new Command.ApplySnapshot(once.snapshot(), "a", new byte[16], twice));
        var second = (Outcome.SnapshotDone) intake.decide(new Command.ApplySnapshot(
                once.snapshot(),
                "b",
                new byte[16],
                List.of(new StockSnapshot.Line(3, story.key, 8, OptionalLong.empty()))));

        assertThat(first.rows().stream().map(StockSnapshot.Row::verdict))
                .containsExactly(StockSnapshot.Verdict.CHANGED, StockSnapshot.Verdict.REPEATED);
        assertThat(second.rows().getFirst().verdict()).isEqualTo(StockSnapshot.Verdict.REPEATED);
        assertThat(hub.bean(Ledger.class).row(story.key).orElseThrow().onHand()).isEqualTo(8);
    }

    @Test
    void salesBesideSnapshotsAreNeverLost() {
        var story = new Story(++lastSku);
        story.play("receive", "1000");
        var asOf = story.now();
        var answers = new ArrayList<java.util.concurrent.CompletableFuture<Outcome>>();
        for (int i = 0; i < 200; i++) {
            var sale = tillSale("beside-" + i, story.sku, 1);
            answers.add(intake.submit(new Command.Place(sale), OrderIntake.Lane.SINGLE));
            if (i % 10 == 0) {
                answers.add(intake.submit(
                        story.snapshot(1_000, asOf, asOf, List.of()),
                        i % 20 == 0 ? OrderIntake.Lane.SINGLE : OrderIntake.Lane.BULK));
            }
        }
        answers.forEach(java.util.concurrent.CompletableFuture::join);

        assertThat(hub.bean(Ledger.class).row(story.key).orElseThrow().onHand()).isEqualTo(800);
    }

    @Test
    void aRowWithTooMuchSinceStaysUntilANewerNumberComes() {
        var story = new Story(++lastSku);
        story.play("receive", "50000");
        jdbc.sql("update inventory.movement set recorded_at = recorded_at - interval '60 seconds' where sku_id = :sku")
                .param("sku", story.sku)
                .update();
        story.marks.put("noon", story.now().minusSeconds(45));
        story.sold(StockSnapshot.LEDGER_LINES_MAX);
        story.play("snap", "50000@noon", "UNCHANGED");
        story.sold(1);
        story.play("mark", "one");

        story.play("snap", "40000@noon", "TOO_MUCH_SINCE");
        assertThat(hub.bean(Ledger.class).row(story.key).orElseThrow().onHand()).isEqualTo(29_999);
        story.play("snap", "29998@one", "CHANGED");

        assertThat(hub.bean(Ledger.class).row(story.key).orElseThrow().onHand()).isEqualTo(29_998);
    }

    /** What happens to one row. */
    private static final class Story {

        private final long sku;
        private final StockKey key;
        private final Map<String, Instant> marks = new HashMap<>();
        private final Map<String, Long> versions = new HashMap<>();
        private final Map<String, OrderId> orders = new HashMap<>();
        private @Nullable Transfer transfer;
        private int steps;

        Story(long sku) {
            this.sku = sku;
            key = new StockKey(MERCHANT, new SkuId(sku), new NodeId(1));
        }

        void play(String... words) {
            String name = "%d-%d".formatted(sku, ++steps);
            switch (words[0]) {
                case "mark" -> {
                    marks.put(words[1], now());
                    versions.put(
                            words[1],
                            hub.bean(Ledger.class)
                                    .row(key)
                                    .map(StockLevel::version)
                                    .orElse(0L));
                }
                case "receive", "adjust", "count", "safety", "allowance" ->
                    intake.decide(stock(
                            name,
                            StockChange.Kind.valueOf(words[0].toUpperCase(java.util.Locale.ROOT)),
                            sku,
                            1,
                            Long.parseLong(words[1])));
                case "sell" -> place(words[1], tillSale(sku + words[1], sku, Long.parseLong(words[2])));
                case "order" -> {
                    long units = Long.parseLong(words[2]);
                    place(words[1], paid(request(sku + words[1], sku, units), "pay-" + sku + words[1], 10 * units));
                }
                case "ship" -> {
                    var order = order(words[1]);
                    long units = hub.bean(OrderBook.class)
                            .find(MERCHANT, order)
                            .orElseThrow()
                            .lines()
                            .getFirst()
                            .units();
                    done(intake.decide(new Command.Ship(
                            MERCHANT, order, name, "SF", name, List.of(new Command.Ship.LineUnits(1, units)), "test")));
                }
                case "cancel" ->
                    done(intake.decide(new Command.Cancel(MERCHANT, order(words[1]), name, "changed my mind", "test")));
                case "void" ->
                    done(intake.decide(new Command.TellCancelled(MERCHANT, CHANNEL, sku + words[1], 2, "void")));
                case "return" -> comeBack(name, Long.parseLong(words[1]), ReturnDraft.Disposition.RESTOCK);
                case "damaged" -> comeBack(name, Long.parseLong(words[1]), ReturnDraft.Disposition.DAMAGED);
                case "hold" -> held(HeldChange.Action.HOLD, words);
                case "free" -> held(HeldChange.Action.RELEASE, words);
                case "scrap" -> held(HeldChange.Action.SCRAP, words);
                case "regard" -> held(HeldChange.Action.MOVE, words);
                case "plan" -> transfer = hub.bean(Transfers.class).plan(MERCHANT, outward(words[1]), AUTHOR);
                case "depart" ->
                    hub.bean(Transfers.class)
                            .ship(
                                    MERCHANT,
                                    planned(),
                                    OptionalLong.empty(),
                                    Map.of(1, Long.parseLong(words[1])),
                                    AUTHOR);
                case "calloff" ->
                    hub.bean(Transfers.class).cancel(MERCHANT, planned(), OptionalLong.empty(), "not needed", AUTHOR);
                case "snap" -> snap(words);
                default -> throw new IllegalArgumentException(words[0]);
            }
        }

        private void held(HeldChange.Action action, String... words) {
            var to = action == HeldChange.Action.MOVE ? Optional.of(Condition.DAMAGED) : Optional.<Condition>empty();
            var change =
                    new HeldChange(key, action, Condition.valueOf(words[1]), to, Long.parseLong(words[2]), "looked at");
            hub.bean(HeldStock.class).change(MERCHANT, List.of(change), AUTHOR);
        }

        private Transfers.Draft outward(String units) {
            var wanted = new Transfers.Wanted(new SkuId(sku), Long.parseLong(units));
            return new Transfers.Draft(
                    "T-" + sku, key.node(), new NodeId(2), Optional.empty(), true, "", List.of(wanted));
        }

        private TransferId planned() {
            return Objects.requireNonNull(transfer).id();
        }

        /** One unit each, by tills, half a minute ago. */
        private void sold(int times) {
            jdbc.sql("""
                    insert into inventory.movement
                           (merchant_id, sku_id, node_id, version, kind, on_hand_change, reserved_change, on_hand_after,
                            reserved_after, units_short_after, order_id, recorded_at)
                    select merchant_id, sku_id, node_id, version + nth, 5, -1, 0, on_hand - nth, 0, 0, nth,
                           clock_timestamp() - interval '30 seconds'
                      from inventory.stock, generate_series(1, :times) as nth
                     where sku_id = :sku
                    """).param("sku", sku).param("times", times).update();
            jdbc.sql(
                            "update inventory.stock set on_hand = on_hand - :times, version = version + :times where sku_id = :sku")
                    .param("sku", sku)
                    .param("times", times)
                    .update();
        }

        private void snap(String... words) {
            String[] said = words[1].split("@");
            var asOf = mark(said[1]);
            var through = asOf;
            var ordered = Optional.<Instant>empty();
            var version = OptionalLong.empty();
            var listed = new ArrayList<OrderId>();
            for (int i = 2; i < words.length - 1; i += 2) {
                switch (words[i]) {
                    case "through" -> through = mark(words[i + 1]);
                    case "version" -> version = OptionalLong.of(Objects.requireNonNull(versions.get(words[i + 1])));
                    case "listed" -> listed.add(order(words[i + 1]));
                    case "ordered" -> {
                        listed.add(order(words[i + 1]));
                        through = promised(words[i + 1]);
                        ordered = Optional.of(through);
                    }
                    default -> throw new IllegalArgumentException(words[i]);
                }
            }
            var outcome = intake.decide(snapshot(Long.parseLong(said[0]), asOf, through, ordered, listed, version));
            assertThat(((Outcome.SnapshotDone) outcome).rows().getFirst().verdict())
                    .hasToString(words[words.length - 1]);
        }

        private Instant promised(String order) {
            return hub.bean(Snapshots.class)
                    .promisedAt(order(order), List.of(key), Instant.EPOCH)
                    .orElseThrow();
        }

        Command.ApplySnapshot snapshot(long units, Instant asOf, Instant through, List<OrderId> listed) {
            return snapshot(units, asOf, through, Optional.empty(), listed, OptionalLong.empty());
        }

        Command.ApplySnapshot snapshot(
                long units,
                Instant asOf,
                Instant through,
                Optional<Instant> ordered,
                List<OrderId> listed,
                OptionalLong version) {
            long id = ++lastSnapshot;
            var head = new StockSnapshot(id, MERCHANT, "N-" + id, asOf, Map.of(key.node(), through), ordered, listed);
            return new Command.ApplySnapshot(
                    head,
                    "1",
                    "%d".formatted(units).getBytes(StandardCharsets.UTF_8),
                    List.of(new StockSnapshot.Line(1, key, units, version)));
        }

        /** By the clock that dates the ledger. */
        Instant now() {
            return jdbc.sql("select clock_timestamp()")
                    .query(OffsetDateTime.class)
                    .single()
                    .toInstant();
        }

        private OrderId order(String name) {
            return Objects.requireNonNull(orders.get(name), name);
        }

        private Instant mark(String name) {
            return Objects.requireNonNull(marks.get(name), name);
        }

        private void place(String name, OrderDraft draft) {
            orders.put(name, ((Outcome.Placed) intake.decide(new Command.Place(draft))).order());
        }

        private void comeBack(String name, long units, ReturnDraft.Disposition disposition) {
            var draft = Drafts.returned(name, null, 10 * units, Drafts.line(sku, units, disposition));
            intake.decide(new Command.TakeBack(new ReturnDraft(
                    draft.merchant(),
                    draft.channel(),
                    draft.number(),
                    key.node(),
                    draft.original(),
                    draft.originalNumber(),
                    draft.lines(),
                    draft.refunded(),
                    draft.method(),
                    draft.returnedAt())));
        }

        private static void done(Outcome outcome) {
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
        }
    }
}
