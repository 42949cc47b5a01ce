package dev.tributary.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.channels.Eventually;
import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.testing.HubUnderTest;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bundles sell their components and share them with singles. Each test has a shop of its own. */
class BundleTest {

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
    void singlesAndBundlesCompeteForTheLastSoapsAndEachIsSoldOnce() {
        var shop = new BundleShop(hub, "flow");
        shop.receive("SOAP", 5);
        shop.receive("TOWEL", 9);

        // A SPA is two soaps and a towel; the buyer pays 70.00 for what costs 80.00 alone.
        var spa = shop.placed(shop.request("SPA-1", "1 SPA 70.00"));
        assertThat(shop.lines(spa)).containsExactly("2 SOAP 2 HELD 52.50", "3 TOWEL 1 HELD 17.50");
        assertThat(shop.stock("SOAP")).isEqualTo("5/2");
        assertThat(shop.stock("TOWEL")).isEqualTo("9/1");

        // Three soaps are left: one goes alone, so one more SPA can be made, and then none.
        var soap = shop.placed(shop.request("SOAP-1", "1 SOAP 30.00"));
        assertThat(shop.refused(shop.request("SPA-2", "2 SPA 70.00"))).isEqualTo("1 SPA 2 1");
        shop.placed(shop.request("SPA-3", "1 SPA 70.00"));
        assertThat(shop.stock("SOAP")).isEqualTo("5/5");
        assertThat(shop.refused(shop.request("SPA-4", "1 SPA 70.00"))).isEqualTo("1 SPA 1 0");
        assertThat(shop.refused(shop.request("SOAP-2", "1 SOAP 30.00"))).isEqualTo("1 SOAP 1 0");
        assertThat(shop.stock("TOWEL")).as("a refused SPA leaves its towel").isEqualTo("9/2");

        // The first SPA is cancelled: both soaps and the towel are free again, and are sold alone.
        shop.cancel(spa);
        assertThat(shop.stock("SOAP")).isEqualTo("5/3");
        assertThat(shop.stock("TOWEL")).isEqualTo("9/1");
        shop.placed(shop.request("SOAP-3", "2 SOAP 30.00"));
        assertThat(shop.refused(shop.request("SOAP-4", "1 SOAP 30.00"))).isEqualTo("1 SOAP 1 0");

        shop.cancel(soap);
        assertThat(shop.stock("SOAP")).isEqualTo("5/4");
        assertThat(shop.refused(shop.request("SPA-5", "1 SPA 70.00"))).isEqualTo("1 SPA 1 0");
        shop.placed(shop.request("SOAP-5", "1 SOAP 30.00"));
        assertThat(shop.stock("SOAP")).isEqualTo("5/5");
        proveTheBooks();
    }

    @Test
    void anOrderShowsItsBundleAndEveryComponent() {
        var shop = new BundleShop(hub, "shown");
        shop.receive("SOAP", 10);
        shop.receive("TOWEL", 10);

        var outcome = shop.request("S-1", "1 SOAP 30.00, 3 SPA 70.00");

        assertThat(((Outcome.Placed) outcome).lines())
                .containsExactly(
                        new Outcome.PlacedLine(
                                1, ReservationState.HELD, shop.node("wh-1").value()),
                        new Outcome.PlacedLine(
                                2, ReservationState.HELD, shop.node("wh-1").value()));
        var order = shop.view(shop.placed(outcome));
        assertThat(order.lines()).extracting(OrderView.Line::title).containsExactly("told SOAP", "soap", "towel");
        assertThat(order.lines()).extracting(OrderView.Line::units).containsExactly(1L, 6L, 3L);
        assertThat(order.bundles())
                .containsExactly(new OrderView.BundleLine(
                        2,
                        shop.sku("SPA"),
                        "SPA",
                        "told SPA",
                        3,
                        BundleShop.money("70.00"),
                        BundleShop.money("0"),
                        BundleShop.money("210.00"),
                        List.of(3, 4)));
        assertThat(order.goods()).isEqualTo(BundleShop.money("240.00"));

        assertThat(((Outcome.Placed) shop.request("S-1", "1 SOAP 30.00, 3 SPA 70.00")).lines())
                .isEqualTo(((Outcome.Placed) outcome).lines());
    }

