package dev.tributary.sandbox.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * What a page of Shopify's orders is of; its link to the next carries that in one word.
 *
 * @param byPlacing by when they were placed, else by when they changed
 * @param after the last order that was shown, empty for the first page
 */
public record ShopifyPage(boolean byPlacing, Instant from, Instant to, int size, String after) {

    public static ShopifyPage of(Call call) {
        Map<String, String> query = Forms.decode(call.query());
        String word = query.getOrDefault("page_info", "");
        if (word.isEmpty()) {
            boolean byPlacing = query.containsKey("created_at_min");
            String field = byPlacing ? "created_at_" : "updated_at_";
            return new ShopifyPage(
                    byPlacing,
                    Instant.parse(query.getOrDefault(field + "min", "")),
                    Instant.parse(query.getOrDefault(field + "max", "")),
                    Integer.parseInt(query.getOrDefault("limit", "50")),
                    "");
        }
        String[] said = new String(Base64.getUrlDecoder().decode(word), StandardCharsets.UTF_8).split(" ");
        return new ShopifyPage(
                Boolean.parseBoolean(said[0]),
                Instant.parse(said[1]),
                Instant.parse(said[2]),
                Integer.parseInt(said[3]),
                said[4]);
    }

    /** @param last of these orders, behind which the next page begins */
    public Reply reply(Call call, List<Map<String, Object>> orders, String last) {
        Reply reply = Reply.json(200, Json.object("orders", orders));
        if (orders.size() < size) {
            return reply;
        }
        String word = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("%s %s %s %d %s"
                        .formatted(byPlacing, from, to, size, last)
                        .getBytes(StandardCharsets.UTF_8));
        return reply.with("Link", "<%s?limit=%d&page_info=%s>; rel=\"next\"".formatted(call.url(), size, word));
    }
}
