package dev.tributary.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.Eventually;
import dev.tributary.channels.MessageDesk.State;
import dev.tributary.channels.Shop;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderFilePageTest {

    @TempDir
    Path directory;

    private static HubUnderTest hub;
    private static ConsoleSession console;
    private Shop shop;
    private String page;

    @BeforeAll
    static void logIn() {
        hub = HubUnderTest.shared();
        console = ConsoleSession.administrator(hub, "li-order-file");
    }

    @BeforeEach
    void open() {
        shop = Shop.open(hub, "order-sheet", Map.of("dropKey", "hush"));
        page = shop.console() + "/orders/file";
    }

    @Test
    void aSheetBecomesOrdersAndTheSameSheetAgainNothing() throws IOException {
        assertThat(console.get(page).body()).contains("Bring a file of orders", "order-sheet.csv");
        var sheet = file("order number,sku,units,unit price\nF-1,MILK,1,12.50\nF-2,MILK,half,3\n");
        assertThat(bring(sheet)).contains("2 orders are in the file, 2 of them new");
        Eventually.present("order", () -> shop.order("F-1"));
        Eventually.yes(
                "the other is parked with its row",
                () -> shop.messages().stream()
                        .anyMatch(
                                it -> it.state() == State.PARKED && it.reason().contains("row 3")));
        assertThat(shop.messages()).allMatch(it -> it.state() != State.WAITING);
        assertThat(bring(sheet)).contains("2 orders are in the file, 0 of them new");
    }

    @Test
    void whatIsNoSuchTableIsRefusedWithTheReason() throws IOException {
        assertThat(bring(file("something\nelse\n"))).contains("Nothing of the file was taken", "names no column");
        assertThat(shop.messages()).isEmpty();
    }

    @Test
    void theTemplateIsOfItsChannelAndAChannelThatTakesNoFilesHasNone() {
        assertThat(console.get(page + "/template?channel=order-sheet").body()).contains("订单号");
        assertThat(console.get(page + "/template?channel=none").statusCode()).isEqualTo(404);
        dev.tributary.testing.Shop.open(hub, "no-files");
        var other = "/console/m/no-files/orders/file";
        assertThat(console.get(other).body()).contains("No channel takes files");
        assertThat(console.get(other + "/template?channel=app").statusCode()).isEqualTo(404);
    }

    private String bring(Path file) {
        return console.upload(page + "?channel=order-sheet", file).body();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("sheet.csv"), text);
    }
}
