package dev.tributary.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.access.Scope;
import dev.tributary.testing.Api;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LeasesPageTest {

    private static final String LEASES = "/console/m/acme-leases/stock/leases";

    private static HubUnderTest hub;
    private static ConsoleSession console;
    private static Api erp;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        console = ConsoleSession.administrator(hub, "li-leases");
        erp = Shop.open(hub, "acme-leases").api(Scope.STOCK_READ, Scope.STOCK_WRITE);
        Shop.open(hub, "umbra-leases");
    }

    @Test
    void theDriftIsSeenBeforeItIsApplied() {
        var made = console.post(LEASES, form(Map.of("subject", "STOCK_IN", "sku", "MILK-1L", "node", "wh-1")));
        String path = made.uri().getPath();
        assertThat(path).matches(LEASES + "/[0-9]+");
        assertThat(made.body())
                .contains("The lease counts from now on.", "Nothing differs")
                .containsPattern("3 h 2[89] min");

        erp.post(
                "/v1/stock:batch",
                "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"MILK-1L\", \"kind\": \"COUNT\", \"units\": 7}]}",
                "Idempotency-Key",
                "kept");
        assertThat(console.get(path).body()).contains("COUNT 7", "−3", "End it and apply");
        assertThat(console.get(LEASES).body()).contains("stock-take", "MILK-1L", "hx-get=\"" + LEASES + "/now");
        assertThat(console.get(LEASES + "/now?show=OPEN").body())
                .contains("stock-take")
                .doesNotContain("<html");

        var extended = console.post(path + "/extend", Map.of("until", tomorrow(2), "reason", "one aisle left"));
        assertThat(extended.body()).contains("The lease is changed.", "one aisle left");

        var ended = console.post(path + "/end", Map.of("drift", "APPLY", "reason", "counted"));
        assertThat(ended.body()).contains("The lease is ended");
        await().until(() -> console.get(path).body().contains("1 number(s) applied, on hand -3"));
        String ledger = console.get("/console/m/acme-leases/stock/row?sku=MILK-1L&node=wh-1")
                .body();
        assertThat(ledger).contains("href=\"" + path + "\"");
        assertThat(console.get(LEASES + "?language=zh").body()).contains("租约", "没有租约");
        console.get(LEASES + "?language=en");
        assertThat(console.get(LEASES + "?show=ALL").body()).contains("stock-take", "Over");
    }

    @Test
    void anAllowanceIsALeaseAndNoLongerAReceipt() {
        var made =
                console.post(LEASES, form(Map.of("subject", "OVERSELL", "sku", "BREAD", "node", "wh-1", "units", "5")));
        assertThat(made.body()).contains("up to 5", "Allowance");
        assertThat(console.get("/console/m/acme-leases/stock/row?sku=BREAD&node=wh-1")
                        .body())
                .contains("Allowance set");

        var refused = console.post(
                "/console/m/acme-leases/setup/receipts",
                Map.of("node", "wh-1", "sku", "BREAD", "kind", "ALLOWANCE", "units", "9", "wish", "w"));
        assertThat(refused.body()).contains("Overselling is allowed by a lease");
        assertThat(erp.get("/v1/stock?limit=200").body())
                .contains("\"allowance\":5")
                .doesNotContain("\"allowance\":9");
    }

    @Test
    void whatIsWrongIsSaidAtItsField() {
        var page =
                console.post(LEASES, Map.of("subject", "OVERSELL", "owner", "", "reason", "x", "until", tomorrow(1)));
        assertThat(page.body())
                .contains("id=\"wrong-sku\"", "id=\"wrong-node\"", "id=\"wrong-units\"", "id=\"wrong-owner\"");
        assertThat(console.post(LEASES, form(Map.of("subject", "STOCK_IN", "sku", "NONE")))
                        .body())
                .contains("There is no sku with this code.");
        assertThat(console.post(LEASES, form(Map.of("subject", "STOCK_IN", "until", "soon")))
                        .body())
                .contains("id=\"wrong-expiresAt\"");
    }

    @Test
    void anotherMerchantsLeaseIsNotFoundAndAViewerEndsNone() {
        var made = console.post(LEASES, form(Map.of("subject", "STOCK_OUT", "channel", "app")));
        String path = made.uri().getPath();
        assertThat(console.get(path.replace("acme-leases", "umbra-leases")).statusCode())
                .isEqualTo(404);
        console.post(
                path.replace("acme-leases", "umbra-leases") + "/end", Map.of("drift", "DISCARD", "reason", "mine"));
        console.post(
                "/console/setup/operators",
                Map.of(
                        "name",
                        "wang-leases",
                        "password",
                        ConsoleSession.PASSWORD,
                        "role",
                        "VIEWER",
                        "merchant",
                        "acme-leases"));
        var wang = ConsoleSession.loggedIn(hub, "wang-leases");
        assertThat(wang.get(path).body()).contains("stock-take").doesNotContain("End it and apply");
        assertThat(wang.post(path + "/end", Map.of("drift", "DISCARD", "reason", "mine"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(console.get(path).body()).contains("End it and apply");
    }

    private static Map<String, String> form(Map<String, String> values) {
        var form = new HashMap<>(Map.of("owner", "Li", "reason", "stock-take", "until", inThreeHours()));
        form.putAll(values);
        return form;
    }

    private static String inThreeHours() {
        return LocalDateTime.now(ZoneId.of("Asia/Shanghai"))
                .plusHours(3)
                .plusMinutes(30)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    private static String tomorrow(int days) {
        return LocalDateTime.now(ZoneId.of("Asia/Shanghai"))
                .plusDays(days)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }
}
