package dev.tributary.channels.shipment;

import dev.tributary.channels.ShipmentNews.Goods;
import dev.tributary.orders.OrderView;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What of a parcel its platform knows: goods by the platform's own SKU. A bundle, which the platform sold whole, is in the
 * parcel by which its last component leaves.
 */
final class ParcelGoods {

    private final OrderView order;
    private final Map<Integer, Long> inParcel = new LinkedHashMap<>();
    private final Map<Integer, Long> leftByNow = new HashMap<>();
    private final Map<String, Long> goods = new LinkedHashMap<>();

    private ParcelGoods(JsonNode shipped, OrderView order) {
        this.order = order;
        shipped.path("parcel")
                .path("lines")
                .forEach(line -> inParcel.merge(
                        line.path("line").asInt(), line.path("units").asLong(), Long::sum));
        shipped.path("lines")
                .forEach(line -> leftByNow.put(
                        line.path("line").asInt(), line.path("unitsShipped").asLong(0)));
    }

    /** @param shipped what the event tells */
    static List<Goods> of(JsonNode shipped, OrderView order) {
        return new ParcelGoods(shipped, order).goods();
    }

    private List<Goods> goods() {
        var lines = order.lines().stream().collect(Collectors.toMap(OrderView.Line::number, line -> line));
        var bundles = new LinkedHashSet<Integer>();
        inParcel.forEach((number, units) -> {
            var line = Optional.ofNullable(lines.get(number))
                    .orElseThrow(
                            () -> new IllegalStateException("order %s has no line %d".formatted(order.id(), number)));
            if (line.bundle().isPresent()) {
                bundles.add(line.bundle().get().line());
            } else {
                add(line.channelSku(), units);
            }
        });
        bundles.forEach(this::addBundle);
        return goods.entrySet().stream()
                .map(entry -> new Goods(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void addBundle(int number) {
        var parts = order.lines().stream()
                .filter(line ->
                        line.bundle().filter(part -> part.line() == number).isPresent())
                .toList();
        add(parts.getFirst().channelSku(), whole(parts, leftByNow) - whole(parts, leftBefore()));
    }

    private Map<Integer, Long> leftBefore() {
        var before = new HashMap<>(leftByNow);
        inParcel.forEach((line, units) -> before.merge(line, -units, Long::sum));
        return before;
    }

    private static long whole(List<OrderView.Line> parts, Map<Integer, Long> left) {
        return parts.stream()
                .mapToLong(part -> left.getOrDefault(part.number(), 0L)
                        / part.bundle().orElseThrow().unitsEach())
                .min()
                .orElseThrow();
    }

    private void add(String channelSku, long units) {
        if (units > 0) {
            goods.merge(channelSku, units, Long::sum);
        }
    }
}
