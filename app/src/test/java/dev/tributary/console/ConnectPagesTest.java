package dev.tributary.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.channels.ChannelConnection;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.MeituanPush;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A channel is connected page by page, to a shop that answers, one that refuses, and a platform that only calls. */
class ConnectPagesTest {

    private static final String SETUP = "/console/m/acme-connect/setup/channels";
    private static final String SECRET = "cs_never-shown";

    private static HubUnderTest hub;
    private static ConsoleSession console;
    private static HttpServer platform;
    private static volatile int status = 200;
    private static volatile String body = "[]";

    @BeforeAll
    static void start() throws IOException {
        platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        platform.createContext("/", call -> {
            var said = body.getBytes(UTF_8);
            call.getResponseHeaders().add("Content-Type", "application/json");
            call.sendResponseHeaders(status, said.length);
            call.getResponseBody().write(said);
            call.close();
        });
        platform.start();
        hub = HubUnderTest.shared();
        console = ConsoleSession.administrator(hub, "li-connect");
        for (String merchant : new String[] {"acme-connect", "rival-connect"}) {
            console.post(
                    "/console/setup/merchants",
                    Map.of("code", merchant, "name", merchant, "zone", "Asia/Shanghai", "currency", "CNY"));
        }
        console.post(
                "/console/m/acme-connect/setup/nodes",
                Map.of("code", "store-3", "name", "Store 3", "kind", "STORE", "country", "CN", "region", "310101"));
    }

    @AfterAll
    static void stop() {
        platform.stop(0);
    }

