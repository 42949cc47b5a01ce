package dev.tributary.openapi.expected;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.ExpectedStock;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.Offer;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockQueue;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.body.Times;
import dev.tributary.openapi.expected.ExpectedShapes.Selling;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.idempotency.KeyedWrites.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Goods on their way, what may be sold before they are there, and who waits for what. */
@RestController
class ExpectedDoor {

    private static final SkuId NO_SKU = new SkuId(1);
    private static final NodeId NO_NODE = new NodeId(1);

    private final ExpectedStock expected;
    private final StockQueue queue;
    private final Catalog catalog;
    private final Nodes nodes;
    private final KeyedWrites writes;

    ExpectedDoor(ExpectedStock expected, StockQueue queue, Catalog catalog, Nodes nodes, KeyedWrites writes) {
        this.expected = expected;
        this.queue = queue;
        this.catalog = catalog;
        this.nodes = nodes;
        this.writes = writes;
    }

    @Contract(
            id = "tellExpectedStock",
            says =
                    "Goods on their way: tells, changes or (0 units) cancels lines. They come in parts by `RECEIVE` lines whose cause is `receipt/` and the number.",
            body = ExpectedShapes.Lines.class,
            key = Contract.Key.OPTIONAL,
            answer = ExpectedShapes.Told.class)
    @PutMapping("/v1/stock/expected")
    @Needs(Scope.STOCK_WRITE)
    ResponseEntity<Object> tell(
            Caller caller, @RequestHeader("Idempotency-Key") Optional<String> key, @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        var fields = Fields.of(body);
        var lines = new ArrayList<ExpectedStock.Draft>();
        var said = new HashSet<String>();
        for (var line : fields.objects("lines", ExpectedShapes.LINES_MAX)) {
            var draft = draft(merchant, line);
            if (!said.add(draft.number() + "/" + draft.key())) {
                line.wrong("number", "duplicate", "an earlier line says so of this number, SKU and node");
            }
            lines.add(draft);
        }
        fields.finish();
        return writes.run(
                caller,
                key,
                "PUT /v1/stock/expected " + body,
                () -> Answer.of(
                        200,
                        new ExpectedShapes.Told(expected.tell(merchant, lines, "client:" + caller.clientId()).stream()
                                .map(this::shown)
                                .toList())));
    }

    private ExpectedStock.Draft draft(MerchantId merchant, Fields line) {
        String number = line.text("number", ExpectedShapes.NUMBER_MAX);
        var sku = sku(merchant, line);
        String nodeCode = line.text("node", ExpectedShapes.CODE_MAX);
        var node = nodes.byCode(merchant, nodeCode);
        if (node.isEmpty() && !nodeCode.isEmpty()) {
            line.wrong("node", "unknown_node", "there is no node with this code");
        }
        long units = line.whole("units", 0, ExpectedStock.UNITS_MAX);
        var at = Times.optional(line, "expectedAt");
        if (!line.has("expectedAt")) {
            line.wrong("expectedAt", "required", "it must be given");
        }
        return new ExpectedStock.Draft(
                new StockKey(merchant, sku, node.map(Node::id).orElse(NO_NODE)),
                number,
                units,
                at.orElse(Instant.EPOCH));
    }

    private SkuId sku(MerchantId merchant, Fields fields) {
        String code = fields.text("sku", ExpectedShapes.CODE_MAX);
        var sku = Optional.ofNullable(
                code.isEmpty()
                        ? null
                        : catalog.skusByCode(merchant, List.of(code)).get(code));
        if (sku.isEmpty() && !code.isEmpty()) {
            fields.wrong("sku", "unknown_sku", "there is no SKU with this code");
        }
        return sku.map(Sku::id).orElse(NO_SKU);
    }

    @Contract(id = "listExpectedStock", says = "Goods on their way, by number.")
    @GetMapping("/v1/stock/expected")
    @Needs(Scope.STOCK_READ)
    Page<ExpectedShapes.Receipt> list(
            Caller caller,
            @RequestParam @Member(says = "All, where absent.") Optional<ExpectedStock.State> state,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        var paging = Paging.of(limit, cursor);
        return Paging.shown(
                expected.list(Callers.merchant(caller), state, paging.after(), paging.limit()), this::shown);
    }

