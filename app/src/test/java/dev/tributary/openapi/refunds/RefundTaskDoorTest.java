package dev.tributary.openapi.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.kernel.OrderId;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.testing.Api;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A buyer pays too late, and the last ten are sold by then. */
class RefundTaskDoorTest {

    private static HubUnderTest hub;
    private static ConsoleSession console;
    private static Shop shop;
    private static Api app;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        console = ConsoleSession.administrator(hub, "li-refunds");
        shop = Shop.open(hub, "late");
        app = shop.api(Scope.ORDERS_READ, Scope.ORDERS_WRITE);
    }

    @Test
    void lateMoneyForGoodsThatAreGoneIsATaskUntilItWentBack() {
        String late = order("L-1");
        assertThat(app.post("/v1/orders/%s/hold".formatted(late), "{\"activity\": \"payment begun\"}")
                        .status())
                .isEqualTo(200);
        end(late);
        assertThat(app.post("/v1/orders/%s/hold".formatted(late), "{}").status())
                .isEqualTo(409);
        order("L-2");

        assertThat(pay(late).status()).isEqualTo(200);

        var order = app.get("/v1/orders/" + late).json();
        assertThat(order.path("state").asString()).isEqualTo("EXPIRED");
        assertThat(order.path("payment").asString()).isEqualTo("REFUND_DUE");
        var tasks = app.get("/v1/refund-tasks?state=OPEN").json().path("items");
        assertThat(tasks).hasSize(1);
        var task = tasks.get(0);
        assertThat(task.path("number").asString()).isEqualTo("L-1");
        assertThat(task.path("why").asString()).isEqualTo("PAID_LATE");
        assertThat(task.path("amount").path("amount").asLong()).isEqualTo(12_900);
        assertThat(events(late))
                .containsExactly("order.placed.v1", "order.expired.v1", "order.refund-due.v1", "order.paid.v1");
        assertThat(console.get("/console/m/late/orders/refunds").body())
                .contains("L-1", "It came late, and the goods were gone");

        String done = "/v1/refund-tasks/%s/done".formatted(task.path("id").asString());
        assertThat(app.post(done, "{\"method\": \"BANK\"}").status()).isEqualTo(400);
        assertThat(app.post(done, "{\"reference\": \"r-1\", \"method\": \"BANK\"}")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("DONE");
        assertThat(app.post(done, "{\"reference\": \"r-1\", \"method\": \"BANK\"}")
                        .header("Idempotent-Replayed"))
                .contains("true");
        assertThat(app.post(done, "{\"reference\": \"r-2\", \"method\": \"BANK\"}")
                        .status())
                .isEqualTo(409);
        assertThat(app.post("/v1/refund-tasks/999999/done", "{\"reference\": \"r\", \"method\": \"BANK\"}")
                        .status())
                .isEqualTo(404);
        assertThat(app.get("/v1/orders/" + late).json().path("payment").asString())
                .isEqualTo("REFUNDED");
    }

    @Test
    void anOperatorClosesATaskByTheNumberOfTheRefund() {
        shop.receive("wh-1", "BREAD", 100);
        String paid = placed("L-3", "BREAD", 1, 500);
        app.post(
                "/v1/orders/%s/pay".formatted(paid),
                "{\"reference\": \"wx-3\", \"method\": \"WECHAT\", \"amount\": {\"amount\": 500, \"currency\": \"CNY\"}}",
                "Idempotency-Key",
                "pay-3");
        app.post("/v1/orders/%s/cancel".formatted(paid), "{\"reason\": \"no\"}", "Idempotency-Key", "cancel-3");
        String id = hub.bean(JdbcClient.class)
                .sql("select id from orders.refund_task where order_id = :order")
                .param("order", Long.parseLong(paid))
                .query(Long.class)
                .single()
                .toString();

        console.post("/console/m/late/orders/refunds/%s/done".formatted(id), Map.of("reference", "", "method", "BANK"));
        assertThat(console.get("/console/m/late/orders/refunds").body()).contains("L-3", "A paid order was cancelled");
        console.post(
                "/console/m/late/orders/refunds/%s/done".formatted(id),
                Map.of("reference", "bank-77", "method", "BANK"));

        assertThat(console.get("/console/m/late/orders/refunds").body()).doesNotContain("L-3");
        assertThat(console.get("/console/m/late/orders/refunds?all=true&language=zh")
                        .body())
                .contains("L-3", "bank-77", "已付款订单被取消");
        console.get("/console/m/late/orders/refunds?language=en");
    }

    private static String order(String number) {
        return placed(number, "MILK-1L", 10, 1290);
    }

    private static String placed(String number, String sku, int units, int price) {
        return app.post("/v1/orders", """
                        {"channel": "app", "number": "%s", "currency": "CNY",
                         "lines": [{"sku": "%s", "units": %d, "unitPrice": {"amount": %d, "currency": "CNY"}}]}
                        """.formatted(number, sku, units, price))
                .json()
                .path("id")
                .asString();
    }

    /** Half an hour goes by. */
    private static void end(String order) {
        hub.bean(JdbcClient.class)
                .sql("update orders.sales_order set hold_expires_at = now() - interval '1 second' where id = :id")
                .param("id", Long.parseLong(order))
                .update();
        hub.bean(OrderIntake.class).decide(new Command.Expire(shop.merchant(), new OrderId(Long.parseLong(order))));
    }

    private static Api.Answer pay(String order) {
        return app.post("/v1/orders/%s/pay".formatted(order), """
                {"reference": "wx-1", "method": "WECHAT", "amount": {"amount": 12900, "currency": "CNY"}}
                """, "Idempotency-Key", "pay-" + order);
    }

    private static List<String> events(String order) {
        return hub.bean(JdbcClient.class)
                .sql("select type from journal.event where key = :key order by position")
                .param("key", "order/" + order)
                .query(String.class)
                .list();
    }
}
