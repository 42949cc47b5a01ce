package dev.tributary.openapi.setup;

import static dev.tributary.openapi.Doors.csv;
import static dev.tributary.openapi.Doors.errors;
import static dev.tributary.openapi.Doors.texts;
import static dev.tributary.openapi.Doors.violations;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.channels.Eventually;
import dev.tributary.openapi.Doors;
import dev.tributary.testing.Api;
import dev.tributary.testing.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BundleDoorTest {

    @RegisterExtension
    static final Doors DOORS = new Doors();

    /** With MILK-1L and BREAD in stock, and SKUs that have none. */
    private static Api shop(String code) {
        var api = Shop.open(DOORS.hub(), code)
                .api(
                        Scope.SETUP_READ,
                        Scope.SETUP_WRITE,
                        Scope.STOCK_READ,
                        Scope.STOCK_WRITE,
                        Scope.ORDERS_WRITE,
                        Scope.ORDERS_READ);
        for (String sku : new String[] {"BREAKFAST", "BRUNCH"}) {
            api.post(
                    "/v1/products:batch",
                    "{\"products\": [{\"code\": \"%1$s\", \"name\": \"x\", \"skus\": [{\"code\": \"%1$s\", \"name\": \"%1$s\", \"price\": {\"amount\": 1500, \"currency\": \"CNY\"}}]}]}"
                            .formatted(sku));
        }
        return api;
    }

    private static String components(String... parts) {
        var json = new StringBuilder("{\"components\": [");
        for (String part : parts) {
            var words = part.split(" ");
            json.append(json.length() > 16 ? "," : "")
                    .append("{\"sku\": \"%s\", \"units\": %s}".formatted(words[1], words[0]));
        }
        return json + "]}";
    }

    @Test
    void aBundleIsMadeReadChangedAndDissolved() {
        var api = shop("bd-1");

        var made = api.put("/v1/bundles/BREAKFAST", components("2 MILK-1L", "1 BREAD"));
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.json().path("version").asString()).isEqualTo("1");
        var read = api.get("/v1/bundles/BREAKFAST");
        assertThat(read.json()).isEqualTo(made.json());
        assertThat(read.header("ETag")).contains("\"1\"");
        assertThat(texts(api.get("/v1/bundles").json().path("items"), "sku")).containsExactly("BREAKFAST");

        assertThat(api.put("/v1/bundles/BREAKFAST", components("1 BREAD"), "If-Match", "\"7\"")
                        .status())
                .isEqualTo(412);
        var changed = api.put("/v1/bundles/BREAKFAST", components("1 BREAD"), "If-Match", "\"1\"");
        assertThat(changed.json().path("version").asString()).isEqualTo("2");

        assertThat(api.delete("/v1/bundles/BREAKFAST").status()).isEqualTo(204);
        assertThat(api.get("/v1/bundles/BREAKFAST").status()).isEqualTo(404);
        assertThat(api.put("/v1/bundles/NOSUCH", components("1 BREAD")).status())
                .isEqualTo(404);
    }

    @Test
    void whatIsWrongWithABundleIsNamed() {
        var api = shop("bd-2");
        api.put("/v1/bundles/BRUNCH", components("1 BREAD"));

        assertThat(violations(api.put("/v1/bundles/BREAKFAST", components("1 NOSUCH", "1 BREAD"))
                        .json()))
                .containsExactly("/components/0/sku unknown_sku");
        assertThat(violations(
                        api.put("/v1/bundles/BREAKFAST", components("1 BRUNCH")).json()))
                .containsExactly("/components/0/sku bundle_in_bundle");
        assertThat(violations(
                        api.put("/v1/bundles/BREAKFAST", components("0 BREAD")).json()))
                .containsExactly("/components/0/units out_of_range");
        assertThat(api.put("/v1/bundles/BREAKFAST", "{\"components\": []}").status())
                .isEqualTo(400);
        assertThat(violations(
                        api.put("/v1/bundles/MILK-1L", components("1 BREAD")).json()))
                .containsExactly(" has_stock");
    }

    @Test
    void aFileMakesBundlesWholeOrNotAtAll() {
        var api = shop("bd-3");

        var file =
                "bundle,component,units\nBREAKFAST,MILK-1L,2\nBRUNCH,NOSUCH,1\nBREAKFAST,BREAD,1\nBRUNCH,BREAD,1\nNOSUCH,BREAD,1\n";
        var result = csv(api, "/v1/bundles:batch", file).json();

        assertThat(result.path("done").asInt()).isEqualTo(2);
        assertThat(errors(result))
                .containsExactly("3 component unknown_sku", "5 bundle incomplete", "6 bundle unknown_sku");
        assertThat(texts(api.get("/v1/bundles").json().path("items"), "sku")).containsExactly("BREAKFAST");
    }

    @Test
    void whatThereIsOfABundleIsWhatItsComponentsMake() {
        var api = shop("bd-4");
        api.put("/v1/bundles/BREAKFAST", components("3 MILK-1L", "1 BREAD"));

        Eventually.yes("ten of milk make three", () -> available(api) == 3);
        var stock = api.post(
                "/v1/stock:batch",
                "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"BREAKFAST\", \"kind\": \"RECEIVE\", \"units\": 1}]}",
                "Idempotency-Key",
                "bd-4");
        assertThat(violations(stock.json())).containsExactly("/lines/0/sku bundle");

        var placed = api.post("/v1/orders", """
                {"channel": "app", "number": "B-1", "delivery": {"method": "SHIP", "region": {"country": "CN", "code": "310101"}},
                 "lines": [{"sku": "BREAKFAST", "units": 2, "unitPrice": {"amount": 1500, "currency": "CNY"}}]}""");
        assertThat(placed.status()).isEqualTo(201);
        assertThat(placed.json().path("lines").toString())
                .isEqualTo("[{\"line\":1,\"sku\":\"BREAKFAST\",\"reservation\":\"HELD\",\"node\":\"wh-1\"}]");
        var order = api.get("/v1/orders/" + placed.json().path("id").asString()).json();
        assertThat(order.at("/bundles/0/units").asLong()).isEqualTo(2);
        assertThat(order.at("/bundles/0/allocated/amount").asLong()).isEqualTo(3000);
        assertThat(order.at("/lines/0/units").asLong()).isEqualTo(6);
        assertThat(order.at("/lines/0/bundle").asLong()).isEqualTo(1);
        Eventually.yes("one is left", () -> available(api) == 1);
        var refused = api.post("/v1/orders", """
                {"channel": "app", "number": "B-2", "delivery": {"method": "SHIP", "region": {"country": "CN", "code": "310101"}},
                 "lines": [{"sku": "BREAKFAST", "units": 2, "unitPrice": {"amount": 1500, "currency": "CNY"}}]}""");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("lines").toString())
                .isEqualTo("[{\"line\":1,\"sku\":\"BREAKFAST\",\"wanted\":2,\"available\":1}]");
    }

    private static long available(Api api) {
        return api.get("/v1/availability?skus=BREAKFAST")
                .json()
                .at("/totals/0/available")
                .asLong();
    }
}