    @Test
    void discountsAreSharedOutToTheCent() {
        var shop = new BundleShop(hub, "cents");
        shop.compose("SPA", "1 SOAP, 1 TOWEL, 1 BRUSH");
        for (var sku : List.of("SOAP", "TOWEL", "BRUSH")) {
            shop.receive(sku, 100);
        }
        var draft = shop.order(
                "C-1",
                "3 SPA 10.01 -0.50, 1 SOAP 30.00",
                OrderDraft.Intent.REQUEST,
                OrderDraft.Fill.ALL_OR_NOTHING,
                0,
                false);

        var id = shop.placed(shop.place(BundleShop.discounted(draft, "7.77")));

        // 10.01 by 30 : 20 : 1 is 5.89, 3.92 (3.925...), 0.20; the line comes to 29.53, and 3.85 of the coupon are its.
        var order = shop.view(id);
        assertThat(order.lines().stream().map(line -> line.unitPrice().amount()))
                .containsExactly(3000L, 589L, 392L, 20L);
        assertThat(order.lines().stream()
                        .mapToLong(line -> line.allocated().amount())
                        .sum())
                .isEqualTo(3 * 1001 - 50 + 3000 - 777);
        assertThat(order.bundles().getFirst().unitPrice()).isEqualTo(BundleShop.money("10.01"));
        assertThat(order.bundles().getFirst().lineDiscount()).isEqualTo(BundleShop.money("0.50"));

        shop.edit(id, "less", Map.of(1, 2L));
        var edited = shop.view(id);
        assertThat(edited.goods()).isEqualTo(BundleShop.money("50.02"));
        assertThat(edited.bundles().getFirst().units()).isEqualTo(2);
        proveTheBooks();
    }

    @Test
    void aFactsBundleWaitsWholeAndGoesOnWhole() {
        var shop = new BundleShop(hub, "whole");
        shop.receive("SOAP", 10);

        var id = shop.placed(shop.fact("W-1", 1, "1 SPA 70.00, 1 SOAP 30.00"));

        assertThat(shop.lines(id))
                .containsExactly(
                        "2 SOAP 1 HELD 30.00", "3 SOAP 2 WAITING_STOCK 52.50", "4 TOWEL 1 WAITING_STOCK 17.50");
        assertThat(shop.stock("SOAP")).isEqualTo("10/1");
        shop.receive("TOWEL", 1);
        shop.decide(new Command.RetryWaiting(shop.merchant, id, Map.of()));

        Eventually.yes("the towel is promised", () -> shop.stock("TOWEL").equals("1/1"));
        assertThat(shop.stock("SOAP")).isEqualTo("10/3");
        assertThat(shop.lines(id)).noneMatch(line -> line.contains("WAITING"));
    }

    @Test
    void aBundleComesFromOneNodeWhereOneCanGiveIt() {
        var shop = new BundleShop(hub, "places", "wh-1", "store-3");
        shop.shop.receive("wh-1", "SOAP", 9);
        shop.shop.receive("store-3", "SOAP", 9);
        shop.shop.receive("store-3", "TOWEL", 1);

        shop.placed(shop.request("P-1", "1 SPA 70.00"));

        assertThat(shop.stock("store-3", "SOAP")).isEqualTo("9/2");
        assertThat(shop.stock("store-3", "TOWEL")).isEqualTo("1/1");
        assertThat(shop.stock("wh-1", "SOAP")).isEqualTo("9/0");
    }

    @Test
    void whoTakesWhatIsThereGetsWholeBundlesOrNone() {
        var shop = new BundleShop(hub, "can");
        shop.receive("SOAP", 10);

        assertThat(shop.refused(shop.requestWhatYouCan("K-1", "1 SPA 70.00"))).isEqualTo("1 SPA 1 0");
        var id = shop.placed(shop.requestWhatYouCan("K-2", "1 SPA 70.00, 1 SOAP 30.00"));

        assertThat(shop.lines(id)).first().isEqualTo("2 SOAP 1 HELD 30.00");
        assertThat(shop.stock("SOAP")).isEqualTo("10/1");
    }

