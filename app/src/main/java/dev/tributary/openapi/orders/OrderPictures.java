package dev.tributary.openapi.orders;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockQueue;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.orders.BundlePart;
import dev.tributary.orders.OrderView;
import dev.tributary.vault.PersonalData;
import dev.tributary.vault.Vault;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Turns orders into what the door shows; one look into the vault however many. */
@Component
class OrderPictures {

    private final Catalog catalog;
    private final Nodes nodes;
    private final Vault vault;
    private final StockQueue queue;

    OrderPictures(Catalog catalog, Nodes nodes, Vault vault, StockQueue queue) {
        this.catalog = catalog;
        this.nodes = nodes;
        this.vault = vault;
        this.queue = queue;
    }

    List<OrderJson> of(MerchantId merchant, List<OrderView> orders) {
        var records = orders.stream()
                .flatMap(order -> order.recipientRecord().stream())
                .toList();
        Map<Long, PersonalData> buyers = vault.masked(merchant, records);
        var places = places(merchant, orders);
        return orders.stream().map(order -> of(order, buyers, places)).toList();
    }

    /** Where lines stand that wait for goods; asked only when some do. */
    private Map<OrderId, List<StockQueue.Place>> places(MerchantId merchant, List<OrderView> orders) {
        var waiting = orders.stream()
                .filter(order -> order.shown() == OrderView.Shown.WAITING)
                .map(OrderView::id)
                .toList();
        return waiting.isEmpty()
                ? Map.of()
                : queue.of(merchant, waiting).stream().collect(Collectors.groupingBy(StockQueue.Place::order));
    }

    private OrderJson of(OrderView order, Map<Long, PersonalData> buyers, Map<OrderId, List<StockQueue.Place>> places) {
        var merchant = order.merchant();
        return new OrderJson(
                order.id().toString(),
                order.number(),
                catalog.channel(merchant, order.channel())
                        .map(SalesChannel::code)
                        .orElse(order.channel().toString()),
                order.intent(),
                order.state(),
                order.payment(),
                order.shown(),
                order.delivery(),
                order.recipientRecord().map(buyers::get).map(OrderPictures::buyer),
                order.lines().stream()
                        .map(line -> line(merchant, line, places.getOrDefault(order.id(), List.of())))
                        .toList(),
                BundleJson.of(order, catalog),
                order.discounts(),
                order.goods(),
                order.discount(),
                order.freight(),
                order.tax(),
                order.payable(),
                order.paid(),
                order.refunded(),
                order.totalsDiffer(),
                order.placedAt(),
                order.updatedAt(),
                order.holdExpiresAt(),
                order.remark(),
                order.flag(),
                order.details(),
                Long.toString(order.version()));
    }

    private static OrderJson.Buyer buyer(PersonalData masked) {
        return new OrderJson.Buyer(masked.name(), masked.phone(), masked.email(), masked.address());
    }

    private OrderJson.Line line(MerchantId merchant, OrderView.Line line, List<StockQueue.Place> places) {
        return new OrderJson.Line(
                line.number(),
                line.sku().flatMap(sku -> catalog.sku(merchant, sku)).map(Sku::code),
                line.channelSku(),
                line.title(),
                line.units(),
                line.unitsShipped(),
                line.unitsReturned(),
                line.unitPrice(),
                line.lineDiscount(),
                line.allocated(),
                node(merchant, line),
                line.reservation(),
                line.fulfilment(),
                ToldUnits.of(line.sale()),
                line.bundle().map(BundlePart::line),
                line.lot().map(lot -> new OrderJson.Lot(lot.asked(), lot.substitution(), lot.promised())),
                waits(line, places));
    }

    /** Of several rows it waits at, the one where its turn is nearest. */
    private static Optional<OrderJson.Waits> waits(OrderView.Line line, List<StockQueue.Place> places) {
        return places.stream()
                .filter(place -> place.line() == line.number())
                .min(Comparator.comparingLong(StockQueue.Place::turn))
                .map(place -> new OrderJson.Waits(place.turn(), place.offer(), place.promisedAt()));
    }

    private Optional<String> node(MerchantId merchant, OrderView.Line line) {
        return line.node()
                .map(node -> nodes.node(merchant, node).map(Node::code).orElse(node.toString()));
    }
}
