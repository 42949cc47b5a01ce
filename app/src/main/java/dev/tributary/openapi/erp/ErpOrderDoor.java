package dev.tributary.openapi.erp;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.idempotency.KeyedWrites.Answer;
import dev.tributary.orders.OrderBook;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Paid orders for the ERP, oldest first, until it says what it made of them. */
@RestController
class ErpOrderDoor {

    private static final int MARKS_MAX = 1_000;
    private static final int NUMBER_MAX = 64;
    private static final int NOTE_MAX = 500;

    record Marked(int marked) {}

    private final ErpOrderStore store;
    private final OrderBook orders;
    private final Catalog catalog;
    private final Nodes nodes;
    private final KeyedWrites writes;
    private final Clock clock;

    ErpOrderDoor(ErpOrderStore store, OrderBook orders, Catalog catalog, Nodes nodes, KeyedWrites writes, Clock clock) {
        this.store = store;
        this.orders = orders;
        this.catalog = catalog;
        this.nodes = nodes;
        this.writes = writes;
        this.clock = clock;
    }

    @GetMapping("/v1/erp/orders")
    @Needs(Scope.ORDERS_READ)
    Page<ErpOrder> list(
            Caller caller,
            @RequestParam Optional<SyncState> syncState,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        MerchantId merchant = caller.merchant().orElseThrow();
        var paging = Paging.of(limit, cursor);
        long after = paging.after().map(ErpOrderDoor::id).orElse(0L);
        var ids = store.list(merchant, syncState.orElse(SyncState.PENDING), after, paging.limit() + 1);
        boolean more = ids.size() > paging.limit();
        var page = more ? ids.subList(0, paging.limit()) : ids;
        var found = orders.findAll(merchant, page).stream()
                .map(order -> ErpOrder.of(order, catalog, nodes))
                .toList();
        var next = more ? Optional.of(page.getLast().toString()) : Optional.<String>empty();
        return Paging.shown(new Page<>(found, next), order -> order);
    }

    @PostMapping("/v1/erp/orders:mark")
    @Needs(Scope.ORDERS_WRITE)
    ResponseEntity<Object> mark(
            Caller caller, @RequestHeader(name = "Idempotency-Key") Optional<String> key, @RequestBody JsonNode body) {
        MerchantId merchant = caller.merchant().orElseThrow();
        var fields = Fields.of(body);
        var marks = new ArrayList<ErpOrderStore.Mark>();
        for (Fields item : fields.objects("orders", MARKS_MAX)) {
            marks.add(mark(item));
        }
        fields.finish();
        return writes.run(caller, key, "POST /v1/erp/orders:mark " + body, () -> {
            var marked = new HashSet<>(store.mark(merchant, marks, clock.instant()));
            refuseUnknown(marks, marked);
            return Answer.of(200, new Marked(marked.size()));
        });
    }

    private static ErpOrderStore.Mark mark(Fields item) {
        String id = item.text("id", NUMBER_MAX);
        if (!id.isEmpty() && !id.matches("\\d{1,18}")) {
            item.wrong("id", "unknown_order", "there is no paid order with this id");
        }
        return new ErpOrderStore.Mark(
                new OrderId(id.matches("\\d{1,18}") ? Long.parseLong(id) : 0),
                item.oneOf("syncState", SyncState.class),
                item.optionalText("erpNumber", NUMBER_MAX).orElse(""),
                item.optionalText("note", NOTE_MAX).orElse(""));
    }

    /** Thrown inside the transaction: one unknown order, and none is marked. */
    private static void refuseUnknown(List<ErpOrderStore.Mark> marks, HashSet<OrderId> marked) {
        var violations = new ArrayList<Violation>();
        for (int i = 0; i < marks.size(); i++) {
            if (!marked.contains(marks.get(i).order())) {
                violations.add(new Violation(
                        "/orders/%d/id".formatted(i), "unknown_order", "there is no paid order with this id"));
            }
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }

    private static long id(String cursor) {
        if (!cursor.matches("\\d{1,18}")) {
            throw ProblemException.invalid("cursor", "unknown_cursor", "Use the nextCursor of the page before.");
        }
        return Long.parseLong(cursor);
    }
}