    @Test
    void editsAreOfWholeBundles() {
        var shop = new BundleShop(hub, "edits");
        shop.receive("SOAP", 7);
        shop.receive("TOWEL", 7);
        var id = shop.placed(shop.request("E-1", "2 SPA 70.00, 1 SOAP 30.00"));

        assertThat(shop.edit(id, "part", Map.of(3, 1L)))
                .isEqualTo(new Outcome.Rejected(
                        Outcome.Why.NOT_ALLOWED_IN_STATE,
                        "Order %s is ACCEPTED: line 3 is a part of the bundle in line 1; say how many bundles that line has."
                                .formatted(id)));
        assertThat(shop.refused(shop.edit(id, "more", Map.of(1, 5L)))).isEqualTo("1 SPA 3 1");
        assertThat(shop.stock("TOWEL")).isEqualTo("7/2");
        shop.edit(id, "three", Map.of(1, 3L));
        assertThat(shop.lines(id))
                .containsExactly("2 SOAP 1 HELD 30.00", "3 SOAP 6 HELD 157.50", "4 TOWEL 3 HELD 52.50");
        shop.edit(id, "none", Map.of(1, 0L));

        assertThat(shop.stock("SOAP")).isEqualTo("7/1");
        assertThat(shop.stock("TOWEL")).isEqualTo("7/0");
        assertThat(shop.view(id).payable()).isEqualTo(BundleShop.money("30.00"));
        assertThat(shop.edit(id, "again", Map.of(1, 1L))).isInstanceOf(Outcome.Rejected.class);
        proveTheBooks();
    }

    @Test
    void aNewerVersionOfAFactChangesEveryComponentInProportion() {
        var shop = new BundleShop(hub, "amends");
        shop.receive("SOAP", 10);
        shop.receive("TOWEL", 10);
        var id = shop.placed(shop.fact("A-1", 1, "3 SPA 70.00, 1 SOAP 30.00"));
        // What a bundle is made of from today on changes nothing about orders of yesterday.
        shop.compose("SPA", "1 SOAP, 1 BRUSH");

        assertThat(((Outcome.Done) shop.fact("A-1", 2, "3 SPA 70.00, 1 SOAP 30.00")).replayed())
                .as("the same again")
                .isTrue();
        shop.fact("A-1", 3, "1 SPA 70.00, 1 SOAP 30.00");
        assertThat(shop.lines(id))
                .containsExactly("2 SOAP 1 HELD 30.00", "3 SOAP 2 HELD 52.50", "4 TOWEL 1 HELD 17.50");
        assertThat(shop.stock("SOAP")).isEqualTo("10/3");
        assertThat(shop.stock("TOWEL")).isEqualTo("10/1");

        shop.fact("A-1", 4, "4 SPA 70.00, 1 SOAP 30.00");
        assertThat(shop.stock("SOAP")).isEqualTo("10/9");
        shop.fact("A-1", 5, "6 SPA 70.00");
        assertThat(shop.stock("SOAP"))
                .as("the single went, two more bundles wait whole")
                .isEqualTo("10/8");
        assertThat(shop.view(id).bundles())
                .extracting(OrderView.BundleLine::units)
                .containsExactly(4L, 2L);
        assertThat(shop.lines(id)).filteredOn(line -> line.contains("WAITING")).hasSize(2);
        assertThat(shop.view(id).payable()).isEqualTo(BundleShop.money("420.00"));

        shop.cancel(id);
        assertThat(shop.stock("SOAP")).isEqualTo("10/0");
        assertThat(shop.stock("TOWEL")).isEqualTo("10/0");
    }

    @Test
    void aBundleAddedByANewerVersionIsPromisedWhole() {
        var shop = new BundleShop(hub, "adds");
        shop.receive("SOAP", 3);
        shop.receive("TOWEL", 3);
        var id = shop.placed(shop.fact("B-1", 1, "1 SOAP 30.00"));

        shop.fact("B-1", 2, "1 SOAP 30.00, 1 SPA 70.00");

        assertThat(shop.lines(id))
                .containsExactly("1 SOAP 1 HELD 30.00", "3 SOAP 2 HELD 52.50", "4 TOWEL 1 HELD 17.50");
        assertThat(shop.view(id).bundles())
                .extracting(OrderView.BundleLine::number)
                .containsExactly(2);
    }

    @Test
    void aPartRefundGivesBackAllComponents() {
        var shop = new BundleShop(hub, "refunds");
        shop.receive("SOAP", 10);
        shop.receive("TOWEL", 10);
        var id = shop.placed(shop.fact("R-1", 1, "3 SPA 70.00"));

        shop.refund("R-1", "r-1", 70, "SPA", 1);

        assertThat(shop.stock("SOAP")).isEqualTo("10/4");
        assertThat(shop.stock("TOWEL")).isEqualTo("10/2");
        assertThat(shop.view(id).payable()).isEqualTo(BundleShop.money("140.00"));
        // Of what has left in part no bundle is here any more: the rest is money alone.
        shop.ship(id, "S-1", Map.of(2, 3L));
        shop.refund("R-1", "r-2", 140, "SPA", 2);
        assertThat(shop.stock("SOAP")).isEqualTo("7/1");
        assertThat(shop.stock("TOWEL")).isEqualTo("10/2");
        proveTheBooks();
    }