    @Test
    void anAdapterIsChosenByWhatItCanDoAndWhatThatRestsOn() {
        var page = console.get(SETUP + "/new").body();

        assertThat(page).contains("Connect a channel", "id=\"offer-woocommerce\"", "id=\"offer-order-sheet\"");
        assertThat(page.substring(page.indexOf("id=\"offer-order-sheet\""), page.indexOf("id=\"offer-pinduoduo\"")))
                .contains("orders as files", "standard")
                .doesNotContain("orders by list");
        assertThat(page.substring(page.indexOf("id=\"offer-app\""), page.indexOf("id=\"offer-douyin\"")))
                .contains("orders through /v1");
        assertThat(console.get(SETUP + "/new?adapter=no-such").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsWrongIsSaidBesideItsFieldAndNothingTypedIsLostButSecrets() {
        var form = woocommerce("half");
        form.put("account-apiBaseUrl", "no address");
        form.remove("node-1");
        var page = console.post(SETUP, form).body();

        assertThat(page)
                .contains("id=\"wrong-account-apiBaseUrl\"", "id=\"wrong-node-1\"")
                .contains("value=\"no address\"", "value=\"ck_1\"", "value=\"half\"")
                .doesNotContain(SECRET);
        assertThat(channel("acme-connect", "half")).isEmpty();
    }

    @Test
    void aCodeThatIsTakenChangesNoOtherChannel() {
        console.post(SETUP, woocommerce("taken"));
        var again = woocommerce("taken");
        again.put("name", "Another");
        again.put("fresh", "1");

        assertThat(console.post(SETUP, again).body()).contains("id=\"wrong-code\"", "value=\"Another\"");
        assertThat(console.get(SETUP).body()).doesNotContain("Another");
    }

    @Test
    void theLastStepReadsAPageAndSaysWhatThePlatformAnsweredAndWhatToDo() {
        var saved = console.post(SETUP, woocommerce("woo"));
        assertThat(saved.uri().getPath()).isEqualTo(SETUP + "/woo/connection");
        assertThat(saved.body()).contains("reads one page of a list", "/doors/woocommerce/", "connection/heard");

        says(200, "[]");
        assertThat(ask("woo"))
                .contains("0 items on the first page of its list orders")
                .doesNotContain(SECRET);
        says(401, "{\"code\": \"woocommerce_rest_cannot_view\"}");
        assertThat(ask("woo"))
                .contains("It refused.", "HTTP 401 woocommerce_rest_cannot_view", "authorised the app for orders");
        says(503, "");
        assertThat(ask("woo")).contains("It was not reached, or could not answer.", "HTTP 503");
        says(429, "{}");
        assertThat(ask("woo")).contains("enough calls for now", "HTTP 429");

        says(200, "[]");
        console.get(SETUP + "/woo/connection?language=zh");
        assertThat(ask("woo")).contains("检查连接", "列表 orders 首页有 0 项");
        console.get(SETUP + "/woo/connection?language=en");
    }

    @Test
    void ofAPlatformThatCallsAndWantsATokenTheTokenIsAsked() {
        var form = new HashMap<>(Map.of(
                "adapter", "eleme",
                "code", "ele",
                "name", "Ele.me",
                "node-1", "store-3",
                "account-apiUrl", "http://localhost:9/api",
                "account-tokenUrl", url() + "/token",
                "account-appId", "1",
                "account-appKey", "key",
                "account-appSecret", SECRET,
                "account-stores", "poi-3 = store-3"));
        assertThat(console.post(SETUP, form).body()).contains("Gets a token", "/doors/eleme/");

        says(401, "{\"error\": \"invalid_client\"}");
        assertThat(ask("ele"))
                .contains("It gave no token.", "HTTP 401 invalid_client", "typed whole")
                .doesNotContain(SECRET);
        says(200, "{\"access_token\": \"t-1\", \"expires_in\": 3600}");
        assertThat(ask("ele")).contains("It gave a token").doesNotContain("t-1");
    }

    @Test
    void aPlatformThatCallsIsWaitedForUntilAVerifiedMessageCame() {
        var form = new HashMap<>(Map.of(
                "adapter", "meituan",
                "code", "mt",
                "name", "Meituan",
                "node-1", "store-3",
                "account-appId", MeituanPush.APP_ID,
                "account-appSecret", "hush",
                "account-apiBaseUrl", "http://localhost:9/api",
                "account-stores", "poi-3 = store-3"));
        var page = console.post(SETUP, form).body();
        var id = channel("acme-connect", "mt").orElseThrow();
        assertThat(page)
                .contains("/doors/meituan/" + id, "None yet", "hx-get=\"" + SETUP + "/mt/connection/heard\"")
                .doesNotContain("Ask the platform");
        assertThat(console.get(SETUP + "/mt/connection/heard").body())
                .contains("None yet", "Enter the address of its door", "hx-get")
                .doesNotContain("<html");

        MeituanPush.order(hub, id, "800270017001", "MILK", "2");
        assertThat(console.get(SETUP + "/mt/connection/heard").body())
                .contains("Its newest message came")
                .doesNotContain("hx-get");
        assertThat(console.post(SETUP + "/mt/connection", Map.of()).statusCode())
                .isEqualTo(409);
    }

    @Test
    void whoMayOnlyLookAsksNothingAndAnotherMerchantsChannelIsNotFound() {
        console.post(SETUP, woocommerce("walled"));
        console.post(
                "/console/setup/operators",
                Map.of(
                        "name",
                        "wang-connect",
                        "password",
                        ConsoleSession.PASSWORD,
                        "role",
                        "OPERATOR",
                        "merchant",
                        "acme-connect"));
        var wang = ConsoleSession.loggedIn(hub, "wang-connect");

        assertThat(wang.get(SETUP + "/walled/connection").body())
                .contains("Ask the platform")
                .doesNotContain("Ask now");
        assertThat(wang.post(SETUP + "/walled/connection", Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(wang.post(SETUP, woocommerce("wangs")).statusCode()).isEqualTo(403);
        for (String path : new String[] {"/walled/connection", "/walled/connection/heard"}) {
            assertThat(wang.get("/console/m/rival-connect/setup/channels" + path)
                            .statusCode())
                    .isEqualTo(404);
            assertThat(console.get("/console/m/rival-connect/setup/channels" + path)
                            .statusCode())
                    .isEqualTo(404);
        }
        var connection = hub.bean(ChannelConnection.class);
        var walled = channel("acme-connect", "walled").orElseThrow();
        assertThatThrownBy(() -> connection.ask(merchant("rival-connect"), walled))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no such channel");
    }

    private static String ask(String code) {
        return console.post(SETUP + "/" + code + "/connection", Map.of()).body();
    }

    private static String url() {
        return "http://127.0.0.1:" + platform.getAddress().getPort();
    }

    private static void says(int answers, String text) {
        status = answers;
        body = text;
    }

    private static Map<String, String> woocommerce(String code) {
        return new HashMap<>(Map.of(
                "adapter",
                "woocommerce",
                "code",
                code,
                "name",
                code,
                "node-1",
                "store-3",
                "account-apiBaseUrl",
                url(),
                "account-consumerKey",
                "ck_1",
                "account-consumerSecret",
                SECRET,
                "account-webhookSecret",
                "hook"));
    }

    private static MerchantId merchant(String code) {
        return hub.bean(CatalogLists.class).merchant(code).orElseThrow().id();
    }

    private static Optional<ChannelId> channel(String merchant, String code) {
        return hub.bean(Catalog.class).channel(merchant(merchant), code).map(SalesChannel::id);
    }
}
