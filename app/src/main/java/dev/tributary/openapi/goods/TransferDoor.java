package dev.tributary.openapi.goods;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.inventory.Author;
import dev.tributary.inventory.Condition;
import dev.tributary.inventory.Transfer;
import dev.tributary.inventory.TransferId;
import dev.tributary.inventory.TransferState;
import dev.tributary.inventory.Transfers;
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
import dev.tributary.openapi.body.Times;
import dev.tributary.openapi.goods.TransferShapes.Rest;
import dev.tributary.openapi.goods.TransferShapes.TakenAt;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.idempotency.KeyedWrites.Answer;
import dev.tributary.openapi.orders.OrderVersions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
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

/** Transfers of goods between nodes. */
@RestController
@RequestMapping("/v1/transfers")
class TransferDoor {

    private static final NodeId NO_NODE = new NodeId(Long.MAX_VALUE);
    private static final NodeId NO_OTHER_NODE = new NodeId(Long.MAX_VALUE - 1);
    private static final SkuId NO_SKU = new SkuId(Long.MAX_VALUE);

    private final Transfers transfers;
    private final GoodsCodes codes;
    private final KeyedWrites writes;

    TransferDoor(Transfers transfers, GoodsCodes codes, KeyedWrites writes) {
        this.transfers = transfers;
        this.codes = codes;
        this.writes = writes;
    }

    @Contract(
            id = "planTransfer",
            says = "Plans a transfer; with `takenAt` `PLANNING` its goods cannot be sold from now on.",
            body = TransferShapes.NewTransfer.class,
            key = Contract.Key.REQUIRED,
            status = 201,
            answer = TransferShapes.Shown.class,
            refusals = {Problem.CONFLICT, Problem.INSUFFICIENT_STOCK})
    @PostMapping
    @Needs(Scope.STOCK_WRITE)
    ResponseEntity<Object> plan(
            Caller caller, @RequestHeader(name = "Idempotency-Key") Optional<String> key, @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        var author = new Author(caller.clientId(), KeyedWrites.required(key));
        var fields = Fields.of(body);
        var draft = new Transfers.Draft(
                fields.text("number", Transfers.NUMBER_MAX),
                codes.node(merchant, fields, "from").orElse(NO_NODE),
                codes.node(merchant, fields, "to").orElse(NO_OTHER_NODE),
                Times.optional(fields, "expectedAt"),
                fields.optionalOneOf("takenAt", TakenAt.class).orElse(TakenAt.SHIPPING) == TakenAt.PLANNING,
                fields.optionalText("note", Transfers.TEXT_MAX).orElse(""),
                wanted(merchant, fields.objects("lines", Transfers.LINES_MAX)));
        fields.finish();
        return writes.run(
                caller,
                key,
                "POST /v1/transfers " + body,
                () -> Answer.of(201, shown(transfers.plan(merchant, draft, author))));
    }

