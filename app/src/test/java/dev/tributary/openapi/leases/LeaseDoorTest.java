package dev.tributary.openapi.leases;

import static dev.tributary.openapi.Doors.texts;
import static dev.tributary.openapi.Doors.violations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.access.Scope;
import dev.tributary.openapi.Doors;
import dev.tributary.testing.Api;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class LeaseDoorTest {

    @RegisterExtension
    static final Doors doors = new Doors();

    private static final Instant TOMORROW =
            Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MICROS);

    /** A merchant with one SKU at one node, an ERP that writes its stock, and an operator who may lease. */
    private record Merchant(Api erp, Api operator) {

        static Merchant of(Doors doors) {
            var merchant = doors.merchant(Scope.SETUP_WRITE, Scope.STOCK_READ, Scope.STOCK_WRITE, Scope.ORDERS_WRITE);
            var erp = merchant.api();
            erp.put("/v1/nodes/wh-1", "{\"name\": \"Warehouse\", \"kind\": \"WAREHOUSE\"}");
            erp.put("/v1/channels/app", "{\"name\": \"App\", \"adapter\": \"app\", \"nodes\": [\"wh-1\"]}");
            Doors.csv(erp, "/v1/products:batch", "product,sku,name,price\np,MILK,Milk,1\n");
            return new Merchant(
                    erp, Api.of(doors.hub(), merchant.id(), Scope.LEASES_READ, Scope.LEASES_WRITE, Scope.STOCK_READ));
        }

        Api.Answer tells(String kind, long units) {
            return erp.post(
                    "/v1/stock:batch",
                    "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"MILK\", \"kind\": \"%s\", \"units\": %d, \"cause\": \"erp\"}]}"
                            .formatted(kind, units),
                    "Idempotency-Key",
                    "k" + System.nanoTime());
        }

        Api.Answer orders(String number, int units) {
            return erp.post(
                    "/v1/orders",
                    "{\"channel\": \"app\", \"number\": \"%s\", \"lines\": [{\"sku\": \"MILK\", \"units\": %d, \"unitPrice\": {\"amount\": 100, \"currency\": \"CNY\"}}]}"
                            .formatted(number, units));
        }

        JsonNode row() {
            return erp.get("/v1/stock/MILK/wh-1").json();
        }

        Api.Answer leases(String members) {
            return operator.post(
                    "/v1/leases",
                    "{\"owner\": \"Li\", \"reason\": \"stock-take\", \"expiresAt\": \"%s\", %s}"
                            .formatted(TOMORROW, members));
        }

        Api.Answer ends(JsonNode lease, String drift) {
            return operator.post(
                    "/v1/leases/" + lease.path("id").asString() + "/end",
                    "{\"drift\": \"%s\", \"reason\": \"counted\"}".formatted(drift));
        }

        JsonNode lease(JsonNode lease, String more) {
            return operator.get("/v1/leases/" + lease.path("id").asString() + more)
                    .json();
        }

        void waitsForEndOf(JsonNode lease) {
            await().until(() -> lease(lease, "").path("state").asString().equals("ENDED"));
        }
    }

    @Test
    void aStockTakeIsNotDisturbedByTheErp() {
        var merchant = Merchant.of(doors);
        merchant.tells("RECEIVE", 60);

        // Before the night's stock-take Li suspends what the ERP says of the warehouse, until tomorrow.
        var lease =
                merchant.leases("\"subject\": \"STOCK_IN\", \"node\": \"wh-1\"").json();
        assertThat(lease.path("state").asString()).isEqualTo("ACTIVE");

        // The ERP goes on as every night: its number is kept, and it is told so. Customers go on too.
        assertThat(merchant.tells("COUNT", 50).body()).isEqualTo("{\"rows\":1,\"keptBack\":1}");
        assertThat(merchant.orders("A-1", 3).status()).isEqualTo(201);
        assertThat(merchant.row().path("onHand").asLong()).isEqualTo(60);

        // In the morning she looks at what would change, and it takes one more hour.
        var drift = merchant.lease(lease, "/drift").path("items");
        assertThat(drift).hasSize(1);
        assertThat(drift.get(0).path("told").asString()).isEqualTo("COUNT 50");
        assertThat(drift.get(0).path("sku").asString()).isEqualTo("MILK");
        assertThat(drift.get(0).path("difference").asLong()).isEqualTo(-10);
        String id = lease.path("id").asString();
        var extended = merchant.operator()
                .post(
                        "/v1/leases/" + id + "/extend",
                        "{\"expiresAt\": \"%s\", \"reason\": \"one aisle left\"}"
                                .formatted(TOMORROW.plusSeconds(3_600)));
        assertThat(extended.json().path("expiresAt").asString())
                .isEqualTo(TOMORROW.plusSeconds(3_600).toString());

        // The ERP was right: she applies it. The order stays promised, the ledger names the lease.
        merchant.ends(lease, "APPLY");
        merchant.waitsForEndOf(lease);
        assertThat(merchant.row().path("onHand").asLong()).isEqualTo(50);
        assertThat(merchant.row().path("reserved").asLong()).isEqualTo(3);
        var newest =
                merchant.erp().get("/v1/stock/MILK/wh-1/ledger?limit=1").json().at("/items/0");
        assertThat(newest.path("kind").asString()).isEqualTo("SNAPSHOT");
        assertThat(newest.path("cause").asString()).isEqualTo("lease/" + id + " erp");
        assertThat(texts(merchant.lease(lease, "/history").path("items"), "what"))
                .containsExactly("MADE", "EXTENDED", "ENDED", "SETTLED");

        // From here on the ERP counts again.
        assertThat(merchant.tells("COUNT", 48).body()).isEqualTo("{\"rows\":1}");
        assertThat(merchant.row().path("onHand").asLong()).isEqualTo(48);
    }

    @Test
    void aTruckOnItsWayIsSoldInAdvance() {
        var merchant = Merchant.of(doors);
        merchant.tells("RECEIVE", 2);
        assertThat(merchant.orders("B-1", 3).status()).isEqualTo(422);

        // The truck is on the road: Li lets five more be promised until tomorrow.
        var lease = merchant.leases("\"subject\": \"OVERSELL\", \"node\": \"wh-1\", \"sku\": \"MILK\", \"units\": 5")
                .json();
        String sold = merchant.orders("B-2", 5).json().path("id").asString();
        assertThat(merchant.orders("B-3", 3).status()).isEqualTo(422);
        assertThat(merchant.row().path("allowance").asLong()).isEqualTo(5);

        // She cannot promise less than is promised, but more.
        String id = lease.path("id").asString();
        assertThat(merchant.operator()
                        .post("/v1/leases/" + id + "/extend", "{\"units\": 2, \"reason\": \"less\"}")
                        .status())
                .isEqualTo(409);
        assertThat(merchant.operator()
                        .post("/v1/leases/" + id + "/extend", "{\"units\": 6, \"reason\": \"a bigger truck\"}")
                        .json()
                        .path("units")
                        .asLong())
                .isEqualTo(6);

        // Its time is over before the truck is here: three are promised that are not there, so three stay allowed.
        letTimePass(id);
        await().until(() -> merchant.lease(lease, "").has("note"));
        var ending = merchant.lease(lease, "");
        assertThat(ending.path("state").asString()).isEqualTo("ENDING");
        assertThat(ending.path("note").asString())
                .isEqualTo("allowance 3, not 0: so many units are promised beyond what is there");
        assertThat(merchant.row().path("allowance").asLong()).isEqualTo(3);
        assertThat(merchant.orders("B-4", 1).status()).isEqualTo(422);

        // One order is cancelled: nothing is promised beyond what is there any longer.
        merchant.erp().post("/v1/orders/" + sold + "/cancel", "{\"reason\": \"too late\"}", "Idempotency-Key", "c");
        merchant.waitsForEndOf(lease);
        assertThat(merchant.row().path("allowance").asLong()).isZero();
        assertThat(merchant.row().path("available").asLong()).isEqualTo(2);
        assertThat(texts(merchant.lease(lease, "/history").path("items"), "what"))
                .containsExactly("MADE", "EXTENDED", "EXPIRED", "SETTLING", "SETTLED");
    }

    @Test
    void theListShowsWhatIsNotOver() {
        var merchant = Merchant.of(doors);
        var first = merchant.leases("\"subject\": \"STOCK_OUT\", \"channel\": \"app\"")
                .json();
        var second = merchant.leases("\"subject\": \"STOCK_IN\", \"sku\": \"MILK\", \"field\": \"SAFETY\"")
                .json();
        merchant.ends(first, "DISCARD");
        merchant.waitsForEndOf(first);

        var open = merchant.operator().get("/v1/leases").json().path("items");
        var all = merchant.operator().get("/v1/leases?show=ALL&limit=1").json();
        var rest = merchant.operator()
                .get("/v1/leases?show=ALL&limit=1&cursor="
                        + all.path("nextCursor").asString())
                .json();

        assertThat(texts(open, "id")).containsExactly(second.path("id").asString());
        assertThat(open.get(0).path("field").asString()).isEqualTo("SAFETY");
        assertThat(texts(all.path("items"), "id"))
                .containsExactly(second.path("id").asString());
        assertThat(texts(rest.path("items"), "channel")).containsExactly("app");
        assertThat(rest.has("nextCursor")).isFalse();
    }

    @Test
    void theSameWishTwiceIsOneLease() {
        var merchant = Merchant.of(doors);
        String wish = "{\"subject\": \"STOCK_IN\", \"reason\": \"x\", \"expiresAt\": \"%s\"}".formatted(TOMORROW);
        var first = merchant.operator().post("/v1/leases", wish, "Idempotency-Key", "one");
        var again = merchant.operator().post("/v1/leases", wish, "Idempotency-Key", "one");
        var other = merchant.operator().post("/v1/leases", wish.replace("\"x\"", "\"y\""), "Idempotency-Key", "one");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(other.status()).isEqualTo(422);
        assertThat(merchant.operator().get("/v1/leases").json().path("items")).hasSize(1);
        assertThat(first.json().path("owner").asString()).startsWith("c");
    }

    @Test
    void whoWritesStockMayNotLiftItsSuspension() {
        var merchant = Merchant.of(doors);
        var lease = merchant.leases("\"subject\": \"STOCK_IN\"").json();
        String end = "/v1/leases/" + lease.path("id").asString() + "/end";

        assertThat(merchant.erp()
                        .post(end, "{\"drift\": \"APPLY\", \"reason\": \"me\"}")
                        .status())
                .isEqualTo(403);
        assertThat(merchant.erp().get("/v1/leases").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                  | /subject required, /reason required, /expiresAt required
            {"subject": "STOCK", "reason": "", "expiresAt": "soon"}             | /subject invalid_value, /reason too_short, /expiresAt invalid_value
            {"subject": "STOCK_IN", "reason": "x", "expiresAt": "2026-01-01T00:00:00Z"} | /expiresAt out_of_range
            {"subject": "STOCK_IN", "reason": "x", "expiresAt": "2099-01-01T00:00:00Z", "units": 0} | /units out_of_range
            {"subject": "STOCK_IN", "reason": "x", "expiresAt": "2099-01-01T00:00:00Z", "sku": "NONE", "node": "moon", "channel": "none"} | /channel unknown_channel, /node unknown_node, /sku unknown_sku
            {"subject": "STOCK_IN", "reason": "x", "expiresAt": "2099-01-01T00:00:00Z", "channel": "app", "field": "AVAILABLE"} | /channel not_here, /field not_here, /expiresAt out_of_range
            {"subject": "OVERSELL", "reason": "x", "expiresAt": "2099-01-01T00:00:00Z"} | /units required, /expiresAt out_of_range, /sku required, /node required
            {"subject": "STOCK_IN", "reason": "x", "expiresAt": "2099-01-01T00:00:00Z", "until": 1} | /until unknown_field
            """)
    void badInputIsNamed(String body, String expected) {
        var answer = Merchant.of(doors).operator().post("/v1/leases", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(violations(answer.json())).containsExactlyInAnyOrder(expected.split(", "));
    }

    private static void letTimePass(String lease) {
        doors.hub()
                .bean(JdbcClient.class)
                .sql("update leases.lease set made_at = made_at - interval '1 day', expires_at = now() where id = ?")
                .param(Long.parseLong(lease))
                .update();
    }
}
