package dev.tributary.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.openapi.Doors;
import dev.tributary.testing.Api;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotPagesTest {

    private static final String PAGE = "/console/m/acme-snapshots/stock/snapshots";
    private static HubUnderTest hub;
    private static ConsoleSession console;
    private static Api erp;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        console = ConsoleSession.administrator(hub, "li-snapshots");
        console.post(
                "/console/setup/merchants",
                Map.of("code", "acme-snapshots", "name", "Acme Foods", "zone", "Asia/Shanghai", "currency", "CNY"));
        var merchant = hub.bean(CatalogLists.class)
                .merchant("acme-snapshots")
                .orElseThrow()
                .id();
        erp = Api.of(hub, merchant, Scope.SETUP_WRITE, Scope.STOCK_WRITE, Scope.STOCK_READ);
        erp.put("/v1/nodes/wh-1", "{\"name\": \"Warehouse\", \"kind\": \"WAREHOUSE\"}");
        erp.put("/v1/nodes/st-1", "{\"name\": \"Store\", \"kind\": \"STORE\"}");
        Doors.csv(
                erp,
                "/v1/products:batch",
                "product,sku,name,price\np,CSV,C,1\np,JSON,J,2\np,ERP,E,3\np,FULL,F,4\np,GONE,G,5\np,SET,S,6\np,PART,P,7\n");
    }

    @Test
    void aFileIsLookedAtAndThenApplied() throws Exception {
        Path file = folder.resolve("night.csv");
        Files.write(file, "node,sku,onHand\nwh-1,CSV,7\nwh-1,\"不存在\",1\n".getBytes(Charset.forName("GB18030")));

        var preview = console.upload(PAGE + "?number=NIGHT-1&asOf=" + now(), file);
        assertThat(preview.body())
                .contains("NIGHT-1", "They say", "Nothing has changed yet", "there is no SKU with this code")
                .contains("2 lines, 0 not listed, 1 wrong");
        assertThat(onHand("CSV")).isZero();

        console.post(preview.uri().getPath() + "/apply", Map.of());
        var applied = until(preview.uri().getPath(), ">applied<");
        assertThat(applied).contains("1 changed").doesNotContain("/apply\"");
        assertThat(onHand("CSV")).isEqualTo(7);
        assertThat(console.get(PAGE + "?language=zh").body()).contains("库存快照", "NIGHT-1", "已应用");
        console.get(PAGE + "?language=en");
    }

    @Test
    void aBundlesLineIsRefusedInThePreview() throws Exception {
        erp.put("/v1/bundles/SET", "{\"components\": [{\"sku\": \"PART\", \"units\": 2}]}");
        Path file = folder.resolve("bundle.csv");
        Files.writeString(file, "node,sku,onHand\nwh-1,PART,7\nwh-1,SET,3\n");

        assertThat(console.upload(PAGE + "?number=SET-1&asOf=" + now(), file).body())
                .contains("2 lines, 0 not listed, 1 wrong")
                .contains("it is a bundle and keeps no stock of its own; tell the stock of its components");
    }

    @Test
    void whatTheErpSentLastIsChosenLookedAtAndApplied() throws Exception {
        String id = erp.post(
                        "/v1/stock/snapshots:preview",
                        "{\"number\": \"ERP-9\", \"asOf\": \"%s\", \"nodes\": [{\"node\": \"wh-1\"}], \"lines\": ["
                                        .formatted(hub.bean(Clock.class).instant())
                                + "{\"node\": \"wh-1\", \"sku\": \"ERP\", \"onHand\": 5}]}")
                .json()
                .path("id")
                .asString();

        assertThat(console.get(PAGE).body()).contains("ERP-9", PAGE + "/" + id);
        console.post(PAGE + "/" + id + "/apply", Map.of());
        until(PAGE + "/" + id, ">applied<");
        assertThat(onHand("ERP")).isEqualTo(5);
    }

    @Test
    void aJsonFileSaysItselfWhatItIsOf() throws IOException {
        Path file = folder.resolve("body.json");
        Files.writeString(
                file,
                "{\"number\": \"J-1\", \"asOf\": \"%s\", \"nodes\": [{\"node\": \"wh-1\"}], \"lines\": ["
                                .formatted(hub.bean(Clock.class).instant())
                        + "{\"node\": \"wh-1\", \"sku\": \"JSON\", \"onHand\": 5}]}");

        assertThat(console.upload(PAGE, file).body()).contains("J-1", "Nothing has changed yet", "JSON");
    }

    @Test
    void aFullFileEmptiesTheChosenNodesAlone() throws Exception {
        Path file = folder.resolve("store.csv");
        Files.writeString(file, "node,sku,onHand\nst-1,GONE,3\nst-1,FULL,1\n");
        apply(console.upload(PAGE + "?number=BEFORE&asOf=" + now(), file).uri().getPath());

        Files.writeString(file, "node,sku,onHand\nst-1,FULL,2\n");
        assertThat(console.upload(PAGE + "?number=AFTER&scope=FULL&asOf=" + now(), file)
                        .body())
                .contains("at least 1 node");
        var preview = console.upload(PAGE + "?number=AFTER&scope=FULL&node=st-1&asOf=" + now(), file);
        assertThat(preview.body()).contains("1 lines, 1 not listed");
        apply(preview.uri().getPath());
        assertThat(onHand("GONE")).isZero();
        assertThat(onHand("FULL")).isEqualTo(2);
    }

    @Test
    void aFileThatCannotBeTakenSaysWhy() throws IOException {
        Path file = folder.resolve("bad.csv");
        Files.writeString(file, "node,sku,units\nwh-1,CSV,7\n");
        assertThat(console.upload(PAGE + "?number=X&asOf=" + now(), file).body())
                .contains("the first line must name the columns node,sku,onHand");
        Files.writeString(file, "node,sku,onHand\nwh-1,CSV,7\n");
        assertThat(console.upload(PAGE + "?number=X", file).body()).contains("a date and time");
        assertThat(console.upload(PAGE + "?asOf=" + now(), file).body()).contains("1 to 64 characters");
        Files.writeString(file, "node,sku,onHand\n");
        assertThat(console.upload(PAGE + "?number=X&asOf=" + now(), file).body())
                .contains("at least 1 line");
        Files.writeString(file, "node,sku,onHand\nwh-1,CSV,seven\nwh-1,CSV\n,\"\",1\n");
        assertThat(console.upload(PAGE + "?number=X&asOf=" + now(), file).body())
                .contains("a whole number from 0", "it has 2 cells, the header 3", "1 to 64 characters");
        assertThat(console.get(PAGE + "/999999").statusCode()).isEqualTo(404);
    }

    @Test
    void whoMayOnlyLookUploadsNothing() throws IOException {
        console.post(
                "/console/setup/operators",
                Map.of(
                        "name",
                        "wang-snapshots",
                        "password",
                        ConsoleSession.PASSWORD,
                        "role",
                        "VIEWER",
                        "merchant",
                        "acme-snapshots"));
        var wang = ConsoleSession.loggedIn(hub, "wang-snapshots");
        Path file = folder.resolve("wang.csv");
        Files.writeString(file, "node,sku,onHand\nwh-1,CSV,7\n");

        assertThat(wang.get(PAGE).body()).contains("Snapshots").doesNotContain("Upload a file");
        assertThat(wang.upload(PAGE + "?number=W&asOf=" + now(), file).statusCode())
                .isEqualTo(403);
    }

    private static void apply(String page) throws InterruptedException {
        console.post(page + "/apply", Map.of());
        until(page, ">applied<");
    }

    private static String until(String page, String text) throws InterruptedException {
        for (int tries = 0; tries < 500; tries++) {
            String body = console.get(page).body();
            if (body.contains(text)) {
                return body;
            }
            Thread.sleep(10);
        }
        throw new AssertionError(page + " never said " + text);
    }

    private static LocalDateTime now() {
        return LocalDateTime.ofInstant(hub.bean(Clock.class).instant(), ZoneId.of("Asia/Shanghai"))
                .truncatedTo(ChronoUnit.SECONDS);
    }

    private static long onHand(String sku) {
        return erp.get("/v1/stock?limit=200")
                .json()
                .path("items")
                .valueStream()
                .filter(row -> row.path("sku").asString().equals(sku))
                .mapToLong(row -> row.path("onHand").asLong())
                .sum();
    }
}
