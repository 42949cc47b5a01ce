package dev.tributary.inventory.shortage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.channels.Eventually;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the journal says of one SKU's running out, at one node and at all. */
class OutAndBackTest {

    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
    }

    private static final class Story {
        private final Shop shop;
        private final Api api;
        private int number;

        Story(String merchant) {
            shop = Shop.open(hub, merchant);
            api = shop.api(Scope.ORDERS_WRITE, Scope.STOCK_WRITE);
        }

        String buy(String node, int units) {
            return api.post(
                            "/v1/orders",
                            "{\"channel\": \"app\", \"number\": \"%d\", \"lines\": [{\"sku\": \"BREAD\", \"units\": %d, \"node\": \"%s\", \"unitPrice\": {\"amount\": 500, \"currency\": \"CNY\"}}]}"
                                    .formatted(++number, units, node))
                    .json()
                    .path("id")
                    .asString();
        }

        void cancel(String order) {
            api.post("/v1/orders/" + order + "/cancel", "{\"reason\": \"x\"}", "Idempotency-Key", "c" + order);
        }

        void safety(String node, int units) {
            api.post(
                    "/v1/stock:batch",
                    "{\"lines\": [{\"node\": \"%s\", \"sku\": \"BREAD\", \"kind\": \"SAFETY\", \"units\": %d, \"cause\": \"x\"}]}"
                            .formatted(node, units),
                    "Idempotency-Key",
                    "s" + ++number);
        }

        /** Events of BREAD in the journal's order of appending. */
        List<String> told() {
            var sku = Objects.requireNonNull(hub.bean(Catalog.class)
                            .skusByCode(shop.merchant(), List.of("BREAD"))
                            .get("BREAD"))
                    .id();
            return hub.bean(JdbcClient.class)
                    .sql("""
                            select type || case when payload like '%nodeId%' then ' node' else ' all' end
                              from journal.event
                             where merchant_id = :merchant and type in ('stock.out.v1', 'stock.back.v1')
                               and payload like :sku
                             order by id
                            """)
                    .param("merchant", shop.merchant().value())
                    .param("sku", "{\"skuId\":\"" + sku + "\"%")
                    .query(String.class)
                    .list();
        }

        void tells(String... events) {
            Eventually.yes("told " + List.of(events), () -> told().size() >= events.length);
            assertThat(told()).containsExactly(events);
        }
    }

    @Test
    void theLastUnitOfTheOnlyNodeIsNewsOfRowAndSku() {
        var story = new Story("out-only");
        story.buy("wh-1", 9);
        String last = story.buy("wh-1", 1);
        story.tells("stock.out.v1 node", "stock.out.v1 all");
        story.cancel(last);
        story.tells("stock.out.v1 node", "stock.out.v1 all", "stock.back.v1 node", "stock.back.v1 all");
    }

    @Test
    void whileAnotherNodeHasSomeOnlyTheRowIsOut() {
        var story = new Story("out-two-nodes");
        story.shop.receive("store-3", "BREAD", 5);
        story.buy("wh-1", 10);
        story.tells("stock.out.v1 node");
        story.shop.receive("wh-1", "BREAD", 1);
        story.tells("stock.out.v1 node", "stock.back.v1 node");
        story.buy("wh-1", 1);
        story.buy("store-3", 5);
        story.tells(
                "stock.out.v1 node",
                "stock.back.v1 node",
                "stock.out.v1 node",
                "stock.out.v1 node",
                "stock.out.v1 all");
    }

    @Test
    void whatIsKeptAsSafetyIsNotOffered() {
        var story = new Story("out-safe");
        story.safety("wh-1", 10);
        story.tells("stock.out.v1 node", "stock.out.v1 all");
        story.safety("wh-1", 9);
        story.tells("stock.out.v1 node", "stock.out.v1 all", "stock.back.v1 node", "stock.back.v1 all");
    }

    @Test
    void firstStockAndChangesThatLeaveSomeAreNoNews() {
        var story = new Story("out-quiet");
        story.shop.receive("store-3", "BREAD", 5);
        story.buy("wh-1", 9);
        story.buy("store-3", 4);
        story.shop.receive("wh-1", "BREAD", 5);
        story.buy("wh-1", 6);
        story.tells("stock.out.v1 node");
    }
}
