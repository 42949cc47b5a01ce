package dev.tributary.console.stock;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.console.Desk;
import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockLevel;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Sheet;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Every stock row as a file for a spreadsheet. */
@Controller
@RequestMapping("/console/m/{merchant}/stock/download")
class StockDownloadController {

    /** What a sheet of Excel holds, rounded down. */
    private static final int ROWS_MAX = 1_000_000;

    private static final int PAGE = 200;

    private final Ledger ledger;
    private final Catalog catalog;
    private final Nodes nodes;

    StockDownloadController(Ledger ledger, Catalog catalog, Nodes nodes) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.nodes = nodes;
    }

    @GetMapping
    void download(Desk desk, @RequestParam TableWriter.Format format, HttpServletResponse response) throws IOException {
        String name = "stock-%s-%s"
                .formatted(desk.merchant().code(), LocalDate.now(desk.merchant().zone()));
        response.setContentType(format == TableWriter.Format.XLSX ? Sheet.EXCEL : "text/csv; charset=utf-8");
        response.setHeader(
                "Content-Disposition",
                "attachment; filename=\"%s.%s\"".formatted(name, format == TableWriter.Format.XLSX ? "xlsx" : "csv"));
        Map<NodeId, String> places = nodes.all(desk.id()).stream().collect(Collectors.toMap(Node::id, Node::code));
        try (var table = TableWriter.to(response.getOutputStream(), format, "stock")) {
            table.row(
                    "sku",
                    "name",
                    "node",
                    "onHand",
                    "reserved",
                    "safety",
                    "allowance",
                    "unitsShort",
                    "available",
                    "version");
            Page<StockLevel> page = ledger.rows(desk.id(), Optional.empty(), PAGE);
            for (int written = 0; !page.items().isEmpty(); written += PAGE) {
                if (written >= ROWS_MAX) {
                    table.row("more than %d rows: the rest is left out".formatted(ROWS_MAX));
                    return;
                }
                rows(desk, page, places, table);
                if (page.nextCursor().isEmpty()) {
                    return;
                }
                page = ledger.rows(desk.id(), page.nextCursor(), PAGE);
            }
        }
    }

    private void rows(Desk desk, Page<StockLevel> page, Map<NodeId, String> places, TableWriter table) {
        var skus = catalog.skus(
                desk.id(), page.items().stream().map(StockLevel::sku).toList());
        for (var level : page.items()) {
            var sku = Optional.ofNullable(skus.get(level.sku()));
            table.row(
                    sku.map(Sku::code).orElseGet(level.sku()::toString),
                    sku.map(Sku::name).orElse(""),
                    places.getOrDefault(level.node(), level.node().toString()),
                    level.onHand(),
                    level.reserved(),
                    level.safety(),
                    level.allowance(),
                    level.unitsShort(),
                    level.available(),
                    level.version());
        }
    }
}
