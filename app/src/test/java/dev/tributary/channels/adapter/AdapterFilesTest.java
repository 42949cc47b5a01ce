package dev.tributary.channels.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AdapterFilesTest {

    private final AdapterFiles files = new AdapterFiles();

    @Test
    void everyFileOfTheHubLoads() {
        assertThat(files.all())
                .containsOnlyKeys(
                        "amazon",
                        "app",
                        "douyin",
                        "eleme",
                        "jd",
                        "kuaishou",
                        "meituan",
                        "order-sheet",
                        "pinduoduo",
                        "shopify",
                        "square",
                        "taobao",
                        "tills",
                        "vipshop",
                        "wechat-shop",
                        "woocommerce",
                        "xiaohongshu",
                        "youzan");
        assertThat(files.of("app").facts()).isFalse();
        assertThat(files.of("shopify").facts()).isTrue();
    }

    @Test
    void limitsAreSharedByASettingThatEveryAccountHas() {
        var head =
                "adapter: x\nintent: fact\nrests-on: {}\naccount:\n  app: {required: true}\n  key: {required: true, secret: true}\n  shop: {}\n";
        var budget = "answers:\n  budget: {calls-per-second: 1, burst: 1, parallel: 1, within: [%s]}\n"
                + "  wait-seconds-max: 1\n  tells: {}\n  answer: .\n";
        var limits =
                "limits:\n  all: {calls-per-second: 5, burst: 2}\n  one: {per: %s, calls-per-second: 5, burst: 2}\n";

        var read = AdapterReader.read(
                "x.yaml", new StringReader(head + limits.formatted("app") + budget.formatted("one, all, one")));

        assertThat(read.answers().orElseThrow().budget().within())
                .containsExactly(
                        new Adapter.Limit("one", Optional.of("app"), 5, 2),
                        new Adapter.Limit("all", Optional.empty(), 5, 2));
        Map.of(
                        limits.formatted("app") + budget.formatted("two"),
                        "x.yaml line 12: 'two' is not declared under limits",
                        limits.formatted("key"),
                        "x.yaml line 10: 'key' must be required and no secret",
                        limits.formatted("shop"),
                        "x.yaml line 10: 'shop' must be required and no secret",
                        limits.formatted("zzz"),
                        "x.yaml line 10: 'zzz' is not declared under account",
                        "limits: {all: {calls-per-second: 0, burst: 1}}",
                        "x.yaml line 8: expected more than 0 and at most 10000")
                .forEach((content, complaint) -> assertThatThrownBy(
                                () -> AdapterReader.read("x.yaml", new StringReader(head + content)))
                        .hasMessageContaining(complaint));
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
                "adapter: x\nintent: fact\nrests-on: {}\nshipments:\n  budget: {calls-per-second: 1, burst: 1, parallel: 1}\n  carriers:\n    SF: {code: a}\n    sf: {code: b}\n",
                "x.yaml line 8: 'sf' stands here twice: case makes no difference",
                "adapter: x\nadapter: x\n",
                "x.yaml line 2: 'adapter' stands here twice"));
        cases.put("adapter: " + "[".repeat(30) + "]".repeat(30), "x.yaml line 1: Nesting Depth exceeded max 20");
        cases.put("adapter: " + "x".repeat(300_000), "x.yaml line 1: The incoming YAML document exceeds the limit");
        cases.put("adapter: x\u0007", "x.yaml line 1: ");
        cases.put(
                "adapter: x\nintent: fact\nrests-on: {}\nmessages:\n  order: |\n    " + "[".repeat(100_000),
                "x.yaml line 5: the expression is nested too deeply");
        cases.forEach((content, complaint) -> assertThatThrownBy(
                        () -> AdapterReader.read("x.yaml", new StringReader(content)))
                .isInstanceOf(AdapterFileException.class)
                .hasMessageStartingWith(complaint));
    }
}
