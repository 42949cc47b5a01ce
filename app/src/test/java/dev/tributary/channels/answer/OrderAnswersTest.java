package dev.tributary.channels.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.Eventually;
import dev.tributary.channels.MessageDesk;
import dev.tributary.channels.Shop;
import dev.tributary.channels.answer.MeituanUnderTest.Trouble;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.OrderState;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.MeituanPush;
import dev.tributary.testing.TestPostgres;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What Meituan hears of the orders it pushed, from the push to the answer and back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderAnswersTest {

    private final DataSource database = TestPostgres.freshDatabase();
    private HubUnderTest hub;
    private MeituanUnderTest meituan;
    private Shop shop;
    private int numbers = 7_000;

    @BeforeAll
    void start() throws IOException {
        meituan = new MeituanUnderTest();
        hub = HubUnderTest.on(database);
        shop = open(60);
    }

    @AfterEach
    void everyCallWasSigned() {
        meituan.is(Trouble.NONE);
        assertThat(meituan.badSignatures).hasValue(0);
    }

    @AfterAll
    void stop() {
        hub.close();
        meituan.close();
    }

    private Shop open(double waitSeconds) {
        var opened = Shop.open(
                hub,
                "meituan",
                Map.of(
                        "appId",
                        MeituanPush.APP_ID,
                        "appSecret",
                        MeituanUnderTest.SECRET,
                        "apiBaseUrl",
                        meituan.url(),
                        "stores",
                        Map.of("poi-3", "store-3"),
                        "answersPerSecond",
                        "200",
                        "waitSeconds",
                        waitSeconds));
        opened.list("m-1", "MILK");
        opened.receive("MILK", 100);
        return opened;
    }

    @Test
    void anOrderWhoseLinesAreAllPromisedIsConfirmedAndItsEchoHasNoSecondEffect() {
        var number = pushed(shop, "m-1", 1);
        Eventually.yes("confirmed", () -> meituan.held(number).equals("confirmed"));
        Eventually.yes("written down", () -> answer(number).known() == Decision.CONFIRMED.code());

        push(shop, number, "m-1", 1, 4);
        settled(shop);
        after(pushed(shop, "m-1", 1));

        assertThat(events(number)).containsExactly("order.placed.v1");
        assertThat(shop.order(number).orElseThrow().version()).isEqualTo(1);
        assertThat(meituan.asked(number)).containsExactly("confirm");
    }

    @Test
    void anOrderConfirmedInThePlatformsOwnAppIsNotConfirmedAgain() {
        var number = number();
        push(shop, number, "m-1", 1, 4);
        Eventually.present("order", () -> shop.order(number));
        Eventually.yes("decided", () -> answer(number).wanted() == Decision.CONFIRMED.code());
        after(pushed(shop, "m-1", 1));
        assertThat(meituan.asked(number)).isEmpty();
    }

    @Test
    void anOrderThatWaitsIsConfirmedAsSoonAsItsGoodsCome() {
        shop.newProduct("LATE");
        shop.list("m-late", "LATE");
        var number = pushed(shop, "m-late", 3);
        Eventually.yes("waits", () -> answer(number).wanted() == Decision.WAITING_STOCK.code());
        assertThat(meituan.asked(number)).isEmpty();
        shop.receive("LATE", 3);
        Eventually.yes("confirmed", () -> meituan.held(number).equals("confirmed"));
    }

    @Test
    void anOrderThatWaitsTooLongIsCancelledHereAndThereWithTheReason() {
        var impatient = open(0.5);
        impatient.newProduct("GONE");
        impatient.list("m-gone", "GONE");
        var soldOut = pushed(impatient, "m-gone", 1);
        var unlisted = pushed(impatient, "m-nobody", 1);

        Eventually.yes("sold out", () -> meituan.held(soldOut).equals("cancelled 2009"));
        Eventually.yes("not listed", () -> meituan.held(unlisted).equals("cancelled 2007"));
        assertThat(impatient.order(soldOut).orElseThrow().state()).isEqualTo(OrderState.CANCELLED);
        assertThat(events(soldOut)).containsExactly("order.placed.v1", "order.refund-due.v1", "order.cancelled.v1");
    }

    @Test
    void whatAnOperatorCancelsIsToldAndThePlatformsEchoOfItHasNoSecondEffect() {
        var number = pushed(shop, "m-1", 1);
        Eventually.yes("confirmed", () -> meituan.held(number).equals("confirmed"));
        cancelHere(number);
        Eventually.yes("cancelled", () -> meituan.held(number).equals("cancelled 2007"));

        pushCancel(number);
        settled(shop);
        assertThat(events(number)).containsExactly("order.placed.v1", "order.refund-due.v1", "order.cancelled.v1");
        assertThat(meituan.asked(number)).containsExactly("confirm", "cancel");
    }

    @Test
    void whatThePlatformCancelsIsNotToldBack() {
        var number = pushed(shop, "m-1", 1);
        Eventually.yes("confirmed", () -> meituan.held(number).equals("confirmed"));
        pushCancel(number);
        Eventually.yes("cancelled", () -> shop.order(number).orElseThrow().state() == OrderState.CANCELLED);
        after(pushed(shop, "m-1", 1));
        assertThat(meituan.asked(number)).containsExactly("confirm");
    }

    @Test
    void anOrderThatEndsByARefundOnThePlatformIsNotCancelledThereAgain() {
        var number = pushed(shop, "m-1", 1);
        Eventually.yes("confirmed", () -> meituan.held(number).equals("confirmed"));
        send(
                shop,
                "refund",
                new TreeMap<>(Map.of(
                        "order_id", number,
                        "notify_type", "agree",
                        "refund_id", "1",
                        "money", "10",
                        "food", "[{\"sku_id\":\"m-1\",\"count\":1}]")));
        Eventually.yes("over", () -> shop.order(number).orElseThrow().state() == OrderState.CANCELLED);
        after(pushed(shop, "m-1", 1));
        assertThat(meituan.asked(number)).containsExactly("confirm");
    }

    @ParameterizedTest
    @EnumSource(value = Trouble.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void whatThePlatformDoesNotTakeIsToldAgain(Trouble trouble) {
        meituan.is(trouble);
        var number = pushed(shop, "m-1", 1);
        Eventually.yes("asked", () -> !meituan.asked(number).isEmpty());
        if (trouble != Trouble.THROTTLED) {
            Eventually.yes("counted", () -> answer(number).attempts() == 1);
        }
        meituan.is(Trouble.NONE);
        dueNow(number);
        Eventually.yes("known", () -> answer(number).known() == Decision.CONFIRMED.code());
        assertThat(meituan.held(number)).isEqualTo("confirmed");
    }

    @Test
    void afterThreeTriesOperatorsSeeItAndAfterADayItIsParkedUntilTheySendItAgain() {
        meituan.is(Trouble.BUSINESS_ERROR);
        var number = pushed(shop, "m-1", 1);
        for (int tries = 1; tries <= 3; tries++) {
            int made = tries;
            Eventually.yes("try " + tries, () -> answer(number).attempts() == made);
            assertThat(answer(number).secondsToNext()).isBetween(tries < 3 ? 3 : 25, tries < 3 ? 5 : 30);
            dueNow(number);
        }
        Eventually.yes("try 4", () -> answer(number).attempts() == 4);
        jdbc().sql("update channels.order_answer set decided_at = decided_at - interval '1 day' where number = ?")
                .param(number)
                .update();
        dueNow(number);
        Eventually.yes("given up", () -> answer(number).parked());
        assertThat(history(number)).hasSize(5).allMatch(line -> line.endsWith("CONFIRMED REFUSED: HTTP 200 code 1001"));

        meituan.is(Trouble.NONE);
        dueNow(number);
        after(pushed(shop, "m-1", 1));
        assertThat(meituan.held(number)).isEmpty();
    }

    @Test
    void aHubThatStopsInTheMiddleAnswersAfterItsStart() {
        meituan.is(Trouble.DONE_AND_CUT_OFF);
        var cutOff = pushed(shop, "m-1", 1);
        Eventually.yes("done there", () -> meituan.held(cutOff).equals("confirmed"));
        meituan.is(Trouble.UNAVAILABLE);
        var untold = pushed(shop, "m-1", 1);
        Eventually.yes("asked", () -> !meituan.asked(untold).isEmpty());
        hub.close();

        meituan.is(Trouble.NONE);
        hub = HubUnderTest.on(database);
        shop = shop.on(hub);
        dueNow(untold);
        dueNow(cutOff);
        Eventually.yes("told", () -> meituan.held(untold).equals("confirmed"));
        Eventually.yes("known", () -> answer(cutOff).known() == Decision.CONFIRMED.code());
        assertThat(meituan.asked(cutOff)).containsOnly("confirm");
    }

    private String number() {
        return Integer.toString(++numbers);
    }

    private String pushed(Shop to, String sku, int units) {
        var number = number();
        push(to, number, sku, units, 2);
        return number;
    }

    private void push(Shop to, String number, String sku, int units, int status) {
        var form = new TreeMap<String, String>();
        form.put("order_id", number);
        form.put("app_poi_code", "poi-3");
        form.put("shipping_fee", "0");
        form.put("total", "10.00");
        form.put("status", Integer.toString(status));
        form.put("ctime", "1795312800");
        form.put("utime", Integer.toString(1_795_312_800 + status));
        form.put("pay_type", "2");
        form.put(
                "detail",
                "[{\"app_food_code\":\"%s\",\"sku_id\":\"%s\",\"food_name\":\"牛奶\",\"quantity\":%d,\"price\":10}]"
                        .formatted(sku, sku, units));
        form.put("extras", "[]");
        send(to, "order", form);
    }

    private void pushCancel(String number) {
        send(shop, "cancel", new TreeMap<>(Map.of("order_id", number, "reason", "x", "reason_code", "2007")));
    }

    private void send(Shop to, String kind, TreeMap<String, String> form) {
        var call = MeituanPush.signed(
                hub.url("/doors/meituan/" + to.channel + "/" + kind),
                MeituanPush.encoded(form),
                MeituanUnderTest.SECRET,
                Instant.now().getEpochSecond());
        assertThat(Api.send(call).status()).isEqualTo(200);
    }

    private void cancelHere(String number) {
        var order = shop.order(number).orElseThrow();
        hub.bean(OrderIntake.class).decide(new Command.Cancel(shop.merchant, order.id(), "k", "broken", "li"));
    }

    /** When an order that came later is answered, an earlier one had its turn. */
    private void after(String later) {
        Eventually.yes("a later order is answered", () -> meituan.held(later).equals("confirmed"));
    }

    private static void settled(Shop at) {
        Eventually.yes(
                "every message is settled",
                () -> at.messages().stream().noneMatch(message -> message.state() == MessageDesk.State.WAITING));
    }

    private List<String> events(String number) {
        var key = "order/" + orderOf(number);
        return jdbc().sql("select type from journal.event where key = ? order by position")
                .param(key)
                .query(String.class)
                .list();
    }

    private long orderOf(String number) {
        return jdbc().sql("select order_id from channels.order_answer where number = ?")
                .param(number)
                .query(Long.class)
                .single();
    }

    private record Row(int wanted, int known, int attempts, boolean parked, int secondsToNext) {}

    private Row answer(String number) {
        return jdbc().sql("""
                        select wanted, known, attempts, parked_at is not null as parked,
                               extract(epoch from due_at - clock_timestamp())::int as seconds_to_next
                          from channels.order_answer where number = ?
                        """).param(number).query(Row.class).optional().orElse(new Row(0, 0, 0, false, 0));
    }

    private List<String> history(String number) {
        return List.of(jdbc().sql("select history from channels.order_answer where number = ?")
                .param(number)
                .query((row, index) -> (String[]) row.getArray("history").getArray())
                .single());
    }

    /** What would take the hub seconds or hours. */
    private void dueNow(String number) {
        jdbc().sql("update channels.order_answer set due_at = clock_timestamp() where number = ?")
                .param(number)
                .update();
    }

    private JdbcClient jdbc() {
        return hub.bean(JdbcClient.class);
    }
}
