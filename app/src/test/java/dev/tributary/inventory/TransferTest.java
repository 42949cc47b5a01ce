package dev.tributary.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.database.Verified;
import dev.tributary.inventory.Transfers.Arrival;
import dev.tributary.inventory.Transfers.Came;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.testing.HubUnderTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One SKU on its way from node 1 to node 2. */
class TransferTest {

    private static final MerchantId MERCHANT = new MerchantId(1);
    private static final Author AUTHOR = new Author("Li", "k");
    private static HubUnderTest hub;
    private static Transfers transfers;
    private static long lastSku = 31_000;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start();
        transfers = hub.bean(Transfers.class);
    }

    @AfterAll
    static void stop() throws ReflectiveOperationException {
        Verified.by(hub, "dev.tributary.inventory.transfers.TransferBooks");
        Verified.by(hub, "dev.tributary.inventory.held.HeldBooks");
        Verified.by(hub, "dev.tributary.inventory.LedgerBooks");
        hub.close();
    }

    /** Ends are on hand and what is held; the transfer is shipped, received, lost, turned back; tasks are discrepancies' units. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            planned, nothing moves                       | plan 4                                             | 10                | 0                       | PLANNED 0 0 0 0         |
            set aside it cannot be sold                  | set-aside 4                                        | 6 SET_ASIDE 4     | 0                       | PLANNED 0 0 0 0         |
            shipped it is on its way                     | plan 4; ship                                       | 6                 | 0 IN_TRANSIT 4          | SHIPPED 4 0 0 0         |
            what was set aside leaves                    | set-aside 4; ship                                  | 6                 | 0 IN_TRANSIT 4          | SHIPPED 4 0 0 0         |
            less than set aside: the rest is free        | set-aside 4; ship 3                                | 7                 | 0 IN_TRANSIT 3          | SHIPPED 3 0 0 0         |
            more than set aside                          | set-aside 4; ship 6                                | 4                 | 0 IN_TRANSIT 6          | SHIPPED 6 0 0 0         |
            more than there is: a fact                   | plan 4; ship 12                                    | -2                | 0 IN_TRANSIT 12         | SHIPPED 12 0 0 0        | 2
            it comes                                     | plan 4; ship; receive 4                            | 6                 | 4                       | RECEIVED 4 4 0 0        |
            it comes in parts                            | plan 4; ship; receive 1; receive 2                 | 6                 | 3 IN_TRANSIT 1          | PARTLY_RECEIVED 4 3 0 0 |
            the last part ends it                        | plan 4; ship; receive 1; receive 3                 | 6                 | 4                       | RECEIVED 4 4 0 0        |
            damaged it is held                           | plan 4; ship; receive 3 1-DAMAGED                  | 6                 | 3 DAMAGED 1             | RECEIVED 4 4 0 0        |
            the rest never comes                         | plan 4; ship; last 3                               | 6                 | 3                       | RECEIVED 4 3 1 0        | 1
            nothing comes                                | plan 4; ship; last                                 | 6                 | 0                       | RECEIVED 4 0 4 0        | 4
            more comes than was said to leave            | plan 4; ship; surplus 5                            | 5                 | 5                       | RECEIVED 5 5 0 0        | 1
            cancelled before it left                     | plan 4; cancel                                     | 10                | 0                       | CANCELLED 0 0 0 0       |
            cancelled, what was set aside is free        | set-aside 4; cancel                                | 10                | 0                       | CANCELLED 0 0 0 0       |
            cancelled on its way it is back              | plan 4; ship; cancel                               | 10                | 0                       | CANCELLED 4 0 0 4       |
            cancelled after a part came                  | plan 4; ship; receive 1; cancel                    | 9                 | 1                       | CANCELLED 4 1 0 3       |
            """)
    void goodsTravel(String what, String steps, String source, String target, String transfer, String tasks) {
        var story = new Story();
        Arrays.stream(steps.split(";")).forEach(step -> story.play(step.strip().split(" +")));

        assertThat(story.row(story.source)).as(what).isEqualTo(source);
        assertThat(story.row(story.target)).isEqualTo(target);
        assertThat(story.shown()).isEqualTo(transfer);
        assertThat(story.tasks()).isEqualTo(tasks == null ? List.of() : List.of(Long.valueOf(tasks)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            PLANNED         | plan 4                              | ship receive cancel | ship cancel
            SHIPPED         | plan 4; ship                        | ship receive cancel | receive cancel
            PARTLY_RECEIVED | plan 4; ship; receive 1             | ship receive cancel | receive cancel
            RECEIVED        | plan 4; ship; receive 4             | ship receive cancel |
            CANCELLED       | plan 4; cancel                      | ship receive cancel |
            """)
    void aMoveThatIsNotInTheTableIsAConflict(String state, String steps, String tried, String allowed) {
        for (String move : tried.split(" ")) {
            var story = new Story();
            Arrays.stream(steps.split(";"))
                    .forEach(step -> story.play(step.strip().split(" +")));
            assertThat(story.transfer().state()).hasToString(state);
            String before = story.row(story.source) + "/" + story.row(story.target);
            String[] step = move.equals("receive") ? new String[] {"receive", "1"} : new String[] {move};

            if (allowed != null && List.of(allowed.split(" ")).contains(move)) {
                story.play(step);
                assertThat(TransferState.valueOf(state)
                                        .mayBecome(story.transfer().state())
                                || story.transfer().state() == TransferState.PARTLY_RECEIVED)
                        .isTrue();
            } else {
                assertThatThrownBy(() -> story.play(step))
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                refused -> assertThat(refused.problem()).isEqualTo(Problem.CONFLICT));
                assertThat(story.row(story.source) + "/" + story.row(story.target))
                        .isEqualTo(before);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            more set aside than is free        | set-aside 11                       | INSUFFICIENT_STOCK
            to the node it comes from          | home 4                             | INVALID_INPUT
            a loss without a reason            | plan 4; ship; lost-unsaid 3        | INVALID_INPUT
            a surplus without a reason         | plan 4; ship; receive 5            | INVALID_INPUT
            an unknown line                    | plan 4; ship; line 7               | INVALID_INPUT
            nothing leaves                     | plan 4; ship 0                     | INVALID_INPUT
            it has changed since               | plan 4; stale                      | PRECONDITION_FAILED
            another of its number              | plan 4; again                      | CONFLICT
            """)
    void whatCannotBeIsRefusedAndChangesNothing(String what, String steps, Problem problem) {
        var story = new Story();
        var all = new ArrayList<>(List.of(steps.split(";")));
        String last = all.removeLast();
        all.forEach(step -> story.play(step.strip().split(" +")));
        String before = story.row(story.source) + "/" + story.row(story.target);

        assertThatThrownBy(() -> story.play(last.strip().split(" +")))
                .as(what)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(problem));

        assertThat(story.row(story.source) + "/" + story.row(story.target)).isEqualTo(before);
    }

    @Test
    void theHistorySaysWhoDidWhat() {
        var story = new Story();
        Stream.of("plan 4", "ship", "receive 1 1-DAMAGED", "last 1").forEach(step -> story.play(step.split(" ")));

        assertThat(transfers.history(MERCHANT, story.transfer().id()).stream()
                        .map(change -> change.version() + " " + change.state() + " " + change.detail()))
                .containsExactly(
                        "1 PLANNED for the weekend",
                        "2 SHIPPED shipped",
                        "3 PARTLY_RECEIVED 1: 1, 1: 1 DAMAGED",
                        "4 RECEIVED 1: 1 the last fell off the lorry");
        assertThat(transfers.find(new MerchantId(2), story.transfer().id())).isEmpty();
        assertThat(transfers
                        .list(MERCHANT, Optional.of(TransferState.RECEIVED), Optional.empty(), 1)
                        .items())
                .singleElement()
                .isEqualTo(story.transfer());
    }

    private static final class Story {

        private final long sku = ++lastSku;
        private final StockKey source = new StockKey(MERCHANT, new SkuId(sku), new NodeId(1));
        private final StockKey target = new StockKey(MERCHANT, new SkuId(sku), new NodeId(2));
        private @Nullable TransferId id;

        Story() {
            var receipt = new StockChange(source, StockChange.Kind.RECEIVE, 10, "receipt/1", OptionalLong.empty());
            hub.bean(OrderIntake.class)
                    .decide(new Command.ChangeStock(
                            MERCHANT,
                            "r" + sku,
                            ("r" + sku).getBytes(StandardCharsets.UTF_8),
                            List.of(receipt),
                            "test"));
        }

        void play(String... words) {
            switch (words[0]) {
                case "plan", "set-aside" -> id = plan(words, 2).id();
                case "again" -> plan(words, 2);
                case "home" -> plan(words, 1);
                case "ship" ->
                    transfers.ship(
                            MERCHANT,
                            transfer().id(),
                            OptionalLong.of(transfer().version()),
                            words.length > 1 ? Map.of(1, Long.valueOf(words[1])) : Map.of(),
                            AUTHOR);
                case "stale" -> transfers.ship(MERCHANT, transfer().id(), OptionalLong.of(7), Map.of(), AUTHOR);
                case "receive" -> receive(words, false, "");
                case "surplus" -> receive(words, false, "a box more");
                case "last" -> receive(words, true, "fell off the lorry");
                case "lost-unsaid" -> receive(words, true, "");
                case "line" -> arrive(new Arrival(List.of(new Came(7, 1, Optional.empty())), false, ""));
                case "cancel" -> transfers.cancel(MERCHANT, transfer().id(), OptionalLong.empty(), "no lorry", AUTHOR);
                default -> throw new IllegalArgumentException(words[0]);
            }
        }

        private Transfer plan(String[] words, long to) {
            var draft = new Transfers.Draft(
                    "T-" + sku,
                    new NodeId(1),
                    new NodeId(to),
                    Optional.empty(),
                    words[0].equals("set-aside"),
                    "for the weekend",
                    List.of(new Transfers.Wanted(new SkuId(sku), words.length > 1 ? Long.parseLong(words[1]) : 4)));
            return transfers.plan(MERCHANT, draft, AUTHOR);
        }

        private void receive(String[] words, boolean last, String reason) {
            var came = Arrays.stream(words)
                    .skip(1)
                    .map(word -> word.split("-"))
                    .map(parts -> new Came(
                            1,
                            Long.parseLong(parts[0]),
                            parts.length > 1 ? Optional.of(Condition.valueOf(parts[1])) : Optional.empty()))
                    .toList();
            arrive(new Arrival(came, last, reason));
        }

        private void arrive(Arrival arrival) {
            transfers.receive(MERCHANT, transfer().id(), OptionalLong.empty(), arrival, AUTHOR);
        }

        Transfer transfer() {
            return transfers
                    .find(MERCHANT, java.util.Objects.requireNonNull(id))
                    .orElseThrow();
        }

        String row(StockKey key) {
            long onHand =
                    hub.bean(Ledger.class).row(key).map(StockLevel::onHand).orElse(0L);
            return onHand
                    + hub.bean(HeldStock.class).of(MERCHANT, List.of(key)).stream()
                            .map(one -> " %s %d".formatted(one.condition(), one.units()))
                            .sorted()
                            .collect(Collectors.joining());
        }

        String shown() {
            var transfer = transfer();
            var line = transfer.lines().getFirst();
            return "%s %d %d %d %d"
                    .formatted(transfer.state(), line.shipped(), line.received(), line.lost(), line.turnedBack());
        }

        List<Long> tasks() {
            return hub.bean(JdbcClient.class)
                    .sql("select units from inventory.discrepancy where sku_id = :sku order by id")
                    .param("sku", sku)
                    .query(Long.class)
                    .list();
        }
    }
}
