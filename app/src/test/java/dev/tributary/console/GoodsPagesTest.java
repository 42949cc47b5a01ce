package dev.tributary.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GoodsPagesTest {

    private static final String STOCK = "/console/m/acme-goods/stock";

    private static HubUnderTest hub;
    private static ConsoleSession console;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        console = ConsoleSession.administrator(hub, "li-goods");
        Shop.open(hub, "acme-goods");
        Shop.open(hub, "umbra-goods");
    }

    @Test
    void goodsAreHeldReleasedAndScrapped() {
        String held = STOCK + "/held";
        assertThat(held("HOLD", "4")).contains("Done.", "MILK-1L", "Quarantine", "value=\"4\"");
        assertThat(held("RELEASE", "1")).contains("Done.", "value=\"3\"");
        assertThat(held("SCRAP", "9")).contains("It cannot be done: 3 are held");
        assertThat(held("SCRAP", "3")).contains("Nothing is held");
        assertThat(console.get(held + "?language=zh").body()).contains("冻结库存");
        console.get(held + "?language=en");
        assertThat(console.get(STOCK + "/row?sku=MILK-1L&node=wh-1").body())
                .contains("scrap/QUARANTINE 3: recall 7", "No longer held");
    }

    private static String held(String action, String units) {
        return console.post(
                        STOCK + "/held",
                        Map.of(
                                "action",
                                action,
                                "sku",
                                "MILK-1L",
                                "node",
                                "wh-1",
                                "condition",
                                "QUARANTINE",
                                "units",
                                units,
                                "cause",
                                "recall 7"))
                .body();
    }

    @Test
    void aTransferIsPlannedShippedAndReceived() {
        String transfers = STOCK + "/transfers";
        var planned = console.post(
                transfers,
                Map.of(
                        "number",
                        "T-7",
                        "from",
                        "wh-1",
                        "to",
                        "store-3",
                        "setAside",
                        "true",
                        "note",
                        "weekend",
                        "lines",
                        "BREAD 4\n"));
        String path = planned.uri().getPath();
        assertThat(path).matches(transfers + "/[0-9]+");
        assertThat(planned.body()).contains("Transfer T-7", "BREAD", "Planned", "weekend");

        assertThat(console.post(path + "/ship", Map.of("version", "1")).body()).contains("On the way", "line-1");
        assertThat(console.post(path + "/ship", Map.of("version", "1")).body()).contains("It cannot be done");
        assertThat(console.post(path + "/receive", Map.of("version", "2", "line-1", "3"))
                        .body())
                .contains("Partly received");
        assertThat(console.post(path + "/receive", Map.of("version", "3", "line-1", "0", "last", "true"))
                        .body())
                .contains("It cannot be done");
        assertThat(console.post(
                                path + "/receive",
                                Map.of("version", "3", "line-1", "", "last", "true", "reason", "stolen"))
                        .body())
                .contains("Received", "stolen")
                .doesNotContain("Cancel it");
        assertThat(console.get(transfers + "?language=zh").body()).contains("调拨", "已收货");
        console.get(transfers + "?language=en");
        assertThat(console.get(STOCK + "/row?sku=BREAD&node=store-3").body())
                .contains("Came by transfer", "href=\"" + path + "\"");
        assertThat(console.get(path.replace("acme-goods", "umbra-goods")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aSheetIsCountedAndApproved() {
        String counts = STOCK + "/counts";
        var opened = console.post(counts, Map.of("node", "store-3", "skus", "MILK-1L", "note", "aisle 3"));
        String path = opened.uri().getPath();
        assertThat(path).matches(counts + "/[0-9]+");
        var field = Pattern.compile("name=\"(sku-[0-9]+)\"").matcher(opened.body());
        assertThat(field.find()).isTrue();

        assertThat(console.post(path + "/approve", Map.of("reason", "x")).body())
                .contains("It cannot be done");
        assertThat(console.post(path + "/enter", Map.of(field.group(1), "2")).body())
                .contains("+2", "Done.");
        assertThat(console.post(path + "/approve", Map.of("reason", "recounted"))
                        .body())
                .contains("Approved", "counted", "recounted")
                .doesNotContain("Enter what is found now");
        assertThat(console.get(counts + "?language=zh").body()).contains("盘点", "已确认");
        console.get(counts + "?language=en");
        assertThat(console.get(STOCK + "/row?sku=MILK-1L&node=store-3").body()).contains("href=\"" + path + "\"");
        assertThat(console.post(counts, Map.of("node", "store-3", "skus", "NONE"))
                        .body())
                .contains("There is no SKU NONE.");
    }
}
