package dev.tributary.channels.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.channels.Certificates;
import dev.tributary.channels.ChannelAccounts;
import dev.tributary.channels.Eventually;
import dev.tributary.channels.MessageDesk;
import dev.tributary.channels.Pulls;
import dev.tributary.channels.Shop;
import dev.tributary.orders.OrderState;
import dev.tributary.orders.OrderView;
import dev.tributary.orders.PaymentState;
import dev.tributary.orders.ReservationState;
import dev.tributary.testing.Api;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A platform that is only a file: orders by list and by webhook, a token that ends, stock out. On two nodes of one
 * database, of which one fetches.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChannelOfOneFileTest {

    private static final String FILES = "tributary.adapters=src/test/resources/kiosk";

    private final Kiosk kiosk = new Kiosk();
    private final KioskSocket socket = new KioskSocket();
    private final DataSource database = TestPostgres.freshDatabase();
    private HubUnderTest hub;
    private HubUnderTest other;
    private Shop shop;
    private ConsoleSession console;

    @BeforeAll
    void open() {
        hub = HubUnderTest.on(database, FILES);
        other = HubUnderTest.on(database, FILES);
        shop = Shop.open(hub, "kiosk", account(Map.of()));
        console = ConsoleSession.ofFirstOperator(hub);
        shop.receive("MILK", 1_000);
        Eventually.yes(
                "the list is begun",
                () -> !hub.bean(Pulls.class).lists(shop.merchant, shop.channel).isEmpty());
    }

    @AfterAll
    void close() {
        hub.close();
        other.close();
        kiosk.close();
        socket.close();
    }

    private Map<String, Object> account(Map<String, Object> more) {
        var account = new HashMap<String, Object>(more);
        account.put("clientId", "tributary");
        account.put("clientSecret", "hush");
        account.put("refreshToken", Kiosk.FIRST_REFRESH);
        account.put("webhookSecret", Kiosk.WEBHOOK_SECRET);
        account.put("apiBaseUrl", kiosk.url());
        account.put("socketUrl", socket.url());
        return account;
    }

    private OrderView arrived(String number) {
        return Eventually.present("order " + number, () -> shop.order(number));
    }

    @Test
    void ordersOfAListArriveAlthoughItChangesWhileItIsRead() {
        IntStream.rangeClosed(1, 23).forEach(i -> kiosk.put("list-" + i, "PAID", "MILK", 1));
        IntStream.rangeClosed(5, 9).forEach(i -> kiosk.changesWhileRead("list-" + i));
        IntStream.rangeClosed(1, 23).forEach(i -> {
            var order = arrived("list-" + i);
            assertThat(order.payment()).isEqualTo(PaymentState.PAID);
            assertThat(order.lines().getFirst().units()).isEqualTo(1);
        });
    }

    @Test
    void aPushThatOnlyNamesAnOrderAndTheListMeetAsOneOrder() {
        kiosk.put("push-1", "OPEN", "MILK", 2);
        assertThat(Kiosk.push(hub, "/doors/kiosk/" + shop.channel, "push-1")).isEqualTo(200);
        assertThat(arrived("push-1").payment()).isEqualTo(PaymentState.UNPAID);
        kiosk.put("push-1", "PAID", "MILK", 2);
        Eventually.yes("paid", () -> arrived("push-1").payment() == PaymentState.PAID);
        kiosk.put("push-1", "VOID", "MILK", 2);
        assertThat(Kiosk.push(other, "/doors/kiosk/" + shop.channel, "push-1")).isEqualTo(200);
        Eventually.yes("void", () -> arrived("push-1").state() == OrderState.CANCELLED);
    }

    @Test
    void whatASocketPushesIsStoredBeforeItIsAcknowledgedAndComesAgainAfterABreak() {
        Eventually.yes("greeted, with a heartbeat", socket::isGreeted);
        kiosk.putUnlisted("socket-1", "OPEN", "MILK", 1);
        socket.push("f-1", "socket-1");
        arrived("socket-1");
        Eventually.yes("acknowledged", socket::allAcknowledged);

        int opened = socket.opened();
        socket.drop();
        kiosk.putUnlisted("socket-2", "OPEN", "MILK", 1);
        socket.push("f-2", "socket-2");
        arrived("socket-2");
        Eventually.yes("acknowledged", socket::allAcknowledged);
        assertThat(socket.opened()).isEqualTo(opened + 1);

        socket.say("no JSON");
        Eventually.yes(
                "parked",
                () -> shop.messages().stream()
                        .anyMatch(message ->
                                message.kind().equals("frame") && message.state() == MessageDesk.State.PARKED));
        kiosk.putUnlisted("socket-3", "OPEN", "MILK", 1);
        socket.push("f-3", "socket-3");
        arrived("socket-3");
        assertThat(socket.opened()).isEqualTo(opened + 1);
    }

    @Test
    void aTokenThatEndsEarlyIsGotAnewByOneNode() {
        int before = kiosk.tokensGiven();
        kiosk.endToken();
        kiosk.put("token-1", "PAID", "MILK", 1);
        arrived("token-1");
        assertThat(kiosk.tokensGiven()).isGreaterThan(before);
        assertThat(kiosk.reused()).isZero();
    }

    @Test
    void whoAsksWhetherItIsConnectedReadsAPageWithATokenThatCounts() {
        kiosk.endToken();
        var code = hub.bean(Catalog.class).merchant(shop.merchant).orElseThrow().code();

        assertThat(console.post("/console/m/" + code + "/setup/channels/kiosk/connection", Map.of())
                        .body())
                .contains("on the first page of its list orders");
        assertThat(kiosk.reused()).isZero();
    }

    @Test
    void anotherRateTakesNothingFromWhatTheTokenIsRenewedWith() {
        kiosk.put("rate-1", "PAID", "MILK", 1);
        arrived("rate-1");
        hub.bean(ChannelAccounts.class)
                .save(shop.merchant, shop.channel, "kiosk", account(Map.of("pullsPerSecond", 7)));
        kiosk.endToken();
        kiosk.put("rate-2", "PAID", "MILK", 1);
        arrived("rate-2");
        assertThat(kiosk.reused()).isZero();
    }

    @Test
    void whatAPlatformHeldWhileItWasAwayIsReadWhenItIsBack() {
        kiosk.is(true);
        Eventually.yes(
                "the failure is seen",
                () -> hub.bean(Pulls.class).lists(shop.merchant, shop.channel).stream()
                        .anyMatch(list -> list.failingSince().isPresent()));
        kiosk.put("away-1", "PAID", "MILK", 1);
        kiosk.is(false);
        arrived("away-1");
        Eventually.yes(
                "no failure is left",
                () -> hub.bean(Pulls.class).lists(shop.merchant, shop.channel).stream()
                        .allMatch(list -> list.failingSince().isEmpty()));
    }

    @Test
    void aClockBehindOursLosesNothing() {
        kiosk.clockBehind(40);
        var setBack = Instant.now();
        kiosk.put("clock-1", "PAID", "MILK", 1);
        arrived("clock-1");
        kiosk.put("clock-2", "PAID", "MILK", 1);
        arrived("clock-2");
        var theirs = Instant.now().minusSeconds(39);
        assertThat(through()).isBeforeOrEqualTo(theirs.isBefore(setBack) ? setBack : theirs);
        kiosk.clockBehind(0);
    }

    private Instant through() {
        return hub.bean(Pulls.class)
                .lists(shop.merchant, shop.channel)
                .getFirst()
                .through();
    }

    @Test
    void aStretchIsReadAgainWhenAPersonAsksForIt() {
        var pulls = hub.bean(Pulls.class);
        var from = Instant.now().minus(Duration.ofHours(3));
        pulls.again(shop.merchant, shop.channel, "orders", from, Instant.now(), "tester");
        Eventually.yes(
                "it is read",
                () -> pulls.ranges(shop.merchant, shop.channel).stream()
                        .allMatch(range -> range.endedAt().isPresent()));
    }

    @Test
    void anOrderThatTheListNeverShowedIsMissingByNameThenFetchedAndTheDayIsGreen() {
        kiosk.putUnlisted("lost-1", "PAID", "MILK", 3);
        kiosk.putUnlisted("void-1", "VOID", "MILK", 5);
        var red = counted(Certificates.State.RED);
        assertThat(red.missing()).isEqualTo(1);
        assertThat(hub.bean(Certificates.class).differences(shop.merchant, shop.channel, today()))
                .singleElement()
                .satisfies(missing -> {
                    assertThat(missing.number()).isEqualTo("lost-1");
                    assertThat(missing.theirs().orElseThrow().amount().amount()).isEqualTo(3_000);
                    assertThat(missing.ours()).isEmpty();
                });
        arrived("lost-1");
        var green = counted(Certificates.State.GREEN);
        assertThat(green.ours()).isEqualTo(green.theirs());
        assertThat(green.ourSums()).isEqualTo(green.theirSums()).isNotEmpty();
    }

    @Test
    void anOrderThatThePlatformDoesNotKnowIsExtraUntilAPersonAnswersForIt() {
        kiosk.put("gone-1", "PAID", "MILK", 1);
        arrived("gone-1");
        kiosk.forget("gone-1");
        assertThat(counted(Certificates.State.RED).extra()).isEqualTo(1);

        var code = hub.bean(Catalog.class).merchant(shop.merchant).orElseThrow().code();
        var board = "/console/m/" + code + "/parked/certificates";
        var day = board + "/" + shop.channel + "/" + today();
        assertThat(console.get(board).body()).contains(today().toString(), "not the same", "orders");
        assertThat(console.get(day).body()).contains("gone-1", "Extra", "Answer for it");
        console.post(day + "/sign", Map.of("reason", "their support deleted it"));
        assertThat(console.get(day).body()).contains("their support deleted it").doesNotContain("Answer for it");
        assertThat(hub.bean(Certificates.class)
                        .find(shop.merchant, shop.channel, today())
                        .orElseThrow()
                        .state())
                .isEqualTo(Certificates.State.SIGNED);
        assertThat(console.get(board + "/" + shop.channel + "/2020-01-01").statusCode())
                .isEqualTo(404);
        kiosk.put("gone-1", "PAID", "MILK", 1);
        counted(Certificates.State.GREEN);
    }

    @Test
    void machinesSeeAndAskTheSame() {
        var api = Api.of(hub, shop.merchant, Scope.SETUP_READ, Scope.SETUP_WRITE, Scope.ORDERS_READ);
        assertThat(api.get("/v1/channels/kiosk/pulls")
                        .json()
                        .at("/items/0/list")
                        .asString())
                .isEqualTo("orders");
        assertThat(api.post(
                                "/v1/channels/kiosk/pulls/ranges",
                                "{\"list\": \"orders\", \"from\": \"%s\", \"to\": \"%s\"}"
                                        .formatted(
                                                Instant.now().minusSeconds(60),
                                                Instant.now().minusSeconds(1)))
                        .status())
                .isEqualTo(201);
        assertThat(api.get("/v1/channels/kiosk/pulls/ranges")
                        .json()
                        .at("/items/0/list")
                        .asString())
                .isEqualTo("orders");
        for (var wrong : List.of(
                "{\"list\": \"moons\", \"from\": \"2026-11-01T00:00:00Z\", \"to\": \"2026-11-02T00:00:00Z\"}",
                "{\"list\": \"orders\", \"from\": \"2026-11-02T00:00:00Z\", \"to\": \"2026-11-01T00:00:00Z\"}",
                "{\"list\": \"orders\", \"from\": \"2020-11-01T00:00:00Z\", \"to\": \"2020-11-02T00:00:00Z\"}",
                "{\"list\": \"orders\"}")) {
            assertThat(api.post("/v1/channels/kiosk/pulls/ranges", wrong).status())
                    .as(wrong)
                    .isEqualTo(400);
        }

        kiosk.put("machine-1", "PAID", "MILK", 1);
        arrived("machine-1");
        var day = "/v1/channels/kiosk/certificates/" + today();
        assertThat(api.post(day + "/count", "").status()).isEqualTo(202);
        Eventually.yes("counted", () -> !api.get(day).json().path("counting").asBoolean());
        assertThat(api.get(day).json().path("theirs").asLong()).isPositive();
        assertThat(api.get(day + "/differences").status()).isEqualTo(200);
        assertThat(api.get("/v1/channels/kiosk/certificates")
                        .json()
                        .at("/items/0/day")
                        .asString())
                .isEqualTo(today().toString());
        assertThat(api.get("/v1/channels/kiosk/certificates/2020-01-01").status())
                .isEqualTo(404);
        assertThat(api.post("/v1/channels/kiosk/certificates/2020-01-01/count", "")
                        .status())
                .isEqualTo(400);
        assertThat(api.post("/v1/channels/kiosk/certificates/2020-01-01/sign", "{\"reason\": \"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(api.post(day + "/sign", "{\"reason\": \"\"}").status()).isEqualTo(400);
    }

    @Test
    void anItemNobodyListedIsSeenWithWhatItMayBeAndGoesOnOnceItIsListed() {
        kiosk.put("unknown-1", "PAID", "bread", 2);
        assertThat(arrived("unknown-1").lines().getFirst().reservation()).isEqualTo(ReservationState.WAITING_MAPPING);
        var api = Api.of(hub, shop.merchant, Scope.SETUP_READ);
        var item = Eventually.present(
                "the item",
                () -> Optional.of(api.get("/v1/channels/kiosk/unlisted").json().at("/items/0"))
                        .filter(it -> it.path("channelSku").asString("").equals("bread")));
        assertThat(item.path("units").asLong()).isEqualTo(2);
        assertThat(item.at("/suggestions/0/sku").asString()).isEqualTo("BREAD");
        assertThat(item.at("/suggestions/0/likeness").asString()).isEqualTo("CODE");

        var code = hub.bean(Catalog.class).merchant(shop.merchant).orElseThrow().code();
        var board = "/console/m/" + code + "/parked/unlisted";
        assertThat(console.get(board).body()).contains("the same code");
        var form = Map.of("channel", shop.channel.toString(), "channelSku", "bread");
        assertThat(console.post(board, with(form, "MOON")).body()).contains("There is no SKU MOON");
        console.post(board, with(form, "BREAD"));
        Eventually.yes(
                "the line goes on",
                () -> arrived("unknown-1").lines().getFirst().reservation() == ReservationState.CONFIRMED);
        Eventually.yes(
                "nothing is left",
                () -> api.get("/v1/channels/kiosk/unlisted")
                        .json()
                        .path("items")
                        .isEmpty());
    }

    private static Map<String, String> with(Map<String, String> form, String sku) {
        var all = new HashMap<>(form);
        all.put("sku", sku);
        return all;
    }

    /** Today, counted until it is so. */
    private Certificates.Certificate counted(Certificates.State state) {
        var certificates = hub.bean(Certificates.class);
        return Eventually.present("a certificate that is " + state, () -> {
            certificates.count(shop.merchant, shop.channel, today());
            Eventually.yes(
                    "counted",
                    () -> !certificates
                            .find(shop.merchant, shop.channel, today())
                            .orElseThrow()
                            .counting());
            return certificates
                    .find(shop.merchant, shop.channel, today())
                    .filter(certificate -> certificate.state() == state);
        });
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    @Test
    void itsStockIsToldAndItsSecretsAreNowhere() {
        shop.list("MILK", "MILK");
        Eventually.yes("stock is told", () -> kiosk.left("MILK") == shop.available("MILK"));
        assertThat(shop.messages().toString()).doesNotContain("token-", "refresh-", "李雷");
    }
}
