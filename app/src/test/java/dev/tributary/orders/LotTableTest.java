package dev.tributary.orders;

import static dev.tributary.orders.Drafts.MERCHANT;
import static dev.tributary.orders.Drafts.request;
import static dev.tributary.orders.Drafts.tillSale;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.Author;
import dev.tributary.inventory.BookRounds;
import dev.tributary.inventory.Condition;
import dev.tributary.inventory.DriftBoard;
import dev.tributary.inventory.HeldChange;
import dev.tributary.inventory.HeldStock;
import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.LotLevel;
import dev.tributary.inventory.LotName;
import dev.tributary.inventory.LotWish;
import dev.tributary.inventory.Movement;
import dev.tributary.inventory.SellableDays;
import dev.tributary.inventory.StockBatch.LotUnits;
import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockLots;
import dev.tributary.inventory.StockSnapshot;
import dev.tributary.inventory.TransferId;
import dev.tributary.inventory.Transfers;
import dev.tributary.inventory.lots.LotExpiryRound;
import dev.tributary.inventory.lots.LotProof;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What commands do to lots, in the database: one SKU a case. A lot shows what it has on hand, then its pinned, blocked and
 * short units where there are any; {@code ?} came without a number. Then the row: on hand, reserved, short.
 */
class LotTableTest {

