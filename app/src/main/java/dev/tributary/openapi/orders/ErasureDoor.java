package dev.tributary.openapi.orders;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Problem;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.orders.OrderDesk;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/orders/{id}/recipient/erase}: forgets a person who asked for it, named by any order of theirs. */
@RestController
class ErasureDoor {

    private final OrderDesk desk;
    private final KeyedWrites keys;

    ErasureDoor(OrderDesk desk, KeyedWrites keys) {
        this.desk = desk;
        this.keys = keys;
    }

    @Contract(
            id = "eraseRecipient",
            says =
                    "Destroys the key of the person this order goes to: their data are gone from every order of theirs, for good.",
            key = Contract.Key.OPTIONAL,
            answer = OrderShapes.Erased.class,
            refusals = Problem.NOT_FOUND)
    @Needs(Scope.PERSONAL_ERASE)
    @PostMapping("/v1/orders/{id}/recipient/erase")
    ResponseEntity<Object> erase(
            @PathVariable String id,
            @RequestHeader(value = "Idempotency-Key", required = false) Optional<String> key,
            Caller caller) {
        var order = OrderIds.of(id);
        return keys.run(caller, key, "erase/" + order, () -> {
            desk.eraseRecipient(caller.merchant().orElseThrow(), order, OrderWish.actor(caller));
            return KeyedWrites.Answer.of(200, Map.of("id", order.toString()));
        });
    }
}
