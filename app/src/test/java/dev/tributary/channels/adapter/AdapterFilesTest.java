package dev.tributary.channels.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdapterFilesTest {

    private final AdapterFiles files = new AdapterFiles();

    @Test
    void everyFileOfTheHubLoads() {
        assertThat(files.all()).containsOnlyKeys("app", "meituan", "shopify", "square", "tills", "woocommerce");
        assertThat(files.of("app").facts()).isFalse();
        assertThat(files.of("shopify").facts()).isTrue();
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

    @ParameterizedTest
    @CsvSource({
        "confirmed, DECIDED, '{\"order_id\":\"7001\"}'",
        "cancelled, SOLD_OUT, '{\"order_id\":\"7001\",\"reason_code\":\"2009\",\"reason\":\"商品已售完\"}'",
        "cancelled, NOT_LISTED, '{\"order_id\":\"7001\",\"reason_code\":\"2007\",\"reason\":\"商品未上架\"}'",
        "cancelled, NOT_PAID, '{\"order_id\":\"7001\",\"reason_code\":\"2007\",\"reason\":\"未付款\"}'",
        "cancelled, DECIDED, '{\"order_id\":\"7001\",\"reason_code\":\"2007\",\"reason\":\"商家取消\"}'",
    })
    void meituanIsAnsweredInItsOwnCodes(String tells, String cause, String body) throws IOException {
        var tell = Adapter.Tell.valueOf(tells.toUpperCase(Locale.ROOT));
        var request = Objects.requireNonNull(
                files.of("meituan").answers().orElseThrow().tells().get(tell));
        var asked = MessageJson.read("{\"tells\":\"%s\",\"number\":\"7001\",\"cause\":\"%s\"}".formatted(tells, cause));
        assertThat(MessageJson.write(request.body().orElseThrow().apply(asked))).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "confirmed | 200 | {\"data\":\"ok\"}                          | told",
                "confirmed | 200 | {\"data\":\"ng\",\"error\":{\"code\":808}}  | told",
                "cancelled | 200 | {\"data\":\"ng\",\"error\":{\"code\":808}}  | refused",
                "confirmed | 200 | {\"data\":\"ng\",\"error\":{\"code\":711}}  | slow-down",
                "confirmed | 429 | {}                                       | slow-down",
                "confirmed | 503 | {}                                       | failed",
                "confirmed | 200 | {\"data\":\"ng\",\"error\":{\"code\":1001}} | refused",
                "confirmed | 200 | {}                                       | refused",
                "confirmed | 200 | \"ok\"                                   | refused",
                "confirmed | 302 | {\"data\":\"ok\"}                          | refused",
            })
    void whatMeituanSaysToAnAnswerIsReadForWhatItMeans(String tells, int status, String body, String outcome)
            throws IOException {
        var said = MessageJson.read(
                "{\"status\":%d,\"body\":%s,\"asked\":{\"tells\":\"%s\"}}".formatted(status, body, tells));
        assertThat(files.of("meituan")
                        .answers()
                        .orElseThrow()
                        .answer()
                        .apply(said)
                        .path("outcome")
                        .asText())
                .isEqualTo(outcome);
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
                "adapter: x\nintent: fact\nrests-on: {}\nanswers:\n  budget: {calls-per-second: 1, burst: 1, parallel: 1}\n  wait-seconds-max: 0\n  tells: {}\n",
                "x.yaml line 6: expected a whole number from 1 to 86400, not '0'",
                "adapter: x\nintent: fact\nrests-on: {}\nanswers:\n  budget: {calls-per-second: 1, burst: 1, parallel: 1}\n  tells: {shipped: {}}\n",
                "x.yaml line 6: 'shipped' is not known here; known are [confirmed, cancelled]",
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
