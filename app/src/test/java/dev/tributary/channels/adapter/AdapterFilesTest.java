package dev.tributary.channels.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AdapterFilesTest {

    private final AdapterFiles files = new AdapterFiles();

    @Test
    void everyFileOfTheHubLoads() {
        assertThat(files.all()).containsOnlyKeys("app", "meituan", "shopify", "tills");
        assertThat(files.of("app").facts()).isFalse();
        assertThat(files.of("shopify").facts()).isTrue();
    }

    @Test
    void everyPublishedSignatureIsReproduced() throws IOException {
        var vectors = MessageJson.read(
                getClass().getResourceAsStream("/channels/vectors.json").readAllBytes());
        assertThat(vectors).hasSize(2);
        for (var vector : vectors) {
            var scheme = files.of(vector.path("platform").asText().replace("-waimai", ""))
                    .door()
                    .orElseThrow()
                    .signature()
                    .scheme();
            var signed = signed(vector.path("inputs"));
            var secret = vector.path("secret").asText();
            var expected = vector.path("expected").asText();
            assertThat(scheme.sign(signed, secret)).isEqualTo(expected);
            assertThat(scheme.matches(signed, secret, expected)).isTrue();
            assertThat(scheme.matches(signed, secret + "x", expected)).isFalse();
            assertThat(scheme.matches(signed, secret, "")).isFalse();
        }
    }

    private static SignatureScheme.Signed signed(JsonNode inputs) {
        var parameters = new TreeMap<String, String>();
        inputs.path("params")
                .properties()
                .forEach(
                        entry -> parameters.put(entry.getKey(), entry.getValue().asText()));
        return new SignatureScheme.Signed(
                inputs.path("url").asText(),
                parameters,
                inputs.path("rawBody").asText().getBytes(UTF_8));
    }

    @Test
    void aShopifyOrderIsMappedToTheCent() throws IOException {
        var order = map("shopify", "orders/paid", "/channels/shopify-order.json");
        assertThat(MessageJson.write(order)).isEqualTo(fixture("/channels/shopify-order.mapped.json"));
    }

    @Test
    void aMeituanOrderIsMappedToTheFen() throws IOException {
        var order = map("meituan", "order", "/channels/meituan-order.json");
        assertThat(MessageJson.write(order)).isEqualTo(fixture("/channels/meituan-order.mapped.json"));
    }

    @Test
    void anUnknownStateNamesItselfAndParks() throws IOException {
        var message = MessageJson.read(("""
                {"id": 1, "currency": "CNY", "created_at": "2026-11-22T10:00:00+08:00",
                 "updated_at": "2026-11-22T10:00:00+08:00", "financial_status": "dreaming", "line_items": []}
                """).getBytes(UTF_8));
        assertThatThrownBy(() -> files.of("shopify")
                        .message("orders/create")
                        .orElseThrow()
                        .apply(message))
                .isInstanceOf(MappingFailure.class)
                .hasMessage("financial_status 'dreaming' is not in the adapter's table");
    }

    @Test
    void aFractionOfAFenIsRefusedNotRounded() throws IOException {
        var message = (com.fasterxml.jackson.databind.node.ObjectNode)
                MessageJson.read(fixture("/channels/meituan-order.json").getBytes(UTF_8));
        message.put("total", "10.005");
        assertThatThrownBy(
                        () -> files.of("meituan").message("order").orElseThrow().apply(message))
                .isInstanceOf(MappingFailure.class)
                .hasMessage("an amount is not a whole number of CNY minor units");
    }

    @Test
    void aWrongFileIsRefusedWithItsLineAndTheReason() {
        var cases = new TreeMap<String, String>(Map.of(
                "adapter: x\nintent: fact\nrests-on: {}\ntransprot: json\n",
                "x.yaml line 4: 'transprot' is not known here",
                "adapter: y\nintent: fact\nrests-on: {}\n",
                "x.yaml line 1: the file must be called y.yaml",
                "adapter: x\nintent: maybe\nrests-on: {}\n",
                "x.yaml line 2: expected one of [fact, request], not 'maybe'",
                "adapter: x\nintent: fact\n",
                "x.yaml line 1: 'rests-on' is missing",
                "adapter: x\nintent: fact\nrests-on: {}\nmessages:\n  order: |\n    {\"a\": 1}\n  cancel: |\n    {\n      \"a\": ,\n    }\n",
                "x.yaml line 9: Parse error",
                "adapter: x\nadapter: x\n",
                "x.yaml line 2: 'adapter' stands here twice"));
        cases.forEach((content, complaint) -> assertThatThrownBy(
                        () -> AdapterReader.read("x.yaml", new StringReader(content)))
                .isInstanceOf(AdapterFileException.class)
                .hasMessageStartingWith(complaint));
    }

    private JsonNode map(String adapter, String kind, String file) throws IOException {
        return files.of(adapter)
                .message(kind)
                .orElseThrow()
                .apply(MessageJson.read(fixture(file).getBytes(UTF_8)));
    }

    private String fixture(String file) throws IOException {
        try (var stream = getClass().getResourceAsStream(file)) {
            return new String(stream.readAllBytes(), UTF_8).strip();
        }
    }
}