    private List<Transfers.Wanted> wanted(MerchantId merchant, List<Fields> lines) {
        var named = lines.stream()
                .map(line -> line.text("sku", GoodsCodes.CODE_MAX))
                .toList();
        var skus = codes.skus(merchant, named);
        var wanted = new ArrayList<Transfers.Wanted>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            wanted.add(new Transfers.Wanted(
                    codes.sku(line, named.get(i), skus).orElse(NO_SKU), line.whole("units", 1, Transfers.UNITS_MAX)));
        }
        return wanted;
    }

    @Contract(id = "listTransfers", says = "Transfers, the newest first.")
    @GetMapping
    @Needs(Scope.STOCK_READ)
    Page<TransferShapes.Shown> list(
            Caller caller,
            @RequestParam Optional<TransferState> state,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        MerchantId merchant = Callers.merchant(caller);
        var paging = Paging.of(limit, cursor);
        var page = transfers.list(merchant, state, paging.after(), paging.limit());
        var names = codes.names(
                merchant,
                page.items().stream()
                        .flatMap(transfer -> transfer.lines().stream())
                        .map(Transfer.Line::sku)
                        .distinct()
                        .toList());
        return Paging.shown(page, transfer -> shown(transfer, names));
    }

    @Contract(id = "readTransfer", says = "One transfer.", versioned = true, refusals = Problem.NOT_FOUND)
    @GetMapping("/{id}")
    @Needs(Scope.STOCK_READ)
    ResponseEntity<TransferShapes.Shown> read(
            Caller caller, @PathVariable @Member(pattern = PathIds.PATTERN) String id) {
        var transfer = transfer(caller, id);
        return ResponseEntity.ok().eTag(OrderVersions.tag(transfer.version())).body(shown(transfer));
    }

    @Contract(
            id = "readTransferHistory",
            says = "Who did what to it and why, the oldest first.",
            refusals = Problem.NOT_FOUND)
    @GetMapping("/{id}/history")
    @Needs(Scope.STOCK_READ)
    Page<TransferShapes.Change> history(
            Caller caller,
            @PathVariable @Member(pattern = PathIds.PATTERN) String id,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        var transfer = transfer(caller, id);
        var changes = transfers.history(transfer.merchant(), transfer.id());
        return Paging.shown(
                Paging.of(limit, cursor).cut(changes, change -> "%019d".formatted(change.version())),
                change -> new TransferShapes.Change(
                        Long.toString(change.version()), change.state(), change.actor(), change.detail(), change.at()));
    }

    @Contract(
            id = "shipTransfer",
            says = "The goods have left, whatever the book had: they are in transit to their target.",
            body = TransferShapes.Shipment.class,
            key = Contract.Key.REQUIRED,
            ifMatch = true,
            answer = TransferShapes.Shown.class,
            refusals = {Problem.NOT_FOUND, Problem.CONFLICT})
    @PostMapping("/{id}/ship")
    @Needs(Scope.STOCK_WRITE)
    ResponseEntity<Object> ship(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key") Optional<String> key,
            @RequestHeader HttpHeaders headers,
            @PathVariable @Member(pattern = PathIds.PATTERN) String id,
            @RequestBody JsonNode body) {
        var fields = Fields.of(body);
        Map<Integer, Long> units = new HashMap<>();
        if (fields.has("lines")) {
            for (var line : fields.objects("lines", Transfers.LINES_MAX)) {
                int number = (int) line.whole("line", 1, Transfers.LINES_MAX);
                if (units.put(number, line.whole("units", 0, Transfers.UNITS_MAX)) != null) {
                    line.wrong("line", "duplicate", "an earlier item is about this line");
                }
            }
        }
        fields.finish();
        return change(
                caller,
                key,
                headers,
                id,
                "ship " + body,
                wish -> transfers.ship(
                        wish.merchant(), wish.id(), OrderVersions.ifMatch(headers), units, wish.author()));
    }

    @Contract(
            id = "receiveTransfer",
            says =
                    "Goods came, in as many parts as they come in: what came may be sold at its target, or is held there.",
            body = TransferShapes.Arrival.class,
            key = Contract.Key.REQUIRED,
            ifMatch = true,
            answer = TransferShapes.Shown.class,
            refusals = {Problem.NOT_FOUND, Problem.CONFLICT})
    @PostMapping("/{id}/receive")
    @Needs(Scope.STOCK_WRITE)
    ResponseEntity<Object> receive(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key") Optional<String> key,
            @RequestHeader HttpHeaders headers,
            @PathVariable @Member(pattern = PathIds.PATTERN) String id,
            @RequestBody JsonNode body) {
        var fields = Fields.of(body);
        var came = new ArrayList<Transfers.Came>();
        if (fields.has("lines")) {
            for (var line : fields.objects("lines", 4 * Transfers.LINES_MAX)) {
                came.add(new Transfers.Came(
                        (int) line.whole("line", 1, Transfers.LINES_MAX),
                        line.whole("units", 1, Transfers.UNITS_MAX),
                        line.optionalOneOf("condition", Condition.class)));
            }
        }
        boolean last = fields.optionalOneOf("rest", Rest.class).orElse(Rest.COMES_LATER) == Rest.LOST;
        var arrival = new Transfers.Arrival(
                came, last, fields.optionalText("reason", Transfers.TEXT_MAX).orElse(""));
        fields.finish();
        return change(
                caller,
                key,
                headers,
                id,
                "receive " + body,
                wish -> transfers.receive(
                        wish.merchant(), wish.id(), OrderVersions.ifMatch(headers), arrival, wish.author()));
    }

    @Contract(
            id = "cancelTransfer",
            says = "Ends it: what was set aside may be sold again, what is on its way is back at its source.",
            body = TransferShapes.Cancel.class,
            key = Contract.Key.REQUIRED,
            ifMatch = true,
            answer = TransferShapes.Shown.class,
            refusals = {Problem.NOT_FOUND, Problem.CONFLICT})
    @PostMapping("/{id}/cancel")
    @Needs(Scope.STOCK_WRITE)
    ResponseEntity<Object> cancel(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key") Optional<String> key,
            @RequestHeader HttpHeaders headers,
            @PathVariable @Member(pattern = PathIds.PATTERN) String id,
            @RequestBody JsonNode body) {
        var fields = Fields.of(body);
        String reason = fields.text("reason", Transfers.TEXT_MAX);
        fields.finish();
        return change(
                caller,
                key,
                headers,
                id,
                "cancel " + body,
                wish -> transfers.cancel(
                        wish.merchant(), wish.id(), OrderVersions.ifMatch(headers), reason, wish.author()));
    }

    private record Wish(MerchantId merchant, TransferId id, Author author) {}

    private ResponseEntity<Object> change(
            Caller caller,
            Optional<String> key,
            HttpHeaders headers,
            String id,
            String what,
            Function<Wish, Transfer> effect) {
        var wish = new Wish(Callers.merchant(caller), id(id), new Author(caller.clientId(), KeyedWrites.required(key)));
        return writes.run(
                caller,
                key,
                "POST /v1/transfers/%s/%s".formatted(id, what),
                () -> Answer.of(200, shown(effect.apply(wish))));
    }

    private Transfer transfer(Caller caller, String id) {
        return transfers.find(Callers.merchant(caller), id(id)).orElseThrow(TransferDoor::unknown);
    }

    private static TransferId id(String id) {
        return new TransferId(PathIds.of(id, TransferDoor::unknown));
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("there is no such transfer");
    }

    private TransferShapes.Shown shown(Transfer transfer) {
        var skus = transfer.lines().stream().map(Transfer.Line::sku).toList();
        return shown(transfer, codes.names(transfer.merchant(), skus));
    }

    private static TransferShapes.Shown shown(Transfer transfer, GoodsCodes.Names names) {
        return new TransferShapes.Shown(
                transfer.id().toString(),
                transfer.number(),
                transfer.state(),
                names.node(transfer.from()),
                names.node(transfer.to()),
                transfer.expectedAt(),
                transfer.setAside() ? TakenAt.PLANNING : TakenAt.SHIPPING,
                transfer.note(),
                transfer.madeBy(),
                transfer.madeAt(),
                transfer.changedAt(),
                Long.toString(transfer.version()),
                transfer.lines().stream()
                        .map(line -> new TransferShapes.Line(
                                line.number(),
                                names.sku(line.sku()),
                                line.units(),
                                line.setAside(),
                                line.shipped(),
                                line.received(),
                                line.lost(),
                                line.turnedBack(),
                                line.inTransit()))
                        .toList());
    }
}
