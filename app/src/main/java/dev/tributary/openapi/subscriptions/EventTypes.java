package dev.tributary.openapi.subscriptions;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** What can be subscribed to: a type by its name, or all that begin alike by a name that ends in {@code *}. */
public final class EventTypes {

    static final String STOCK_CHANGED = "stock.changed.v1";
    private static final String QUOTA_CHANGED = "quota.changed.v1";

    /** Each with what it tells, for the API document. */
    public static final Map<String, Told> TOLD = Map.ofEntries(
            Map.entry("order.placed.v1", order("An order is in the books, its stock held or waited for.")),
            Map.entry("order.paid.v1", order("An order was paid, in part or in full.")),
            Map.entry("order.amended.v1", order("An order's lines, buyer, delivery, refunds or stock changed.")),
            Map.entry("order.cancelled.v1", order("An order ended before it left, and its stock is free again.")),
            Map.entry(
                    "order.hold-extended.v1",
                    order("The buyer of an unpaid order is active: it keeps its stock longer.")),
            Map.entry(
                    "order.promise-changed.v1",
                    order("Goods that an order's line was promised are expected at another time, or no longer.")),
            Map.entry(
                    "order.refund-due.v1",
                    order("Money of an order must go back; `reason` says why, as the refund task does.")),
            Map.entry("order.expired.v1", order("An order was not paid in time, and its stock is free again.")),
            Map.entry("order.shipped.v1", order("A parcel of an order left.")),
            Map.entry("order.decided.v1", order("Somebody moved an order into review, on hold or on.")),
            Map.entry(
                    "order.returned.v1",
                    new Told("Goods came back, with or without the order that sold them.", EventShapes.Return.class)),
            Map.entry(
                    STOCK_CHANGED,
                    new Told("A stock row as it is now; only the newest of a row is told.", EventShapes.Stock.class)),
            Map.entry(
                    "stock.out.v1",
                    new Told(
                            "A stock row, or without a node a SKU at all nodes, has nothing left to promise.",
                            EventShapes.Crossing.class)),
            Map.entry(
                    "stock.back.v1",
                    new Told(
                            "A stock row, or without a node a SKU at some node, has something to promise again.",
                            EventShapes.Crossing.class)),
            Map.entry(
                    "stock.low.v1",
                    new Told(
                            "What is available of a row, with what comes, will not last until more can come.",
                            EventShapes.Low.class)),
            Map.entry(
                    "stock.discrepancy-opened.v1",
                    new Told("Something left a shelf that did not have it.", EventShapes.Discrepancy.class)),
            Map.entry(
                    "stock.held-changed.v1",
                    new Told("What is held of a SKU at a node in one condition.", EventShapes.Held.class)),
            Map.entry(
                    "stock.transfer-changed.v1",
                    new Told(
                            "A transfer between nodes was planned, left, came or ended.",
                            EventShapes.TransferNews.class)),
            Map.entry(
                    QUOTA_CHANGED,
                    new Told(
                            "A quota began, was used, changed or ended; only the newest of a quota is told.",
                            EventShapes.QuotaNews.class)),
            Map.entry(
                    "lease.changed.v1",
                    new Told(
                            "A lease began, changed or ended; what people wrote stays with it.",
                            EventShapes.LeaseNews.class)),
            Map.entry(
                    "catalog.changed.v1",
                    new Told("Something of the catalogue is to be read again.", EventShapes.Catalog.class)));

    static final Set<String> ALL = TOLD.keySet();

    /** @param facts the record that gives the shape of {@code data} */
    public record Told(String says, Class<?> facts) {}

    private EventTypes() {}

    private static Told order(String says) {
        return new Told(says, EventShapes.Order.class);
    }

    static boolean exists(String pattern) {
        return ALL.stream().anyMatch(type -> matches(pattern, type));
    }

    static boolean matches(Collection<String> patterns, String type) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, type));
    }

    /** A state that its successor replaces, as opposed to something that happened. */
    static boolean newestOnly(String type) {
        return type.equals(STOCK_CHANGED) || type.equals(QUOTA_CHANGED);
    }

    private static boolean matches(String pattern, String type) {
        return pattern.endsWith("*")
                ? type.startsWith(pattern.substring(0, pattern.length() - 1))
                : type.equals(pattern);
    }
}