    @Contract(
            id = "presellSku",
            says =
                    "A SKU may be sold as pre-order or backorder, up to what its nodes have and expect and nobody was promised.",
            body = ExpectedShapes.OfferDraft.class,
            key = Contract.Key.OPTIONAL,
            answer = ExpectedShapes.Offers.class)
    @PutMapping("/v1/stock/offers")
    @Needs(Scope.STOCK_WRITE)
    ResponseEntity<Object> offer(
            Caller caller, @RequestHeader("Idempotency-Key") Optional<String> key, @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        var fields = Fields.of(body);
        var sku = sku(merchant, fields);
        var channelCode = fields.optionalText("channel", ExpectedShapes.CODE_MAX);
        var channel =
                channelCode.flatMap(code -> catalog.channel(merchant, code)).map(SalesChannel::id);
        if (channelCode.isPresent() && channel.isEmpty()) {
            fields.wrong("channel", "unknown_channel", "there is no channel with this code");
        }
        var selling = fields.oneOf("offer", Selling.class);
        fields.finish();
        var offer = selling == Selling.NONE ? Optional.<Offer>empty() : Optional.of(Offer.valueOf(selling.name()));
        return writes.run(caller, key, "PUT /v1/stock/offers " + body, () -> {
            expected.offer(merchant, sku, channel, offer);
            return Answer.of(200, offersOf(merchant));
        });
    }

    @Contract(id = "listPresoldSkus", says = "What may be sold before it is there.")
    @GetMapping("/v1/stock/offers")
    @Needs(Scope.STOCK_READ)
    ExpectedShapes.Offers offers(Caller caller) {
        return offersOf(Callers.merchant(caller));
    }

    private ExpectedShapes.Offers offersOf(MerchantId merchant) {
        return new ExpectedShapes.Offers(expected.offers(merchant).stream()
                .map(offered -> new ExpectedShapes.Offered(
                        code(merchant, offered.sku()),
                        offered.channel()
                                .flatMap(id -> catalog.channel(merchant, id))
                                .map(SalesChannel::code),
                        offered.offer()))
                .toList());
    }

    @Contract(
            id = "listWaitingLines",
            says = "Lines of orders that wait for goods, first come first, each with its turn.")
    @GetMapping("/v1/stock/waiting")
    @Needs(Scope.ORDERS_READ)
    Page<ExpectedShapes.Waiting> waiting(
            Caller caller,
            @RequestParam @Member(says = "A SKU's code.") Optional<String> sku,
            @RequestParam @Member(says = "Only those that nothing expected covers any more.")
                    Optional<Boolean> uncovered,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        var merchant = Callers.merchant(caller);
        var paging = Paging.of(limit, cursor);
        var wanted = sku.map(code -> Optional.ofNullable(
                        catalog.skusByCode(merchant, List.of(Paging.text(code))).get(code))
                .map(Sku::id)
                .orElseThrow(() -> ProblemException.invalid("sku", "unknown_sku", "there is no SKU with this code")));
        return Paging.shown(
                queue.list(merchant, wanted, uncovered.orElse(false), paging.after(), paging.limit()), this::shown);
    }

    private ExpectedShapes.Waiting shown(StockQueue.Place place) {
        var merchant = place.key().merchant();
        return new ExpectedShapes.Waiting(
                place.order().toString(),
                place.line(),
                code(merchant, place.key().sku()),
                code(merchant, place.key().node()),
                place.units(),
                place.turn(),
                place.unitsBefore(),
                place.offer(),
                place.promisedAt(),
                place.since());
    }

    private ExpectedShapes.Receipt shown(ExpectedStock.Receipt receipt) {
        var merchant = receipt.key().merchant();
        return new ExpectedShapes.Receipt(
                receipt.number(),
                code(merchant, receipt.key().sku()),
                code(merchant, receipt.key().node()),
                receipt.units(),
                receipt.unitsReceived(),
                receipt.expectedAt(),
                receipt.dueAt(),
                receipt.state(),
                Long.toString(receipt.version()));
    }

    private String code(MerchantId merchant, SkuId sku) {
        return catalog.sku(merchant, sku).map(Sku::code).orElse(sku.toString());
    }

    private String code(MerchantId merchant, NodeId node) {
        return nodes.node(merchant, node).map(Node::code).orElse(node.toString());
    }
}
