package dev.tributary.orders;

import static dev.tributary.orders.Drafts.MERCHANT;
import static dev.tributary.orders.Drafts.receive;
import static dev.tributary.orders.Drafts.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.Eventually;
import dev.tributary.inventory.Availability;
import dev.tributary.inventory.ChannelQuota;
import dev.tributary.inventory.LotName;
import dev.tributary.inventory.LotWish;
import dev.tributary.inventory.QuotaDraft;
import dev.tributary.inventory.Quotas;
import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.StatementCount;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** However many commands a batch has, it runs the same statements: what makes the hub fast stays counted. */
class StatementCountTest {

    private static final int STATEMENTS_TO_PLACE = 8;
    /** Its key, its stock, and everything it writes. */
    private static final int ROUND_TRIPS_TO_PLACE = 3;

    /** Besides: the row's lots read, and lots, their lines, the pins and the wishes of order lines written. */
    private static final int STATEMENTS_TO_PIN = STATEMENTS_TO_PLACE + 5;

    private static final int STATEMENTS_TO_CANCEL = 11;
    /** And one more where the memory knows of no such row yet. */
    private static final int STATEMENTS_TO_TAKE_BACK = 7;

    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void placingTakesTheSameStatementsForOneOrderAndForMany() {
        stock(201, 10_000);

        assertThat(statements(places("one", 1, 201))).isEqualTo(STATEMENTS_TO_PLACE);
        assertThat(statements(places("few", 3, 201))).isEqualTo(STATEMENTS_TO_PLACE);
        assertThat(statements(places("many", 512, 201))).isEqualTo(STATEMENTS_TO_PLACE);
    }

    @Test
    void whatABatchWritesTravelsTogether() {
        stock(204, 10_000);

        assertThat(StatementCount.ofRoundTrips(() -> run(places("together", 100, 204))))
                .isEqualTo(ROUND_TRIPS_TO_PLACE);
    }

    @Test
    void quotasCostAStatementMoreToReadAndOneMoreToWrite() {
        stock(205, 10_000);
        var draft = new QuotaDraft(
                new SkuId(205),
                List.of(Drafts.CHANNEL),
                Optional.empty(),
                ChannelQuota.Kind.CAP,
                1_000,
                false,
                Optional.empty(),
                Optional.empty(),
                "test",
                "counted");
        hub.bean(Quotas.class).put(MERCHANT, "counted", draft, Optional.empty(), "test");

        assertThat(statements(places("limited-one", 1, 205))).isEqualTo(STATEMENTS_TO_PLACE + 2);
        assertThat(statements(places("limited-many", 512, 205))).isEqualTo(STATEMENTS_TO_PLACE + 2);
        assertThat(StatementCount.ofRoundTrips(() -> run(places("limited-together", 100, 205))))
                .isEqualTo(ROUND_TRIPS_TO_PLACE + 1);
    }

    @Test
    void cancellingTakesTheSameStatementsForOneOrderAndForMany() {
        stock(202, 10_000);
        var orders = run(places("cancelled", 200, 202)).stream()
                .map(outcome -> ((Outcome.Placed) outcome).order())
                .toList();

        assertThat(statements(cancels(orders.subList(0, 1)))).isEqualTo(STATEMENTS_TO_CANCEL);
        assertThat(statements(cancels(orders.subList(1, 200)))).isEqualTo(STATEMENTS_TO_CANCEL);
    }

    @Test
    void takingBackTakesTheSameStatementsForOneReturnAndForMany() {
        assertThat(statements(returns("first", 1))).isEqualTo(STATEMENTS_TO_TAKE_BACK + 1);
        Eventually.yes(
                "the memory has heard of the row",
                () -> !hub.bean(Availability.class)
                        .levels(MERCHANT, new SkuId(203))
                        .isEmpty());
        assertThat(statements(returns("one", 1))).isEqualTo(STATEMENTS_TO_TAKE_BACK);
        assertThat(statements(returns("many", 300))).isEqualTo(STATEMENTS_TO_TAKE_BACK);
    }

