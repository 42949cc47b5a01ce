package dev.tributary.openapi;

import static dev.tributary.testing.Api.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.OpenToAll;
import dev.tributary.access.Scope;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Walks every endpoint with another merchant's ids and codes. An endpoint that is new and not in the table fails the
 * test: say in {@link #PROBES} how an intruder would use it and what they must get.
 */
class MerchantWallsTest {

    /** How an intruder calls, with {@code {order}} and {@code {subscription}} standing for the owner's; what they get. */
    private record Probe(String path, String body, Set<Integer> statuses) {}

    private static final String MONEY = "{\"amount\": 500, \"currency\": \"CNY\"}";
    private static final String LINE = "\"lines\": [{\"sku\": \"ONLY-A\", \"units\": 1, \"unitPrice\": " + MONEY + "}]";
    private static final Map<String, Probe> PROBES = new LinkedHashMap<>();

    static {
        probe(
                "POST /v1/merchants",
                "{\"code\": \"c\", \"name\": \"c\", \"zone\": \"UTC\", \"currency\": \"CNY\"}",
                403);
        probe("POST /v1/merchants/{code}/clients", "/v1/merchants/acme-walls/clients", "{\"name\": \"x\"}", 403);
        probe(
                "POST /v1/first-operator",
                "{\"token\": \"x\", \"name\": \"x\", \"password\": \"a long one, is it\"}",
                403);
        probe("GET /v1/nodes", "/v1/nodes?limit=200", "", 200);
        probe("PUT /v1/nodes/{code}", "/v1/nodes/put-a", node("mine"), 200);
        probe("GET /v1/skus", "/v1/skus?code=ONLY-A", "", 200);
        probe("POST /v1/products:batch", products("P-A", "PUT-A", "mine"), 200);
        probe(
                "PUT /v1/channels/{code}",
                "/v1/channels/put-a",
                "{\"name\": \"mine\", \"adapter\": \"app\", \"nodes\": [\"only-a\"]}",
                400);
        probe(
                "POST /v1/channels/{code}/listings:batch",
                "/v1/channels/only-a/listings:batch",
                "{\"listings\": [{\"channelSku\": \"x\", \"sku\": \"ONLY-A\"}]}",
                404);
        probe("GET /v1/channels/{code}/buffers", "/v1/channels/only-a/buffers", "", 404);
        probe("DELETE /v1/channels/{code}/buffers/{sku}", "/v1/channels/only-a/buffers/ONLY-A", "", 404);
        probe(
                "PUT /v1/channels/{code}/buffers/{sku}",
                "/v1/channels/only-a/buffers/ONLY-A",
                "{\"units\": 1, \"reason\": \"x\"}",
                404);
        probe("GET /v1/channels/health", "/v1/channels/health", "", 200);
        probe("GET /v1/channels/{code}/stock-news", "/v1/channels/only-a/stock-news", "", 404);
        probe("GET /v1/channels/{code}/parked-stock", "/v1/channels/only-a/parked-stock", "", 404);
        probe(
                "POST /v1/channels/{code}/parked-stock/tell-again",
                "/v1/channels/only-a/parked-stock/tell-again",
                "",
                404);
        probe(
                "POST /v1/channels/{code}/parked-stock/{sku}/tell-again",
                "/v1/channels/only-a/parked-stock/ONLY-A/tell-again",
                "",
                404);
        probe("GET /v1/channels/{code}/unlisted", "/v1/channels/only-a/unlisted", "", 404);
        probe("GET /v1/channels/{code}/pulls", "/v1/channels/only-a/pulls", "", 404);
        probe("GET /v1/channels/{code}/pulls/ranges", "/v1/channels/only-a/pulls/ranges", "", 404);
        probe(
                "POST /v1/channels/{code}/pulls/ranges",
                "/v1/channels/only-a/pulls/ranges",
                "{\"list\": \"orders\", \"from\": \"2026-11-01T00:00:00Z\", \"to\": \"2026-11-02T00:00:00Z\"}",
                404);
        probe("GET /v1/channels/{code}/certificates", "/v1/channels/only-a/certificates", "", 404);
        probe("GET /v1/channels/{code}/certificates/{day}", "/v1/channels/only-a/certificates/2026-11-01", "", 404);
        probe(
                "GET /v1/channels/{code}/certificates/{day}/differences",
                "/v1/channels/only-a/certificates/2026-11-01/differences",
                "",
                404);
        probe(
                "POST /v1/channels/{code}/certificates/{day}/count",
                "/v1/channels/only-a/certificates/2026-11-01/count",
                "",
                404);
        probe(
                "POST /v1/channels/{code}/certificates/{day}/sign",
                "/v1/channels/only-a/certificates/2026-11-01/sign",
                "{\"reason\": \"x\"}",
                404);
        probe("POST /v1/bundles:batch", "{}", 415);
        probe("GET /v1/bundles", "/v1/bundles?limit=200", "", 200);
        probe("GET /v1/bundles/{sku}", "/v1/bundles/ONLY-A", "", 404);
        probe("DELETE /v1/bundles/{sku}", "/v1/bundles/ONLY-A", "", 404);
        probe(
                "PUT /v1/bundles/{sku}",
                "/v1/bundles/ONLY-A",
                "{\"components\": [{\"sku\": \"ONLY-A\", \"units\": 1}]}",
                404);
        probe("POST /v1/orders", "{\"channel\": \"only-a\", \"number\": \"I-1\", " + LINE + "}", 400);
        probe(
                "POST /v1/orders:batch",
                "{\"orders\": [{\"channel\": \"app\", \"number\": \"I-2\", " + LINE + "}]}",
                200);
        probe("GET /v1/orders", "/v1/orders?limit=200", "", 200);
        probe("GET /v1/orders/{id}", "/v1/orders/{order}", "", 404);
        probe("GET /v1/orders/{id}/timeline", "/v1/orders/{order}/timeline", "", 404);
        probe(
                "POST /v1/orders/{id}/pay",
                "/v1/orders/{order}/pay",
                "{\"reference\": \"r\", \"method\": \"CASH\", \"amount\": " + MONEY + "}",
                404);
        probe("POST /v1/orders/{id}/cancel", "/v1/orders/{order}/cancel", "{\"reason\": \"x\"}", 404);
        probe(
                "POST /v1/orders/{id}/review",
                "/v1/orders/{order}/review",
                "{\"next\": \"ON_HOLD\", \"reason\": \"x\"}",
                404);
        probe(
                "POST /v1/orders/{id}/lines",
                "/v1/orders/{order}/lines",
                "{\"units\": {\"1\": 0}, \"reason\": \"x\"}",
                404);
        probe("POST /v1/orders/{id}/hold", "/v1/orders/{order}/hold", "{}", 404);
        probe("GET /v1/refund-tasks", "/v1/refund-tasks?limit=200", "", 200);
        probe(
                "POST /v1/refund-tasks/{id}/done",
                "/v1/refund-tasks/1/done",
                "{\"reference\": \"r\", \"method\": \"BANK\"}",
                404);
        probe("GET /v1/stock/expected", "/v1/stock/expected?limit=200", "", 200);
        probe("GET /v1/stock/offers", "", 200);
        probe("GET /v1/stock/waiting", "/v1/stock/waiting?limit=200", "", 200);
        probe(
                "PUT /v1/stock/expected",
                "{\"lines\": [{\"number\": \"PO\", \"sku\": \"ONLY-A\", \"node\": \"only-a\", \"units\": 1, "
                        + "\"expectedAt\": \"2031-01-01T00:00:00Z\"}]}",
                400);
        probe("PUT /v1/stock/offers", "{\"sku\": \"ONLY-A\", \"offer\": \"PRE_ORDER\"}", 400);
        probe("POST /v1/orders/{id}/remark", "/v1/orders/{order}/remark", "{\"remark\": \"x\"}", 404);
        probe("POST /v1/orders/{id}/flag", "/v1/orders/{order}/flag", "{\"flag\": \"x\"}", 404);
        probe("POST /v1/orders/{id}/recipient", "/v1/orders/{order}/recipient", "{\"buyer\": {\"name\": \"x\"}}", 404);
        probe("POST /v1/orders/{id}/recipient/erase", "/v1/orders/{order}/recipient/erase", "", 404);
        probe(
                "PUT /v1/quotas/{code}",
                "/v1/quotas/only-a",
                "{\"sku\": \"ONLY-A\", \"channels\": [\"only-a\"], \"kind\": \"CAP\", \"amount\": 1, \"reason\": \"x\"}",
                400);
        probe("GET /v1/quotas", "/v1/quotas?limit=200", "", 200);
        probe("GET /v1/quotas/{code}", "/v1/quotas/only-a", "", 404);
        probe("DELETE /v1/quotas/{code}", "/v1/quotas/only-a", "", 404);
        probe("GET /v1/availability", "/v1/availability?skus=ONLY-A&nodes=only-a", "", 400);
        probe("GET /v1/stock/alerts", "/v1/stock/alerts?show=ALL&limit=200", "", 200);
        probe("GET /v1/stock/alerts/{id}", "/v1/stock/alerts/1", "", 404);
        probe("POST /v1/stock/alerts/{id}/silence", "/v1/stock/alerts/1/silence", "{\"reason\": \"x\"}", 404);
        probe("GET /v1/stock/{sku}/{node}/outlook", "/v1/stock/ONLY-A/only-a/outlook", "", 404);
        probe("GET /v1/stock/reorder-rules", "", 200);
        probe("PUT /v1/stock/reorder-rules", "{\"sku\": \"ONLY-A\", \"node\": \"only-a\"}", 400);
        probe("GET /v1/availability/stream", "/v1/availability/stream?skus=ONLY-A&channel=only-a", "", 400);
        probe(
                "POST /v1/availability/carts",
                "{\"items\": [{\"sku\": \"ONLY-A\", \"units\": 1}], \"places\": [{\"nodes\": [\"only-a\"]}]}",
                400);
        probe(
                "POST /v1/till-sales",
                "{\"channel\": \"tills\", \"node\": \"only-a\", \"till\": \"1\", \"sequence\": \"1\","
                        + "\"businessDay\": \"2026-11-22\", \"soldAt\": \"2026-11-22T10:00:00Z\", " + LINE
                        + ", \"total\": " + MONEY + ", \"tenders\": []}",
                400);
        probe(
                "POST /v1/till-returns",
                "{\"channel\": \"tills\", \"node\": \"only-a\", \"till\": \"1\", \"sequence\": \"1\","
                        + " \"businessDay\": \"2026-11-22\", \"returnedAt\": \"2026-11-22T10:00:00Z\", \"currency\": \"CNY\","
                        + " \"lines\": [{\"sku\": \"ONLY-A\", \"units\": 1}], \"tenders\": []}",
                400);
        probe(
                "POST /v1/till-voids",
                "{\"channel\": \"tills\", \"node\": \"only-a\", \"till\": \"1\", \"sequence\": \"1\","
                        + " \"businessDay\": \"2026-11-22\"}",
                400);
        probe("POST /v1/till-logs", "/v1/till-logs?channel=only-a", "<POSLog/>", 400, 404, 415);
        probe(
                "POST /v1/stock:batch",
                "{\"lines\": [{\"node\": \"only-a\", \"sku\": \"ONLY-A\", \"kind\": \"RECEIVE\", \"units\": 1,"
                        + " \"cause\": \"x\"}]}",
                400,
                404);
        probe(
                "POST /v1/stock/held:batch",
                "{\"lines\": [{\"node\": \"only-a\", \"sku\": \"ONLY-A\", \"action\": \"HOLD\","
                        + " \"condition\": \"DAMAGED\", \"units\": 1}]}",
                400);
        probe("GET /v1/stock/held", "/v1/stock/held?limit=200", "", 200);
        probe("GET /v1/stock/{sku}/{node}/held", "/v1/stock/ONLY-A/only-a/held", "", 404);
        probe("PUT /v1/costs", "{\"method\": \"MOVING_AVERAGE\"}", 200);
        probe("GET /v1/costs", "/v1/costs", "", 404);
        probe("GET /v1/stock/{sku}/{node}/costs", "/v1/stock/ONLY-A/only-a/costs", "", 404);
        probe("GET /v1/stock/{sku}/{node}/costs/entries", "/v1/stock/ONLY-A/only-a/costs/entries", "", 404);
        probe("POST /v1/counts", "{\"node\": \"only-a\", \"skus\": [\"ONLY-A\"]}", 400);
        probe("GET /v1/counts", "/v1/counts?limit=200", "", 200);
        probe("GET /v1/counts/{id}", "/v1/counts/{count}", "", 404);
        probe(
                "POST /v1/counts/{id}/enter",
                "/v1/counts/{count}/enter",
                "{\"lines\": [{\"sku\": \"PUT-A\", \"units\": 1}]}",
                400,
                404);
        probe("POST /v1/counts/{id}/approve", "/v1/counts/{count}/approve", "{\"reason\": \"x\"}", 404);
        probe("POST /v1/counts/{id}/reject", "/v1/counts/{count}/reject", "{\"reason\": \"x\"}", 404);
        probe("POST /v1/transfers", transfer(), 400);
        probe("GET /v1/transfers", "/v1/transfers?limit=200", "", 200);
        probe("GET /v1/transfers/{id}", "/v1/transfers/{transfer}", "", 404);
        probe("GET /v1/transfers/{id}/history", "/v1/transfers/{transfer}/history", "", 404);
        probe("POST /v1/transfers/{id}/ship", "/v1/transfers/{transfer}/ship", "{}", 404);
        probe(
                "POST /v1/transfers/{id}/receive",
                "/v1/transfers/{transfer}/receive",
                "{\"lines\": [{\"line\": 1, \"units\": 1}]}",
                404);
        probe("POST /v1/transfers/{id}/cancel", "/v1/transfers/{transfer}/cancel", "{\"reason\": \"x\"}", 404);
        probe("PUT /v1/stock/snapshots", snapshot(), 400);
        probe("POST /v1/stock/snapshots:preview", snapshot(), 400);
        probe("GET /v1/stock/snapshots", "/v1/stock/snapshots?limit=200", "", 200);
        probe("GET /v1/stock/snapshots/{id}", "/v1/stock/snapshots/{snapshot}", "", 404);
        probe("GET /v1/stock/snapshots/{id}/lines", "/v1/stock/snapshots/{snapshot}/lines", "", 404);
        probe("GET /v1/stock", "/v1/stock?limit=200", "", 200);
        probe("GET /v1/stock/{sku}/{node}", "/v1/stock/ONLY-A/only-a?at=2026-11-01T10:00:00Z", "", 404);
        probe("GET /v1/stock/{sku}/{node}/ledger", "/v1/stock/ONLY-A/only-a/ledger", "", 404);
        probe("GET /v1/stock/{sku}/{node}/lots", "/v1/stock/ONLY-A/only-a/lots", "", 404);
        probe("GET /v1/stock/lots", "/v1/stock/lots?limit=200", "", 200);
        probe("GET /v1/stock/sellable-days", "/v1/stock/sellable-days?limit=200", "", 200);
        probe("PUT /v1/stock/sellable-days", "{\"sku\": \"ONLY-A\", \"days\": 3}", 400);
        probe("GET /v1/erp/orders", "/v1/erp/orders?syncState=PENDING&limit=200", "", 200);
        probe(
                "POST /v1/erp/orders:mark",
                "{\"orders\": [{\"id\": \"{order}\", \"syncState\": \"SYNCED\", \"erpNumber\": \"x\"}]}",
                400);
        probe(
                "POST /v1/erp/shipments:batch",
                "{\"shipments\": [{\"order\": \"{order}\", \"key\": \"k\", \"carrier\": \"SF\", \"trackingNumber\": \"1\","
                        + " \"lines\": [{\"line\": 1, \"units\": 1}]}]}",
                200,
                404);
        probe(
                "POST /v1/leases",
                "{\"subject\": \"OVERSELL\", \"sku\": \"ONLY-A\", \"node\": \"only-a\", \"units\": 1, \"reason\": \"x\","
                        + " \"expiresAt\": \"2099-01-01T00:00:00Z\"}",
                400);
        probe("GET /v1/leases", "/v1/leases?show=ALL&limit=200", "", 200);
        probe("GET /v1/leases/{id}", "/v1/leases/{lease}", "", 404);
        probe("GET /v1/leases/{id}/history", "/v1/leases/{lease}/history", "", 404);
        probe("GET /v1/leases/{id}/drift", "/v1/leases/{lease}/drift", "", 404);
        probe(
                "POST /v1/leases/{id}/extend",
                "/v1/leases/{lease}/extend",
                "{\"expiresAt\": \"2099-01-01T00:00:00Z\", \"reason\": \"x\"}",
                404);
        probe("POST /v1/leases/{id}/end", "/v1/leases/{lease}/end", "{\"drift\": \"APPLY\", \"reason\": \"x\"}", 404);
        probe(
                "POST /v1/subscriptions",
                "{\"url\": \"https://mine.example/hook\", \"types\": [\"order.placed.v1\"]}",
                200,
                201,
                400);
        probe("GET /v1/subscriptions", "/v1/subscriptions", "", 200);
        probe("DELETE /v1/subscriptions/{id}", "/v1/subscriptions/{subscription}", "", 404);
    }

    private static HubUnderTest hub;
    private static Api owner;
    private static Api intruder;
    private static Map<String, String> ids;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        var everything = Arrays.stream(Scope.values())
                .filter(scope -> scope != Scope.ADMIN)
                .toArray(Scope[]::new);
        var shop = Shop.open(hub, "acme-walls");
        owner = shop.api(everything);
        intruder = Shop.open(hub, "umbra-walls").api(everything);
        good(owner.put("/v1/nodes/only-a", node("Hidden node")));
        good(owner.put("/v1/nodes/put-a", node("Hidden node 2")));
        good(owner.put("/v1/channels/only-a", "{\"name\": \"Hidden\", \"adapter\": \"app\", \"nodes\": [\"only-a\"]}"));
        good(owner.post("/v1/products:batch", products("P-A", "ONLY-A", "Hidden milk")));
        good(owner.post("/v1/products:batch", products("P-B", "PUT-A", "Hidden bread")));
        shop.receive("only-a", "ONLY-A", 10);
        var order = good(owner.post(
                "/v1/orders",
                "{\"channel\": \"only-a\", \"number\": \"A-SECRET\", " + LINE
                        + ", \"payment\": {\"reference\": \"p\", \"method\": \"CASH\", \"amount\": " + MONEY + "}}"));
        var subscription = good(owner.post(
                "/v1/subscriptions", "{\"url\": \"https://hidden.example/hook\", \"types\": [\"order.shipped.v1\"]}"));
        var taken = good(owner.post("/v1/stock/snapshots:preview", snapshot()));
        var lease = good(owner.post(
                "/v1/leases",
                "{\"subject\": \"STOCK_OUT\", \"reason\": \"Hidden\", \"expiresAt\": \"%s\"}"
                        .formatted(Instant.now().plusSeconds(3_600))));
        good(owner.put("/v1/costs", "{\"method\": \"FIRST_IN_FIRST_OUT\"}"));
        var count = good(owner.post(
                "/v1/counts",
                "{\"node\": \"only-a\", \"skus\": [\"ONLY-A\"], \"note\": \"Hidden\"}",
                "Idempotency-Key",
                "n"));
        var transfer = good(owner.post("/v1/transfers", transfer(), "Idempotency-Key", "t"));
        ids = Map.of(
                "{count}", count.json().get("id").asString(),
                "{transfer}", transfer.json().get("id").asString(),
                "{lease}", lease.json().get("id").asString(),
                "{snapshot}", taken.json().get("id").asString(),
                "{order}", order.json().get("id").asString(),
                "{subscription}", subscription.json().get("id").asString());
    }

    @Test
    void everyEndpointIsInTheTable() {
        var uncovered = new TreeSet<>(endpoints().keySet());
        uncovered.removeAll(PROBES.keySet());
        assertThat(uncovered).isEmpty();
    }

    @Test
    void anotherMerchantsIdsAndCodesLeadNowhere() {
        var world = ownersWorld();
        var wrong = new ArrayList<String>();
        endpoints().keySet().forEach(endpoint -> {
            Probe probe = PROBES.get(endpoint);
            if (probe == null) {
                return;
            }
            var answer = call(intruder, endpoint, probe);
            if (!probe.statuses().contains(answer.status())
                    || answer.body().contains("Hidden")
                    || answer.body().contains("A-SECRET")
                    || answer.body().contains("hidden.example")) {
                wrong.add("%s: %d %s".formatted(endpoint, answer.status(), answer.body()));
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(ownersWorld()).isEqualTo(world);
    }

    @Test
    void nobodyComesInWithoutATokenOrItsScope() {
        var world = ownersWorld();
        var poor = Shop.open(hub, "poor").api(Scope.PERSONAL_READ);
        var wrong = new ArrayList<String>();
        endpoints().forEach((endpoint, handler) -> {
            Probe probe = PROBES.get(endpoint);
            if (handler.hasMethodAnnotation(OpenToAll.class) || probe == null) {
                return;
            }
            int stranger = call(Api.stranger(hub), endpoint, probe).status();
            int scopeless = call(poor, endpoint, probe).status();
            boolean otherMediaType = stranger == 415 && probe.statuses().contains(415);
            if (!otherMediaType && (stranger != 401 || scopeless != 403)) {
                wrong.add("%s: %d, %d".formatted(endpoint, stranger, scopeless));
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(ownersWorld()).isEqualTo(world);
    }

    private static Map<String, HandlerMethod> endpoints() {
        // Read before written: what a probe sets must not be what another one finds.
        var endpoints = new TreeMap<String, HandlerMethod>();
        hub.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((info, handler) -> names(info).forEach(name -> endpoints.put(name, handler)));
        return endpoints;
    }

    private static List<String> names(RequestMappingInfo info) {
        return info.getPatternValues().stream()
                .filter(pattern -> pattern.startsWith("/v1"))
                .flatMap(pattern ->
                        info.getMethodsCondition().getMethods().stream().map(method -> method + " " + pattern))
                .toList();
    }

    /** All that the owner sees. */
    private static List<String> ownersWorld() {
        return List.of(
                owner.get("/v1/orders?limit=200").body(),
                owner.get("/v1/orders/" + ids.get("{order}") + "/timeline").body(),
                owner.get("/v1/nodes?limit=200").body(),
                owner.get("/v1/skus?code=PUT-A").body(),
                owner.get("/v1/stock?limit=200").body(),
                owner.get("/v1/leases?show=ALL").body(),
                owner.get("/v1/transfers").body(),
                owner.get("/v1/counts").body(),
                owner.get("/v1/costs").body(),
                owner.get("/v1/stock/held").body(),
                owner.get("/v1/subscriptions").body());
    }

    private static Api.Answer call(Api api, String endpoint, Probe probe) {
        String method = endpoint.substring(0, endpoint.indexOf(' '));
        String path = filled(probe.path());
        String[] key = {"Idempotency-Key", "intruder-" + Math.abs(endpoint.hashCode())};
        return switch (method) {
            case "GET" -> api.get(path);
            case "DELETE" -> api.delete(path);
            default -> api.method(method, path, filled(probe.body()).getBytes(StandardCharsets.UTF_8), key);
        };
    }

    private static String filled(String text) {
        String filled = text;
        for (var id : ids.entrySet()) {
            filled = filled.replace(id.getKey(), id.getValue());
        }
        return filled;
    }

    private static void probe(String endpoint, String body, Integer... statuses) {
        probe(endpoint, endpoint.substring(endpoint.indexOf(' ') + 1), body, statuses);
    }

    private static void probe(String endpoint, String path, String body, Integer... statuses) {
        PROBES.put(endpoint, new Probe(path, body, Set.of(statuses)));
    }

    private static String transfer() {
        return "{\"number\": \"Hidden\", \"from\": \"only-a\", \"to\": \"put-a\", \"lines\": [{\"sku\": \"ONLY-A\", \"units\": 1}]}";
    }

    private static String snapshot() {
        return "{\"number\": \"x\", \"asOf\": \"%s\", \"nodes\": [{\"node\": \"only-a\"}],".formatted(Instant.now())
                + " \"lines\": [{\"node\": \"only-a\", \"sku\": \"ONLY-A\", \"onHand\": 1}]}";
    }

    private static String node(String name) {
        return "{\"name\": \"%s\", \"kind\": \"STORE\", \"region\": {\"country\": \"CN\", \"code\": \"310101\"},"
                        .formatted(name)
                + "\"abilities\": [\"SHIP\"]}";
    }

    private static String products(String product, String sku, String name) {
        return "{\"products\": [{\"code\": \"%s\", \"name\": \"x\", \"skus\": [{\"code\": \"%s\", \"name\": \"%s\","
                        .formatted(product, sku, name)
                + "\"unit\": \"PIECE\", \"price\": " + MONEY + "}]}]}";
    }
}
