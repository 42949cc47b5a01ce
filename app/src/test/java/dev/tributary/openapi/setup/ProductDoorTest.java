package dev.tributary.openapi.setup;

import static dev.tributary.openapi.Doors.csv;
import static dev.tributary.openapi.Doors.errors;
import static dev.tributary.openapi.Doors.texts;
import static dev.tributary.openapi.Doors.violations;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.openapi.Doors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ProductDoorTest {

    @RegisterExtension
    static final Doors doors = new Doors();

    @Test
    void productsComeAsABatchWithAResultEach() {
        var api = doors.newMerchant();
        var answer = api.post("/v1/products:batch", """
                {"products": [
                  {"code": "milk", "name": "牛奶", "skus": [
                    {"code": "MILK-1L", "name": "1 L", "gtin": "6291041500213", "price": {"amount": 1290, "currency": "CNY"},
                     "saleUnits": {"BOX": 12}},
                    {"code": "MILK-G", "name": "loose", "unit": "GRAM", "price": {"amount": 1, "currency": "CNY"}}]},
                  {"code": "bad", "name": "a\\u0000b", "colour": "red", "skus": [
                    {"code": "BAD", "gtin": "6291041500214", "unit": "LITRE", "price": {"amount": 1.5, "currency": "???"}}]},
                  {"code": "twice", "name": "Twice", "skus": [
                    {"code": "MILK-1L", "name": "1 L", "price": {"amount": 1, "currency": "CNY"}}]},
                  {"code": "gtin", "name": "Wrong digit", "skus": [
                    {"code": "G", "name": "G", "gtin": "6291041500214", "price": {"amount": 1, "currency": "CNY"}}]}]}
                """);

        assertThat(answer.status()).isEqualTo(200);
        JsonNode results = answer.json().path("results");
        assertThat(results.get(0).toString()).isEqualTo("{\"code\":\"milk\",\"created\":2,\"updated\":0}");
        assertThat(violations(results.get(1).path("problem")))
                .containsExactlyInAnyOrder(
                        "/products/1/name bad_text",
                        "/products/1/skus/0/name required",
                        "/products/1/skus/0/unit invalid_value",
                        "/products/1/skus/0/price/amount wrong_type",
                        "/products/1/skus/0/price/currency invalid_value",
                        "/products/1/colour unknown_field");
        assertThat(violations(results.get(2).path("problem"))).containsExactly("/products/2/skus/0/code duplicate");
        assertThat(violations(results.get(3).path("problem")))
                .containsExactly("/products/3/skus/0/gtin wrong_check_digit");
        var skus = api.get("/v1/skus").json().path("items");
        assertThat(texts(skus, "code")).containsExactly("MILK-1L", "MILK-G");
        assertThat(skus.get(0).path("gtin").asString()).isEqualTo("06291041500213");
        assertThat(api.get("/v1/skus?code=MILK-G").json().at("/items/0/unit").asString())
                .isEqualTo("GRAM");
        assertThat(api.get("/v1/skus?code=nobody").json().path("items").size()).isZero();
    }

    @Test
    void productsComeAsAFileWithErrorsByLine() {
        var api = doors.newMerchant();
        String file = """
                product,productName,sku,name,gtin,unit,price,currency
                milk,牛奶,M1,1 L,6291041500213,PIECE,12.90,CNY
                milk,牛奶,M2,2 L,6291041500214,PIECE,22.9,
                milk,Milk,M3,3 L,,PIECE,30,
                milk,,M4,4 L,,LITRE,dear,
                rice,Rice,R1,loose,,GRAM,0.01,
                rice,Rice,M1,again,,PIECE,1,
                ,,X,x,,,1.001,
                """;

        var loaded = csv(api, "/v1/products:batch", file);

        assertThat(loaded.status()).isEqualTo(200);
        assertThat(loaded.json().path("rows").asInt()).isEqualTo(7);
        assertThat(loaded.json().path("done").asInt()).isEqualTo(2);
        assertThat(errors(loaded.json()))
                .containsExactly(
                        "3 gtin wrong_check_digit",
                        "4 productName contradiction",
                        "5 unit invalid_value",
                        "5 price invalid_value",
                        "7 sku duplicate",
                        "8 product required",
                        "8 price invalid_value");
        assertThat(texts(api.get("/v1/skus").json().path("items"), "code")).containsExactly("M1", "R1");
        assertThat(api.get("/v1/skus?code=M1")
                        .json()
                        .at("/items/0/price/amount")
                        .asLong())
                .isEqualTo(1290);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST | /v1/products:batch           | {"products": []}                                   | /products bad_size
            POST | /v1/products:batch           | {"products": {}}                                   | /products wrong_type
            GET  | /v1/skus?limit=0             | ``                                                 | limit out_of_range
            GET  | /v1/skus?limit=201           | ``                                                 | limit out_of_range
            GET  | /v1/skus?cursor=%25          | ``                                                 | cursor invalid_value
            GET  | /v1/skus?code=%00            | ``                                                 | ` bad_text`
            """)
    void badInputIsNamed(String method, String path, String body, String violation) {
        var answer = Doors.call(doors.newMerchant(), method, path, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(violations(answer.json())).contains(violation);
    }
}
