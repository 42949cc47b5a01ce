package dev.tributary.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.CatalogSetup;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupPagesTest {

    private static HubUnderTest hub;
    private static ConsoleSession console;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        console = ConsoleSession.administrator(hub, "li-setup");
        console.post(
                "/console/setup/merchants",
                Map.of("code", "acme-setup", "name", "Acme Foods", "zone", "Asia/Shanghai", "currency", "CNY"));
    }

    @Test
    void aStrangerIsLedToTheLogIn() {
        var page = new ConsoleSession(hub).get("/console/m/acme-setup/setup/products");

        assertThat(page.uri().getPath()).isEqualTo("/console/login");
    }

    @Test
    void whatIsWrongWithAMerchantIsSaidAtItsFields() {
        var page = console.post(
                "/console/setup/merchants",
                Map.of("code", "acme-setup", "name", "", "zone", "Mars", "currency", "CNY"));

        assertThat(page.body()).contains("id=\"wrong-name\"", "id=\"wrong-zone\"");
    }

    @Test
    void anUnknownMerchantAndAnUnknownPageAreNotFoundAndArePages() {
        for (String path : new String[] {"/console/m/other/setup/products", "/console/no-such-page"}) {
            var page = console.get(path);

            assertThat(page.statusCode()).isEqualTo(404);
            assertThat(page.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
            assertThat(page.body()).contains("There is no such thing");
        }
    }

    @Test
    void theOtherLanguageIsKept() {
        var reader = ConsoleSession.loggedIn(hub, "li-setup");

        assertThat(reader.get("/console/setup/merchants?language=zh").body()).contains("新建商家");
        assertThat(reader.get("/console/m/acme-setup/setup/products").body()).contains("新建商品");
    }

    @Test
    void productsComeInByFormAndByCsvInTheEncodingOfChineseSpreadsheets(@TempDir Path folder) throws IOException {
        console.post(
                "/console/m/acme-setup/setup/products",
                Map.of("code", "MILK", "name", "Milk", "unit", "PIECE", "price", "12.90", "gtin", "6901234567892"));
        Path file = folder.resolve("products.csv");
        Files.write(
                file,
                "product,sku,name,unit,price\nTEA,TEA-1,\"茶, 绿\",PIECE,30\nTEA,TEA-2,茶,GRAM,0.05\n"
                        .getBytes(Charset.forName("GB18030")));

        var page = console.upload("/console/m/acme-setup/setup/products/csv", file);

        assertThat(page.body()).contains("Done: 2 SKUs created", "茶, 绿", "TEA-2", "¥12.90");
    }

    @Test
    void aWrongLineOfACsvIsNamedAndNothingIsSaved(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("products.csv");
        Files.writeString(file, "product,sku,name,price\nNEW-1,NEW-1,New,1\nNEW-2,NEW-2,New,dear\n");

        var page = console.upload("/console/m/acme-setup/setup/products/csv", file);

        assertThat(page.body())
                .contains("Line 3: Give an amount such as 12.90.")
                .doesNotContain("NEW-1");
    }

    @Test
    void bundlesAreMadeByLinesAndBuffersSetByHand() {
        for (String code : new String[] {"SOAP", "TOWEL", "SPA"}) {
            console.post(
                    "/console/m/acme-setup/setup/products",
                    Map.of("code", code, "name", code, "unit", "PIECE", "price", "12.90"));
        }

        var wrong = console.post("/console/m/acme-setup/setup/bundles", Map.of("sku", "SPA", "components", "two SOAP"));
        assertThat(wrong.body()).contains("id=\"wrong-components\"", "two SOAP");
        var made = console.post(
                "/console/m/acme-setup/setup/bundles", Map.of("sku", "SPA", "components", "2 SOAP\n1 TOWEL"));
        assertThat(made.body()).contains("SPA is saved.", "<code>TOWEL</code>");

        var acme = hub.bean(CatalogLists.class)
                .merchant("acme-setup")
                .orElseThrow()
                .id();
        hub.bean(CatalogSetup.class)
                .saveChannel(
                        acme,
                        new CatalogSetup.ChannelDraft("app", "App", "app", false, List.of(), Duration.ofMinutes(30)));
        var bad = console.post("/console/m/acme-setup/setup/channels/app/buffers", Map.of("sku", "X", "units", "3"));
        assertThat(bad.body()).contains("No SKU has this code.", "id=\"wrong-reason\"");
        var set = console.post(
                "/console/m/acme-setup/setup/channels/app/buffers",
                Map.of("sku", "SOAP", "units", "3", "reason", "a fair"));
        assertThat(set.body()).contains("The buffer of SOAP is saved.", "3 by hand", "a fair");
        var cleared = console.post(
                "/console/m/acme-setup/setup/channels/app/buffers",
                Map.of("sku", "SOAP", "units", "", "reason", "over"));
        assertThat(cleared.body()).contains("It is told all there is.");
    }

    @Test
    void aClientsSecretIsShownOnceOnly() {
        var made = console.post("/console/m/acme-setup/setup/clients", Map.of("name", "ERP", "scope", "ORDERS_READ"));

        assertThat(made.body()).contains("id=\"client-secret\"");
        assertThat(console.get("/console/m/acme-setup/setup/clients").body())
                .contains("ERP", "orders:read")
                .doesNotContain("id=\"client-secret\"");
    }

    @Test
    void anOperatorOfOneMerchantFindsNoOther() {
        console.post(
                "/console/setup/merchants",
                Map.of("code", "rival-setup", "name", "Rival", "zone", "Asia/Shanghai", "currency", "CNY"));
        console.post(
                "/console/setup/operators",
                Map.of(
                        "name",
                        "wang-setup",
                        "password",
                        ConsoleSession.PASSWORD,
                        "role",
                        "VIEWER",
                        "merchant",
                        "acme-setup"));
        var wang = ConsoleSession.loggedIn(hub, "wang-setup");

        assertThat(wang.get("/console/m/acme-setup/setup/products").statusCode())
                .isEqualTo(200);
        assertThat(wang.get("/console/m/acme-setup/setup/products").body()).doesNotContain("Rival");
        assertThat(wang.get("/console/m/rival-setup/setup/products").statusCode())
                .isEqualTo(404);
        assertThat(wang.get("/console/setup/merchants").statusCode()).isEqualTo(403);
    }
}
