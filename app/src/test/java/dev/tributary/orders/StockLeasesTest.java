package dev.tributary.orders;

import static dev.tributary.orders.Drafts.MERCHANT;
import static dev.tributary.orders.Drafts.request;
import static dev.tributary.orders.Drafts.tillSale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.LotName;
import dev.tributary.inventory.Movement;
import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockSnapshot;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.leases.Drift;
import dev.tributary.leases.Field;
import dev.tributary.leases.Lease;
import dev.tributary.leases.LeaseDraft;
import dev.tributary.leases.LeaseId;
import dev.tributary.leases.LeaseScope;
import dev.tributary.leases.Leases;
import dev.tributary.leases.Resume;
import dev.tributary.leases.Subject;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.StatementCount;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What leases do to one stock row: numbers of an ERP that are kept back, and units sold beyond what is there. */
class StockLeasesTest {

    private static HubUnderTest hub;
    private static Leases leases;
    private static OrderIntake intake;
    private static long lastSku = 8_000;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start();
        leases = hub.bean(Leases.class);
        intake = hub.bean(OrderIntake.class);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /** {@code told} is what the ERP says, {@code hand} what a person does; the row is shown as on hand, reserved, short, safety. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            without a lease every number counts                  | hand RECEIVE 9; told COUNT 7                                                       | 7 0 0 0
            a lease of the merchant keeps a count back           | hand RECEIVE 9; lease a merchant; told COUNT 7; see 9                              | 9 0 0 0
            a lease of the node does                             | hand RECEIVE 9; lease a node; told COUNT 7                                         | 9 0 0 0
            a lease of another node does not                     | hand RECEIVE 9; lease a other-node; told COUNT 7                                   | 7 0 0 0
            a lease of the SKU does                              | hand RECEIVE 9; lease a sku; told COUNT 7                                          | 9 0 0 0
            a lease of another SKU does not                      | hand RECEIVE 9; lease a other-sku; told COUNT 7                                    | 7 0 0 0
            a lease of the row does                              | hand RECEIVE 9; lease a row; told COUNT 7                                          | 9 0 0 0
            a lease of the field does                            | hand RECEIVE 9; lease a row:ON_HAND; told COUNT 7                                  | 9 0 0 0
            a lease of another field does not                    | hand RECEIVE 9; lease a row:SAFETY; told COUNT 7; told SAFETY 3                    | 7 0 0 0
            a lease of one field for all SKUs                    | hand RECEIVE 9; lease a merchant:SAFETY; told SAFETY 3; told ADJUST -1             | 8 0 0 0
            what people do by hand counts                        | lease a merchant; hand RECEIVE 9; hand SAFETY 2                                    | 9 0 0 2
            receipts and adjustments add up in the shadow        | hand RECEIVE 9; lease a row; told RECEIVE 5; told ADJUST -2; end a APPLY           | 12 0 0 0
            a count makes an end of what was told before         | hand RECEIVE 9; lease a row; told RECEIVE 5; told COUNT 7; end a APPLY             | 7 0 0 0
            what is told after a count adds to it                | hand RECEIVE 9; lease a row; told COUNT 7; told RECEIVE 5; end a APPLY             | 12 0 0 0
            sales since the telling stay sold                    | hand RECEIVE 9; lease a row; told COUNT 7; sell 3; end a APPLY                     | 4 0 0 0
            sales before the telling are in its number           | hand RECEIVE 9; lease a row; sell 3; told COUNT 7; end a APPLY                     | 7 0 0 0
            who counts later knows better                        | hand RECEIVE 9; lease a row; told COUNT 7; hand COUNT 8; end a APPLY               | 8 0 0 0
            what is told after that count counts                 | hand RECEIVE 9; lease a row; told COUNT 7; hand COUNT 8; told RECEIVE 5; end a APPLY | 13 0 0 0
            safety is what was told last                         | hand RECEIVE 9; lease a row; told SAFETY 3; told SAFETY 4; end a APPLY             | 9 0 0 4
            safety set by hand since knows better                | hand RECEIVE 9; lease a row; told SAFETY 3; hand SAFETY 2; end a APPLY             | 9 0 0 2
            and what is told after that counts again             | hand RECEIVE 9; lease a row; told SAFETY 3; hand SAFETY 2; told SAFETY 4; end a APPLY | 9 0 0 4
            discarded, it never happened                         | hand RECEIVE 9; lease a row; told COUNT 7; told SAFETY 3; end a DISCARD            | 9 0 0 0
            after the end numbers count again                    | hand RECEIVE 9; lease a row; told COUNT 7; end a DISCARD; told COUNT 6             | 6 0 0 0
            an expiry applies by itself                          | hand RECEIVE 9; lease a row; told COUNT 7; expire a                                | 7 0 0 0
            or discards, as was said                             | hand RECEIVE 9; lease a row DISCARD; told COUNT 7; expire a                        | 9 0 0 0
            of two leases the last to end decides                | hand RECEIVE 9; lease a row; lease b merchant; told COUNT 7; end a APPLY; see 9    | 9 0 0 0
            then it is applied                                   | hand RECEIVE 9; lease a row; lease b merchant; told COUNT 7; end a APPLY; end b APPLY | 7 0 0 0
            or discarded                                         | hand RECEIVE 9; lease a row; lease b merchant; told COUNT 7; end a APPLY; end b DISCARD | 9 0 0 0
            what only the first covered is settled with it       | hand RECEIVE 9; lease a row; lease b row:SAFETY; told COUNT 7; told SAFETY 3; end a APPLY | 7 0 0 0
            applied below what is promised it is short           | hand RECEIVE 9; order o 8; lease a row; told COUNT 5; end a APPLY                  | 5 8 3 0
            a snapshot is kept back                              | hand RECEIVE 9; lease a row; snapshot 7 KEPT_BACK; see 9; end a APPLY              | 7 0 0 0
            a snapshot replaces what was told                    | hand RECEIVE 9; lease a row; told RECEIVE 5; snapshot 7 KEPT_BACK; sell 2; end a APPLY | 5 0 0 0
            one of before keeps what was told since              | hand RECEIVE 9; lease a row; told RECEIVE 4; moment; told ADJUST -5; snapshot 100 KEPT_BACK; end a APPLY | 95 0 0 0
            what is told after it adds to it                     | hand RECEIVE 9; lease a row; moment; snapshot 100 KEPT_BACK; told ADJUST -5; end a APPLY | 95 0 0 0
            and stays when a later one replaces it               | hand RECEIVE 9; lease a row; snapshot 50 KEPT_BACK; told RECEIVE 4; moment; told ADJUST -5; sell 1; snapshot 100 KEPT_BACK; end a APPLY | 94 0 0 0
            a count since knows better than a snapshot           | hand RECEIVE 9; lease a row; moment; told COUNT 7; told RECEIVE 2; snapshot 100 COUNTED_SINCE; end a APPLY | 9 0 0 0
            settled, nothing of it is left                       | hand RECEIVE 9; lease a row; moment; told ADJUST -5; end a DISCARD; lease b row; snapshot 100 KEPT_BACK; end b APPLY | 100 0 0 0
            a snapshot is discarded                              | hand RECEIVE 9; lease a row; snapshot 7 KEPT_BACK; end a DISCARD; snapshot 6 CHANGED | 6 0 0 0
            an extended lease goes on                            | hand RECEIVE 9; lease a row; extend a; told COUNT 7                                | 9 0 0 0
            """)
    void numbersOfAnErpUnderLeases(String what, String steps, String rowAfter) {
        try (var story = new Story()) {
            story.play(steps);

            var row = story.row();
            assertThat("%d %d %d %d".formatted(row.onHand(), row.reserved(), row.unitsShort(), row.safety()))
                    .as(what)
                    .isEqualTo(rowAfter);
        }
    }

    /** The row is shown as on hand, reserved, allowance. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            without a lease nothing is sold that is not there    | hand RECEIVE 2; order o 2; short 1                                                 | 2 2 0
            a lease allows as many as it says                    | hand RECEIVE 2; oversell a 3; order o 5; short 1                                   | 2 5 3
            of a row that was never booked                       | oversell a 3; order o 3                                                            | 0 3 3
            a higher limit allows more                           | oversell a 3; order o 3; limit a 5; order p 2; short 1                             | 0 5 5
            a lower limit allows less                            | oversell a 5; order o 2; limit a 3; order p 1; short 1                             | 0 3 3
            but never less than is promised                      | oversell a 5; order o 4; refused-limit a 3                                         | 0 4 5
            at its end it goes back to nothing                   | hand RECEIVE 2; oversell a 3; order o 2; end a APPLY; short 1                      | 2 2 0
            by itself when its time is over                      | hand RECEIVE 2; oversell a 3; order o 2; expire a; short 1                         | 2 2 0
            or as far as what is promised permits                | hand RECEIVE 2; oversell a 3; order o 4; ending a APPLY; short 1                   | 2 4 2
            and on as promises go                                | hand RECEIVE 2; oversell a 3; order o 1; order p 3; ending a APPLY; cancel o; allowance 1 | 2 3 1
            until none is left                                   | hand RECEIVE 2; oversell a 3; order o 4; ending a APPLY; cancel o; settled a       | 2 0 0
            or stock came                                        | oversell a 3; order o 3; ending a APPLY; hand RECEIVE 4; settled a                 | 4 3 0
            of two leases the higher limit counts                | oversell a 3; oversell b 5; allowance 5; end b APPLY                               | 0 0 3
            whichever was first                                  | oversell a 5; oversell b 3; allowance 5; end a APPLY                               | 0 0 3
            the last to end takes it back                        | oversell a 5; oversell b 3; end a APPLY; end b APPLY                               | 0 0 0
            what the ERP allowed before comes back               | told ALLOWANCE 4; oversell a 9; allowance 9; end a APPLY                           | 0 0 4
            unless that is discarded                             | told ALLOWANCE 4; oversell a 9; end a DISCARD                                      | 0 0 0
            what it allows meanwhile waits                       | oversell a 9; told ALLOWANCE 4; allowance 9; end a APPLY                           | 0 0 4
            also what a person sets without a lease              | oversell a 9; hand ALLOWANCE 4; allowance 9; end a APPLY                           | 0 0 4
            after the last lease it counts again                 | oversell a 9; end a APPLY; told ALLOWANCE 4                                        | 0 0 4
            an ERP's suspension keeps no allowance               | lease a merchant; told ALLOWANCE 4                                                 | 0 0 4
            """)
    void unitsSoldBeyondWhatIsThere(String what, String steps, String rowAfter) {
        try (var story = new Story()) {
            story.play(steps);

            var row = story.row();
            assertThat("%d %d %d".formatted(row.onHand(), row.reserved(), row.allowance()))
                    .as(what)
                    .isEqualTo(rowAfter);
            assertThat(row.unitsShort()).isZero();
        }
    }

    @Test
    void theLedgerSaysWhichLeaseMovedARow() {
        try (var story = new Story()) {
            story.play("hand RECEIVE 9; lease a row; told COUNT 7; end a APPLY; oversell b 3; end b APPLY");

            var movements =
                    hub.bean(Ledger.class).of(story.key, Optional.empty(), 10).items();
            assertThat(movements.stream().map(Movement::kind))
                    .containsExactly(
                            Movement.Kind.ALLOWANCE,
                            Movement.Kind.ALLOWANCE,
                            Movement.Kind.SNAPSHOT,
                            Movement.Kind.RECEIVE);
            assertThat(movements.stream().map(Movement::cause).toList().subList(0, 3))
                    .containsExactly(
                            "lease/" + story.id("b"),
                            "lease/" + story.id("b"),
                            "lease/%s told/%s".formatted(story.id("a"), story.sku));
            assertThat(leases.history(MERCHANT, story.id("a")).stream()
                            .map(change -> change.what() + " " + change.actor() + " " + change.detail()))
                    .element(2)
                    .isEqualTo("SETTLED hub 1 number(s) applied, on hand -2; 0 changed nothing, 0 counted since");
        }
    }

    @Test
    void anAllowanceThatCannotGoBackAtOnceSaysWhy() {
        try (var story = new Story()) {
            story.play("hand RECEIVE 2; oversell a 3; order o 4; ending a APPLY");

            var lease = leases.find(MERCHANT, story.id("a")).orElseThrow();
            assertThat(lease.state()).isEqualTo(Lease.State.ENDING);
            assertThat(lease.note()).isEqualTo("allowance 2, not 0: so many units are promised beyond what is there");
            var drift = leases.drift(lease, Optional.empty(), 10).items().getFirst();
            assertThat(drift.inEffect()).isEqualTo(2);
            assertThat(drift.without()).isEqualTo(2);
            assertThat(drift.why()).contains(Drift.Why.STILL_PROMISED);
        }
    }

    @Test
    void theDriftIsShownBeforeItIsApplied() {
        try (var story = new Story()) {
            story.play("hand RECEIVE 9; lease a row; told COUNT 7; sell 1; told SAFETY 2");

            var drift = leases.drift(leases.find(MERCHANT, story.id("a")).orElseThrow(), Optional.empty(), 1);
            assertThat(drift.items()).hasSize(1);
            var onHand = drift.items().getFirst();
            assertThat(onHand.field()).isEqualTo(Field.ON_HAND);
            assertThat(onHand.told()).isEqualTo("COUNT 7");
            assertThat(onHand.inEffect()).isEqualTo(8);
            assertThat(onHand.without()).isEqualTo(6);
            var safety = leases.drift(leases.find(MERCHANT, story.id("a")).orElseThrow(), drift.nextCursor(), 1)
                    .items()
                    .getFirst();
            assertThat(safety.field()).isEqualTo(Field.SAFETY);
            assertThat(safety.without()).isEqualTo(2);
            assertThat(story.row().onHand()).isEqualTo(8);
        }
    }

    @Test
    void aTellingRepeatedUnderItsKeyCountsOnce() {
        try (var story = new Story()) {
            story.play("hand RECEIVE 9; lease a row");
            var told = story.change("once", StockChange.Kind.RECEIVE, 5, StockChange.Source.SYNC);

            assertThat(((Outcome.StockDone) intake.decide(told)).keptBack()).isEqualTo(1);
            assertThat(intake.decide(told)).isEqualTo(new Outcome.StockDone(0, 0, true));
            story.play("end a APPLY");

            assertThat(story.row().onHand()).isEqualTo(14);
        }
    }

    /** Kept back it would come without its number, and a count of it would be taken for one of the row. */
    @ParameterizedTest
    @EnumSource(
            value = StockChange.Kind.class,
            names = {"RECEIVE", "COUNT", "ADJUST"})
    void whatIsToldOfALotIsRefusedWhileALeaseWouldKeepItBack(StockChange.Kind kind) {
        try (var story = new Story()) {
            story.play("hand RECEIVE 9; lease a row");
            var lot = new LotName("L-7", Optional.empty(), Optional.empty());
            var plain = new StockChange(
                    story.key, StockChange.Kind.ADJUST, 1, "told", OptionalLong.empty(), StockChange.Source.SYNC);
            var named = new StockChange(
                    story.key, kind, 4, "told", OptionalLong.empty(), StockChange.Source.SYNC, Optional.of(lot));
            var told =
                    new Command.ChangeStock(MERCHANT, "lot-" + story.sku, new byte[1], List.of(plain, named), "test");

            assertThat(intake.decide(told))
                    .isInstanceOfSatisfying(
                            Outcome.Rejected.class,
                            refused -> assertThat(refused.detail()).contains("Line 2", "lot", "lease"));
            story.play("end a APPLY");
            assertThat(story.row().onHand()).isEqualTo(9);

            assertThat(intake.decide(told)).isEqualTo(new Outcome.StockDone(2, 0, false));
        }
    }

