package dev.tributary.openapi.erp;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.Region;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.orders.BundleJson;
import dev.tributary.openapi.orders.ToldUnits;
import dev.tributary.orders.BundlePart;
import dev.tributary.orders.FulfilmentState;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.OrderState;
import dev.tributary.orders.OrderView;
import dev.tributary.orders.PaymentState;
import dev.tributary.orders.ReservationState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A paid order as the ERP books it: what was sold, from where, and what each line brought. Nobody's personal data. */
record ErpOrder(
        String id,
        String number,
        String channel,
        SyncState syncState,
        Optional<String> erpNumber,
        Optional<String> note,
        OrderState state,
        PaymentState payment,
        OrderView.Shown shown,
        OrderDraft.Delivery.Method delivery,
        Optional<Region> region,
        List<Line> lines,
        Optional<List<BundleJson>> bundles,
        List<OrderDraft.Discount> discounts,
        Money freight,
        Money tax,
        Money total,
        Money paid,
        boolean totalsDiffer,
        Instant placedAt,
        Instant updatedAt,
        String version) {

    /**
     * @param allocated what the customer pays for the line after every discount
     * @param told what was told in a unit of sale, which the price is then of
     * @param bundle of a component of a bundle: the line under which the bundle was ordered
     */
    @Shape("ErpOrderLine")
    record Line(
            int line,
            Optional<String> sku,
            String channelSku,
            String title,
            long units,
            long unitsShipped,
            Money unitPrice,
            Money discount,
            Money allocated,
            Optional<String> node,
            ReservationState reservation,
            FulfilmentState fulfilment,
            Optional<ToldUnits> told,
            Optional<Integer> bundle) {}

    static ErpOrder of(OrderView order, SyncState state, SyncStore.Waiting waiting, Catalog catalog, Nodes nodes) {
        return new ErpOrder(
                order.id().toString(),
                order.number(),
                catalog.channel(order.merchant(), order.channel())
                        .map(SalesChannel::code)
                        .orElse(order.channel().toString()),
                state,
                waiting.erpNumber(),
                waiting.note(),
                order.state(),
                order.payment(),
                order.shown(),
                order.delivery().method(),
                order.delivery().region(),
                order.lines().stream()
                        .map(line -> line(order, line, catalog, nodes))
                        .toList(),
                BundleJson.of(order, catalog),
                order.discounts(),
                order.freight(),
                order.tax(),
                order.payable(),
                order.paid(),
                order.totalsDiffer(),
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
                line.lineDiscount(),
                line.allocated(),
                line.node().flatMap(node -> nodes.node(order.merchant(), node)).map(Node::code),
                line.reservation(),
                line.fulfilment(),
                ToldUnits.of(line.sale()),
                line.bundle().map(BundlePart::line));
    }
}
