package dev.tributary.openapi.orders;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.Region;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderDesk;
import dev.tributary.orders.OrderDraft.Delivery;
import dev.tributary.vault.PersonalData;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What a client writes on an order without touching its stock: remark, flag, who gets it where. */
@RestController
class OrderNotes {

    static final int REMARK_MAX = 500;
    static final int FLAG_MAX = 32;

    private final OrderDesk desk;
    private final OrderBook book;
    private final KeyedWrites keys;

    OrderNotes(OrderDesk desk, OrderBook book, KeyedWrites keys) {
        this.desk = desk;
        this.book = book;
        this.keys = keys;
    }

    @Contract(
            id = "remarkOrder",
            says = "Writes a remark on the order, or takes it away.",
            body = OrderShapes.Remark.class,
            key = Contract.Key.REQUIRED,
            ifMatch = true,
            answer = OrderShapes.Noted.class,
            refusals = {Problem.NOT_FOUND, Problem.CONFLICT})
    @Needs(Scope.ORDERS_WRITE)
    @PostMapping("/v1/orders/{id}/remark")
    ResponseEntity<Object> remark(
            @PathVariable String id, @RequestHeader HttpHeaders headers, @RequestBody JsonNode body, Caller caller) {
        var wish = OrderWish.of("remark", id, headers, body, caller);
        String remark = wish.fields().optionalText("remark", REMARK_MAX).orElse("");
        return once(wish, () -> desk.remark(wish.merchant(), wish.order(), remark, wish.ifVersion(), wish.actor()));
    }

    @Contract(
            id = "flagOrder",
            says = "Flags the order, or takes the flag away.",
            body = OrderShapes.Flag.class,
            key = Contract.Key.REQUIRED,
            ifMatch = true,
            answer = OrderShapes.Noted.class,
            refusals = {Problem.NOT_FOUND, Problem.CONFLICT})
    @Needs(Scope.ORDERS_WRITE)
    @PostMapping("/v1/orders/{id}/flag")
    ResponseEntity<Object> flag(
            @PathVariable String id, @RequestHeader HttpHeaders headers, @RequestBody JsonNode body, Caller caller) {
        var wish = OrderWish.of("flag", id, headers, body, caller);
        var flag = wish.fields().optionalText("flag", FLAG_MAX);
        return once(wish, () -> desk.flag(wish.merchant(), wish.order(), flag, wish.ifVersion(), wish.actor()));
    }

    @Contract(
            id = "changeRecipient",
            says = "Changes who gets the order, and where.",
            body = OrderShapes.Recipient.class,
            key = Contract.Key.REQUIRED,
            ifMatch = true,
            answer = OrderShapes.Noted.class,
            refusals = {Problem.NOT_FOUND, Problem.CONFLICT})
    @Needs(Scope.ORDERS_WRITE)
    @PostMapping("/v1/orders/{id}/recipient")
    ResponseEntity<Object> recipient(
            @PathVariable String id, @RequestHeader HttpHeaders headers, @RequestBody JsonNode body, Caller caller) {
        var wish = OrderWish.of("recipient", id, headers, body, caller);
        var known = book.find(wish.merchant(), wish.order()).orElseThrow(() -> OrderIds.notFound(id));
        var fields = wish.fields();
        var buyer = fields.object("buyer");
        if (buyer.isEmpty()) {
            fields.wrong("buyer", "required", "it must be given");
        }
        var delivery = fields.object("delivery");
        var person = new PersonalData(
                buyer.flatMap(it -> it.optionalText("name", OrderReader.NAME_MAX)),
                buyer.flatMap(it -> it.optionalText("phone", OrderReader.PHONE_MAX)),
                buyer.flatMap(it -> it.optionalText("email", OrderReader.NAME_MAX)),
                delivery.flatMap(it -> it.optionalText("address", REMARK_MAX)));
        var to = delivery.map(it -> delivery(it, known.delivery())).orElse(known.delivery());
        return once(
                wish,
                () -> desk.changeRecipient(wish.merchant(), wish.order(), person, to, wish.ifVersion(), wish.actor()));
    }

    private static Delivery delivery(Fields fields, Delivery known) {
        var method = fields.optionalOneOf("method", Delivery.Method.class).orElse(known.method());
        return new Delivery(
                method, fields.object("region").flatMap(OrderNotes::region).or(known::region));
    }

    private static Optional<Region> region(Fields fields) {
        String country = fields.optionalText("country", 2).orElse("CN");
        String code = fields.text("code", 16);
        try {
            return Optional.of(new Region(country, code));
        } catch (IllegalArgumentException e) {
            fields.findings()
                    .add(fields.pointer(), "invalid_value", Objects.requireNonNullElse(e.getMessage(), "no region"));
            return Optional.empty();
        }
    }

    /** @param effect answers the order's version after it */
    private ResponseEntity<Object> once(OrderWish wish, LongSupplier effect) {
        String key = wish.key();
        return keys.run(wish.caller(), Optional.of(key), wish.text(), () -> {
            long version = effect.getAsLong();
            return KeyedWrites.Answer.of(200, Map.of("id", wish.order().toString(), "version", Long.toString(version)));
        });
    }
}
