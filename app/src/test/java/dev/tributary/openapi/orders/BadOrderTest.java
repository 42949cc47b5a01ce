package dev.tributary.openapi.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tributary.access.Scope;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of bad input has its answer, and leaves no row. */
class BadOrderTest {

    private static final String LINE =
            "{\"sku\":\"MILK-1L\",\"units\":1,\"unitPrice\":{\"amount\":5,\"currency\":\"CNY\"}}";

    private static HubUnderTest hub;
    private static Shop shop;
    private static Api api;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        shop = Shop.open(hub, "acme-bad-order");
        api = shop.api(Scope.ORDERS_WRITE);
    }

    static Stream<Arguments> badOrders() {
        return Stream.of(
                arguments(
                        "nothing is given", "{}", List.of("/number required", "/lines required", "/channel required")),
                arguments("no lines", order("\"lines\":[]"), List.of("/lines too_few")),
                arguments("not an object", "[1]", List.of(" wrong_type")),
                arguments("an unknown channel", with("\"channel\":\"moon\""), List.of("/channel unknown_channel")),
                arguments("a channel of facts", with("\"channel\":\"tills\""), List.of("/channel not_allowed")),
                arguments("an unknown SKU", line("\"sku\":\"X\""), List.of("/lines/0/sku unknown_sku")),
                arguments("an unknown node", line("\"node\":\"moon\""), List.of("/lines/0/node unknown_node")),
                arguments("zero units", line("\"units\":0"), List.of("/lines/0/units out_of_range")),
                arguments("negative units", line("\"units\":-3"), List.of("/lines/0/units out_of_range")),
                arguments("absurd units", line("\"units\":1000000001"), List.of("/lines/0/units out_of_range")),
                arguments(
                        "units beyond any number",
                        line("\"units\":99999999999999999999999"),
                        List.of("/lines/0/units out_of_range")),
                arguments("half a unit", line("\"units\":1.5"), List.of("/lines/0/units wrong_type")),
                arguments("units as text", line("\"units\":\"2\""), List.of("/lines/0/units wrong_type")),
                arguments(
                        "a negative price",
                        line("\"unitPrice\":{\"amount\":-1,\"currency\":\"CNY\"}"),
                        List.of("/lines/0/unitPrice/amount out_of_range")),
                arguments(
                        "a price without currency",
                        line("\"unitPrice\":{\"amount\":1}"),
                        List.of("/lines/0/unitPrice/currency required")),
                arguments(
                        "another currency",
                        with("\"freight\":{\"amount\":1,\"currency\":\"USD\"}"),
                        List.of("/freight/currency wrong_currency")),
                arguments("no such currency", with("\"currency\":\"ABC\""), List.of("/currency invalid_value")),
                arguments(
                        "amounts that do not add up",
                        with("\"total\":{\"amount\":999,\"currency\":\"CNY\"}"),
                        List.of("/total does_not_add_up")),
                arguments("NUL in text", with("\"remark\":\"a\\u0000b\""), List.of("/remark bad_text")),
                arguments(
                        "half a character", with("\"buyer\":{\"name\":\"\\ud83d\"}"), List.of("/buyer/name bad_text")),
                arguments("an unknown enum", with("\"fill\":\"MAYBE\""), List.of("/fill invalid_value")),
                arguments("an unknown field", with("\"discont\":1"), List.of("/discont unknown_field")),
                arguments("a long number", order("\"number\":\"" + "9".repeat(65) + "\""), List.of("/number too_long")),
                arguments(
                        "an absurd time",
                        with(
                                "\"payment\":{\"reference\":\"r\",\"method\":\"WECHAT\",\"paidAt\":\"1970-01-01T00:00:00Z\","
                                        + "\"amount\":{\"amount\":5,\"currency\":\"CNY\"}}"),
                        List.of("/payment/paidAt out_of_range")),
                arguments(
                        "several things at once",
                        "{\"lines\":[" + LINE + ",{\"sku\":\"X\",\"units\":0}],\"fill\":7}",
                        List.of(
                                "/lines/1/units out_of_range",
                                "/lines/1/unitPrice required",
                                "/fill wrong_type",
                                "/number required",
                                "/channel required",
                                "/lines/1/sku unknown_sku")),
                arguments("an empty number", order("\"number\":\"\""), List.of("/number too_short")),
                arguments("too many lines", order("\"lines\":[" + lines(201) + "]"), List.of("/lines/200 too_many")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badOrders")
    void isAnsweredWithEveryViolationAndLeavesNoRow(String what, String body, List<String> violations) {
        var before = shop.rows();
        var answer = api.post("/v1/orders", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(violations(answer)).containsExactlyInAnyOrderElementsOf(violations);
        assertThat(shop.rows()).isEqualTo(before);
    }

    static Stream<Arguments> unreadableBodies() {
        return Stream.of(
                arguments("truncated JSON", order("\"x\":").getBytes(StandardCharsets.UTF_8), 400),
                arguments("nothing", new byte[0], 400),
                arguments("not UTF-8", with("\"remark\":\"李雷\"").getBytes(Charset.forName("GBK")), 400),
                arguments("UTF-16", with("\"remark\":\"李雷\"").getBytes(StandardCharsets.UTF_16LE), 400),
                arguments("100,000 deep", "[".repeat(100_000).getBytes(StandardCharsets.UTF_8), 400),
                arguments(
                        "100,000 deep inside",
                        ("{\"number\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8),
                        400),
                arguments("10 MB", new byte[10 * 1024 * 1024], 413));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadableBodies")
    void whatCannotBeReadIsRefusedAndLeavesNoRow(String what, byte[] body, int status) {
        var before = shop.rows();
        var answer = api.post("/v1/orders", body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(shop.rows()).isEqualTo(before);
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        var answer = api.post("/v1/orders", order("\"lines\":[" + LINE + "]"), "Idempotency-Key", "k".repeat(65));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(violations(answer)).containsExactly("Idempotency-Key invalid_value");
    }

    @Test
    void withoutATokenOrItsScopeNothingHappens() {
        var before = shop.rows();
        var stranger = Api.stranger(hub).post("/v1/orders", with("\"fill\":\"ALL_OR_NOTHING\""));
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.header("WWW-Authenticate")).contains("Bearer");
        var forged = Api.stranger(hub).with("e30.e30.e30").post("/v1/orders", "{}");
        assertThat(forged.status()).isEqualTo(401);
        assertThat(shop.rows()).isEqualTo(before);
    }

    private static List<String> violations(Api.Answer answer) {
        return StreamSupport.stream(answer.json().get("violations").spliterator(), false)
                .map(violation -> violation.get("pointer").asString() + " "
                        + violation.get("code").asString())
                .toList();
    }

    /** A good order but for the member, which comes last. */
    private static String with(String member) {
        return "{\"channel\":\"app\",\"number\":\"B-1\",\"lines\":[%s],%s}".formatted(LINE, member);
    }

    private static String order(String member) {
        return member.startsWith("\"number\"")
                ? "{\"channel\":\"app\",\"lines\":[%s],%s}".formatted(LINE, member)
                : "{\"channel\":\"app\",\"number\":\"B-1\",%s}".formatted(member);
    }

    /** A good order but for the line's member, which replaces the good one. */
    private static String line(String member) {
        return with("\"lines\":[" + LINE.replace("}}", "}," + member + "}") + "]")
                .replace("\"lines\":[" + LINE + "],", "");
    }

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> LINE).collect(Collectors.joining(","));
    }
}