    @Test
    void wholeBundlesLeaveAndComeBackAndSoDoComponents() {
        var shop = new BundleShop(hub, "leaves");
        shop.receive("SOAP", 10);
        shop.receive("TOWEL", 10);
        var id = shop.placed(shop.fact("V-1", 1, "2 SPA 70.00, 1 SOAP 30.00"));

        assertThat(shop.ship(id, "one", Map.of(1, 1L))).isInstanceOf(Outcome.Done.class);
        assertThat(shop.stock("SOAP")).isEqualTo("8/3");
        assertThat(shop.stock("TOWEL")).isEqualTo("9/1");
        shop.ship(id, "soaps", Map.of(3, 2L, 2, 1L));
        assertThat(shop.ship(id, "too-much", Map.of(1, 1L))).isInstanceOf(Outcome.Rejected.class);
        shop.ship(id, "towel", Map.of(4, 1L));
        assertThat(shop.view(id).state()).isEqualTo(OrderState.SHIPPED);

        shop.takeBack("back-1", id, "SPA", true, 1);
        assertThat(shop.stock("SOAP")).isEqualTo("7/0");
        assertThat(shop.stock("TOWEL")).isEqualTo("9/0");
        assertThat(shop.view(id).lines())
                .extracting(OrderView.Line::unitsReturned)
                .containsExactly(0L, 2L, 1L);
        shop.takeBack("back-2", id, "SPA", true, 1);
        assertThat(shop.view(id).state()).isEqualTo(OrderState.SHIPPED);
        shop.takeBack("back-3", id, "SOAP", true, 1);
        assertThat(shop.view(id).state()).isEqualTo(OrderState.RETURNED);
        assertThat(shop.stock("SOAP")).isEqualTo("10/0");
        assertThat(shop.stock("TOWEL")).isEqualTo("10/0");
        proveTheBooks();
    }

    @Test
    void aLineThatTurnsOutToBeABundleIsTakenApartThen() {
        var shop = new BundleShop(hub, "mapped");
        shop.receive("SOAP", 10);
        shop.receive("TOWEL", 10);
        var id = shop.placed(shop.fact("M-1", 1, "2 ?SPA 70.00 -10.00, 1 SOAP 30.00"));

        shop.decide(new Command.RetryWaiting(shop.merchant, id, Map.of(1, shop.sku("SPA"))));

        assertThat(shop.lines(id))
                .containsExactly("2 SOAP 1 HELD 30.00", "3 SOAP 4 HELD 97.50", "4 TOWEL 2 HELD 32.50");
        assertThat(shop.view(id).bundles().getFirst().number()).isEqualTo(1);
        assertThat(shop.view(id).shown()).isEqualTo(OrderView.Shown.TO_PAY);
        shop.edit(id, "one", Map.of(1, 1L));
        assertThat(shop.stock("SOAP")).isEqualTo("10/3");
        assertThat(shop.view(id).payable()).isEqualTo(BundleShop.money("90.00"));
        proveTheBooks();
    }

    @Test
    void aReturnThatTurnsOutToBeABundleIsTakenApartThen() {
        var shop = new BundleShop(hub, "late");
        shop.receive("SOAP", 10);
        shop.receive("TOWEL", 10);
        var id = shop.placed(shop.tillSale("T-1", "2 SPA 70.00"));
        assertThat(shop.stock("SOAP")).isEqualTo("6/0");
        assertThat(shop.view(id).state()).isEqualTo(OrderState.SHIPPED);

        var back = (Outcome.TakenBack) shop.takeBack("late-1", id, "SPA", false, 1);
        assertThat(back.waitingLines()).containsExactly(1);
        assertThat(shop.stock("SOAP")).isEqualTo("6/0");
        shop.takeBack("late-1", id, "SPA", true, 1);
        assertThat(shop.stock("SOAP")).isEqualTo("8/0");
        assertThat(shop.stock("TOWEL")).isEqualTo("9/0");
        shop.takeBack("late-1", id, "SPA", true, 1);
        assertThat(shop.stock("SOAP")).isEqualTo("8/0");
        assertThat(shop.stock("TOWEL")).isEqualTo("9/0");
        proveTheBooks();
    }