    /** What names no lot takes what it took before its row was kept by lots: only goods that move ask for them. */
    @Test
    void placingFromARowThatIsKeptByLotsTakesTheSameStatements() {
        lots(205, "L1", 10_000);

        assertThat(statements(places("lotted", 300, 205))).isEqualTo(STATEMENTS_TO_PLACE);
    }

    @Test
    void pinningTakesTheSameStatementsForOneOrderAndForMany() {
        lots(206, "L1", 10_000);

        assertThat(statements(pins("pinned", 1, 206))).isEqualTo(STATEMENTS_TO_PIN);
        assertThat(statements(pins("pinned-many", 300, 206))).isEqualTo(STATEMENTS_TO_PIN);
    }

    private static void lots(long sku, String lot, long units) {
        var change = new StockChange(
                new StockKey(MERCHANT, new SkuId(sku), new NodeId(1)),
                StockChange.Kind.RECEIVE,
                units,
                "receipt/1",
                OptionalLong.empty(),
                StockChange.Source.HAND,
                Optional.of(LotName.of(lot)));
        var key = ("lots-" + sku).getBytes(StandardCharsets.UTF_8);
        hub.bean(OrderIntake.class)
                .decide(new Command.ChangeStock(MERCHANT, "lots-" + sku, key, List.of(change), "test"));
    }

    private static List<Pending> pins(String prefix, int count, long sku) {
        return places(prefix, count, sku).stream()
                .map(pending -> {
                    var draft = ((Command.Place) pending.command()).draft();
                    var lines = draft.lines().stream()
                            .map(line -> new OrderDraft.Line(
                                    line.number(),
                                    line.sku(),
                                    line.channelSku(),
                                    line.title(),
                                    line.units(),
                                    line.unitPrice(),
                                    line.lineDiscount(),
                                    line.candidates(),
                                    line.sale(),
                                    Optional.of(new LotWish("L1", LotWish.Substitution.NONE))))
                            .toList();
                    var command = new Command.Place(Drafts.withLines(draft, lines));
                    return new Pending(
                            command, pending.orderId(), pending.keys(), pending.prepared(), new CompletableFuture<>());
                })
                .toList();
    }

    private static List<Pending> returns(String prefix, int count) {
        var commands = new ArrayList<Pending>();
        for (int i = 0; i < count; i++) {
            var draft =
                    Drafts.returned(prefix + "-" + i, null, 10, Drafts.line(203, 1, ReturnDraft.Disposition.RESTOCK));
            var command = new Command.TakeBack(draft);
            long id = 7_000_000_000L + prefix.hashCode() % 1000 * 1_000L + i;
            commands.add(new Pending(command, id, IntakeKey.of(command), null, new CompletableFuture<>()));
        }
        return commands;
    }

    private static void stock(long sku, long units) {
        hub.bean(OrderIntake.class).decide(receive("stock-" + sku, sku, 1, units));
    }

    private static List<Pending> places(String prefix, int count, long sku) {
        var commands = new ArrayList<Pending>();
        for (int i = 0; i < count; i++) {
            var draft = request(prefix + "-" + i, sku, 1);
            var command = new Command.Place(draft);
            var prepared = new Pending.Prepared(OrderAmounts.of(draft), null, null);
            commands.add(new Pending(
                    command,
                    sku * 1_000_000 + prefix.hashCode() % 1000 * 1_000L + i + 5_000_000_000L,
                    IntakeKey.of(command),
                    prepared,
                    new CompletableFuture<>()));
        }
        return commands;
    }

    private static List<Pending> cancels(List<OrderId> orders) {
        return orders.stream()
                .map(order -> new Command.Cancel(MERCHANT, order, "key", "counted", "test"))
                .map(command -> new Pending(command, 0, IntakeKey.of(command), null, new CompletableFuture<>()))
                .toList();
    }

    private static long statements(List<Pending> commands) {
        return StatementCount.of(() -> run(commands));
    }

    private static List<Outcome> run(List<Pending> commands) {
        var transaction = new TransactionTemplate(hub.bean(PlatformTransactionManager.class));
        var outcomes = transaction.execute(status -> hub.bean(Batch.class).run(commands));
        assertThat(outcomes).hasSameSizeAs(commands).doesNotContainNull();
        return new ArrayList<>(outcomes);
    }
}
