package dev.tributary.orders;

import static dev.tributary.orders.Drafts.MERCHANT;
import static dev.tributary.orders.Drafts.fact;
import static dev.tributary.orders.Drafts.receive;
import static dev.tributary.orders.Drafts.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.StockQueue;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.OrderId;
import dev.tributary.testing.HubUnderTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of platforms' orders that grew by more than there is. The hub tries nobody by itself here. */
class GrownLineTest {

    private static final AtomicLong SKU = new AtomicLong(77_001);

    private static HubUnderTest hub;
    private static OrderIntake intake;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start("tributary.roles=doors");
        intake = hub.bean(OrderIntake.class);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /** Five are there and promised, then eight were told; what the newest version tells, and what comes of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            8       | 1 HELD 5 50.00, 2 WAITING_STOCK 3 30.00
            9       | 1 HELD 5 50.00, 2 WAITING_STOCK 4 40.00
            6       | 1 HELD 5 50.00, 2 WAITING_STOCK 1 10.00
            5       | 1 HELD 5 50.00, 2 RELEASED 3 0.00
            4       | 1 HELD 4 40.00, 2 RELEASED 3 0.00
            8 and 2 | 1 HELD 5 50.00, 2 WAITING_STOCK 2 20.00, 3 WAITING_STOCK 3 30.00
            5 and 3 | 1 HELD 5 50.00, 2 WAITING_STOCK 3 30.00
            """)
    void isChangedWithTheLineItGrewBy(String told, String lines) {
        long sku = SKU.getAndIncrement();
        var order = grown(sku);

        tell(3, sku, told);

        assertThat(lines(order)).isEqualTo(lines);
        assertThat(allocated(order)).isEqualTo(view(order).payable());
    }

    @Test
    void keepsWhatItGrewByAndItsPlaceHoweverOftenItIsTold() {
        long sku = SKU.getAndIncrement();
        var order = grown(sku);
        var behind = ((Outcome.Placed) intake.decide(new Command.Place(fact("B-" + sku, 1, sku, 3)))).order();

        for (int version = 3; version < 6; version++) {
            var again = (Outcome.Done) tell(version, sku, "8");
            assertThat(again.replayed()).as("told as it is").isTrue();
        }
        intake.decide(receive("more-" + sku, sku, 1, 3));
        retry(behind);
        retry(order);

        assertThat(lines(order)).isEqualTo("1 HELD 5 50.00, 2 HELD 3 30.00");
        assertThat(lines(behind)).isEqualTo("1 WAITING_STOCK 3 30.00");
        assertThat(hub.bean(StockQueue.class).of(MERCHANT, List.of(order))).isEmpty();
        tell(6, sku, "8");
        assertThat(lines(order)).isEqualTo("1 HELD 5 50.00, 2 HELD 3 30.00");
        tell(7, sku, "7");
        assertThat(lines(order)).isEqualTo("1 HELD 5 50.00, 2 HELD 2 20.00");
    }

    @Test
    void sharesWhatItWasToldInAUnitOfSale() {
        var told = new SaleQuantity("BOX", BigDecimal.valueOf(4), 2);

        assertThat(told.share(5, 8)).isEqualTo(new SaleQuantity("BOX", new BigDecimal("2.5"), 2));
        assertThat(new SaleQuantity("T", BigDecimal.ONE, 1_000_000_000)
                        .share(1, 1_000_000_000)
                        .quantity())
                .as("never nothing")
                .isEqualTo(new BigDecimal("0.000001"));
    }

    private static OrderId grown(long sku) {
        intake.decide(receive("first-" + sku, sku, 1, 5));
        var order = ((Outcome.Placed) intake.decide(new Command.Place(fact("G-" + sku, 1, sku, 5)))).order();
        tell(2, sku, "8");
        assertThat(lines(order)).isEqualTo("1 HELD 5 50.00, 2 WAITING_STOCK 3 30.00");
        return order;
    }

    private static Outcome tell(long version, long sku, String units) {
        var lines = units.split(" and ");
        var draft = lines.length == 1
                ? fact("G-" + sku, version, sku, Long.parseLong(lines[0]))
                : fact("G-" + sku, version, sku, Long.parseLong(lines[0]), sku, Long.parseLong(lines[1]));
        return intake.decide(new Command.Place(draft));
    }

    private static void retry(OrderId order) {
        intake.decide(new Command.RetryWaiting(MERCHANT, order, Map.of()));
    }

    private static OrderView view(OrderId order) {
        return hub.bean(OrderBook.class).find(MERCHANT, order).orElseThrow();
    }

    private static Money allocated(OrderId order) {
        return view(order).lines().stream().map(OrderView.Line::allocated).reduce(yuan(0), Money::plus);
    }

    /** Each line as {@code number reservation units allocated}. */
    private static String lines(OrderId order) {
        return view(order).lines().stream()
                .map(line -> "%d %s %d %s"
                        .formatted(
                                line.number(),
                                line.reservation(),
                                line.units(),
                                BigDecimal.valueOf(line.allocated().amount(), 2)))
                .collect(Collectors.joining(", "));
    }
}