    private static final NodeId HERE = new NodeId(7);
    private static final NodeId THERE = new NodeId(8);
    private static HubUnderTest hub;
    private static OrderIntake intake;
    private static long lastSku = 15_000;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start();
        intake = hub.bean(OrderIntake.class);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            a row without lots has none                  | receive 5                                                        |                     | 5 0 0
            the first lot makes the rest unnamed         | receive 5; receive 3 A 12-02                                     | A 3, ? 5            | 8 0 0
            an order alone moves no lot                  | receive 5 A 12-02; order o 3                                     | A 5                 | 5 3 0
            what ships leaves first expired first        | receive 5 A 12-09; receive 5 B 12-02; order o 6; ship o 6        | A 4                 | 4 0 0
            what a till sells too                        | receive 5 A 12-09; receive 5 B 12-02; sell 2                     | B 3, A 5            | 8 0 0
            a lot told again keeps its dates             | receive 5 A 12-02; receive 1 A; receive 2 B 12-01                | B 2, A 6            | 8 0 0
            a date told later is the right one           | receive 5 A 12-02; receive 2 B 12-01; receive 1 A 11-30          | A 6, B 2            | 8 0 0
            an emptied lot comes back with its dates     | receive 5 A 12-02; sell 5; receive 2 B 12-09; receive 1 A        | A 1, B 2            | 3 0 0
            a count of a lot is of it alone              | receive 5 A 12-02; receive 5 B 12-09; count 2 B                  | A 5, B 2            | 7 0 0
            a first count names what had no number       | receive 9; count 4 A; count 6 B                                  | A 4, B 6            | 10 0 0
            a count of the row goes by the rule          | receive 5 A 12-02; receive 5 B 12-09; count 4                    | B 4                 | 4 0 0
            an adjustment may name its lot               | receive 5 A 12-02; receive 5 B 12-09; adjust -2 B                | A 5, B 3            | 8 0 0
            goods that come back have no number          | receive 5 A 12-02; sell 3; return 2                              | A 2, ? 2            | 4 0 0
            what no lot has is owed, then paid           | receive 2 A 12-02; sell 5; receive 4 B 12-09                     | B 1                 | 1 0 0
            a pin holds its lot                          | receive 5 A 12-02; receive 5 B 12-09; order o 3 B NONE           | A 5, B 5 pinned 3   | 10 3 0
            a pin is refused beyond its lot              | receive 5 A 12-02; receive 5 B 12-09; refused 6 B NONE 5         | A 5, B 5            | 10 0 0
            a pin of a row without lots is refused       | receive 5; refused 1 A NONE 0                                    |                     | 5 0 0
            a pinned lot is promised once                | receive 5 A 12-02; receive 9; order o 4 A NONE; refused 2 A NONE 1 | A 5 pinned 4, ? 9 | 14 4 0
            a pin goes with its order                    | receive 5 A 12-02; order o 4 A NONE; cancel o                    | A 5                 | 5 0 0
            a pin ships its lot                          | receive 5 A 12-02; receive 5 B 12-09; order o 3 B NONE; ship o 3 | A 5, B 2            | 7 0 0
            a pin ships its lot in parts                 | receive 5 A 12-02; receive 5 B 12-09; order o 3 B NONE; ship o 2 | A 5, B 3 pinned 1   | 8 1 0
            others leave a pin alone                     | receive 2 A 12-02; receive 5 B 12-09; order o 2 A NONE; order p 4; ship p 4 | A 2 pinned 2, B 1 | 3 2 0
            more of a pinned line is of its lot          | receive 5 A 12-02; receive 5 B 12-09; order o 3 B NONE; edit o 5 | A 5, B 5 pinned 5   | 10 5 0
            less of it frees its lot                     | receive 5 A 12-02; receive 5 B 12-09; order o 3 B NONE; edit o 1 | A 5, B 5 pinned 1   | 10 1 0
            too much of it is refused                    | receive 5 A 12-02; receive 5 B 12-09; order o 3 B NONE; edit-refused o 6 | A 5, B 5 pinned 3 | 10 3 0
            more of a line without one is of none        | receive 5 A 12-02; order o 3; edit o 5                           | A 5                 | 5 5 0
            a later lot where the rule allows            | receive 2 A 12-02; receive 5 B 12-09; order o 3 A LATER_EXPIRY   | A 2, B 5 pinned 3   | 7 3 0
            no earlier lot by that rule                  | receive 5 A 12-02; receive 2 B 12-09; refused 3 B LATER_EXPIRY 2 | A 5, B 2            | 7 0 0
            whatever is there by the widest              | receive 2 A 12-02; receive 2 B 12-09; order o 4 C ANY            | A 2, B 2            | 4 4 0
            the lots that really left                    | receive 5 A 12-02; receive 5 B 12-09; order o 4; ship o 4 B:3,A:1 | A 4, B 2           | 6 0 0
            a lot nobody knew that left                  | receive 5 A 12-02; order o 2; ship o 2 X:2                       | A 3                 | 3 0 0
            lots of a row without any mean nothing       | receive 5; order o 2; ship o 2 X:2                               |                     | 3 0 0
            facts leave a pin short                      | receive 5 A 12-02; order o 4 A NONE; sell 2                      | A 3 pinned 4 short 1 | 3 4 1
            a pin may be short where the row is not      | receive 5 A 12-02; receive 5 B 12-09; order o 4 A NONE; count 2 A | A 2 pinned 4 short 2, B 5 | 7 4 0
            a waiting pin is promised when its lot comes | receive 2 B 12-09; waits o 3 A NONE; receive 3 A 12-02; retry o  | A 3 pinned 3, B 2   | 5 3 0
            held goods are of their lots                 | receive 5 A 12-02; receive 5 B 12-09; hold 6 QUARANTINE          | A 0 blocked 5, B 4 blocked 1 | 4 0 0
            and come back to them                        | receive 5 A 12-02; receive 5 B 12-09; hold 6 QUARANTINE; release 5 QUARANTINE | A 5, B 4 blocked 1 | 9 0 0
            or are gone                                  | receive 5 A 12-02; hold 3 DAMAGED; scrap 2 DAMAGED               | A 2 blocked 1       | 2 0 0
            or held for another reason                   | receive 5 A 12-02; hold 3 QUARANTINE; move 3 DAMAGED; release 1 DAMAGED | A 3 blocked 2 | 3 0 0
            what was held before lots has none           | receive 5; hold 2 DAMAGED; receive 3 A 12-02; release 2 DAMAGED  | A 3, ? 5            | 8 0 0
            what is too old cannot be sold               | receive 5 A 12-02; receive 5 B 12-09; day 12-03                  | A 0 blocked 5, B 5  | 5 0 0
            its last day it can                          | receive 5 A 12-02; day 12-02                                     | A 5                 | 5 0 0
            by a rule of days before                     | receive 5 A 12-09; receive 5 B 12-10; days 7; day 12-03          | A 0 blocked 5, B 5  | 5 0 0
            a SKU's own rule counts before               | receive 5 A 12-09; days 7; own 3; day 12-03                      | A 5                 | 5 0 0
            a pin stays until its lot is no longer good  | receive 5 A 12-09; days 7; order o 2 A NONE; day 12-03           | A 2 pinned 2 blocked 3 | 2 2 0
            and then is short                            | receive 5 A 12-09; order o 2 A NONE; day 12-10                   | A 0 pinned 2 blocked 5 short 2 | 0 2 2
            what is promised of no lot is short at once  | receive 5 A 12-09; days 7; order o 2; day 12-03                  | A 0 blocked 5       | 0 2 2
            what people release goes back to its lot     | receive 5 A 12-02; day 12-03; release 2 EXPIRED                  | A 2 blocked 3       | 2 0 0
            goods travel with their lots                 | receive 5 A 12-02; receive 5 B 12-09; send 6                     | B 4                 | 4 0 0
            and are turned back with them                | receive 5 A 12-02; receive 5 B 12-09; send 6; back               | A 5, B 5            | 10 0 0
            also when they were set aside                | receive 5 A 12-02; receive 5 B 12-09; aside 6; back              | A 5, B 5            | 10 0 0
            a snapshot adds no unit of a blocked lot     | receive 5 A 12-02; receive 5 B 12-09; day 12-03; snap 10         | A 0 blocked 5, B 5  | 5 0 0
            nor of held ones, when more are there        | receive 5 A 12-02; hold 3 DAMAGED; snap 6                        | A 2 blocked 3, ? 1  | 3 0 0
            and not when another comes                   | receive 2 B 12-09; waits o 3 A NONE; receive 9 B; retry o        | B 11                | 11 0 0
            """)
    void lots(String what, String steps, String lots, String row) {
        var story = new Story();
        Arrays.stream(steps.split(";")).forEach(step -> story.play(step.strip()));

        assertThat(story.lots()).isEqualTo(Objects.requireNonNullElse(lots, ""));
        assertThat(story.row()).isEqualTo(row);
        story.provesItself();
    }

    @Test
    void whatWasPromisedInsteadIsInTheOrdersHistory() {
        var story = new Story();
        story.play("receive 2 A 12-02");
        story.play("receive 5 B 12-09");
        story.play("order o 3 A LATER_EXPIRY");

        assertThat(story.history("o"))
                .contains("lot substituted: line 1: lot A asked for, lot B promised by rule LATER_EXPIRY");
        assertThat(story.line("o").lot())
                .contains(new OrderView.Lot("A", LotWish.Substitution.LATER_EXPIRY, Optional.of("B")));

        story.play("ship o 3 B:2,A:1");

        assertThat(story.history("o")).anyMatch(entry -> entry.endsWith("; line 1: 2 of lot B, 1 of lot A"));
    }

    @Test
    void aPinThatFactsLeaveShortOpensADiscrepancy() {
        var story = new Story();
        story.play("receive 5 A 12-02");
        story.play("receive 5 B 12-09");
        story.play("order o 4 A NONE");
        story.play("count 2 A");

        assertThat(hub.bean(Ledger.class).openDiscrepancies(MERCHANT, 200))
                .filteredOn(one -> one.key().equals(story.key))
                .extracting(Ledger.Discrepancy::unitsShort)
                .containsExactly(2L);
    }

    @Test
    void theLotsOfEveryVersionCanBeAskedFor() {
        var story = new Story();
        story.play("receive 4");
        story.play("receive 5 A 12-02");
        story.play("order o 3 A NONE");
        story.play("ship o 3");

        var lots = hub.bean(StockLots.class);
        assertThat(text(lots.at(story.key, 1))).isEmpty();
        assertThat(text(lots.at(story.key, 2))).isEqualTo("? 4");
        assertThat(text(lots.at(story.key, 3))).isEqualTo("A 5, ? 4");
        assertThat(text(lots.at(story.key, 4))).isEqualTo("A 5 pinned 3, ? 4");
        assertThat(text(lots.at(story.key, 5))).isEqualTo("A 2, ? 4");
        assertThat(story.kinds())
                .containsExactly(
                        Movement.Kind.RECEIVE,
                        Movement.Kind.LOT,
                        Movement.Kind.RECEIVE,
                        Movement.Kind.RESERVE,
                        Movement.Kind.SHIP);
        assertThat(lots.changes(story.key, List.of(4L, 5L)))
                .isEqualTo(Map.of(
                        4L, List.of(new StockLots.Change(4, "A", 0, 3, 0)),
                        5L, List.of(new StockLots.Change(5, "A", -3, -3, 0))));
    }

    @Test
    void aRepairThatEndsAReservationEndsItsPin() {
        var story = new Story();
        story.play("receive 5 A 12-02");
        story.play("order o 3 A NONE");
        var books = new BookRounds(hub);
        hub.bean(DriftBoard.class).rule(MERCHANT, true, 3_600, "the test repairs much", "test");
        hub.bean(JdbcClient.class)
                .sql("update orders.order_line set reservation = 5 where sku_id = :sku")
                .param("sku", story.key.sku().value())
                .update();

        books.read();
        books.repair();

        assertThat(story.lots()).isEqualTo("A 5");
        assertThat(story.row()).isEqualTo("5 0 0");
        story.provesItself();
    }

    @Test
    void goodsArriveWithTheirLots() {
        var story = new Story();
        story.play("receive 5 A 12-02");
        story.play("receive 5 B 12-09");
        story.play("send 6");
        var there = new StockKey(MERCHANT, story.key.sku(), THERE);
        var lots = hub.bean(StockLots.class);

        assertThat(text(lots.of(there, Optional.empty(), 10).items())).isEqualTo("A 0 blocked 5, B 0 blocked 1");

        story.play("came 5");

        assertThat(text(lots.of(there, Optional.empty(), 10).items())).isEqualTo("A 5, B 0 blocked 1");
        assertThat(lots.of(there, Optional.empty(), 1).items().getFirst().expiresOn())
                .contains(LocalDate.of(2026, 12, 2));
        story.provesItself();
    }

    private static String text(List<LotLevel> lots) {
        return lots.stream()
                .map(lot -> "%s %d%s%s%s"
                        .formatted(
                                lot.number().isEmpty() ? "?" : lot.number(),
                                lot.onHand(),
                                some(" pinned ", lot.pinned()),
                                some(" blocked ", lot.blocked()),
                                some(" short ", lot.unitsShort())))
                .collect(Collectors.joining(", "));
    }

    private static String some(String word, long units) {
        return units == 0 ? "" : word + units;
    }

    private static final class Story {

        private final long sku = ++lastSku;
        private final StockKey key = new StockKey(MERCHANT, new SkuId(sku), HERE);
        private final Map<String, OrderId> orders = new HashMap<>();
        private int steps;
        private @Nullable TransferId sent;

        void play(String step) {
            String[] words = step.split(" +");
            String name = "%d-%d".formatted(sku, ++steps);
            switch (words[0]) {
                case "receive", "count", "adjust" -> change(name, words);
                case "order" -> place(words[1], draft(name, words, 2, OrderDraft.Fill.ALL_OR_NOTHING));
                case "waits" -> waits(words[1], draft(name, words, 2, OrderDraft.Fill.WHAT_YOU_CAN));
                case "retry" -> intake.decide(new Command.RetryWaiting(MERCHANT, order(words[1]), Map.of()));
                case "refused" -> {
                    var place = new Command.Place(draft(name, words, 1, OrderDraft.Fill.ALL_OR_NOTHING));
                    var refused = (Outcome.Refused) intake.decide(place);
                    assertThat(refused.lines().getFirst().available()).isEqualTo(Long.parseLong(words[4]));
                }
                case "cancel" -> intake.decide(new Command.Cancel(MERCHANT, order(words[1]), name, "story", "test"));
                case "edit" -> assertThat(edit(name, words)).isInstanceOf(Outcome.Done.class);
                case "edit-refused" -> assertThat(edit(name, words)).isInstanceOf(Outcome.Refused.class);
                case "ship" -> ship(name, words);
                case "sell" -> place("till", here(tillSale(name, sku, Long.parseLong(words[1])), Optional.empty()));
                case "return" ->
                    intake.decide(new Command.TakeBack(Drafts.returned(
                            name,
                            null,
                            10,
                            Drafts.line(sku, Long.parseLong(words[1]), ReturnDraft.Disposition.RESTOCK))));
                case "hold", "release", "scrap" ->
                    held(words[0], Condition.valueOf(words[2]), Optional.empty(), Long.parseLong(words[1]));
                case "move" ->
                    held(words[0], Condition.QUARANTINE, Optional.of(Condition.DAMAGED), Long.parseLong(words[1]));
                case "days", "own" -> {
                    var ours = words[0].equals("own") ? Optional.of(key.sku()) : Optional.<SkuId>empty();
                    hub.bean(SellableDays.class)
                            .set(MERCHANT, ours, OptionalInt.of(Integer.parseInt(words[1])), "test");
                }
                case "day" -> {
                    LotExpiryRound.on(hub, MERCHANT, LocalDate.parse("2026-" + words[1]));
                    hub.bean(SellableDays.class).set(MERCHANT, Optional.empty(), OptionalInt.empty(), "test");
                }
                case "send", "aside" -> send(name, words);
                case "snap" -> snap(name, Long.parseLong(words[1]));
                case "back" ->
                    hub.bean(Transfers.class)
                            .cancel(
                                    MERCHANT,
                                    Objects.requireNonNull(sent),
                                    OptionalLong.empty(),
                                    "story",
                                    new Author("test", null));
                case "came" ->
                    hub.bean(Transfers.class)
                            .receive(
                                    MERCHANT,
                                    Objects.requireNonNull(sent),
                                    OptionalLong.empty(),
                                    new Transfers.Arrival(
                                            List.of(new Transfers.Came(1, Long.parseLong(words[1]), Optional.empty())),
                                            false,
                                            ""),
                                    new Author("test", null));
                default -> throw new IllegalArgumentException(words[0]);
            }
        }

        private void snap(String name, long units) {
            var asOf = hub.bean(JdbcClient.class)
                    .sql("select clock_timestamp()")
                    .query(OffsetDateTime.class)
                    .single()
                    .toInstant();
            var head = new StockSnapshot(sku, MERCHANT, name, asOf, Map.of(HERE, asOf), Optional.empty(), List.of());
            var line = new StockSnapshot.Line(1, key, units, OptionalLong.empty());
            intake.decide(new Command.ApplySnapshot(head, "1", new byte[] {1}, List.of(line)));
        }

        private void send(String name, String[] words) {
            var draft = new Transfers.Draft(
                    name,
                    HERE,
                    THERE,
                    Optional.empty(),
                    words[0].equals("aside"),
                    "story",
                    List.of(new Transfers.Wanted(key.sku(), Long.parseLong(words[1]))));
            var transfers = hub.bean(Transfers.class);
            sent = transfers.plan(MERCHANT, draft, new Author("test", null)).id();
            transfers.ship(MERCHANT, sent, OptionalLong.empty(), Map.of(), new Author("test", null));
        }

        private void held(String action, Condition condition, Optional<Condition> to, long units) {
            var change = new HeldChange(
                    key, HeldChange.Action.valueOf(action.toUpperCase(Locale.ROOT)), condition, to, units, "story");
            hub.bean(HeldStock.class).change(MERCHANT, List.of(change), new Author("test", null));
        }

        private void change(String name, String[] words) {
            var lot = words.length < 3
                    ? Optional.<LotName>empty()
                    : Optional.of(new LotName(
                            words[2],
                            Optional.empty(),
                            words.length < 4 ? Optional.empty() : Optional.of(LocalDate.parse("2026-" + words[3]))));
            var change = new StockChange(
                    key,
                    StockChange.Kind.valueOf(words[0].toUpperCase(Locale.ROOT)),
                    Long.parseLong(words[1]),
                    "story",
                    OptionalLong.empty(),
                    StockChange.Source.HAND,
                    lot);
            intake.decide(new Command.ChangeStock(
                    MERCHANT, name, name.getBytes(StandardCharsets.UTF_8), List.of(change), "test"));
        }

        private Outcome edit(String name, String[] words) {
            return intake.decide(new Command.EditLines(
                    MERCHANT, order(words[1]), name, Map.of(1, Long.parseLong(words[2])), "story", "test"));
        }

        private void ship(String name, String[] words) {
            var left = words.length < 4
                    ? List.<LotUnits>of()
                    : Arrays.stream(words[3].split(","))
                            .map(part -> part.split(":"))
                            .map(part -> new LotUnits(part[0], Long.parseLong(part[1])))
                            .toList();
            var line = new Command.Ship.LineUnits(1, Long.parseLong(words[2]), left);
            assertThat(intake.decide(
                            new Command.Ship(MERCHANT, order(words[1]), name, "SF", name, List.of(line), "test")))
                    .isInstanceOf(Outcome.Done.class);
        }

        private OrderDraft draft(String name, String[] words, int units, OrderDraft.Fill fill) {
            var lot = words.length > units + 1
                    ? Optional.of(new LotWish(words[units + 1], LotWish.Substitution.valueOf(words[units + 2])))
                    : Optional.<LotWish>empty();
            var draft = Drafts.draft(
                    name, OrderDraft.Intent.REQUEST, fill, 0, false, sku, Long.parseLong(words[units]), 1, 1);
            return fill == OrderDraft.Fill.WHAT_YOU_CAN
                    ? here(draft, lot)
                    : here(request(name, sku, Long.parseLong(words[units])), lot);
        }

        private OrderDraft here(OrderDraft draft, Optional<LotWish> lot) {
            var lines = draft.lines().stream()
                    .map(line -> new OrderDraft.Line(
                            line.number(),
                            line.sku(),
                            line.channelSku(),
                            line.title(),
                            line.units(),
                            line.unitPrice(),
                            line.lineDiscount(),
                            List.of(HERE),
                            Optional.empty(),
                            line.number() == 1 ? lot : Optional.empty()))
                    .toList();
            return Drafts.withLines(draft, lines);
        }

        private void place(String name, OrderDraft draft) {
            orders.put(name, ((Outcome.Placed) intake.decide(new Command.Place(draft))).order());
        }

        /** With a second line that can be met, so that the order stands. */
        private void waits(String name, OrderDraft draft) {
            intake.decide(Drafts.receive(name + sku, 1, HERE.value(), 1));
            place(name, draft);
            assertThat(line(name).reservation()).isEqualTo(ReservationState.WAITING_STOCK);
        }

        private OrderId order(String name) {
            return Objects.requireNonNull(orders.get(name));
        }

        OrderView.Line line(String name) {
            return hub.bean(OrderBook.class)
                    .find(MERCHANT, order(name))
                    .orElseThrow()
                    .lines()
                    .getFirst();
        }

        List<String> history(String name) {
            return hub.bean(OrderBook.class).timeline(MERCHANT, order(name)).stream()
                    .map(entry -> entry.kind() + ": " + entry.detail())
                    .toList();
        }

        String lots() {
            var version = hub.bean(Ledger.class).row(key).orElseThrow().version();
            return text(hub.bean(StockLots.class).at(key, version));
        }

        String row() {
            var row = hub.bean(Ledger.class).row(key).orElseThrow();
            return "%d %d %d".formatted(row.onHand(), row.reserved(), row.unitsShort());
        }

        List<Movement.Kind> kinds() {
            return hub.bean(Ledger.class).of(key, Optional.empty(), 200).items().reversed().stream()
                    .map(Movement::kind)
                    .toList();
        }

        /** Lots as they stand are lots as their lines say, and what verify reads agrees. */
        void provesItself() {
            var open = hub.bean(StockLots.class).of(key, Optional.empty(), 200).items().stream()
                    .filter(lot -> lot.onHand() != 0 || lot.pinned() != 0 || lot.blocked() != 0)
                    .toList();
            var version = hub.bean(Ledger.class).row(key).orElseThrow().version();
            assertThat(open)
                    .containsExactlyInAnyOrderElementsOf(
                            hub.bean(StockLots.class).at(key, version));
            assertThat(LotProof.wrong(hub.bean(JdbcClient.class))).isEmpty();
        }
    }
}
