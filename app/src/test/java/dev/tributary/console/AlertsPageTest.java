package dev.tributary.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.channels.Eventually;
import dev.tributary.openapi.Doors;
import dev.tributary.testing.Api;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AlertsPageTest {

    private static final String PAGE = "/console/m/acme/stock/alerts";
    private static HubUnderTest hub;
    private static ConsoleSession console;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start(
                "tributary.inventory.reorder-after=PT0.1S", "tributary.inventory.reorder-every=PT0.2S");
        console = ConsoleSession.ofFirstOperator(hub);
        console.post(
                "/console/setup/merchants",
                Map.of("code", "acme", "name", "Acme Foods", "zone", "Asia/Shanghai", "currency", "CNY"));
        var merchant =
                hub.bean(CatalogLists.class).merchant("acme").orElseThrow().id();
        var erp = Api.of(hub, merchant, Scope.SETUP_WRITE, Scope.STOCK_WRITE);
        erp.put("/v1/nodes/wh-1", "{\"name\": \"Warehouse\", \"kind\": \"WAREHOUSE\", \"leadTimeDays\": 4}");
        Doors.csv(erp, "/v1/products:batch", "product,sku,name,price\np,MILK,Milk,1\n");
        erp.put("/v1/stock/reorder-rules", "{\"sku\": \"MILK\", \"packUnits\": 24}");
        erp.post("/v1/stock:batch", """
                {"lines": [{"node": "wh-1", "sku": "MILK", "kind": "RECEIVE", "units": 60}]}
                """, "Idempotency-Key", "k1");
        var jdbc = hub.bean(JdbcClient.class);
        Eventually.yes(
                "the ledger is gathered",
                () -> jdbc.sql("select count(*) from inventory.sales_gathered")
                                .query(Long.class)
                                .single()
                        == 1);
        // Weekends sell twice as much, and every day a little else.
        jdbc.sql("""
                        insert into inventory.daily_sales
                        select merchant_id, sku_id, node_id, day::date,
                               (case when extract(isodow from day) >= 6 then 24 else 12 end) + (ago * 7) % 5
                          from inventory.stock, generate_series(1, 88) as ago,
                               lateral (select :today::date - ago as day) as dated
                        """).param("today", LocalDate.now(ZoneId.of("Asia/Shanghai"))).update();
        // Again and again: a round that was under way says at its end that the day is done.
        Eventually.yes("an alert opens", () -> {
            jdbc.sql("update inventory.reorder_turn set done_on = null").update();
            return console.get(PAGE).body().contains("MILK");
        });
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void whatRunsLowIsListedExplainedAndSilenced() {
        var list = console.get(PAGE).body();
        assertThat(list).contains("Low stock", "Warehouse", "To act on");
        String id = list.replaceAll("(?s).*stock/alerts/([0-9]+)\".*", "$1");
        String page = PAGE + "/" + id;
        assertThat(console.get(page).body())
                .contains(
                        "exponential smoothing of each weekday",
                        "in packs of 24",
                        "forecast of 4 + 7 days",
                        "data-chart");
        assertThat(console.get(page + "?language=zh").body()).contains("补货建议", "按星期几指数平滑", "静默至");
        console.get(page + "?language=en");

        assertThat(console.post(page + "/silence", Map.of("until", "2020-01-01", "reason", "late"))
                        .body())
                .contains("Give a day to come");
        console.post(
                page + "/silence",
                Map.of(
                        "until",
                        LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(9).toString(),
                        "reason",
                        "<ends>"));
        assertThat(console.get(page).body()).contains("Silent until", "&lt;ends&gt;");
        assertThat(console.get(PAGE).body()).contains("Nothing runs low");
        assertThat(console.get(PAGE + "?show=OPEN").body()).contains("silent until");
        console.post(page + "/silence", Map.of("until", "", "reason", "not yet"));
        assertThat(console.get(PAGE).body()).contains("MILK");
        assertThat(console.get(PAGE + "/999999").statusCode()).isEqualTo(404);
    }
}
