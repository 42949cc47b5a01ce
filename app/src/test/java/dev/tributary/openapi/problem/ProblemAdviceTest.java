package dev.tributary.openapi.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.stereotype.Controller;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProblemAdviceTest {

    enum Colour {
        RED,
        GREEN
    }

    record Line(long units, Colour colour) {}

    record Thing(String name, List<Line> lines) {}

    @RestController
    static class Door {
        @PostMapping("/v1/things")
        Thing take(@RequestBody Thing thing) {
            return thing;
        }

        @GetMapping("/v1/things")
        void all(@RequestParam int limit) {}

        @GetMapping("/v1/refused")
        void refused() {
            throw ProblemException.invalid(List.of(
                    new Violation("/lines/0/units", "too_small", "at least 1"),
                    new Violation("/total", "wrong_sum", "must be 5")));
        }

        @GetMapping("/v1/overloaded")
        void overloaded() {
            throw new ProblemException(Problem.OVERLOADED, "the lane is full");
        }

        @GetMapping("/v1/broken")
        void broken() {
            throw new IllegalStateException("secret of table catalog.sku");
        }
    }

    @Controller
    static class Page {
        @GetMapping("/console/broken")
        String broken() {
            throw new IllegalStateException("for the error page");
        }
    }

    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(32).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final MockMvcTester http = MockMvcTester.create(MockMvcBuilders.standaloneSetup(new Door(), new Page())
                    .setControllerAdvice(new ProblemAdvice())
                    .setMessageConverters(new JacksonJsonHttpMessageConverter(json))
                    .build())
            .withHttpMessageConverters(List.of(new JacksonJsonHttpMessageConverter(json)));

    @Test
    void everyViolationIsInTheAnswer() {
        var answer = http.get().uri("/v1/refused").exchange();

        assertThat(answer).hasStatus(400).hasContentType("application/problem+json");
        JsonNode problem = body(answer);
        assertThat(problem.path("type").asString()).isEqualTo("https://tributary.dev/problems/invalid-input");
        assertThat(problem.path("titleChinese").asString()).isEqualTo("输入有误");
        assertThat(problem.path("status").asInt()).isEqualTo(400);
        assertThat(problem.path("violations").size()).isEqualTo(2);
        assertThat(problem.at("/violations/1/pointer").asString()).isEqualTo("/total");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name": "a", "lines": [               | malformed-body | not_json      | ``
            {"name": "a"} trailing                 | malformed-body | not_json      | ``
            ``                                     | malformed-body | no_body       | ``
            {"nmae": "a"}                          | invalid-input  | unknown_field | /nmae
            {"lines": [{"units": "many"}]}         | invalid-input  | invalid_value | /lines/0/units
            {"lines": [{"units": 1}, {"units": {}}]} | invalid-input  | wrong_type    | /lines/1/units
            {"lines": {"units": 1}}                | invalid-input  | wrong_type    | /lines
            {"lines": [{"colour": "BLUE"}]}        | invalid-input  | invalid_value | /lines/0/colour
            {"lines": [{"units": 99999999999999999999}]} | invalid-input  | out_of_range | /lines/0/units
            """)
    void whatJacksonCannotReadIsNamedWithItsPlace(String sent, String type, String code, String pointer) {
        JsonNode problem = body(post(sent.getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        assertThat(problem.path("type").asString()).endsWith("/" + type);
        assertThat(problem.at("/violations/0/code").asString()).isEqualTo(code);
        assertThat(problem.at("/violations/0/pointer").asString()).isEqualTo(pointer);
        assertThat(problem.toString()).doesNotContain("jackson", "dev.tributary.openapi", "java.");
    }

    @Test
    void aBodyNestedAHundredThousandDeepIsRefusedWithoutReadingItAll() {
        JsonNode problem = body(post("[".repeat(100_000).getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        assertThat(problem.path("status").asInt()).isEqualTo(400);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        JsonNode problem = body(
                post(new byte[] {'{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xff, (byte) 0xfe, '"', '}'}));

        assertThat(problem.at("/violations/0/code").asString()).isEqualTo("not_json");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/nothing-here, 404, not-found",
        "DELETE, /v1/things, 405, method-not-allowed",
        "GET, /v1/things, 400, invalid-input",
        "GET, /v1/things?limit=ten, 400, invalid-input",
        "GET, /v1/overloaded, 429, overloaded",
    })
    void everyWrongTurnIsAProblem(String method, String path, int status, String type) {
        var answer = http.method(org.springframework.http.HttpMethod.valueOf(method))
                .uri(path)
                .exchange();

        assertThat(answer).hasStatus(status).hasContentType("application/problem+json");
        assertThat(body(answer).path("type").asString()).endsWith("/" + type);
    }

    @Test
    void anotherContentTypeIsAProblem() {
        var answer = http.post()
                .uri("/v1/things")
                .contentType(MediaType.TEXT_PLAIN)
                .content("x")
                .exchange();

        assertThat(answer).hasStatus(415).hasContentType("application/problem+json");
    }

    @Test
    void overloadSaysWhenToComeBackAndAWrongMethodWhatIsAllowed() {
        assertThat(http.get().uri("/v1/overloaded").exchange().getResponse().getHeader("Retry-After"))
                .isIn("1", "2", "3");
        assertThat(http.delete().uri("/v1/things").exchange()).containsHeader("Allow");
    }

    @Test
    void aFaultOfOursShowsAReferenceAndNothingElse() {
        var answer = http.get().uri("/v1/broken").exchange();

        assertThat(answer).hasStatus(500).hasContentType("application/problem+json");
        assertThat(body(answer).toString()).contains("reference").doesNotContain("secret", "catalog.sku", "Exception");
    }

    @Test
    void aPageKeepsItsOwnErrorPage() {
        var answer = http.get().uri("/console/broken").exchange();

        assertThat(Objects.requireNonNull(answer.getUnresolvedException())).hasRootCauseMessage("for the error page");
    }

    private MvcTestResult post(byte[] body) {
        return http.post()
                .uri("/v1/things")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private JsonNode body(MvcTestResult answer) {
        return json.readTree(answer.getResponse().getContentAsByteArray());
    }
}
