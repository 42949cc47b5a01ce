package dev.tributary.openapi.subscriptions;

import java.util.Collection;
import java.util.Set;

/** What can be subscribed to: a type by its name, or all that begin alike by a name that ends in {@code *}. */
final class EventTypes {

    static final String STOCK_CHANGED = "stock.changed.v1";

    static final Set<String> ALL = Set.of(
            "order.placed.v1",
            "order.paid.v1",
            "order.amended.v1",
            "order.cancelled.v1",
            "order.returned.v1",
            "order.expired.v1",
            "order.shipped.v1",
            "order.decided.v1",
            STOCK_CHANGED,
            "stock.discrepancy-opened.v1",
            "catalog.changed.v1");

    private EventTypes() {}

    static boolean exists(String pattern) {
        return ALL.stream().anyMatch(type -> matches(pattern, type));
    }

    static boolean matches(Collection<String> patterns, String type) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, type));
    }

    /** A state that its successor replaces, as opposed to something that happened. */
    static boolean newestOnly(String type) {
        return type.equals(STOCK_CHANGED);
    }

    private static boolean matches(String pattern, String type) {
        return pattern.endsWith("*")
                ? type.startsWith(pattern.substring(0, pattern.length() - 1))
                : type.equals(pattern);
    }
}
