package dev.tributary.openapi.goods;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Author;
import dev.tributary.inventory.CountSheet;
import dev.tributary.inventory.CountSheets;
import dev.tributary.inventory.CountState;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.body.PathIds;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.idempotency.KeyedWrites.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Cycle counts, beside the sales that go on. */
@RestController
@RequestMapping("/v1/counts")
class CountDoor {

    private static final NodeId NO_NODE = new NodeId(Long.MAX_VALUE);

    private final CountSheets sheets;
    private final GoodsCodes codes;
    private final KeyedWrites writes;

    CountDoor(CountSheets sheets, GoodsCodes codes, KeyedWrites writes) {
        this.sheets = sheets;
        this.codes = codes;
        this.writes = writes;
    }

    @Contract(
            id = "openCountSheet",
            says = "Opens a sheet for SKUs of a node, or for those nobody has counted for a while.",
            body = CountShapes.NewSheet.class,
            key = Contract.Key.REQUIRED,
            status = 201,
            answer = CountShapes.Shown.class,
            refusals = Problem.CONFLICT)
    @PostMapping
    @Needs(Scope.STOCK_WRITE)
    ResponseEntity<Object> open(
            Caller caller, @RequestHeader(name = "Idempotency-Key") Optional<String> key, @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        KeyedWrites.required(key);
        var fields = Fields.of(body);
        var node = codes.node(merchant, fields, "node").orElse(NO_NODE);
        var skus = fields.texts("skus", CountSheets.LINES_MAX, GoodsCodes.CODE_MAX);
        var days = fields.optionalWhole("notCountedForDays", 1, 3_650);
        var note = fields.optionalText("note", CountSheets.TEXT_MAX).orElse("");
        if (skus.isEmpty() && days.isEmpty()) {
            fields.wrong("skus", "required", "give SKUs, or a number of days");
        } else if (!skus.isEmpty() && days.isPresent()) {
            fields.wrong("notCountedForDays", "not_allowed", "give SKUs, or a number of days");
        }
        var found = codes.skus(merchant, skus);
        skus.stream()
                .filter(code -> !code.isEmpty() && !found.containsKey(code))
                .forEach(code -> fields.wrong("skus", "unknown_sku", "there is no SKU %s".formatted(code)));
        fields.finish();
        return run(
                caller,
                key,
                "POST /v1/counts " + body,
                201,
                () -> days.isPresent()
                        ? sheets.openNotCounted(merchant, node, (int) (long) days.get(), note, caller.clientId())
                        : sheets.open(
                                merchant,
                                node,
                                skus.stream()
                                        .map(found::get)
                                        .filter(Objects::nonNull)
                                        .map(Sku::id)
                                        .toList(),
                                note,
                                caller.clientId()));
    }

    @Contract(id = "listCountSheets", says = "Count sheets, the newest first, without their lines.")
    @GetMapping
    @Needs(Scope.STOCK_READ)
    Page<CountShapes.Shown> list(
            Caller caller,
            @RequestParam Optional<CountState> state,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        MerchantId merchant = Callers.merchant(caller);
        var paging = Paging.of(limit, cursor);
        var names = codes.names(merchant, List.of());
        return Paging.shown(
                sheets.list(merchant, state, paging.after(), paging.limit()),
                sheet -> shown(sheet, names, Optional.empty()));
    }

    @Contract(
            id = "readCountSheet",
            says = "One sheet with what was there, what moved since, what was found and how far that is from the book.",
            refusals = Problem.NOT_FOUND)
    @GetMapping("/{id}")
    @Needs(Scope.STOCK_READ)
    CountShapes.Shown read(Caller caller, @PathVariable @Member(pattern = PathIds.PATTERN) String id) {
        return shown(sheets.find(Callers.merchant(caller), id(id)).orElseThrow(CountDoor::unknown));
    }

