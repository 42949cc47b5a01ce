package dev.tributary.channels.drop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.Eventually;
import dev.tributary.channels.MessageDesk;
import dev.tributary.channels.Shop;
import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.inbox.DropDoor;
import dev.tributary.testing.HubUnderTest;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders that come as files, through the door and through a directory. */
class OrderSheetTest {

    private static final String KEY = "made-up-key";
    private static final Instant MORNING = Instant.parse("2026-11-22T00:00:00Z");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String FILE = """
            订单号,商品编码,数量,单价,收货人
            G-1,S-MILK,2,10,李雷
            G-2,S-MILK,一,10,韩梅梅
            G-1,S-BREAD,1,8.50,李雷
            """;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = Shop.open(HubUnderTest.shared(), "order-sheet", Map.of("dropKey", KEY));
        shop.list("S-MILK", "MILK");
        shop.list("S-BREAD", "BREAD");
    }

    @Test
    void theOrdersOfAFileComeOnceAndAWrongRowKeepsOnlyItsOwnOrderBack() throws Exception {
        assertThat(send(FILE.getBytes(UTF_8), KEY).body()).isEqualTo("{\"orders\":2,\"before\":0}");

        Eventually.yes("the right order is there", () -> shop.order("G-1").isPresent());
        var order = shop.order("G-1").orElseThrow();
        assertThat(order.lines()).hasSize(2);
        assertThat(order.payable().amount()).isEqualTo(2850);
        Eventually.yes("nothing waits", this::nothingWaits);
        assertThat(shop.order("G-2")).isEmpty();
        assertThat(parked())
                .singleElement()
                .satisfies(message ->
                        assertThat(message.reason()).isEqualTo("units: row 3: '一' is no whole number of units"));
        assertThat(shop.available("MILK")).isEqualTo(8);

        assertThat(send(FILE.getBytes(Charset.forName("GB18030")), KEY).body())
                .isEqualTo("{\"orders\":2,\"before\":2}");
        var mended = FILE.replace("一", "3") + "\n".repeat(2 << 20);
        assertThat(send(mended.getBytes(UTF_8), KEY).body()).isEqualTo("{\"orders\":2,\"before\":1}");
        Eventually.yes("the mended order is there", () -> shop.order("G-2").isPresent());
        assertThat(shop.messages()).hasSize(3);
        assertThat(shop.available("MILK")).isEqualTo(5);
    }

    @Test
    void aWholeFileMendsWhatHalfOfItLeftBehind() throws Exception {
        send(FILE.getBytes(UTF_8), KEY);
        Eventually.yes("all of it is there", () -> comesTo(2850));
        var half = FILE.substring(0, FILE.lastIndexOf("G-1"));
        assertThat(send(half.getBytes(UTF_8), KEY).body()).isEqualTo("{\"orders\":2,\"before\":1}");
        Eventually.yes("it is short", () -> comesTo(2000));

        assertThat(send(FILE.getBytes(UTF_8), KEY).body()).isEqualTo("{\"orders\":2,\"before\":1}");

        Eventually.yes("all of it is there again", () -> comesTo(2850));
        assertThat(send(FILE.getBytes(UTF_8), KEY).body()).isEqualTo("{\"orders\":2,\"before\":2}");
    }

    private boolean comesTo(long amount) {
        return shop.order("G-1")
                .filter(order -> order.payable().amount() == amount)
                .isPresent();
    }

    @Test
    void whoDoesNotKnowTheKeyIsTurnedAwayAndWhatIsNoTableIsRefused() throws Exception {
        assertThat(send(FILE.getBytes(UTF_8), "another").statusCode()).isEqualTo(401);
        var refused = send("订单号,数量\nG-1,1\n".getBytes(UTF_8), KEY);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("the first row names no column 商品编码");
        assertThat(shop.messages()).isEmpty();
    }

    @Test
    void whoDoesNotKnowTheKeyIsTurnedAwayBeforeTheFileIsRead() throws IOException {
        try (var socket = new Socket(door().getHost(), door().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("POST %s HTTP/1.1\r\nHost: hub\r\nX-Drop-Key: another\r\nContent-Length: 8000000\r\n\r\n"
                            .formatted(door().getPath())
                            .getBytes(UTF_8));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void theDoorGivesATemplate() throws Exception {
        var template = HTTP.send(HttpRequest.newBuilder(door()).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(template.statusCode()).isEqualTo(200);
        assertThat(template.body()).startsWith("\uFEFF\"订单号\",\"下单时间\",\"商品编码\"");
        assertThat(template.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"order-sheet.csv\"");
    }

    @Test
    void aFileInTheDirectoryIsTakenWhenItGrowsNoMoreAndOneThatIsNoneStaysWithTheReason(@TempDir Path root)
            throws IOException {
        var directory = new DropDirectory(root);
        var file = root.resolve("团购 11-22.xlsx");
        Files.write(file, workbook());
        Files.writeString(root.resolve("wrong.csv"), "a,b\n1,2\n");
        Files.writeString(root.resolve("notes.md"), "nothing of ours");

        look(directory, 0);
        assertThat(file).exists();
        Files.write(file, new byte[0]);
        Files.write(file, workbook());
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        look(directory, 5);
        assertThat(shop.messages()).isEmpty();
        look(directory, 10);
        assertThat(shop.messages()).hasSize(1);
        look(directory, 69);
        assertThat(file).exists();
        look(directory, 70);

        assertThat(file).doesNotExist();
        assertThat(root.resolve("notes.md")).exists();
        assertThat(root.resolve("refused/wrong.csv")).exists();
        assertThat(root.resolve("refused/wrong.csv.reason")).content().contains("the first row names no column 订单号");
        Eventually.yes("the order is there", () -> shop.order("G-9").isPresent());
        var order = shop.order("G-9").orElseThrow();
        assertThat(order.placedAt()).hasToString("2026-11-22T01:30:00Z");
        assertThat(order.payable().amount()).isEqualTo(2460);
    }

    @Test
    void whatIsWrittenWhileAFileIsTakenOrAfterwardsIsTakenToo(@TempDir Path root) throws IOException {
        var directory = new DropDirectory(root);
        var file = root.resolve("orders.csv");
        Files.writeString(file, table("G-21,S-MILK,1,10"));
        look(directory, 0);
        look(directory, 5);
        assertThat(shop.messages()).hasSize(1);

        // Who wrote it had only paused.
        Files.writeString(file, "G-22,S-MILK,1,10\n", StandardOpenOption.APPEND);
        look(directory, 65);
        assertThat(file).exists();
        look(directory, 70);
        assertThat(shop.messages()).hasSize(2);

        // An export is put in its place whose size and time are those of the one before.
        var next = root.resolve("next.tmp");
        Files.writeString(next, table("G-23,S-MILK,1,10", "G-24,S-MILK,1,10"));
        Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        look(directory, 130);
        assertThat(file).exists();
        look(directory, 135);
        assertThat(shop.messages()).hasSize(4);
        look(directory, 195);
        assertThat(file).doesNotExist();
    }

    @Test
    void anOrderIsAsTheNewestOfItsFilesSays(@TempDir Path root) throws IOException {
        var directory = new DropDirectory(root);
        for (int hour : List.of(13, 9, 16, 11, 15, 10, 14, 12)) {
            var file = root.resolve("orders-%02d.csv".formatted(hour));
            Files.writeString(file, table("G-31,S-MILK,%d,10".formatted(hour - 8)));
            Files.setLastModifiedTime(file, FileTime.from(MORNING.plus(Duration.ofHours(hour))));
        }
        look(directory, 0);
        look(directory, 5);

        assertThat(shop.messages()).hasSize(8);
        Eventually.yes("nothing waits", this::nothingWaits);
        assertThat(shop.order("G-31").orElseThrow().payable().amount()).isEqualTo(8_000);
    }

    @Test
    void aFileThatCannotBeMovedAwayHoldsNoOtherUp(@TempDir Path root) throws IOException {
        var directory = new DropDirectory(root);
        Files.writeString(root.resolve("refused"), "where a directory is wanted");
        for (int i = 0; i < 25; i++) {
            var wrong = root.resolve("wrong-%d.csv".formatted(i));
            Files.writeString(wrong, "a,b\n1,2\n");
            Files.setLastModifiedTime(wrong, FileTime.from(MORNING));
        }
        look(directory, 0);
        look(directory, 5);
        Files.writeString(root.resolve("orders.csv"), table("G-41,S-MILK,1,10"));
        look(directory, 10);
        look(directory, 15);
        look(directory, 20);

        assertThat(shop.messages()).hasSize(1);
    }

    private void look(DropDirectory directory, int second) throws IOException {
        var account =
                shop.hub.bean(JdbcChannelAccounts.class).open(shop.channel).orElseThrow();
        directory.look(account, shop.hub.bean(DropDoor.class), MORNING.plusSeconds(second));
    }

    private static String table(String... rows) {
        return "订单号,商品编码,数量,单价\n" + String.join("\n", rows) + "\n";
    }

    private static byte[] workbook() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "test", "1.0")) {
            var sheet = workbook.newWorksheet("orders");
            var header = List.of("订单号", "下单时间", "货号", "件数", "团购价");
            for (int i = 0; i < header.size(); i++) {
                sheet.value(0, i, header.get(i));
            }
            sheet.value(1, 0, "G-9");
            sheet.value(1, 1, LocalDateTime.parse("2026-11-22T09:30:00"));
            sheet.style(1, 1).format("yyyy-MM-dd HH:mm").set();
            sheet.value(1, 2, "S-MILK");
            sheet.value(1, 3, 2);
            sheet.value(1, 4, 12.3);
        }
        return bytes.toByteArray();
    }

    private boolean nothingWaits() {
        return shop.messages().stream().noneMatch(message -> message.state() == MessageDesk.State.WAITING);
    }

    private List<MessageDesk.Summary> parked() {
        return shop.messages().stream()
                .filter(message -> message.state() == MessageDesk.State.PARKED)
                .toList();
    }

    private URI door() {
        return shop.hub.url("/doors/order-sheet/" + shop.channel);
    }

    private HttpResponse<String> send(byte[] file, String key) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(door())
                        .header("X-Drop-Key", key)
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