    @Test
    void withoutLeasesABatchAsksNobody() {
        try (var story = new Story()) {
            story.play("hand RECEIVE 9");
            long byHand = StatementCount.of(() -> story.play("hand COUNT 8"));

            assertThat(StatementCount.of(() -> story.play("told COUNT 7"))).isEqualTo(byHand);
            story.play("lease a other-sku");
            assertThat(StatementCount.of(() -> story.play("told COUNT 6"))).isEqualTo(byHand);
        }
    }

    /** More than are settled in one transaction; what a narrower lease covers too stays behind. */
    @Test
    void aWideLeaseIsSettledPieceByPiece() {
        try (var story = new Story()) {
            story.play("lease a merchant; lease b sku");
            var lines = new ArrayList<StockChange>();
            for (int i = 0; i < 700; i++) {
                var key = new StockKey(MERCHANT, new SkuId(story.sku + 100_000 + i), new NodeId(1));
                lines.add(new StockChange(
                        key, StockChange.Kind.COUNT, 2, "told", OptionalLong.empty(), StockChange.Source.SYNC));
            }
            var last = lines.getLast().key();
            intake.decide(new Command.ChangeStock(MERCHANT, "wide", new byte[1], lines, "erp"));
            story.play("told COUNT 3; end a APPLY");

            assertThat(leases.history(MERCHANT, story.id("a")).getLast().detail())
                    .isEqualTo("700 number(s) applied, on hand +1400; 0 changed nothing, 0 counted since,"
                            + " 1 left to other leases");
            assertThat(hub.bean(Ledger.class).row(last).orElseThrow().onHand()).isEqualTo(2);
            assertThat(story.row().onHand()).isZero();
        }
    }

