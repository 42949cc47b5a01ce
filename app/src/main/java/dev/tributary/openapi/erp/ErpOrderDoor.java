package dev.tributary.openapi.erp;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.erp.SyncStore.Mark;
import dev.tributary.openapi.erp.SyncStore.Waiting;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.idempotency.KeyedWrites.Answer;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderView;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Orders the ERP has to take, and its word that it has. */
@RestController
class ErpOrderDoor {

    static final int MARKS_MAX = 1_000;
    static final int NUMBER_MAX = 64;
    static final int NOTE_MAX = 200;

    @Shape("MarkedOrders")
    record Marked(int marked) {}

    private final SyncStore sync;
    private final OrderBook book;
    private final Catalog catalog;
    private final Nodes nodes;
    private final KeyedWrites writes;
    private final Clock clock;

    ErpOrderDoor(SyncStore sync, OrderBook book, Catalog catalog, Nodes nodes, KeyedWrites writes, Clock clock) {
        this.sync = sync;
        this.book = book;
        this.catalog = catalog;
        this.nodes = nodes;
        this.writes = writes;
        this.clock = clock;
    }

    /** Oldest first. An order leaves the list when it is marked, so the first page is always the next work. */
    @Contract(
            id = "listErpOrders",
            says =
                    "Paid orders by where they stand with the ERP, oldest first, without personal data. One that is marked leaves "
                            + "the list of `PENDING`.",
            query = ErpShapes.Listed.class)
    @GetMapping("/v1/erp/orders")
    @Needs(Scope.ORDERS_READ)
    Page<ErpOrder> list(
            Caller caller,
            @RequestParam Optional<String> syncState,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        MerchantId merchant = Callers.merchant(caller);
        SyncState state = state(syncState);
        var paging = Paging.of(limit, cursor);
        long after = paging.after().map(ErpOrderDoor::orderNumber).orElse(0L);
        var waiting = sync.list(merchant, state, after, paging.limit() + 1);
        boolean more = waiting.size() > paging.limit();
        var shown = more ? waiting.subList(0, paging.limit()) : waiting;
        var next = more ? Optional.of(shown.getLast().order().toString()) : Optional.<String>empty();
        return Paging.shown(new Page<>(orders(merchant, state, shown), next), Function.identity());
    }

    @Contract(
            id = "markErpOrders",
            says = "The ERP's word that it has taken orders, or could not: all or none.",
            body = ErpShapes.Marks.class,
            key = Contract.Key.OPTIONAL,
            answer = Marked.class)
    @PostMapping("/v1/erp/orders:mark")
    @Needs(Scope.ORDERS_WRITE)
    ResponseEntity<Object> mark(
            Caller caller, @RequestHeader(name = "Idempotency-Key") Optional<String> key, @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        var fields = Fields.of(body);
        var marks = new ArrayList<Mark>();
        var seen = new HashSet<OrderId>();
        for (Fields item : fields.objects("orders", MARKS_MAX)) {
            var mark = mark(item);
            if (!seen.add(mark.order())) {
                item.wrong("id", "duplicate", "this order stands in the batch before");
            }
            marks.add(mark);
        }
        fields.finish();
        return writes.run(caller, key, "POST /v1/erp/orders:mark " + body, () -> {
            var marked = sync.mark(merchant, marks, clock.instant());
            var unknown = Fields.of(body).findings();
            for (int i = 0; i < marks.size(); i++) {
                if (!marked.contains(marks.get(i).order())) {
                    unknown.add("/orders/%d/id".formatted(i), "unknown_order", "no paid order has this id");
                }
            }
            unknown.raise();
            return Answer.of(200, new Marked(marks.size()));
        });
    }

    private List<ErpOrder> orders(MerchantId merchant, SyncState state, List<Waiting> waiting) {
        var found = book.findAll(merchant, waiting.stream().map(Waiting::order).toList()).stream()
                .collect(Collectors.toMap(OrderView::id, Function.identity()));
        return waiting.stream()
                .flatMap(one -> Optional.ofNullable(found.get(one.order())).stream()
                        .map(order -> ErpOrder.of(order, state, one, catalog, nodes)))
                .toList();
    }

    private static Mark mark(Fields item) {
        var state = item.oneOf("syncState", SyncState.class);
        if (item.has("syncState") && state == SyncState.PENDING) {
            item.wrong("syncState", "invalid_value", "SYNCED or FAILED");
        }
        return new Mark(
                Orders.id(item, "id"),
                state,
                item.optionalText("erpNumber", NUMBER_MAX),
                item.optionalText("note", NOTE_MAX));
    }

    private static SyncState state(Optional<String> text) {
        for (SyncState state : SyncState.values()) {
            if (state.name().equals(text.orElse(SyncState.PENDING.name()))) {
                return state;
            }
        }
        throw ProblemException.invalid("syncState", "invalid_value", "one of PENDING, SYNCED, FAILED");
    }

    private static long orderNumber(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw ProblemException.invalid("cursor", "invalid_value", "give the nextCursor of the page before");
        }
    }
}
