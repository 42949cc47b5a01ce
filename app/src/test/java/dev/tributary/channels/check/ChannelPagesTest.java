package dev.tributary.channels.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.AdapterFiles;
import dev.tributary.channels.adapter.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The pages of what each adapter can do and what it rests on, made from the adapter files. When one differs from what is
 * committed, the test fails and writes it to {@code target}; run it with {@code -Dtributary.docs=write} and commit that.
 */
class ChannelPagesTest {

    private static final Path DOCS = Path.of("../docs");
    private static final Set<String> AFTER_SALES = Set.of("refunds", "returns", "aftersales", "after-sales");

    private final List<Adapter> adapters = new AdapterFiles()
            .all().values().stream().sorted(Comparator.comparing(Adapter::name)).toList();

    private record Words(
            String head,
            String columns,
            String fact,
            String request,
            String yes,
            String files,
            String direct,
            String restsOn,
            String area,
            Map<String, String> bases,
            Map<String, String> tells) {}

    private static final Words ENGLISH = new Words(
            """
            # Channels

            Made from the adapter files by `ChannelPagesTest`. What the columns rest on stands below: *unverified* means that nothing of it was tried against the platform.
            How to write a file: [adapters.md](adapters.md). The same table with your own files: `./tributary channel list`.

            """,
            "| adapter | orders are | by push | by pull | after-sales | stock out | answers to orders | shipments | certificate | samples |",
            "facts",
            "requests",
            "yes",
            "as files",
            "`/v1`",
            "## What each rests on",
            "| area | rests on | note |",
            Map.of(
                    "published-vector", "published vector",
                    "official-sdk", "official SDK",
                    "real-fixture", "real fixture",
                    "standard", "standard",
                    "unverified", "unverified"),
            Map.of("confirmed", "confirmed", "cancelled", "cancelled", "channel", "per channel", "store", "per store"));

    private static final Words CHINESE = new Words(
            """
            # 渠道

            由 `ChannelPagesTest` 根据适配器文件生成。下文列出各项的依据："未验证"表示没有在该平台上试过。
            如何编写适配器文件：[adapters.zh-CN.md](adapters.zh-CN.md)。连同您自己的文件一起查看：`./tributary channel list`。

            """,
            "| 适配器 | 订单性质 | 推送 | 拉取 | 售后 | 库存下发 | 订单回告 | 发货回告 | 对账证明 | 样例数 |",
            "事实",
            "请求",
            "有",
            "文件",
            "`/v1`",
            "## 各项依据",
            "| 范围 | 依据 | 说明（取自文件） |",
            Map.of(
                    "published-vector", "官方公布的示例值",
                    "official-sdk", "官方 SDK",
                    "real-fixture", "真实数据样本",
                    "standard", "标准",
                    "unverified", "未验证"),
            Map.of("confirmed", "已确认", "cancelled", "已取消", "channel", "按渠道", "store", "按门店"));

    @Test
    void theEnglishPageIsThatOfTheFiles() throws IOException {
        compare("channels.md", page(ENGLISH));
    }

    @Test
    void theChinesePageIsThatOfTheFiles() throws IOException {
        compare("channels.zh-CN.md", page(CHINESE));
    }

    private String page(Words words) {
        return words.head()
                + words.columns() + "\n"
                + "|---".repeat(10) + "|\n"
                + adapters.stream().map(adapter -> row(words, adapter)).collect(Collectors.joining())
                + "\n" + words.restsOn() + "\n"
                + adapters.stream().map(adapter -> restsOn(words, adapter)).collect(Collectors.joining());
    }

    private static String row(Words words, Adapter adapter) {
        return Stream.of(
                        "`" + adapter.name() + "`",
                        adapter.facts() ? words.fact() : words.request(),
                        adapter.brings() ? pushed(words, adapter) : words.direct(),
                        adapter.pull()
                                .map(pull -> pull.lists().keySet().stream()
                                        .sorted()
                                        .map(list -> "`" + list + "`")
                                        .collect(Collectors.joining(", ")))
                                .orElse(""),
                        mark(words, afterSales(adapter)),
                        adapter.stock()
                                .map(stock -> words.tells().get(Names.kebab(stock.figure())))
                                .orElse(""),
                        adapter.answers()
                                .map(answers -> answers.tells().keySet().stream()
                                        .sorted()
                                        .map(tell -> words.tells().get(Names.kebab(tell)))
                                        .collect(Collectors.joining(", ")))
                                .orElse(""),
                        mark(words, adapter.shipments().isPresent()),
                        mark(words, adapter.certificate().isPresent()),
                        samples(adapter)
                                .map(samples -> Integer.toString(samples.all().size()))
                                .orElse(""))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String pushed(Words words, Adapter adapter) {
        if (adapter.drop().isPresent()) {
            return words.files();
        }
        return adapter.socket().isPresent()
                ? "WebSocket"
                : mark(words, adapter.door().isPresent());
    }

    private static String mark(Words words, boolean has) {
        return has ? words.yes() : "";
    }

    /** A sample shows it, or the file says what it rests on. */
    private static boolean afterSales(Adapter adapter) {
        var areas = new LinkedHashSet<>(adapter.restsOn().keySet());
        areas.retainAll(AFTER_SALES);
        return !areas.isEmpty()
                || samples(adapter).stream()
                        .flatMap(samples -> samples.all().stream())
                        .anyMatch(sample -> sample.expectation() instanceof Sample.Expectation.Gives(var told)
                                && told.path("does").asText().equals("refund"));
    }

    private static Optional<Samples> samples(Adapter adapter) {
        return SampleFiles.find(Optional.empty(), adapter.name())
                .map(found -> SamplesReader.read(adapter, found.file(), found.text()));
    }

    private static String restsOn(Words words, Adapter adapter) {
        return "\n### %s\n\n%s\n|---|---|---|\n".formatted(adapter.name(), words.area())
                + adapter.restsOn().entrySet().stream()
                        .map(area -> "| %s | %s | %s |\n"
                                .formatted(
                                        area.getKey(),
                                        words.bases()
                                                .get(Names.kebab(area.getValue().basis())),
                                        area.getValue().note().replace("|", "\\|")))
                        .collect(Collectors.joining());
    }

    private static void compare(String file, String made) throws IOException {
        var path = DOCS.resolve(file);
        if ("write".equals(System.getProperty("tributary.docs"))) {
            Files.writeString(path, made);
        }
        var committed = Files.exists(path) ? Files.readString(path) : "";
        if (!committed.equals(made)) {
            var target = Files.createDirectories(Path.of("target")).resolve(file);
            Files.writeString(target, made);
            assertThat(committed)
                    .as("docs/%s; it is written to app/%s: look at it, copy it there and commit it", file, target)
                    .isEqualTo(made);
        }
    }
}
