package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A thousand units, twenty thousand buyers, five hundred and twelve of them at a time. */
class FlashSaleFlowTest {

    private static final int UNITS = 1_000;
    private static final int BUYERS = 20_000;
    private static final int CONNECTIONS = 512;
    /** Of those who got one, every so many-th thinks better of it. */
    private static final int REGRETS = 10;

    private static HubUnderTest hub;
    private static Api api;

    private final AtomicInteger nextBuyer = new AtomicInteger();
    private final AtomicInteger sold = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void putAThousandOnSale() {
        hub = HubUnderTest.shared();
        var shop = Shop.open(hub, "flash");
        shop.receive("wh-1", "MILK-1L", UNITS - 10);
        api = shop.api(Scope.ORDERS_WRITE, Scope.ORDERS_READ, Scope.STOCK_READ);
    }

    @Test
    void aThousandAreSoldAndEachCancelledOneIsSoldAgain() {
        try (var buyers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                buyers.execute(this::buyOneAfterTheOther);
            }
        }
        assertThat(surprises).isEmpty();
        assertThat(sold.get() + refused.get()).isEqualTo(BUYERS);
        assertThat(cancelled.get()).isGreaterThan(UNITS / REGRETS / 2);

        // Whoever cancelled late has left units behind, and the next buyers get just these.
        int left = UNITS - (sold.get() - cancelled.get());
        assertThat(row().path("available").asInt()).isEqualTo(left);
        for (int i = 0; i < left; i++) {
            assertThat(order("LATE-" + i).status()).isEqualTo(201);
        }
        var tooLate = order("TOO-LATE");
        assertThat(tooLate.status()).isEqualTo(422);
        assertThat(tooLate.json().at("/lines/0/available").asInt()).isZero();
        // A refusal is final: the same number is told the same, also when units are there again.
        String one = api.get("/v1/orders?limit=1").json().at("/items/0/id").asString();
        cancel(one);
        assertThat(order("TOO-LATE").status()).isEqualTo(422);
        assertThat(order("JUST-IN-TIME").status()).isEqualTo(201);

        assertThat(row().path("onHand").asInt()).isEqualTo(UNITS);
        assertThat(row().path("reserved").asInt()).isEqualTo(UNITS);
        assertThat(row().path("unitsShort").asInt()).isZero();
    }

    private void buyOneAfterTheOther() {
        for (int buyer = nextBuyer.getAndIncrement(); buyer < BUYERS; buyer = nextBuyer.getAndIncrement()) {
            var answer = order("F-" + buyer);
            switch (answer.status()) {
                case 201 -> {
                    if (sold.incrementAndGet() % REGRETS == 0) {
                        cancel(answer.json().get("id").asString());
                        cancelled.incrementAndGet();
                    }
                }
                case 422 -> refused.incrementAndGet();
                default -> surprises.add(answer.status() + " " + answer.body());
            }
        }
    }

    private static Api.Answer order(String number) {
        return api.post("/v1/orders", """
                {"channel": "app", "number": "%s", "lines": [{"sku": "MILK-1L", "units": 1,
                 "unitPrice": {"amount": 1290, "currency": "CNY"}}]}
                """.formatted(number));
    }

    private void cancel(String order) {
        var answer = api.post(
                "/v1/orders/" + order + "/cancel", "{\"reason\": \"regret\"}", "Idempotency-Key", "cancel-" + order);
        if (answer.status() != 200) {
            surprises.add(answer.status() + " " + answer.body());
        }
    }

    private static JsonNode row() {
        return api.get("/v1/stock/MILK-1L/wh-1").json();
    }
}
