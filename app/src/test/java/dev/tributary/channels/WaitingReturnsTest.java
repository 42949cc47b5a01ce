package dev.tributary.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.kernel.MerchantId;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import dev.tributary.testing.TestPostgres;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Returns that wait go on by themselves, once, when what they wait for comes. */
class WaitingReturnsTest {

    private static final Scope[] SCOPES = {Scope.SETUP_WRITE, Scope.TILLS_WRITE, Scope.ORDERS_READ, Scope.STOCK_READ};

    @Test
    void aMappingPutsGoodsBackOnceThroughARestartAndTellingsAtThatMoment() throws Exception {
        var database = TestPostgres.freshDatabase();
        MerchantId merchant;
        String told = back("000101", "SHELF-9", 2, "999999");
        try (var hub = HubUnderTest.on(database)) {
            var shop = Shop.open(hub, "acme");
            merchant = shop.merchant();
            var answer = shop.api(SCOPES).post("/v1/till-returns", told);
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.json().get("waitingLines")).hasSize(1);
            Eventually.yes("it is remembered", () -> waiting(hub, shop.merchant()) == 1);
        }
        try (var hub = HubUnderTest.on(database)) {
            var api = Api.of(hub, merchant, SCOPES);
            map(api, "SHELF-9", "BREAD");
            map(api, "SHELF-9", "BREAD");
            var tellings = IntStream.range(0, 20)
                    .mapToObj(telling -> Thread.startVirtualThread(() -> api.post("/v1/till-returns", told)))
                    .toList();
            for (var telling : tellings) {
                telling.join();
            }
            Eventually.yes("the goods are back", () -> onHand(api, "BREAD") == 2);
        }
        try (var hub = HubUnderTest.on(database)) {
            var api = Api.of(hub, merchant, SCOPES);
            map(api, "SHELF-9", "BREAD");
            assertThat(api.post("/v1/till-returns", told).json().get("waitingLines"))
                    .isEmpty();
            // Its sale is still awaited, so it stays on the list; its goods are back for good.
            assertThat(onHand(api, "BREAD")).isEqualTo(2);
            assertThat(returnMovements(hub, merchant)).containsExactly(2L);
        }
    }

    @Test
    void goodsComeBackByThemselvesWithoutAnyTelling() {
        var hub = HubUnderTest.shared();
        var shop = Shop.open(hub, "without-telling");
        var api = shop.api(SCOPES);
        api.post("/v1/till-returns", back("000102", "SHELF-8", 3, null));

        map(api, "SHELF-8", "MILK-1L");

        Eventually.yes("the goods are back", () -> onHand(api, "MILK-1L") == 3);
        Eventually.yes("nothing waits any more", () -> waiting(hub, shop.merchant()) == 0);
        assertThat(events(hub, shop.merchant())).hasSize(2);
    }

    @Test
    void aSaleToldAfterItsReturnIsGivenItOnce() {
        var hub = HubUnderTest.shared();
        var shop = Shop.open(hub, "sale-after-return");
        var api = shop.api(SCOPES);
        String told = back("000103", "BREAD", 2, "000001");
        api.post("/v1/till-returns", told);
        Eventually.yes("it is remembered", () -> waiting(hub, shop.merchant()) == 1);

        String id = api.post("/v1/till-sales", sale("000001", "BREAD", 2))
                .json()
                .get("id")
                .asString();

        Eventually.yes(
                "the sale is taken back",
                () -> api.get("/v1/orders/" + id).json().get("state").asString().equals("RETURNED"));
        var order = api.get("/v1/orders/" + id).json();
        assertThat(order.at("/lines/0/unitsReturned").asLong()).isEqualTo(2);
        assertThat(order.at("/refunded/amount").asLong()).isEqualTo(1000);
        assertThat(order.get("payment").asString()).isEqualTo("REFUNDED");
        assertThat(order.has("flag")).isFalse();
        assertThat(onHand(api, "BREAD")).isZero();
        assertThat(api.post("/v1/till-returns", told).json().get("order").asString())
                .isEqualTo(id);
        assertThat(api.get("/v1/orders/" + id).json()).isEqualTo(order);
        Eventually.yes("nothing waits any more", () -> waiting(hub, shop.merchant()) == 0);
        assertThat(returnMovements(hub, shop.merchant())).containsExactly(2L);
    }

    private static long waiting(HubUnderTest hub, MerchantId merchant) {
        return hub.bean(JdbcClient.class)
                .sql("select count(*) from channels.waiting_return where merchant_id = :merchant")
                .param("merchant", merchant.value())
                .query(Long.class)
                .single();
    }

    private static List<Long> returnMovements(HubUnderTest hub, MerchantId merchant) {
        return hub.bean(JdbcClient.class)
                .sql(
                        "select on_hand_change from inventory.movement where merchant_id = :merchant and cause like 'return/%'")
                .param("merchant", merchant.value())
                .query(Long.class)
                .list();
    }

    private static List<String> events(HubUnderTest hub, MerchantId merchant) {
        return hub.bean(JdbcClient.class)
                .sql(
                        "select payload::text from journal.event where merchant_id = :merchant and type = 'order.returned.v1' order by position")
                .param("merchant", merchant.value())
                .query(String.class)
                .list();
    }

    private static void map(Api api, String channelSku, String sku) {
        var answer = api.post(
                "/v1/channels/tills/listings:batch",
                "{\"listings\": [{\"channelSku\": \"%s\", \"sku\": \"%s\"}]}".formatted(channelSku, sku));
        assertThat(answer.status()).isEqualTo(200);
    }

    private static long onHand(Api api, String sku) {
        for (var row : api.get("/v1/stock?limit=200").json().get("items")) {
            if (row.get("sku").asString().equals(sku)
                    && row.get("node").asString().equals("store-3")) {
                return row.get("onHand").asLong();
            }
        }
        return 0;
    }

    private static String sale(String sequence, String sku, long units) {
        return """
                {"channel": "tills", "node": "store-3", "till": "1", "sequence": "%s", "businessDay": "2026-11-22",
                 "soldAt": "2026-11-22T10:00:00+08:00", "currency": "CNY",
                 "lines": [{"sku": "%s", "units": %d, "unitPrice": {"amount": 500, "currency": "CNY"}}],
                 "total": {"amount": %4$d, "currency": "CNY"},
                 "tenders": [{"method": "CASH", "amount": {"amount": %4$d, "currency": "CNY"}}]}
                """.formatted(sequence, sku, units, 500 * units);
    }

    /** @param original null where the receipt of the sale is lost */
    private static String back(String sequence, String sku, long units, @Nullable String original) {
        return """
                {"channel": "tills", "node": "store-3", "till": "1", "sequence": "%s", "businessDay": "2026-11-22",
                 "returnedAt": "2026-11-22T11:00:00+08:00", "currency": "CNY", %s
                 "lines": [{"sku": "%s", "units": %d, "disposition": "RESTOCK"}],
                 "tenders": [{"method": "CASH", "amount": {"amount": %d, "currency": "CNY"}}]}
                """.formatted(
                        sequence,
                        original == null
                                ? ""
                                : "\"original\": {\"till\": \"1\", \"sequence\": \"%s\", \"businessDay\": \"2026-11-22\"},"
                                        .formatted(original),
                        sku,
                        units,
                        500 * units);
    }
}
