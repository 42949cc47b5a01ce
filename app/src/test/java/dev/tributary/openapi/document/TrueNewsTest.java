package dev.tributary.openapi.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Receiver;
import dev.tributary.testing.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What subscribers really get is what the document's webhooks say they get. */
class TrueNewsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/events");
    private static final String MONEY = "{\"amount\": 500, \"currency\": \"CNY\"}";
    /** An order's end takes its half hour; {@link #whatWasEverWrittenIsAsDocumented} has it. */
    private static final List<String> TYPES = List.of(
            "catalog.changed.v1",
            "lease.changed.v1",
            "order.amended.v1",
            "order.cancelled.v1",
            "order.decided.v1",
            "order.paid.v1",
            "order.placed.v1",
            "order.returned.v1",
            "order.shipped.v1",
            "quota.changed.v1",
            "stock.changed.v1",
            "stock.discrepancy-opened.v1",
            "stock.held-changed.v1",
            "stock.transfer-changed.v1");

    private static HubUnderTest hub;
    private static Documented document;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start("tributary.subscriptions.private-addresses=true");
        document = Documented.by(hub);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void everyMessageOfABusyDayIsAsDocumented() throws InterruptedException {
        var shop = Shop.open(hub, "acme");
        var api = shop.api(EnumSet.complementOf(EnumSet.of(Scope.ADMIN)).toArray(Scope[]::new));
        var wrong = new TreeSet<String>();
        var heard = new TreeSet<String>();
        try (var receiver = new Receiver()) {
            api.post(
                    "/v1/subscriptions",
                    "{\"url\": \"%s\", \"types\": [\"order.*\", \"stock.*\", \"lease.*\", \"quota.*\", \"catalog.*\"]}"
                            .formatted(receiver.url()));
            live(api);
            while (!heard.containsAll(TYPES)) {
                var message = receiver.next().json();
                String type = message.path("type").asString();
                heard.add(type);
                document.faults(type, message).forEach(fault -> wrong.add(type + ": " + fault + " " + message));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "catalog.changed.v1",
                "lease.changed.v1",
                "order.amended.v1",
                "order.cancelled.v1",
                "order.decided.v1",
                "order.expired.v1",
                "order.paid.v1",
                "order.placed.v1",
                "order.returned.v1",
                "order.shipped.v1",
                "stock.changed.v1",
                "stock.back.v1",
                "stock.discrepancy-opened.v1",
                "stock.low.v1",
                "stock.out.v1",
                "stock.held-changed.v1",
                "stock.transfer-changed.v1"
            })
    void whatWasEverWrittenIsAsDocumented(String type) throws IOException {
        var json = new JsonMapper();
        var message = json.createObjectNode().put("type", type).put("timestamp", "2026-11-22T10:00:01Z");
        message.set("data", json.readTree(Files.readString(GOLDEN.resolve(type + ".json"))));

        assertThat(document.faults(type, message)).isEmpty();
        assertThat(document.faults(type, message.put("type", "order.eaten.v1"))).isNotEmpty();
    }

    private static void live(Api api) {
        api.put("/v1/nodes/wh-9", "{\"name\": \"9\", \"kind\": \"WAREHOUSE\"}");
        api.post(
                "/v1/transfers",
                "{\"number\": \"T-1\", \"from\": \"wh-1\", \"to\": \"wh-9\", \"lines\": [{\"sku\": \"MILK-1L\", \"units\": 1}]}",
                "Idempotency-Key",
                "transfer");
        api.post(
                "/v1/stock/held:batch",
                "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"MILK-1L\", \"action\": \"HOLD\", \"condition\": \"DAMAGED\", \"units\": 1}]}",
                "Idempotency-Key",
                "held");
        api.put(
                "/v1/quotas/news",
                "{\"sku\": \"MILK-1L\", \"channels\": [\"app\"], \"kind\": \"CAP\", \"amount\": 100, \"reason\": \"news\"}");
        api.post(
                "/v1/leases",
                "{\"subject\": \"STOCK_OUT\", \"channel\": \"app\", \"sku\": \"BREAD\", \"reason\": \"x\", \"expiresAt\": \"%s\"}"
                        .formatted(Instant.now().plusSeconds(3_600)));
        api.post(
                "/v1/products:batch",
                "{\"products\": [{\"code\": \"p\", \"name\": \"p\", \"skus\": [{\"code\": \"S\", \"name\": \"s\", \"price\": %s}]}]}"
                        .formatted(MONEY));
        api.post("/v1/channels/app/listings:batch", "{\"listings\": [{\"channelSku\": \"m\", \"sku\": \"MILK-1L\"}]}");
        api.post("/v1/channels/app/listings:batch", "{\"listings\": [{\"channelSku\": \"m\", \"sku\": \"BREAD\"}]}");
        String id = place(api, "N-1", "MILK-1L", 2);
        change(api, id, "lines", "{\"units\": {\"1\": 1}, \"reason\": \"one is enough\"}");
        change(api, id, "pay", "{\"reference\": \"p\", \"method\": \"CASH\", \"amount\": %s}".formatted(MONEY));
        change(api, id, "review", "{\"next\": \"ON_HOLD\", \"reason\": \"look\"}");
        change(api, id, "cancel", "{\"reason\": \"regret\"}");
        String sent = place(api, "N-2", "BREAD", 1);
        change(api, sent, "pay", "{\"reference\": \"q\", \"method\": \"CASH\", \"amount\": %s}".formatted(MONEY));
        api.post(
                "/v1/erp/shipments:batch",
                "{\"shipments\": [{\"order\": \"%s\", \"key\": \"a\", \"carrier\": \"SF\", \"trackingNumber\": \"1\", \"lines\": [{\"line\": 1, \"units\": 1}]}]}"
                        .formatted(sent),
                "Idempotency-Key",
                "ship");
        for (String sku : List.of("ANY", "S")) {
            String sale = """
                    {"channel": "tills", "node": "store-3", "till": "1", "sequence": "%1$s", "businessDay": "2026-11-22",
                     "soldAt": "2026-11-22T10:00:00Z", "lines": [{"sku": "%1$s", "units": 3, "unitPrice": %2$s}],
                     "total": %2$s, "tenders": [{"method": "CASH", "amount": %2$s}]}""".formatted(sku, MONEY);
            api.post("/v1/till-sales", sale);
            String back = sale.replace("soldAt", "returnedAt")
                    .replace("unitPrice", "amount")
                    .replace("\"lines\"", "\"currency\": \"CNY\", \"lines\"");
            api.post("/v1/till-returns", back);
            api.post(
                    "/v1/till-returns",
                    back.replace("\"sequence\": \"" + sku, "\"sequence\": \"R" + sku)
                            .replace(
                                    "\"returnedAt\"",
                                    "\"original\": {\"till\": \"1\", \"sequence\": \"%s\", \"businessDay\": \"2026-11-22\"}, \"returnedAt\""
                                            .formatted(sku)));
        }
    }

    private static String place(Api api, String number, String sku, int units) {
        return api.post("/v1/orders", """
                        {"channel": "app", "number": "%s", "delivery": {"method": "SHIP", "region": {"country": "CN", "code": "310101"}},
                         "lines": [{"sku": "%s", "units": %d, "unitPrice": %s}]}""".formatted(number, sku, units, MONEY))
                .json()
                .path("id")
                .asString();
    }

    private static void change(Api api, String id, String what, String body) {
        assertThat(api.post("/v1/orders/%s/%s".formatted(id, what), body, "Idempotency-Key", what + id)
                        .status())
                .as(what)
                .isEqualTo(200);
    }
}
