package dev.tributary.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.catalog.CatalogSetup;
import dev.tributary.journal.Journal;
import dev.tributary.journal.NewEvent;
import dev.tributary.kernel.MerchantId;
import dev.tributary.testing.Api;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Receiver;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

class DeliveriesPageTest {

    private static HubUnderTest hub;
    private static ConsoleSession console;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start("tributary.subscriptions.private-addresses=true");
        console = ConsoleSession.ofFirstOperator(hub);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void newsNobodyTookIsSeenWithItsTriesAndSentAgain() throws Exception {
        var merchant = merchant("acme");
        merchant("other");
        try (var crm = new Receiver()) {
            crm.accept(message -> false);
            String subscription = Api.of(hub, merchant, Scope.SUBSCRIPTIONS_WRITE)
                    .post("/v1/subscriptions", "{\"url\": \"%s\", \"types\": [\"order.*\"]}".formatted(crm.url()))
                    .json()
                    .get("id")
                    .asString();
            tell(merchant, 7);
            assertThat(crm.nextRefused().orderId()).isEqualTo("7");
            triedThreeTimes(subscription);

            assertThat(console.get("/console/m/acme/parked/deliveries").body())
                    .contains(crm.url().toString(), "order.placed.v1", "order/7", "it answered 500");
            assertThat(console.get("/console/m/other/parked/deliveries").body()).doesNotContain("order/7");

            crm.accept(message -> true);
            console.post("/console/m/acme/parked/deliveries/replay-all", Map.of("subscription", subscription));
            assertThat(crm.next().orderId()).isEqualTo("7");
        }
    }

    private static MerchantId merchant(String code) {
        return hub.bean(CatalogSetup.class)
                .saveMerchant(new CatalogSetup.MerchantDraft(
                        code, code, ZoneId.of("Asia/Shanghai"), Currency.getInstance("CNY")))
                .merchant()
                .id();
    }

    private static void tell(MerchantId merchant, long order) {
        var event = new NewEvent(
                "order.placed.v1",
                "order/" + order,
                merchant,
                1,
                "{\"orderId\":\"%d\",\"version\":1}".formatted(order));
        hub.bean(TransactionOperations.class)
                .executeWithoutResult(status -> hub.bean(Journal.class).append(List.of(event)));
    }

    /** What would take the hub ten seconds. */
    private static void triedThreeTimes(String subscription) {
        var jdbc = hub.bean(JdbcClient.class);
        int changed = 0;
        while (changed == 0) {
            changed = jdbc.sql("update openapi.delivery set attempts = 3 where subscription_id = :id and attempts = 1")
                    .param("id", Long.parseLong(subscription))
                    .update();
        }
    }
}
