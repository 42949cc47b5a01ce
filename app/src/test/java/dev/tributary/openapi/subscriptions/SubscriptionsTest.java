package dev.tributary.openapi.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogSetup;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.journal.Journal;
import dev.tributary.journal.NewEvent;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.Region;
import dev.tributary.openapi.Deliveries;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Receiver;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** From a fact in the journal to a receiver's door, on the whole hub. */
class SubscriptionsTest {

    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start("tributary.subscriptions.private-addresses=true");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void newsArrivesSignedAndNamedByTheMerchantsOwnCodes() throws Exception {
        var merchant = merchant("signed");
        var catalog = hub.bean(CatalogSetup.class);
        var node = hub.bean(Nodes.class)
                .save(
                        merchant,
                        new Nodes.Draft(
                                "wh-1",
                                "Warehouse",
                                Node.Kind.WAREHOUSE,
                                new Region("CN", "310101"),
                                Optional.empty(),
                                Optional.empty(),
                                Set.of(),
                                0));
        var channel = catalog.saveChannel(
                merchant,
                new CatalogSetup.ChannelDraft("app", "App", "app", false, List.of(node.id()), Duration.ofMinutes(30)));
        catalog.saveProducts(
                merchant,
                List.of(new CatalogSetup.ProductDraft(
                        "MILK",
                        "Milk",
                        List.of(new CatalogSetup.SkuDraft(
                                "MILK-1L",
                                "Milk 1 l",
                                Optional.empty(),
                                Sku.BaseUnit.PIECE,
                                Money.of(1290, "CNY"),
                                Optional.empty())))));
        var sku = hub.bean(Catalog.class).skusByCode(merchant, List.of("MILK-1L")).values().stream()
                .findFirst()
                .orElseThrow();
        try (var receiver = new Receiver()) {
            var created = api(merchant)
                    .post("/v1/subscriptions", "{\"url\": \"%s\", \"types\": [\"order.*\"]}".formatted(receiver.url()));
            assertThat(created.status()).isEqualTo(201);

            append(new NewEvent(
                    "order.placed.v1",
                    "order/12",
                    merchant,
                    1,
                    "{\"orderId\":\"12\",\"channelId\":\"%s\",\"lines\":[{\"line\":1,\"skuId\":\"%s\",\"nodeId\":\"%s\"}]}"
                            .formatted(channel.id(), sku.id(), node.id())));

            var message = receiver.next();
            new Webhook(created.json().get("secret").asString()).verify(message.body(), lowerCase(message));
            assertThat(message.json().get("type").asString()).isEqualTo("order.placed.v1");
            assertThat(message.json().get("timestamp").asString()).endsWith("Z");
            var data = message.json().get("data");
            assertThat(data.get("channel").asString()).isEqualTo("app");
            assertThat(data.get("lines").get(0).get("sku").asString()).isEqualTo("MILK-1L");
            assertThat(data.get("lines").get(0).get("node").asString()).isEqualTo("wh-1");
            assertThat(data.get("orderId").asString()).isEqualTo("12");
        }
    }

    @Test
    void theSecretIsShownOnceAndAnEndedSubscriptionHearsNothing() throws Exception {
        var merchant = merchant("once");
        var api = api(merchant);
        try (var ended = new Receiver();
                var other = new Receiver()) {
            var id = subscribe(merchant, ended, "order.*");
            subscribe(merchant, other, "order.placed.v1");
            var listed = api.get("/v1/subscriptions");
            assertThat(listed.json().get("items")).hasSize(2);
            assertThat(listed.body()).doesNotContain("whsec").doesNotContain("salt");
            var key = "first-key";
            var body = "{\"url\": \"%s\", \"types\": [\"catalog.changed.v1\"]}".formatted(other.url());
            assertThat(api.post("/v1/subscriptions", body, "Idempotency-Key", key)
                            .body())
                    .contains("whsec_");
            assertThat(api.post("/v1/subscriptions", body, "Idempotency-Key", key)
                            .body())
                    .doesNotContain("whsec_");

            assertThat(api.delete("/v1/subscriptions/" + id).status()).isEqualTo(204);
            assertThat(api.delete("/v1/subscriptions/" + id).status()).isEqualTo(404);
            append(placed(merchant, 1, 1));
            assertThat(other.next().orderId()).isEqualTo("1");
            assertThat(deliveriesOf(id)).isZero();
        }
    }

