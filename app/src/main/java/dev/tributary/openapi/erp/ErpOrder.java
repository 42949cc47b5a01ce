package dev.tributary.openapi.erp;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.Money;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.OrderState;
import dev.tributary.orders.OrderView;
import dev.tributary.orders.PaymentState;
import dev.tributary.orders.ReservationState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An order as the ERP takes it over: in the merchant's own codes, with what each line brings in. */
record ErpOrder(
        String id,
        String channel,
        String number,
        OrderState state,
        PaymentState payment,
        OrderView.Shown shown,
        List<Line> lines,
        List<OrderDraft.Discount> discounts,
        OrderDraft.Delivery delivery,
        Money goods,
        Money discount,
        Money freight,
        Money tax,
        Money payable,
        Money paid,
        Instant placedAt,
        Instant updatedAt,
        String version) {

    /** @param allocated what the customer pays for the line after every discount */
    record Line(
            int line,
            Optional<String> sku,
            String channelSku,
            String title,
            long units,
            long unitsShipped,
            Money unitPrice,
            Money allocated,
            Optional<String> node,
            ReservationState reservation) {}

    static ErpOrder of(OrderView order, Catalog catalog, Nodes nodes) {
        return new ErpOrder(
                order.id().toString(),
                catalog.channel(order.merchant(), order.channel())
                        .map(channel -> channel.code())
                        .orElse(order.channel().toString()),
                order.number(),
                order.state(),
                order.payment(),
                order.shown(),
                order.lines().stream()
                        .map(line -> line(order, line, catalog, nodes))
                        .toList(),
                order.discounts(),
                order.delivery(),
                order.goods(),
                order.discount(),
                order.freight(),
                order.tax(),
                order.payable(),
                order.paid(),
                order.placedAt(),
                order.updatedAt(),
                Long.toString(order.version()));
    }

    private static Line line(OrderView order, OrderView.Line line, Catalog catalog, Nodes nodes) {
        return new Line(
                line.number(),
                line.sku().flatMap(sku -> catalog.sku(order.merchant(), sku)).map(Sku::code),
                line.channelSku(),
                line.title(),
                line.units(),
                line.unitsShipped(),
                line.unitPrice(),
                line.allocated(),
                line.node().flatMap(node -> nodes.node(order.merchant(), node)).map(Node::code),
                line.reservation());
    }
}
