package dev.tributary.openapi.orders;

import dev.tributary.access.Caller;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.idempotency.KeyedWrites;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/**
 * A call that changes an order, read as far as all of them are alike: which order, by whom, under which key, and only
 * as long as which version. Its body is read from {@link #fields}; then {@link #key()} says that all was well.
 */
record OrderWish(
        OrderId order, Caller caller, Optional<String> givenKey, OptionalLong ifVersion, Fields fields, String text) {

    /** @param what names the address, such as {@code cancel} */
    static OrderWish of(String what, String id, HttpHeaders headers, JsonNode body, Caller caller) {
        var order = OrderIds.of(id);
        return new OrderWish(
                order,
                caller,
                Optional.ofNullable(headers.getFirst("Idempotency-Key")),
                OrderVersions.ifMatch(headers),
                Fields.of(body),
                what + "/" + order + "/" + body);
    }

    MerchantId merchant() {
        return caller.merchant().orElseThrow();
    }

    String actor() {
        return actor(caller);
    }

    static String actor(Caller caller) {
        return "client:" + caller.clientId();
    }

    /** Throws what was found wrong in the body, or that the key is missing. */
    String key() {
        fields.finish();
        return KeyedWrites.required(givenKey);
    }
}
