package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.own.AppRequest;
import dev.tributary.sandbox.wire.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** The merchant's own app: it wishes, and each wish has one key however often it is tried. */
final class App extends OwnSystem {

    private static final AppRequest.Buyer BUYER =
            new AppRequest.Buyer("李雷", "13500002210", "CN", "310101", "Example Road 1");

    private final Map<String, String> ids = new ConcurrentHashMap<>();

    App(Ground ground) {
        super("app", ground);
    }

    @Override
    List<String> scopes() {
        return List.of("orders:write", "stock:read", "subscriptions:write");
    }

    @Override
    String channelSku(Article article) {
        return article.code();
    }

    @Override
    String number(long index) {
        return "A-%06d".formatted(index);
    }

    @Override
    Optional<Message> message(URI door, Sale sale, String delivery, String secret) {
        AppRequest request = request(sale);
        return Optional.of(new Message(
                door.resolve(request.path()),
                Map.of(
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer " + secret,
                        "Idempotency-Key",
                        request.key()),
                Json.bytes(request.body())));
    }

    /** What the hub has no id of must be placed first. */
    private AppRequest request(Sale sale) {
        Optional<String> id = Optional.ofNullable(ids.get(sale.number()));
        if (sale.revision() == 1 || id.isEmpty()) {
            return AppRequest.place(sale.number(), BUYER, items(sale), sale.freight(), sale.total());
        }
        return sale.over()
                ? AppRequest.cancel(id.get(), sale.number())
                : AppRequest.pay(id.get(), sale.number(), sale.total(), sale.changedAt());
    }

    @Override
    void taken(Sale sale, String answer) {
        super.taken(sale, answer);
        JsonNode body = Json.read(answer.getBytes(StandardCharsets.UTF_8));
        body.path("id").asStringOpt().ifPresent(id -> ids.put(sale.number(), id));
    }

    /** Nobody pays or cancels what the app has no answer to yet. */
    @Override
    boolean goesOn(Sale sale) {
        return ids.containsKey(sale.number());
    }
}