    @Contract(
            id = "enterCounts",
            says = "What was found at this moment; entered again it replaces what was entered before.",
            body = CountShapes.Entries.class,
            key = Contract.Key.REQUIRED,
            answer = CountShapes.Shown.class,
            refusals = {Problem.NOT_FOUND, Problem.CONFLICT})
    @PostMapping("/{id}/enter")
    @Needs(Scope.STOCK_WRITE)
    ResponseEntity<Object> enter(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key") Optional<String> key,
            @PathVariable @Member(pattern = PathIds.PATTERN) String id,
            @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        KeyedWrites.required(key);
        long sheet = id(id);
        var fields = Fields.of(body);
        var lines = fields.objects("lines", CountSheets.LINES_MAX);
        var named = lines.stream()
                .map(line -> line.text("sku", GoodsCodes.CODE_MAX))
                .toList();
        var skus = codes.skus(merchant, named);
        Map<SkuId, Long> found = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            long units = line.whole("units", 0, CountSheets.UNITS_MAX);
            codes.sku(line, named.get(i), skus).ifPresent(sku -> {
                if (found.put(sku, units) != null) {
                    line.wrong("sku", "duplicate", "an earlier line says so of this SKU");
                }
            });
        }
        fields.finish();
        return run(
                caller,
                key,
                "POST /v1/counts/%s/enter %s".formatted(id, body),
                200,
                () -> sheets.enter(merchant, sheet, found, caller.clientId()));
    }

    @Contract(
            id = "approveCounts",
            says = "What was found counts, with all that moved since; lines without a number stay as they are.",
            body = CountShapes.Decision.class,
            key = Contract.Key.REQUIRED,
            answer = CountShapes.Shown.class,
            refusals = {Problem.NOT_FOUND, Problem.CONFLICT})
    @PostMapping("/{id}/approve")
    @Needs(Scope.STOCK_WRITE)
    ResponseEntity<Object> approve(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key") Optional<String> key,
            @PathVariable @Member(pattern = PathIds.PATTERN) String id,
            @RequestBody JsonNode body) {
        return decide(caller, key, id, "approve", body, sheets::approve);
    }

    @Contract(
            id = "rejectCounts",
            says = "Nothing of the sheet counts.",
            body = CountShapes.Decision.class,
            key = Contract.Key.REQUIRED,
            answer = CountShapes.Shown.class,
            refusals = {Problem.NOT_FOUND, Problem.CONFLICT})
    @PostMapping("/{id}/reject")
    @Needs(Scope.STOCK_WRITE)
    ResponseEntity<Object> reject(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key") Optional<String> key,
            @PathVariable @Member(pattern = PathIds.PATTERN) String id,
            @RequestBody JsonNode body) {
        return decide(caller, key, id, "reject", body, sheets::reject);
    }

    private interface Decision {
        CountSheet make(MerchantId merchant, long sheet, String reason, Author author);
    }

    private ResponseEntity<Object> decide(
            Caller caller, Optional<String> key, String id, String verb, JsonNode body, Decision decision) {
        var author = new Author(caller.clientId(), KeyedWrites.required(key));
        long sheet = id(id);
        var fields = Fields.of(body);
        String reason = fields.text("reason", CountSheets.TEXT_MAX);
        fields.finish();
        return run(
                caller,
                key,
                "POST /v1/counts/%s/%s %s".formatted(id, verb, body),
                200,
                () -> decision.make(Callers.merchant(caller), sheet, reason, author));
    }

    private ResponseEntity<Object> run(
            Caller caller, Optional<String> key, String what, int status, Supplier<CountSheet> effect) {
        return writes.run(caller, key, what, () -> Answer.of(status, shown(effect.get())));
    }

    private static long id(String id) {
        return PathIds.of(id, CountDoor::unknown);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("there is no such count sheet");
    }

    private CountShapes.Shown shown(CountSheet sheet) {
        var names = codes.names(
                sheet.merchant(),
                sheet.lines().stream().map(CountSheet.Line::sku).toList());
        return shown(
                sheet,
                names,
                Optional.of(sheet.lines().stream()
                        .map(line -> new CountShapes.Line(
                                names.sku(line.sku()),
                                line.frozen(),
                                line.moved(),
                                line.now(),
                                optional(line.counted()),
                                optional(line.difference()),
                                line.verdict()))
                        .toList()));
    }

    private static CountShapes.Shown shown(
            CountSheet sheet, GoodsCodes.Names names, Optional<List<CountShapes.Line>> lines) {
        return new CountShapes.Shown(
                Long.toString(sheet.id()),
                names.node(sheet.node()),
                sheet.state(),
                sheet.note(),
                sheet.openedBy(),
                sheet.openedAt(),
                sheet.decidedBy(),
                sheet.decidedAt(),
                sheet.reason(),
                Long.toString(sheet.version()),
                lines);
    }

    private static Optional<Long> optional(OptionalLong number) {
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }
}
