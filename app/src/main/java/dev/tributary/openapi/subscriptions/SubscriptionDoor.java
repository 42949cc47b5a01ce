package dev.tributary.openapi.subscriptions;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.idempotency.KeyedWrites;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Who wants to be told of what. */
@RestController
@RequestMapping("/v1/subscriptions")
class SubscriptionDoor {

    static final int TYPE_LENGTH_MAX = 64;

    private final SubscriptionStore subscriptions;
    private final SubscriptionSecrets secrets;
    private final Addresses addresses;
    private final KeyedWrites writes;

    SubscriptionDoor(
            SubscriptionStore subscriptions, SubscriptionSecrets secrets, Addresses addresses, KeyedWrites writes) {
        this.subscriptions = subscriptions;
        this.secrets = secrets;
        this.addresses = addresses;
        this.writes = writes;
    }

    private record Wanted(String url, List<String> types) {}

    @Shape("Subscription")
    record Shown(String id, String url, List<String> types, String createdAt, String state) {}

    @Contract(
            id = "subscribe",
            says = "News by Standard Webhooks to an address of the merchant.",
            body = SubscriptionShapes.NewSubscription.class,
            key = Contract.Key.OPTIONAL,
            status = 201,
            answer = SubscriptionShapes.Made.class,
            refusals = Problem.CONFLICT)
    @PostMapping
    @Needs(Scope.SUBSCRIPTIONS_WRITE)
    ResponseEntity<Object> subscribe(
            Caller caller, @RequestHeader("Idempotency-Key") Optional<String> key, @RequestBody JsonNode body) {
        var merchant = merchant(caller);
        var wanted = read(body);
        return writes.run(caller, key, "POST /v1/subscriptions " + body, () -> created(merchant, wanted));
    }

    @Contract(id = "listSubscriptions", says = "All subscriptions, without their secrets.")
    @GetMapping
    @Needs(Scope.SUBSCRIPTIONS_WRITE)
    Page<Shown> list(Caller caller, @RequestParam Optional<Integer> limit, @RequestParam Optional<String> cursor) {
        var page = Paging.of(limit, cursor)
                .cut(subscriptions.of(merchant(caller)), subscription -> "%019d".formatted(subscription.id()));
        return Paging.shown(page, SubscriptionDoor::shown);
    }

    @Contract(id = "unsubscribe", says = "Ends the subscription.", status = 204, refusals = Problem.NOT_FOUND)
    @DeleteMapping("/{id}")
    @Needs(Scope.SUBSCRIPTIONS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unsubscribe(Caller caller, @PathVariable String id) {
        boolean known = id.matches("[0-9]{1,18}") && subscriptions.delete(merchant(caller), Long.parseLong(id));
        if (!known) {
            throw ProblemException.notFound("there is no such subscription");
        }
    }

    private KeyedWrites.Answer created(MerchantId merchant, Wanted wanted) {
        byte[] salt = secrets.newSalt();
        long id = subscriptions
                .insert(merchant, wanted.url(), wanted.types(), salt)
                .orElseThrow(() -> new ProblemException(
                        Problem.CONFLICT, "at most %d subscriptions".formatted(Subscription.PER_MERCHANT_MAX)));
        var text = Long.toString(id);
        return new KeyedWrites.Answer(
                HttpStatus.CREATED.value(),
                Map.of("id", text, "secret", secrets.shown(merchant.value(), salt)),
                Map.of("id", text));
    }

    private Wanted read(JsonNode body) {
        var fields = Fields.of(body);
        var url = fields.text("url", Addresses.URL_LENGTH_MAX);
        var types = fields.texts("types", Subscription.TYPES_MAX, TYPE_LENGTH_MAX);
        if (!url.isEmpty()) {
            addresses.fault(url).ifPresent(fault -> fields.wrong("url", "invalid_value", fault));
        }
        if (types.isEmpty()) {
            fields.wrong("types", "required", "at least one type of event");
        }
        types.stream()
                .filter(type -> !EventTypes.exists(type))
                .forEach(type -> fields.wrong("types", "invalid_value", "no type of event is called so: " + type));
        fields.finish();
        return new Wanted(url, types);
    }

    private static Shown shown(Subscription subscription) {
        return new Shown(
                Long.toString(subscription.id()),
                subscription.url(),
                subscription.types(),
                subscription.createdAt().toString(),
                subscription.suspendedFor().isPresent() ? "SUSPENDED" : "ACTIVE");
    }

    private static MerchantId merchant(Caller caller) {
        return caller.merchant()
                .orElseThrow(() -> new ProblemException(Problem.FORBIDDEN, "a token of one merchant is needed"));
    }
}