    @Test
    void aReturnToldAgainLeavesOutNoComponentOfABundleThatCameBeforeAKnownOne() {
        var shop = new BundleShop(hub, "gap");
        shop.compose("BOX", "1 BRUSH, 1 SOAP");
        for (var sku : List.of("SOAP", "TOWEL", "BRUSH")) {
            shop.receive(sku, 10);
        }
        var id = shop.placed(shop.tillSale("G-1", "2 SPA 70.00, 1 BOX 30.00"));
        assertThat(shop.stock("SOAP")).isEqualTo("5/0");

        // The second line's other component has the number that the first's would have had.
        var back = (Outcome.TakenBack) shop.takeBack("gap-1", id, "1 ?SPA, 1 BOX");
        assertThat(back.waitingLines()).containsExactly(1);
        shop.takeBack("gap-1", id, "1 SPA, 1 BOX");

        assertThat(shop.stock("SOAP")).isEqualTo("8/0");
        assertThat(shop.stock("TOWEL")).isEqualTo("9/0");
        assertThat(shop.stock("BRUSH")).isEqualTo("10/0");
        assertThat(shop.view(id).lines())
                .extracting(OrderView.Line::unitsReturned)
                .containsExactly(2L, 1L, 1L, 1L);
        assertThat(shop.view(id).flag()).isEmpty();
        var taken = hub.bean(OrderBook.class).returned(shop.merchant, back.id()).orElseThrow();
        assertThat(taken.lines().stream()
                        .mapToLong(line -> line.amount().amount())
                        .sum())
                .as("what was credited, shared out over the components")
                .isEqualTo(2000);
        shop.takeBack("gap-1", id, "1 SPA, 1 BOX");
        assertThat(shop.stock("SOAP")).as("told a third time").isEqualTo("8/0");
        proveTheBooks();
    }

    @Test
    void aReturnIsTakenApartByWhatTheBundleWasMadeOfWhenItWasSold() {
        var shop = new BundleShop(hub, "since");
        for (var sku : List.of("SOAP", "TOWEL", "BRUSH")) {
            shop.receive(sku, 20);
        }
        var id = shop.placed(shop.fact("O-1", 1, "2 SPA 70.00"));
        shop.compose("SPA", "1 SOAP, 3 BRUSH");
        shop.fact("O-1", 2, "2 SPA 70.00, 1 SPA 70.00");
        shop.view(id)
                .bundles()
                .forEach(line -> shop.ship(id, "all-" + line.number(), Map.of(line.number(), line.units())));
        assertThat(shop.lines(id))
                .as("two of before, one of now")
                .extracting(line -> line.substring(2, line.indexOf(' ', 2) + 2))
                .containsExactly("SOAP 4", "TOWEL 2", "SOAP 1", "BRUSH 3");
        shop.compose("SPA", "5 TOWEL");

        shop.takeBack("since-1", id, "1 SPA");
        assertThat(shop.stock("SOAP")).isEqualTo("17/0");
        assertThat(shop.stock("TOWEL")).isEqualTo("19/0");
        shop.takeBack("since-2", id, "2 SPA");

        assertThat(List.of(shop.stock("SOAP"), shop.stock("TOWEL"), shop.stock("BRUSH")))
                .containsOnly("20/0");
        assertThat(shop.view(id).state()).isEqualTo(OrderState.RETURNED);
        assertThat(shop.view(id).flag()).isEmpty();
        proveTheBooks();
    }

    /** The same bundle on two lines of its sale, made of other components on each. */
    @Test
    void linesOfAReturnAreTakenApartEachByALineOfTheSaleOfItsOwn() {
        var shop = new BundleShop(hub, "each");
        var id = twiceMade(shop);

        shop.takeBack("each-1", id, "2 SPA, 1 SPA");

        assertThat(List.of(shop.stock("SOAP"), shop.stock("TOWEL"), shop.stock("BRUSH")))
                .containsOnly("20/0");
        assertThat(shop.view(id).state()).isEqualTo(OrderState.RETURNED);
        assertThat(shop.view(id).flag()).isEmpty();
        proveTheBooks();
    }

