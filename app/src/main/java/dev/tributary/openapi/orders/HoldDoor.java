package dev.tributary.openapi.orders;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The sign of life of a buyer who has not paid yet. */
@RestController
class HoldDoor {

    private static final int ACTIVITY_MAX = 64;

    private final OrderIntake intake;
    private final KeyedWrites keys;

    HoldDoor(OrderIntake intake, KeyedWrites keys) {
        this.intake = intake;
        this.keys = keys;
    }

    @Shape("HoldActivity")
    record Activity(
            @Member(charactersMax = ACTIVITY_MAX, says = "Such as `payment begun`; `active` where absent.")
            Optional<String> activity) {}

    @Shape("HeldOrder")
    record Held(
            String id,

            @Member(says = "Until when it keeps its stock unpaid.")
            Instant holdExpiresAt,

            String version) {}

    @Contract(
            id = "extendHold",
            says =
                    "The buyer of an unpaid order is still active: its hold starts again, up to `holdMinutesMax` of its channel after it was placed. Never once it has ended, which is 409. Less than a tenth of the hold's time longer is not written.",
            body = Activity.class,
            key = Contract.Key.OPTIONAL,
            answer = Held.class,
            versioned = true,
            refusals = {Problem.NOT_FOUND, Problem.CONFLICT, Problem.REFUSED, Problem.OVERLOADED})
    @Needs(Scope.ORDERS_WRITE)
    @PostMapping("/v1/orders/{id}/hold")
    ResponseEntity<Object> extend(
            @PathVariable String id, @RequestHeader HttpHeaders headers, @RequestBody JsonNode body, Caller caller) {
        var wish = OrderWish.of("hold", id, headers, body, caller);
        String activity = wish.fields()
                .optionalText("activity", ACTIVITY_MAX)
                .filter(text -> !text.isBlank())
                .orElse("active");
        wish.fields().finish();
        wish.givenKey().ifPresent(key -> keys.bind(caller, key, wish.text()));
        var command = new Command.ExtendHold(wish.merchant(), wish.order(), wish.givenKey(), activity, wish.actor());
        return switch (intake.decide(command)) {
            case Outcome.Held held -> {
                var answer = ResponseEntity.ok().eTag(OrderVersions.tag(held.version()));
                if (held.replayed()) {
                    answer.header("Idempotent-Replayed", "true");
                }
                yield answer.body(new Held(id, held.expiresAt(), Long.toString(held.version())));
            }
            case Outcome.Rejected rejected -> throw Outcomes.problem(rejected);
            case Outcome other -> throw new IllegalStateException("a hold was answered by " + other);
        };
    }
}