    @Test
    void aMerchantsLeaseIsNoOtherMerchants() {
        try (var story = new Story()) {
            story.play("hand RECEIVE 9; lease a merchant");
            var stranger = new MerchantId(77);

            assertThat(leases.find(stranger, story.id("a"))).isEmpty();
            assertThatThrownBy(() -> leases.end(stranger, story.id("a"), Resume.APPLY, "mine now", "stranger"))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused -> assertThat(refused.problem()).isEqualTo(Problem.NOT_FOUND));
            var elsewhere = new StockKey(stranger, story.key.sku(), story.key.node());
            var told = new StockChange(
                    elsewhere, StockChange.Kind.RECEIVE, 4, "told", OptionalLong.empty(), StockChange.Source.SYNC);
            intake.decide(new Command.ChangeStock(stranger, "s-" + story.sku, new byte[1], List.of(told), "erp"));
            assertThat(hub.bean(Ledger.class).row(elsewhere).orElseThrow().onHand())
                    .isEqualTo(4);
        }
    }

    /** What happens to one row; what is still leased at its end is given back. */
    private static final class Story implements AutoCloseable {

        private final long sku = ++lastSku;
        private final StockKey key = new StockKey(MERCHANT, new SkuId(sku), new NodeId(1));
        private final Map<String, LeaseId> made = new HashMap<>();
        private final Map<String, OrderId> orders = new HashMap<>();
        private int steps;
        /** Of snapshots that are told later. */
        private Optional<Instant> asOf = Optional.empty();

        void play(String story) {
            for (String step : story.split(";")) {
                play(step.strip().split(" +"));
            }
        }

        private void play(String... words) {
            String name = "%d-%d".formatted(sku, ++steps);
            switch (words[0]) {
                case "hand" -> decide(name, words, StockChange.Source.HAND);
                case "told" -> decide(name, words, StockChange.Source.SYNC);
                case "lease" -> lease(words[1], words[2], words.length > 3 ? Resume.valueOf(words[3]) : Resume.APPLY);
                case "oversell" -> oversell(words[1], Long.parseLong(words[2]));
                case "limit" -> extend(words[1], OptionalLong.of(Long.parseLong(words[2])));
                case "refused-limit" ->
                    assertThatThrownBy(() -> extend(words[1], OptionalLong.of(Long.parseLong(words[2]))))
                            .isInstanceOf(ProblemException.class)
                            .hasMessageContaining("promised beyond");
                case "extend" -> extend(words[1], OptionalLong.empty());
                case "end" -> {
                    leases.end(MERCHANT, id(words[1]), Resume.valueOf(words[2]), "story", "test");
                    settled(words[1]);
                }
                case "ending" -> {
                    leases.end(MERCHANT, id(words[1]), Resume.valueOf(words[2]), "story", "test");
                    await().until(() -> !leases.find(MERCHANT, id(words[1]))
                            .orElseThrow()
                            .note()
                            .isEmpty());
                }
                case "settled" -> settled(words[1]);
                case "expire" -> {
                    letTimePass(id(words[1]));
                    settled(words[1]);
                }
                case "sell" -> intake.decide(new Command.Place(tillSale(name, sku, Long.parseLong(words[1]))));
                case "order" -> orders.put(words[1], place(name, words[2]));
                case "short" ->
                    assertThat(intake.decide(new Command.Place(request(name, sku, Long.parseLong(words[1])))))
                            .isInstanceOf(Outcome.Refused.class);
                case "cancel" ->
                    intake.decide(new Command.Cancel(
                            MERCHANT, Objects.requireNonNull(orders.get(words[1])), name, "story", "test"));
                case "allowance" -> await().until(() -> row().allowance() == Long.parseLong(words[1]));
                case "see" -> assertThat(row().onHand()).isEqualTo(Long.parseLong(words[1]));
                case "moment" ->
                    asOf = Optional.of(hub.bean(JdbcClient.class)
                            .sql("select clock_timestamp()")
                            .query(java.time.OffsetDateTime.class)
                            .single()
                            .toInstant());
                case "snapshot" -> snapshot(name, Long.parseLong(words[1]), words[2]);
                default -> throw new IllegalArgumentException(words[0]);
            }
        }

        private OrderId place(String name, String units) {
            return ((Outcome.Placed) intake.decide(new Command.Place(request(name, sku, Long.parseLong(units)))))
                    .order();
        }

        private void decide(String name, String[] words, StockChange.Source source) {
            intake.decide(change(name, StockChange.Kind.valueOf(words[1]), Long.parseLong(words[2]), source));
        }

        Command.ChangeStock change(String name, StockChange.Kind kind, long units, StockChange.Source source) {
            String cause = (source == StockChange.Source.SYNC ? "told/" : "hand/") + sku;
            var line = new StockChange(key, kind, units, cause, OptionalLong.empty(), source);
            return new Command.ChangeStock(
                    MERCHANT, name, name.getBytes(StandardCharsets.UTF_8), List.of(line), "test");
        }

        private void snapshot(String name, long units, String verdict) {
            var moment = asOf.orElseGet(Instant::now);
            var head = new StockSnapshot(
                    sku * 100 + steps, MERCHANT, name, moment, Map.of(key.node(), moment), Optional.empty(), List.of());
            var outcome = (Outcome.SnapshotDone) intake.decide(new Command.ApplySnapshot(
                    head, "1", new byte[16], List.of(new StockSnapshot.Line(1, key, units, OptionalLong.empty()))));
            assertThat(outcome.rows().getFirst().verdict()).hasToString(verdict);
        }

        private void lease(String name, String words, Resume atExpiry) {
            String[] said = words.split(":");
            var here = Optional.of(key.node());
            var self = Optional.of(key.sku());
            var field = said.length > 1
                    ? Optional.of(Field.valueOf(said[1].toUpperCase(Locale.ROOT)))
                    : Optional.<Field>empty();
            var none = Optional.<dev.tributary.kernel.ChannelId>empty();
            var scope = switch (said[0]) {
                case "merchant" -> new LeaseScope(none, Optional.empty(), Optional.empty(), field);
                case "node" -> new LeaseScope(none, here, Optional.empty(), field);
                case "other-node" -> new LeaseScope(none, Optional.of(new NodeId(2)), Optional.empty(), field);
                case "sku" -> new LeaseScope(none, Optional.empty(), self, field);
                case "other-sku" -> new LeaseScope(none, Optional.empty(), Optional.of(new SkuId(1)), field);
                case "row" -> new LeaseScope(none, here, self, field);
                default -> throw new IllegalArgumentException(said[0]);
            };
            make(name, Subject.STOCK_IN, scope, OptionalLong.empty(), atExpiry);
        }

        private void oversell(String name, long units) {
            make(name, Subject.OVERSELL, LeaseScope.row(key.sku(), key.node()), OptionalLong.of(units), Resume.APPLY);
        }

        private void make(String name, Subject subject, LeaseScope scope, OptionalLong units, Resume atExpiry) {
            var draft = new LeaseDraft(
                    subject, scope, units, "Li", "story", Instant.now().plus(Duration.ofHours(1)), atExpiry);
            made.put(name, leases.make(MERCHANT, draft, "test").id());
        }

        private void extend(String name, OptionalLong units) {
            var until = Instant.now().plus(Duration.ofHours(2));
            leases.extend(MERCHANT, id(name), new Leases.Extension(Optional.of(until), units, "story"), "test");
        }

        LeaseId id(String name) {
            return Objects.requireNonNull(made.get(name), name);
        }

        private void settled(String name) {
            await().until(() -> leases.find(MERCHANT, id(name)).orElseThrow().state() == Lease.State.ENDED);
        }

        dev.tributary.inventory.StockLevel row() {
            return hub.bean(Ledger.class).row(key).orElseThrow();
        }

        @Override
        public void close() {
            made.values()
                    .forEach(lease -> leases.find(MERCHANT, lease)
                            .filter(open -> open.state() == Lease.State.ACTIVE)
                            .ifPresent(open -> leases.end(MERCHANT, lease, Resume.DISCARD, "over", "test")));
        }
    }

    private static void letTimePass(LeaseId lease) {
        hub.bean(JdbcClient.class)
                .sql("update leases.lease set made_at = made_at - interval '1 day', expires_at = now() where id = ?")
                .param(lease.value())
                .update();
    }
}