    @Test
    void linesOfAReturnThatTurnOutToBeBundlesAreTakenApartEachByALineOfTheSaleOfItsOwn() {
        var shop = new BundleShop(hub, "each-late");
        var id = twiceMade(shop);

        var told = (Outcome.TakenBack) shop.takeBack("each-1", id, "2 ?SPA, 1 ?SPA");
        assertThat(told.waitingLines()).containsExactly(1, 2);
        var again = (Outcome.TakenBack) shop.takeBack("each-1", id, "2 SPA, 1 SPA");

        assertThat(again.waitingLines()).isEmpty();
        assertThat(List.of(shop.stock("SOAP"), shop.stock("TOWEL"), shop.stock("BRUSH")))
                .containsOnly("20/0");
        assertThat(shop.view(id).flag()).isEmpty();
        proveTheBooks();
    }

    /** Two of two soaps and a towel, and one of a soap and three brushes, all gone. */
    private static OrderId twiceMade(BundleShop shop) {
        for (var sku : List.of("SOAP", "TOWEL", "BRUSH")) {
            shop.receive(sku, 20);
        }
        var id = shop.placed(shop.fact("O-1", 1, "2 SPA 70.00"));
        shop.compose("SPA", "1 SOAP, 3 BRUSH");
        shop.fact("O-1", 2, "2 SPA 70.00, 1 SPA 70.00");
        shop.view(id)
                .bundles()
                .forEach(line -> shop.ship(id, "all-" + line.number(), Map.of(line.number(), line.units())));
        assertThat(List.of(shop.stock("SOAP"), shop.stock("TOWEL"), shop.stock("BRUSH")))
                .containsExactly("15/0", "18/0", "17/0");
        return id;
    }

    @Test
    void aReturnOfWhatIsABundleNoLongerIsTakenApartByItsSale() {
        var shop = new BundleShop(hub, "over");
        shop.receive("SOAP", 9);
        shop.receive("TOWEL", 9);
        var id = shop.placed(shop.tillSale("D-1", "2 SPA 70.00"));
        shop.dissolve("SPA");

        shop.takeBack("over-1", id, "1 ?SPA");
        shop.takeBack("over-1", id, "1 SPA");
        assertThat(shop.stock("SOAP")).isEqualTo("7/0");
        // One more than was sold is of the same goods, and for people to look at.
        shop.takeBack("over-2", id, "2 SPA");
        assertThat(shop.stock("SOAP")).isEqualTo("11/0");
        assertThat(shop.stock("TOWEL")).isEqualTo("10/0");
        assertThat(shop.stock("SPA")).isEqualTo("none");
        assertThat(shop.view(id).flag()).contains("return-to-check");
    }

    @Test
    void linesAreCountedAfterBundlesAreTakenApart() {
        var shop = new BundleShop(hub, "count");
        String hundred = IntStream.range(0, 100).mapToObj(i -> "1 SPA 1.00").collect(Collectors.joining(", "));

        assertThat(shop.request("N-1", hundred)).isInstanceOf(Outcome.Refused.class);
        assertThatThrownBy(() -> shop.request("N-2", hundred + ", 1 SOAP 1.00"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.violations().getFirst().detail())
                                .isEqualTo("Give lines that come to at most 200 when bundles are taken apart into their"
                                        + " components, not 201."));
        assertThatThrownBy(() -> shop.request("N-3", "600000000 SPA 1.00"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.violations().getFirst().pointer()).isEqualTo("/lines/0/units"));
    }

    @Test
    void aBundleKeepsNoStockOfItsOwn() {
        var shop = new BundleShop(hub, "none");
        var change = new StockChange(
                new StockKey(shop.merchant, shop.sku("SPA"), shop.node("wh-1")),
                StockChange.Kind.RECEIVE,
                1,
                "receipt",
                OptionalLong.empty());

        assertThatThrownBy(() -> shop.decide(
                        new Command.ChangeStock(shop.merchant, "key", new byte[16], List.of(change), "test")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.violations())
                                .extracting(violation -> violation.pointer() + " " + violation.code())
                                .containsExactly("/lines/0/sku bundle"));
        assertThat(shop.stock("SPA")).isEqualTo("none");
    }

    private static void proveTheBooks() {
        for (BookCheck check : List.of(new AmountBooks(), new PromisedLineBooks())) {
            var findings = new Findings();
            check.run(hub.bean(JdbcClient.class), findings);
            assertThat(findings.examples()).as(check.name()).isEmpty();
        }
    }
}