    @Test
    void anotherMerchantNeitherSeesNorEndsNorHearsIt() throws Exception {
        var merchant = merchant("mine");
        var stranger = merchant("theirs");
        try (var receiver = new Receiver()) {
            var id = subscribe(merchant, receiver, "order.*");
            assertThat(api(stranger).get("/v1/subscriptions").json().get("items"))
                    .isEmpty();
            assertThat(api(stranger).delete("/v1/subscriptions/" + id).status()).isEqualTo(404);
            append(placed(stranger, 1, 1));
            append(placed(merchant, 2, 1));
            assertThat(receiver.next().orderId()).isEqualTo("2");
        }
    }

    @Test
    void everythingWrongWithASubscriptionIsToldAtOnce() {
        var answer = api(merchant("wrong"))
                .post(
                        "/v1/subscriptions",
                        "{\"url\": \"ftp://example.com\", \"types\": [\"order.eaten.v1\"], \"x\": 1}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("violations"))
                .extracting(violation -> violation.get("pointer").asString())
                .containsExactlyInAnyOrder("/url", "/types", "/x");
    }

    @Test
    void aDeadReceiverDelaysNobodyElse() throws Exception {
        var merchant = merchant("dead");
        String deadUrl;
        try (var closed = new Receiver()) {
            deadUrl = closed.url();
        }
        api(merchant).post("/v1/subscriptions", "{\"url\": \"%s\", \"types\": [\"order.*\"]}".formatted(deadUrl));
        try (var alive = new Receiver()) {
            subscribe(merchant, alive, "order.*");
            append(IntStream.range(0, 1_000)
                    .mapToObj(i -> placed(merchant, 1_000 + i, 1))
                    .toArray(NewEvent[]::new));
            assertThat(alive.next(1_000)).extracting(Receiver.Message::orderId).doesNotHaveDuplicates();
        }
    }

    @Test
    void whatFailsHoldsUpOnlyItsKeyAndIsReplayedInOrder() throws Exception {
        var merchant = merchant("failing");
        try (var receiver = new Receiver()) {
            receiver.accept(message -> !message.orderId().equals("1"));
            var subscription = subscribe(merchant, receiver, "order.*");
            append(placed(merchant, 1, 1));
            assertThat(receiver.nextRefused().orderId()).isEqualTo("1");
            append(placed(merchant, 1, 2), placed(merchant, 2, 1));
            assertThat(receiver.next().orderId()).isEqualTo("2");

            receiver.accept(message -> true);
            hub.bean(JdbcClient.class)
                    .sql("update openapi.delivery set attempts = 3 where subscription_id = :id and attempts = 1")
                    .param("id", Long.parseLong(subscription))
                    .update();
            hub.bean(Deliveries.class).replayAll(merchant, Long.parseLong(subscription));

            assertThat(receiver.next(2))
                    .extracting(
                            message -> message.json().get("data").get("version").asLong())
                    .containsExactly(1L, 2L);
        }
    }

    private static NewEvent placed(MerchantId merchant, long order, long version) {
        return new NewEvent(
                "order.placed.v1",
                "order/" + order,
                merchant,
                version,
                "{\"orderId\":\"%d\",\"version\":%d}".formatted(order, version));
    }

    private static void append(NewEvent... events) {
        hub.bean(TransactionOperations.class)
                .executeWithoutResult(status -> hub.bean(Journal.class).append(Arrays.asList(events)));
    }

    private static MerchantId merchant(String code) {
        return hub.bean(CatalogSetup.class)
                .saveMerchant(new CatalogSetup.MerchantDraft(
                        code, code, ZoneId.of("Asia/Shanghai"), Currency.getInstance("CNY")))
                .merchant()
                .id();
    }

    private static Api api(MerchantId merchant) {
        return Api.of(hub, merchant, Scope.SUBSCRIPTIONS_WRITE);
    }

    private static String subscribe(MerchantId merchant, Receiver receiver, String type) {
        return api(merchant)
                .post("/v1/subscriptions", "{\"url\": \"%s\", \"types\": [\"%s\"]}".formatted(receiver.url(), type))
                .json()
                .get("id")
                .asString();
    }

    private static long deliveriesOf(String subscription) {
        return hub.bean(JdbcClient.class)
                .sql("select count(*) from openapi.delivery where subscription_id = :id")
                .param("id", Long.parseLong(subscription))
                .query(Long.class)
                .single();
    }

    private static java.util.Map<String, List<String>> lowerCase(Receiver.Message message) {
        var headers = new java.util.HashMap<String, List<String>>();
        message.headers().forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values));
        return headers;
    }
}
