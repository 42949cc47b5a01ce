package dev.tributary.openapi.orders;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.openapi.body.Paging;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderState;
import dev.tributary.orders.OrderView;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/orders}: one, many, and what happened to one. */
@RestController
class OrderReads {

    private final OrderBook book;
    private final OrderPictures pictures;
    private final Catalog catalog;

    OrderReads(OrderBook book, OrderPictures pictures, Catalog catalog) {
        this.book = book;
        this.pictures = pictures;
        this.catalog = catalog;
    }

    @Contract(
            id = "getOrder",
            says = "The whole order, its buyer masked.",
            versioned = true,
            refusals = Problem.NOT_FOUND)
    @Needs(Scope.ORDERS_READ)
    @GetMapping("/v1/orders/{id}")
    ResponseEntity<OrderJson> one(@PathVariable String id, Caller caller) {
        var order = find(id, caller);
        return ResponseEntity.ok()
                .eTag(OrderVersions.tag(order.version()))
                .body(pictures.of(order.merchant(), List.of(order)).getFirst());
    }

    @Contract(
            id = "getOrderTimeline",
            says = "What happened to the order, oldest first, with who and why.",
            answer = OrderShapes.Timeline.class,
            refusals = Problem.NOT_FOUND)
    @Needs(Scope.ORDERS_READ)
    @GetMapping("/v1/orders/{id}/timeline")
    Map<String, List<OrderBook.Entry>> timeline(@PathVariable String id, Caller caller) {
        var order = find(id, caller);
        return Map.of("items", book.timeline(order.merchant(), order.id()));
    }

    @Contract(id = "listOrders", says = "Orders by their last change, oldest first.", query = OrderShapes.Listed.class)
    @Needs(Scope.ORDERS_READ)
    @GetMapping("/v1/orders")
    Page<OrderJson> many(
            @RequestParam Optional<String> updatedSince,
            @RequestParam Optional<String> channel,
            @RequestParam Optional<String> state,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor,
            Caller caller) {
        var merchant = caller.merchant().orElseThrow();
        var paging = Paging.of(limit, cursor);
        var filter = new OrderBook.Filter(
                updatedSince.map(OrderReads::instant),
                channel.map(code -> channel(merchant, code)),
                state.map(OrderReads::state));
        var page = book.list(merchant, filter, paging.after(), paging.limit());
        var shown = pictures.of(merchant, page.items());
        return Paging.shown(new Page<>(shown, page.nextCursor()), order -> order);
    }

    private OrderView find(String id, Caller caller) {
        return book.find(caller.merchant().orElseThrow(), OrderIds.of(id)).orElseThrow(() -> OrderIds.notFound(id));
    }

    private ChannelId channel(MerchantId merchant, String code) {
        return catalog.channel(merchant, code)
                .map(SalesChannel::id)
                .orElseThrow(() -> ProblemException.invalid("channel", "unknown_channel", "there is no such channel"));
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(
                    "updatedSince", "invalid_value", "a time of RFC 3339 is expected, such as 2026-11-22T10:00:00Z");
        }
    }

    private static OrderState state(String text) {
        return Arrays.stream(OrderState.values())
                .filter(state -> state.name().equals(text))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        "state",
                        "invalid_value",
                        Arrays.stream(OrderState.values())
                                .map(Enum::name)
                                .collect(Collectors.joining(", ", "one of ", ""))));
    }
}
