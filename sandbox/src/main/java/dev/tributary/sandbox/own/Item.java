package dev.tributary.sandbox.own;

import dev.tributary.sandbox.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of a sale.
 *
 * @param code as the channel calls the SKU
 * @param gtin what is scanned, where there is a bar code
 * @param price of one, in minor units
 */
public record Item(String code, Optional<String> gtin, String name, int units, long price) {

    public long amount() {
        return price * units;
    }

    static long total(List<Item> items) {
        return items.stream().mapToLong(Item::amount).sum();
    }

    static List<Map<String, Object>> lines(List<Item> items) {
        return items.stream()
                .map(item -> Json.object("sku", item.code, "units", item.units, "unitPrice", Json.money(item.price)))
                .toList();
    }
}
