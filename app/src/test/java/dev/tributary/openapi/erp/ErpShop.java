package dev.tributary.openapi.erp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.openapi.Doors;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A merchant with a warehouse, a channel and two SKUs, and the ERP that works for it. */
public record ErpShop(HubUnderTest hub, MerchantId id, Api api) {

    private static final int TRIES_MAX = 2_000;

    public static ErpShop of(Doors doors) {
        var merchant = doors.merchant(
                Scope.SETUP_WRITE, Scope.STOCK_READ, Scope.STOCK_WRITE, Scope.ORDERS_READ, Scope.ORDERS_WRITE);
        var api = merchant.api();
        api.put("/v1/nodes/wh-1", "{\"name\": \"Warehouse\", \"kind\": \"WAREHOUSE\"}");
        api.put("/v1/channels/app", "{\"name\": \"App\", \"adapter\": \"app\", \"nodes\": [\"wh-1\"]}");
        Doors.csv(api, "/v1/products:batch", "product,sku,name,price\np,A,A,1\np,B,B,2\n");
        return new ErpShop(doors.hub(), merchant.id(), api);
    }

    public void receive(int units) {
        api.post(
                "/v1/stock:batch",
                "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"A\", \"kind\": \"RECEIVE\", \"units\": %d}]}"
                        .formatted(units),
                "Idempotency-Key",
                "open");
    }

    public String place(String number, boolean paid) {
        var catalog = hub.bean(Catalog.class);
        var channel = catalog.channel(id, "app").orElseThrow();
        var sku = Objects.requireNonNull(catalog.skusByCode(id, List.of("A")).get("A"));
        var node = hub.bean(Nodes.class).byCode(id, "wh-1").orElseThrow();
        var total = Money.of(200, "CNY");
        var nothing = Money.of(0, "CNY");
        var payment = new OrderDraft.Payment("pay-" + number, "WECHAT", total, Instant.parse("2026-11-22T02:00:00Z"));
        var draft = new OrderDraft(
                id,
                channel.id(),
                number,
                new byte[16],
                Optional.empty(),
                OrderDraft.Intent.REQUEST,
                OrderDraft.Fill.ALL_OR_NOTHING,
                0,
                Instant.parse("2026-11-22T02:00:00Z"),
                Optional.empty(),
                new OrderDraft.Delivery(OrderDraft.Delivery.Method.SHIP, Optional.empty()),
                List.of(new OrderDraft.Line(
                        1, Optional.of(sku.id()), "A", "A", 2, Money.of(100, "CNY"), nothing, List.of(node.id()))),
                List.of(),
                nothing,
                nothing,
                Optional.of(total),
                paid ? Optional.of(payment) : Optional.empty(),
                false,
                false,
                Duration.ofMinutes(30),
                Optional.empty(),
                Map.of());
        var outcome = hub.bean(OrderIntake.class).decide(new Command.Place(draft));
        assertThat(outcome).isInstanceOf(Outcome.Placed.class);
        return ((Outcome.Placed) outcome).order().toString();
    }

    /** The journal needs a moment; each look at the list is one. */
    JsonNode untilPending(int count) {
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            var items = api.get("/v1/erp/orders?syncState=PENDING").json().path("items");
            if (items.size() == count) {
                return items;
            }
        }
        throw new AssertionError("the ERP's list never had " + count);
    }

    public JsonNode ship(String order, String key, int units) {
        return api.post("/v1/erp/shipments:batch", """
                        {"shipments": [{"order": "%s", "key": "%s", "carrier": "SF", "trackingNumber": "SF1",
                          "lines": [{"line": 1, "units": %d}]}]}
                        """.formatted(order, key, units), "Idempotency-Key", "ship")
                .json();
    }
}
