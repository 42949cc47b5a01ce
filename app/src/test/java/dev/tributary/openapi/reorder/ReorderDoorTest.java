package dev.tributary.openapi.reorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.channels.Eventually;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A hub whose rounds follow each other closely: bread sold ten a day, of which ten are left. */
class ReorderDoorTest {

    private static HubUnderTest hub;
    private static Api api;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start(
                "tributary.inventory.reorder-after=PT0.1S", "tributary.inventory.reorder-every=PT0.2S");
        var shop = Shop.open(hub, "acme");
        api = shop.api(Scope.STOCK_READ, Scope.STOCK_WRITE);
        var jdbc = hub.bean(JdbcClient.class);
        Eventually.yes(
                "the ledger is gathered",
                () -> jdbc.sql("select count(*) from inventory.sales_gathered")
                                .query(Long.class)
                                .single()
                        == 2);
        var today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        jdbc.sql("""
                        insert into inventory.daily_sales
                        select merchant_id, sku_id, node_id, :today - ago, 10
                          from (select merchant_id, sku_id, min(node_id) as node_id from inventory.stock group by 1, 2
                                 order by sku_id desc limit 1) as one, generate_series(1, 60) as ago
                        """).param("today", today).update();
        // Again and again: a round that was under way says at its end that the day is done.
        Eventually.yes("an alert opens", () -> {
            jdbc.sql("update inventory.reorder_turn set done_on = null").update();
            return !list("LOUD").isEmpty();
        });
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static JsonNode list(String show) {
        var answer = api.get("/v1/stock/alerts?show=" + show);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("items");
    }

    @Test
    void anAlertSaysWhyAndWhatToDoAndIsSilencedForAReason() {
        var alert = list("OPEN").get(0);
        String id = alert.path("id").asString();
        assertThat(api.get("/v1/stock/alerts/" + id).json()).isEqualTo(alert);
        assertThat(alert.path("sku").asString()).isEqualTo("BREAD");
        assertThat(alert.at("/forecast/perDay").asDouble()).isEqualTo(10);
        assertThat(alert.at("/proposal/units").asLong()).isEqualTo(130);
        assertThat(alert.at("/proposal/coverDays").asDouble()).isEqualTo(1);
        assertThat(alert.at("/proposal/formula").asString()).contains("= 130.0; in packs of 1: 130");
        String silence = "{\"until\": \"%s\", \"reason\": \"ends its life\"}"
                .formatted(Instant.now().plusSeconds(3_600));
        String path = "/v1/stock/alerts/" + id + "/silence";
        var silenced = api.post(path, silence, "Idempotency-Key", "k1");
        assertThat(silenced.status()).as(silenced.body()).isEqualTo(200);
        assertThat(silenced.json().at("/silence/reason").asString()).isEqualTo("ends its life");
        assertThat(api.post(path, silence, "Idempotency-Key", "k1").header("Idempotent-Replayed"))
                .isPresent();
        assertThat(list("LOUD")).isEmpty();
        var loud = api.post(path, "{\"reason\": \"not yet\"}", "Idempotency-Key", "k2");
        assertThat(loud.json().has("silence")).isFalse();
        assertThat(list("LOUD")).hasSize(1);
    }

    @Test
    void theOutlookHasEachDayAndTheForecast() {
        var outlook = api.get("/v1/stock/BREAD/wh-1/outlook");
        assertThat(outlook.status()).as(outlook.body()).isEqualTo(200);
        assertThat(outlook.json().path("sold")).hasSize(90);
        assertThat(outlook.json().at("/sold/89/units").asLong()).isEqualTo(10);
        assertThat(outlook.json().at("/forecast/byWeekday")).hasSize(7);
        assertThat(api.get("/v1/stock/MILK-1L/wh-1/outlook").status()).isEqualTo(404);
        assertThat(api.get("/v1/stock/MILK-1L/moon/outlook").status()).isEqualTo(404);
    }

    @Test
    void rulesAreReplacedByTheirScope() {
        String milk = "{\"sku\": \"MILK-1L\", \"leadTimeDays\": 3, \"packUnits\": 12}";
        assertThat(api.put("/v1/stock/reorder-rules", milk).json().toString())
                .isEqualTo(
                        "{\"sku\":\"MILK-1L\",\"leadTimeDays\":3,\"reviewDays\":7,\"servicePermille\":950,\"packUnits\":12}");
        api.put("/v1/stock/reorder-rules", milk.replace("12", "6"));
        assertThat(api.get("/v1/stock/reorder-rules")
                        .json()
                        .at("/items/0/packUnits")
                        .asLong())
                .isEqualTo(6);
        assertThat(api.get("/v1/stock/reorder-rules").json().path("items")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"sku": "NONE"}               | /sku             | unknown_sku
        {"node": "moon"}              | /node            | unknown_node
        {"reviewDays": 0}             | /reviewDays      | out_of_range
        {"leadTimeDays": 366}         | /leadTimeDays    | out_of_range
        {"servicePermille": 1000}     | /servicePermille | out_of_range
        {"packUnits": 0}              | /packUnits       | out_of_range
        {"pack": 1}                   | /pack            | unknown_field
        """)
    void wrongRulesAreRefused(String body, String pointer, String code) {
        var answer = api.put("/v1/stock/reorder-rules", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/violations/0/pointer").asString()).isEqualTo(pointer);
        assertThat(answer.json().at("/violations/0/code").asString()).isEqualTo(code);
    }

    @Test
    void wrongSilencesAreRefused() {
        String path = "/v1/stock/alerts/" + list("OPEN").get(0).path("id").asString() + "/silence";
        assertThat(api.post(path, "{\"reason\": \"x\"}").status()).isEqualTo(400);
        assertThat(api.post(path, "{\"until\": \"2020-01-01T00:00:00Z\", \"reason\": \"x\"}", "Idempotency-Key", "b1")
                        .body())
                .contains("bad_time");
        assertThat(api.post(path, "{\"until\": \"2090-01-01T00:00:00Z\", \"reason\": \"x\"}", "Idempotency-Key", "b2")
                        .body())
                .contains("bad_time");
        assertThat(api.post(path, "{}", "Idempotency-Key", "b3").body()).contains("/reason");
        assertThat(api.post("/v1/stock/alerts/999999/silence", "{\"reason\": \"x\"}", "Idempotency-Key", "b4")
                        .status())
                .isEqualTo(404);
        assertThat(api.get("/v1/stock/alerts?show=SOME").status()).isEqualTo(400);
        assertThat(api.get("/v1/stock/alerts/x").status()).isEqualTo(404);
    }
}
