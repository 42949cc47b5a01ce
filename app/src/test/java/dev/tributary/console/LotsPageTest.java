package dev.tributary.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.kernel.MerchantId;
import dev.tributary.openapi.Doors;
import dev.tributary.testing.Api;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LotsPageTest {

    private static final String PAGE = "/console/m/acme-lots/stock/lots";
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    private static HubUnderTest hub;
    private static ConsoleSession console;
    private static MerchantId merchant;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        console = ConsoleSession.administrator(hub, "li-lots");
        console.post(
                "/console/setup/merchants",
                Map.of("code", "acme-lots", "name", "Acme Foods", "zone", "Asia/Shanghai", "currency", "CNY"));
        merchant =
                hub.bean(CatalogLists.class).merchant("acme-lots").orElseThrow().id();
        var erp = Api.of(hub, merchant, Scope.SETUP_WRITE, Scope.STOCK_WRITE);
        erp.put("/v1/nodes/wh-1", "{\"name\": \"Warehouse\", \"kind\": \"WAREHOUSE\"}");
        Doors.csv(erp, "/v1/products:batch", "product,sku,name,price\np,MILK,Milk,1\np,TEA,Tea,1\n");
    }

    @Test
    void lotsAreReceivedShownAndListedByTheirEnd() {
        book("MILK", "40", "<L-7>", TODAY.plusDays(12).toString());
        book("MILK", "5", "", "");
        book("TEA", "9", "T-1", TODAY.plusDays(90).toString());

        var soon = console.get(PAGE).body();
        assertThat(soon)
                .contains("Lots near expiry", "&lt;L-7&gt;", ">12<", ">40<")
                .doesNotContain("T-1");
        assertThat(console.get(PAGE + "?days=100").body()).contains("T-1", ">90<");
        assertThat(console.get(PAGE + "?days=100&node=wh-1&language=zh").body()).contains("临期批次", "剩余天数", "T-1");
        console.get(PAGE + "?language=en");
        assertThat(console.get(PAGE + "?days=2").body()).contains("No lot with units comes to its end so soon.");
        var row =
                console.get("/console/m/acme-lots/stock/row?sku=MILK&node=wh-1").body();
        assertThat(row)
                .contains("in the order in which they are picked", "&lt;L-7&gt;", "without a number")
                .contains(TODAY.plusDays(12).toString());
        assertThat(row.indexOf("&lt;L-7&gt;")).isLessThan(row.indexOf("without a number"));
    }

    @Test
    void aLotThatIsWrongIsSaid() {
        assertThat(console.post(
                                "/console/m/acme-lots/setup/receipts",
                                Map.of(
                                        "sku",
                                        "MILK",
                                        "node",
                                        "wh-1",
                                        "kind",
                                        "RECEIVE",
                                        "units",
                                        "1",
                                        "wish",
                                        "w-bad",
                                        "lot",
                                        "",
                                        "expiresOn",
                                        "soon"))
                        .body())
                .contains("Give a day such as 2026-11-22.");
        assertThat(console.post(
                                "/console/m/acme-lots/setup/receipts",
                                Map.of(
                                        "sku", "MILK", "node", "wh-1", "kind", "SAFETY", "units", "1", "wish", "w-bad2",
                                        "lot", "L-1"))
                        .body())
                .contains("Safety stock is of the whole row.");
    }

    @Test
    void aRuleIsSetAndTakenAway() {
        console.post(PAGE + "/days", Map.of("sku", "MILK", "days", "30"));
        console.post(PAGE + "/days", Map.of("sku", "", "days", "7"));
        assertThat(console.get(PAGE).body()).contains("MILK</code>", ">30<", "All other goods", ">7<");
        assertThat(console.post(PAGE + "/days", Map.of("sku", "NONE", "days", "7"))
                        .body())
                .contains("No SKU has the code NONE.");
        assertThat(console.post(PAGE + "/days", Map.of("sku", "", "days", "-1")).body())
                .contains("Give a whole number of days, at most 3650.");

        console.post(PAGE + "/days", Map.of("sku", "MILK", "days", ""));
        console.post(PAGE + "/days", Map.of("sku", "", "days", ""));

        assertThat(hub.bean(JdbcClient.class)
                        .sql("select count(*) from inventory.sellable_days where merchant_id = :merchant")
                        .param("merchant", merchant.value())
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(hub.bean(JdbcClient.class)
                        .sql(
                                "select detail from access.audit where kind = 'sellable-days-set' and merchant_id = :merchant order by id")
                        .param("merchant", merchant.value())
                        .query(String.class)
                        .list())
                .containsExactly("MILK: 30 days", "all goods: 7 days", "MILK: no rule", "all goods: no rule");
    }

    private static void book(String sku, String units, String lot, String expiresOn) {
        console.post(
                "/console/m/acme-lots/setup/receipts",
                Map.of(
                        "sku",
                        sku,
                        "node",
                        "wh-1",
                        "kind",
                        "RECEIVE",
                        "units",
                        units,
                        "wish",
                        "w-" + sku + lot,
                        "lot",
                        lot,
                        "expiresOn",
                        expiresOn));
    }
}
