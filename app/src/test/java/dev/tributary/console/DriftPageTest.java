package dev.tributary.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.inventory.BookRounds;
import dev.tributary.openapi.Doors;
import dev.tributary.testing.Api;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class DriftPageTest {

    private static final String PAGE = "/console/m/acme/stock/drift";
    private static HubUnderTest hub;
    private static ConsoleSession console;
    private static BookRounds books;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start();
        books = new BookRounds(hub);
        console = ConsoleSession.ofFirstOperator(hub);
        console.post(
                "/console/setup/merchants",
                Map.of("code", "acme", "name", "Acme Foods", "zone", "Asia/Shanghai", "currency", "CNY"));
        var merchant =
                hub.bean(CatalogLists.class).merchant("acme").orElseThrow().id();
        var erp = Api.of(hub, merchant, Scope.SETUP_WRITE, Scope.STOCK_WRITE);
        erp.put("/v1/nodes/wh-1", "{\"name\": \"Warehouse\", \"kind\": \"WAREHOUSE\"}");
        Doors.csv(erp, "/v1/products:batch", "product,sku,name,price\np,MILK,Milk,1\np,TEA,Tea,1\n");
        erp.post("/v1/stock:batch", """
                {"lines": [{"node": "wh-1", "sku": "MILK", "kind": "RECEIVE", "units": 10},
                           {"node": "wh-1", "sku": "TEA", "kind": "RECEIVE", "units": 10}]}
                """, "Idempotency-Key", "k1");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void driftIsShownWithItsProofAndRepairsAreStoppedAndLetGoAgain() {
        assertThat(console.get(PAGE).body()).contains("first round not over", "Nothing yet");
        books.read();
        jdbc("update inventory.reading set first_ended_at = first_ended_at - interval '3 days'");
        assertThat(console.get(PAGE).body()).contains("3 d", "Default", "60 an hour");
        assertThat(console.get(PAGE + "?language=zh").body()).contains("账目漂移", "无漂移已持续", "3 天");
        console.get(PAGE + "?language=en");

        console.post(PAGE + "/rule", Map.of("repairs", "false", "hourlyMax", "30", "reason", "<we look first>"));
        jdbc(
                "update inventory.stock set on_hand = 60 where sku_id = (select sku_id from catalog.sku where code = 'MILK')");
        books.read();
        books.repair();

        var stopped = console.get(PAGE).body();
        assertThat(stopped)
                .contains(
                        "Repairs are stopped", "on hand 60,", "expected on hand 10,", ">Open<", "&lt;we look first&gt;")
                .contains("30 an hour", "some is open");
        assertThat(onHand("MILK")).isEqualTo(60);

        console.post(PAGE + "/rule", Map.of("repairs", "true", "hourlyMax", "30", "reason", "go on"));
        books.repair();

        var repaired = console.get(PAGE).body();
        assertThat(repaired)
                .contains(">Repaired<", "Movement 2", "ledger: on hand 10", "0 d")
                .doesNotContain("Repairs are stopped");
        assertThat(onHand("MILK")).isEqualTo(10);
        var row = console.get("/console/m/acme/stock/row?sku=MILK&node=wh-1").body();
        assertThat(row).contains("Books put right", "/console/m/acme/stock/drift#drift-");
        assertThat(hub.bean(JdbcClient.class)
                        .sql("select detail from access.audit where kind = 'repair-rule-set' order by id")
                        .query(String.class)
                        .list())
                .containsExactly("no repairs, 30 an hour: <we look first>", "repairs, 30 an hour: go on");
    }

    @Test
    void aRuleThatIsNoneChangesNothing() {
        for (var wrong : new String[][] {{"0", "why"}, {"many", "why"}, {"3601", "why"}, {"60", ""}}) {
            var page =
                    console.post(PAGE + "/rule", Map.of("repairs", "false", "hourlyMax", wrong[0], "reason", wrong[1]));
            assertThat(page.body()).contains("Not set:");
        }
        assertThat(hub.bean(JdbcClient.class)
                        .sql("select count(*) from inventory.repair_rule where hourly_max <> 30")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static void jdbc(String sql) {
        assertThat(hub.bean(JdbcClient.class).sql(sql).update()).isPositive();
    }

    private static long onHand(String sku) {
        return hub.bean(JdbcClient.class)
                .sql(
                        "select on_hand from inventory.stock where sku_id = (select sku_id from catalog.sku where code = :sku)")
                .param("sku", sku)
                .query(Long.class)
                .single();
    }
}
