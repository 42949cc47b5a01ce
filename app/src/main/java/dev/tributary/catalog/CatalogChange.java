package dev.tributary.catalog;

import dev.tributary.journal.NewEvent;
import dev.tributary.kernel.MerchantId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a {@code catalog.changed.v1} says: which thing to read again, never what it became. */
sealed interface CatalogChange {

    String TYPE = "catalog.changed.v1";
    JsonMapper JSON = JsonMapper.builder().build();

    record OfMerchant(long id, String code) implements CatalogChange {}

    record OfChannel(long id, String code) implements CatalogChange {}

    record OfProduct(long id, String code) implements CatalogChange {}

    record OfSku(long id, String code) implements CatalogChange {}

    /** What a bundle is made of. */
    record OfBundle(long id, String code) implements CatalogChange {}

    /** @param before which SKU the name meant until now, when it was another */
    record OfListing(long channel, String channelSku, long sku, Optional<Long> before) implements CatalogChange {}

    private String key() {
        return switch (this) {
            case OfMerchant(long id, String code) -> "merchant/" + id;
            case OfChannel(long id, String code) -> "channel/" + id;
            case OfProduct(long id, String code) -> "product/" + id;
            case OfSku(long id, String code) -> "sku/" + id;
            case OfBundle(long id, String code) -> "bundle/" + id;
            case OfListing listing -> "listing/%d/%s".formatted(listing.channel(), listing.channelSku());
        };
    }

    default NewEvent event(MerchantId merchant, long version, Instant at) {
        var fields = new LinkedHashMap<String, Object>();
        switch (this) {
            case OfMerchant(long id, String code) -> put(fields, "MERCHANT", "merchantId", id, code);
            case OfChannel(long id, String code) -> put(fields, "CHANNEL", "channelId", id, code);
            case OfProduct(long id, String code) -> put(fields, "PRODUCT", "productId", id, code);
            case OfSku(long id, String code) -> put(fields, "SKU", "skuId", id, code);
            case OfBundle(long id, String code) -> put(fields, "BUNDLE", "skuId", id, code);
            case OfListing(long channel, String channelSku, long sku, Optional<Long> before) -> {
                fields.put("kind", "LISTING");
                fields.put("channelId", Long.toString(channel));
                fields.put("channelSku", channelSku);
                fields.put("skuId", Long.toString(sku));
                before.ifPresent(old -> fields.put("previousSkuId", Long.toString(old)));
            }
        }
        fields.put("occurredAt", at.toString());
        return new NewEvent(TYPE, key(), merchant, version, JSON.writeValueAsString(fields));
    }

    static CatalogChange parse(String payload) {
        JsonNode json = JSON.readTree(payload);
        String code = json.path("code").asString("");
        return switch (json.path("kind").asString()) {
            case "MERCHANT" -> new OfMerchant(id(json, "merchantId"), code);
            case "CHANNEL" -> new OfChannel(id(json, "channelId"), code);
            case "PRODUCT" -> new OfProduct(id(json, "productId"), code);
            case "SKU" -> new OfSku(id(json, "skuId"), code);
            case "BUNDLE" -> new OfBundle(id(json, "skuId"), code);
            case "LISTING" ->
                new OfListing(
                        id(json, "channelId"),
                        json.path("channelSku").asString(),
                        id(json, "skuId"),
                        json.has("previousSkuId") ? Optional.of(id(json, "previousSkuId")) : Optional.empty());
            default -> throw new IllegalArgumentException("unknown kind of change in " + payload);
        };
    }

    private static long id(JsonNode json, String field) {
        return Long.parseLong(json.path(field).asString());
    }

    private static void put(LinkedHashMap<String, Object> fields, String kind, String idField, long id, String code) {
        fields.put("kind", kind);
        fields.put(idField, Long.toString(id));
        fields.put("code", code);
    }
}
