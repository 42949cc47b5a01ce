package dev.tributary.openapi.erp;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.inventory.StockChange;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.Shape;
import dev.tributary.kernel.Sheet;
import dev.tributary.kernel.Violation;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Cells;
import dev.tributary.openapi.body.Csv;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.ImportResult;
import dev.tributary.openapi.erp.StockLines.Line;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.OrderIntake.Lane;
import dev.tributary.orders.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Receipts, counts, adjustments and bounds, as a batch that rides the hot path: all lines or none. */
@RestController
class StockBatchDoor {

    static final int LINES_MAX = 1_000;
    /** More than this waits with the bulk, so that it delays no order. */
    private static final int SINGLE_LINES_MAX = 50;

    @Shape("ChangedStock")
    record Rows(
            int rows,

            @Member(says = "Of these, lines that a lease keeps back as shadow values; absent where there are none.")
            Optional<Integer> keptBack) {}

    private final StockLines stockLines;
    private final OrderIntake intake;

    StockBatchDoor(StockLines stockLines, OrderIntake intake) {
        this.stockLines = stockLines;
        this.intake = intake;
    }

    @Contract(
            id = "changeStock",
            says = "Receipts, counts, adjustments and bounds: all lines or none.",
            body = ErpShapes.StockBatch.class,
            key = Contract.Key.REQUIRED,
            refusals = {Problem.CONFLICT, Problem.REFUSED, Problem.OVERLOADED})
    @PostMapping(path = "/v1/stock:batch", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Needs(Scope.STOCK_WRITE)
    ResponseEntity<Rows> change(
            Caller caller, @RequestHeader(name = "Idempotency-Key") Optional<String> key, @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        String wish = KeyedWrites.required(key);
        var fields = Fields.of(body);
        var items = fields.objects("lines", LINES_MAX);
        var lines = items.stream().map(stockLines::line).toList();
        var changes = stockLines.changes(
                merchant,
                lines,
                (place, column, code, detail) -> items.get(place).wrong(column, code, detail));
        fields.finish();
        var outcome = submit(caller, merchant, wish, body.toString(), changes);
        if (outcome instanceof Outcome.StockDone done) {
            var answer = ResponseEntity.ok();
            if (done.replayed()) {
                answer.header("Idempotent-Replayed", "true");
            }
            return answer.body(
                    new Rows(changes.size(), done.keptBack() == 0 ? Optional.empty() : Optional.of(done.keptBack())));
        }
        throw Rejections.of(outcome);
    }

    /**
     * Rows go by the thousand under keys made of the caller's; the same file with the same key goes on where it stopped
     * and does nothing twice.
     */
    @Contract(
            id = "changeStockFile",
            says = "As a file: each row by itself; the same file with the same key has no second effect.",
            body = ErpShapes.StockRow.class,
            key = Contract.Key.REQUIRED,
            refusals = Problem.OVERLOADED)
    @PostMapping(
            path = "/v1/stock:batch",
            consumes = {Csv.MEDIA_TYPE, Sheet.EXCEL})
    @Needs(Scope.STOCK_WRITE)
    ImportResult.Shown load(
            Caller caller, @RequestHeader(name = "Idempotency-Key") Optional<String> key, @RequestBody byte[] file) {
        MerchantId merchant = Callers.merchant(caller);
        String wish = KeyedWrites.required(key);
        var rows = Csv.rows(file, ErpShapes.StockRow.class);
        var result = new ImportResult(rows.size());
        for (int from = 0; from < rows.size(); from += LINES_MAX) {
            var piece = rows.subList(from, Math.min(rows.size(), from + LINES_MAX));
            load(caller, merchant, "%s#%d".formatted(wish, from / LINES_MAX), piece, result);
        }
        return result.shown();
    }

    private void load(Caller caller, MerchantId merchant, String key, List<Csv.Row> rows, ImportResult result) {
        var cells = rows.stream().map(Cells::new).toList();
        var currency = stockLines.currency(merchant);
        List<Line> lines =
                cells.stream().map(row -> stockLines.line(row, currency)).toList();
        var changes = stockLines.changes(
                merchant,
                lines,
                (place, column, code, detail) -> cells.get(place).findings().add(column, code, detail));
        var good = new ArrayList<StockChange>();
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).findings().none()) {
                good.add(changes.get(i));
            } else {
                result.wrong(cells.get(i).line(), cells.get(i).findings().all());
            }
        }
        if (good.isEmpty()) {
            return;
        }
        // What was done under this key is exactly these lines: other ones, though from the same file, need another key.
        var outcome = submit(caller, merchant, key, good.toString(), good);
        if (!(outcome instanceof Outcome.StockDone)) {
            var refused = Rejections.of(outcome);
            var violation = new Violation("", "not_done", String.valueOf(refused.getMessage()));
            cells.stream()
                    .filter(row -> row.findings().none())
                    .forEach(row -> result.wrong(row.line(), List.of(violation)));
        }
    }

    private Outcome submit(Caller caller, MerchantId merchant, String key, String body, List<StockChange> changes) {
        var command = new Command.ChangeStock(merchant, key, KeyedWrites.hash(body), changes, caller.clientId());
        return intake.submit(command, changes.size() > SINGLE_LINES_MAX ? Lane.BULK : Lane.SINGLE)
                .join();
    }
}
