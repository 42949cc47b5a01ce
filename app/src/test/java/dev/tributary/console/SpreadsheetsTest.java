package dev.tributary.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.kernel.Sheet;
import dev.tributary.openapi.Doors;
import dev.tributary.testing.Api;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stock goes in as a workbook and comes out as one, or as CSV. */
class SpreadsheetsTest {

    private static HubUnderTest hub;
    private static ConsoleSession console;

    @TempDir
    Path folder;

    @BeforeAll
    static void openAShop() {
        hub = HubUnderTest.shared();
        console = ConsoleSession.administrator(hub, "li-sheets");
        console.post(
                "/console/setup/merchants",
                Map.of("code", "acme-sheets", "name", "Acme Foods", "zone", "Asia/Shanghai", "currency", "CNY"));
        var merchant = hub.bean(CatalogLists.class)
                .merchant("acme-sheets")
                .orElseThrow()
                .id();
        var erp = Api.of(hub, merchant, Scope.SETUP_WRITE);
        erp.put("/v1/nodes/wh-1", "{\"name\": \"Warehouse\", \"kind\": \"WAREHOUSE\"}");
        Doors.csv(erp, "/v1/products:batch", "product,sku,name,price\np,MILK,=1+1,1\np,TEA,Tea,1\n");
    }

    @Test
    void aWorkbookOfReceiptsIsTakenAndTheStockDownloaded() throws IOException {
        console.get("/console/m/acme-sheets/setup/receipts");
        var wrong = console.upload(
                "/console/m/acme-sheets/setup/receipts/csv?wish=one",
                workbook(List.of("wh-1", "MILK", 7), List.of("wh-1", "NO-SUCH", 5)));
        assertThat(wrong.body()).contains("Line 3, sku: No SKU has this code.");
        var right = console.upload(
                "/console/m/acme-sheets/setup/receipts/csv?wish=two",
                workbook(List.of("wh-1", "MILK", 7), List.of("wh-1", "TEA", 5)));
        assertThat(right.statusCode()).isEqualTo(200);

        var excel = console.download("/console/m/acme-sheets/stock/download?format=XLSX");
        assertThat(excel.headers().firstValue("Content-Disposition").orElseThrow())
                .matches("attachment; filename=\"stock-acme-sheets-\\d{4}-\\d\\d-\\d\\d.xlsx\"");
        assertThat(Sheet.excel(excel.body(), 100).lines())
                .extracting(line -> String.join(" ", line.cells()))
                .containsExactly(
                        "sku name node onHand reserved safety allowance unitsShort available version",
                        "MILK =1+1 wh-1 7 0 0 0 0 7 1",
                        "TEA Tea wh-1 5 0 0 0 0 5 1");
        // In CSV a spreadsheet would run what begins like a formula.
        assertThat(new String(
                        console.download("/console/m/acme-sheets/stock/download?format=CSV")
                                .body(),
                        StandardCharsets.UTF_8))
                .contains("\"MILK\",\"'=1+1\",\"wh-1\",7,0");
        assertThat(console.get("/console/m/acme-sheets/stock").body()).contains("All as Excel", "download?format=CSV");
    }

    @SafeVarargs
    private Path workbook(List<Object>... rows) throws IOException {
        Path file = folder.resolve("receipts.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                var workbook = new Workbook(out, "test", "1.0")) {
            var sheet = workbook.newWorksheet("first");
            List<String> header = List.of("node", "sku", "units");
            for (int column = 0; column < 3; column++) {
                sheet.value(0, column, header.get(column));
                for (int row = 0; row < rows.length; row++) {
                    if (rows[row].get(column) instanceof Integer number) {
                        sheet.value(row + 1, column, number);
                    } else {
                        sheet.value(row + 1, column, rows[row].get(column).toString());
                    }
                }
            }
        }
        return file;
    }
}
