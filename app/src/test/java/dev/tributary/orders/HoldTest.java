package dev.tributary.orders;

import static dev.tributary.orders.Drafts.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The channel holds 30 minutes, and 120 at most. */
class HoldTest {

    private static HubUnderTest hub;
    private static OrderIntake intake;
    private static OrderBook book;
    private static MerchantId merchant;
    private static ChannelId channel;
    private static NodeId node;
    private static long milk;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        intake = hub.bean(OrderIntake.class);
        book = hub.bean(OrderBook.class);
        var shop = Shop.open(hub, "hold");
        merchant = shop.merchant();
        channel = shop.channel("app").id();
        node = shop.node("wh-1");
        milk = shop.sku("MILK-1L").value();
        shop.receive("wh-1", "MILK-1L", 1_000);
    }

    /** Placed so many minutes ago, with so many left; told that the buyer is active, so many are left then. */
    @ParameterizedTest
    @CsvSource({
        " 25,  5, HELD,    30",
        " 28,  2, HELD,    30",
        "  2, 28, KEPT,    28",
        "100, 10, HELD,    20",
        "119, 10, REFUSED, 10",
        " 40,  0, REFUSED,  0",
    })
    void aHoldStartsAgainUpToItsChannelsMaximumAndNeverOnceItIsOver(
            long minutesAgo, long minutesLeft, String outcome, long minutesAfter) {
        var order = place(minutesAgo, Duration.ofMinutes(minutesLeft).plusMillis(1));

        var answer = intake.decide(active(order, Optional.empty()));

        switch (outcome) {
            case "HELD" -> assertThat(((Outcome.Held) answer).replayed()).isFalse();
            case "KEPT" -> assertThat(((Outcome.Held) answer).replayed()).isTrue();
            default -> assertThat(((Outcome.Rejected) answer).why()).isEqualTo(Outcome.Why.NOT_ALLOWED_IN_STATE);
        }
        assertThat(book.timeline(merchant, order).stream()
                        .filter(entry -> entry.kind().equals("held longer")))
                .hasSize(outcome.equals("HELD") ? 1 : 0);
        book.find(merchant, order)
                .flatMap(OrderView::holdExpiresAt)
                .ifPresent(until -> assertThat(until)
                        .isCloseTo(
                                Instant.now().plus(minutesAfter, ChronoUnit.MINUTES), within(20, ChronoUnit.SECONDS)));
    }

    @Test
    void theSameKeyCountsOnce() {
        var order = place(20, Duration.ofMinutes(10));
        var first = (Outcome.Held) intake.decide(active(order, Optional.of("beat-1")));
        var again = (Outcome.Held) intake.decide(active(order, Optional.of("beat-1")));

        assertThat(first.replayed()).isFalse();
        assertThat(again.replayed()).isTrue();
        assertThat(again.version()).isEqualTo(first.version());
    }

    @Test
    void aPaymentInPartCountsAsActivity() {
        var order = place(20, Duration.ofMinutes(10));

        intake.decide(pay(order, "part-1", 5));

        var until = book.find(merchant, order).orElseThrow().holdExpiresAt().orElseThrow();
        assertThat(until).isCloseTo(Instant.now().plus(30, ChronoUnit.MINUTES), within(20, ChronoUnit.SECONDS));
    }

    @Test
    void aPaidOrderHasNoHoldToExtend() {
        var order = place(20, Duration.ofMinutes(10));
        intake.decide(pay(order, "whole-1", 10));

        assertThat(intake.decide(active(order, Optional.empty()))).isInstanceOf(Outcome.Rejected.class);
    }

    private static OrderId place(long minutesAgo, Duration hold) {
        var placedAt = Instant.now().minus(minutesAgo, ChronoUnit.MINUTES);
        var draft = Drafts.holding(
                Drafts.of(Drafts.request("H-" + System.nanoTime(), milk, 1), merchant, channel, placedAt, node), hold);
        return ((Outcome.Placed) intake.decide(new Command.Place(draft))).order();
    }

    private static Command.ExtendHold active(OrderId order, Optional<String> key) {
        return new Command.ExtendHold(merchant, order, key, "payment begun", "app");
    }

    private static Command.Pay pay(OrderId order, String reference, long yuan) {
        return new Command.Pay(merchant, order, new OrderDraft.Payment(reference, "WECHAT", yuan(yuan), Instant.now()));
    }
}
