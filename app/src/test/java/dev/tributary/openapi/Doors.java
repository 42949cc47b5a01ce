package dev.tributary.openapi;

import dev.tributary.access.Scope;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.kernel.MerchantId;
import dev.tributary.testing.Api;
import dev.tributary.testing.Api.Answer;
import dev.tributary.testing.HubUnderTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;

/**
 * The shared hub for the tests of the merchant's doors: each test has merchants of its own there. And what every such
 * test reads out of an answer.
 */
public final class Doors implements BeforeAllCallback {

    private static final AtomicInteger MERCHANTS = new AtomicInteger();

    private @Nullable HubUnderTest hub;
    private @Nullable Api admin;

    /** A merchant and its program. */
    public record Merchant(MerchantId id, Api api) {}

    @Override
    public void beforeAll(ExtensionContext context) {
        hub = HubUnderTest.shared();
        admin = Api.admin(hub);
    }

    public HubUnderTest hub() {
        return Objects.requireNonNull(hub);
    }

    public Api admin() {
        return Objects.requireNonNull(admin);
    }

    /** The program that sets a new merchant up. */
    public Api newMerchant() {
        return merchant(Scope.SETUP_READ, Scope.SETUP_WRITE).api();
    }

    public Merchant merchant(Scope... scopes) {
        String code = "m" + MERCHANTS.incrementAndGet();
        admin().post(
                        "/v1/merchants",
                        "{\"code\":\"%s\",\"name\":\"M\",\"zone\":\"Asia/Shanghai\",\"currency\":\"CNY\"}"
                                .formatted(code));
        var id = hub().bean(CatalogLists.class).merchant(code).orElseThrow().id();
        return new Merchant(id, Api.of(hub(), id, scopes));
    }

    public static Answer csv(Api api, String path, String file, String... headers) {
        return api.sendAs("text/csv", "POST", path, file.getBytes(StandardCharsets.UTF_8), headers);
    }

    public static Answer call(Api api, String method, String path, String body) {
        return method.equals("GET") ? api.get(path) : api.method(method, path, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Each as {@code pointer code}. */
    public static List<String> violations(JsonNode problem) {
        var found = new ArrayList<String>();
        problem.path("violations")
                .forEach(violation -> found.add(violation.path("pointer").asString() + " "
                        + violation.path("code").asString()));
        return found;
    }

    /** Of a file, each as {@code line column code}. */
    public static List<String> errors(JsonNode result) {
        var found = new ArrayList<String>();
        result.path("errors")
                .forEach(error -> violations(error)
                        .forEach(violation -> found.add(error.path("line").asInt() + " " + violation)));
        return found;
    }

    public static List<String> texts(JsonNode items, String field) {
        var found = new ArrayList<String>();
        items.forEach(item -> found.add(item.path(field).asString()));
        return found;
    }
}
