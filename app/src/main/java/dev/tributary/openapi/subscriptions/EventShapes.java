package dev.tributary.openapi.subscriptions;

import dev.tributary.inventory.ChannelQuota;
import dev.tributary.inventory.Condition;
import dev.tributary.inventory.TransferState;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Shape;
import dev.tributary.leases.Field;
import dev.tributary.leases.Lease;
import dev.tributary.leases.Resume;
import dev.tributary.leases.Subject;
import dev.tributary.orders.OrderState;
import dev.tributary.orders.PaymentState;
import dev.tributary.orders.ReservationState;
import dev.tributary.orders.ReturnDraft.Disposition;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * The facts of events as subscribers get them, for the API document: nobody makes one. Ids stand beside the merchant's
 * own codes, which are absent where the thing they name is gone.
 */
final class EventShapes {

    private static final String MINOR_UNITS = "In minor units of the currency.";

    private EventShapes() {}

    @Shape("OrderNews")
    record Order(
            String orderId,
            String channelId,
            Optional<String> channel,
            String number,
            OrderState state,
            PaymentState payment,

            @Member(says = MINOR_UNITS) long payable,

            @Member(says = "What has gone back, in minor units of the currency.")
            Optional<Long> refunded,

            Currency currency,
            Instant occurredAt,
            List<OrderLine> lines,
            Optional<String> reason,

            @Member(says = "Of `order.hold-extended.v1`: until when it keeps its stock unpaid.")
            Optional<Instant> holdExpiresAt,

            @Member(says = "Of `order.refund-due.v1`: what it holds too much, in minor units of the currency.")
            Optional<Long> refundDue,

            @Member(says = "Of `order.promise-changed.v1`: the line it is about.")
            Optional<Integer> promisedLine,

            @Member(says = "When its goods will be there; absent when nothing that is expected covers it any more.")
            Optional<Instant> promisedAt,

            @Member(says = "Of `order.shipped.v1`: what left.")
            Optional<Parcel> parcel) {}

    @Shape("ParcelNews")
    record Parcel(
            @Member(says = "The shipment's own key: with the order it names it.")
            String key,

            String carrier,
            String trackingNumber,
            List<ParcelLine> lines) {}

    @Shape("ParcelNewsLine")
    record ParcelLine(int line, long units) {}

    @Shape("OrderNewsLine")
    record OrderLine(
            int line,

            @Member(says = "Absent while it waits for a mapping.")
            Optional<String> skuId,

            Optional<String> sku,

            @Member(says = "Absent while no node is found that has it.")
            Optional<String> nodeId,

            Optional<String> node,
            long units,
            ReservationState reservation,

            @Member(says = "Of a component of a bundle: the line under which the bundle was ordered.")
            Optional<Integer> bundleLine,

            Optional<String> bundleSkuId,

            @Member(says = "In `order.shipped.v1`: what has left by then, in all parcels.")
            Optional<Long> unitsShipped) {}

    @Shape("ReturnNews")
    record Return(
            String returnId,
            String channelId,
            Optional<String> channel,
            String number,

            @Member(says = "The number of the sale, as the till told it.")
            Optional<String> original,

            @Member(says = "Absent, with state and payment, where the sale is not known.")
            Optional<String> orderId,

            Optional<OrderState> state,
            Optional<PaymentState> payment,

            @Member(says = MINOR_UNITS) long refunded,

            Currency currency,
            Instant occurredAt,
            List<ReturnLine> lines) {}

    @Shape("ReturnNewsLine")
    record ReturnLine(
            int line,

            @Member(says = "Absent while it waits for a mapping.")
            Optional<String> skuId,

            Optional<String> sku,
            String nodeId,
            Optional<String> node,
            long units,
            Disposition disposition) {}

    @Shape("StockNews")
    record Stock(
            String skuId,
            Optional<String> sku,
            String nodeId,
            Optional<String> node,
            long onHand,
            long reserved,
            long safety,
            long allowance,
            long unitsShort,
            long available,

            @Member(says = "Grows with each change of the row.")
            long version,

            Instant occurredAt) {}

    @Shape("OutOrBackNews")
    record Crossing(
            String skuId,
            Optional<String> sku,

            @Member(says = "Absent where it is about all nodes of the SKU together.")
            Optional<String> nodeId,

            Optional<String> node,

            @Member(says = "Of the row.") Optional<Long> available,

            @Member(says = "Of the row, or how often the SKU has gone out and come back.")
            long version,

            Instant occurredAt) {}

    @Shape("LowStockNews")
    record Low(
            String alertId,
            String skuId,
            Optional<String> sku,
            String nodeId,
            Optional<String> node,
            long available,

            @Member(says = "Units that are on their way.") long expected,

            @Member(says = "The forecast.") double perDay,

            @Member(says = "How long what is available lasts.")
            double coverDays,

            @Member(says = "Lead time and review together.") int belowDays,

            @Member(says = "Units to reorder.") long proposed,
            Instant occurredAt) {}

    @Shape("DiscrepancyNews")
    record Discrepancy(
            String skuId,
            Optional<String> sku,
            String nodeId,
            Optional<String> node,
            long unitsShort,
            Instant occurredAt) {}

    @Shape("HeldNews")
    record Held(
            String skuId,
            Optional<String> sku,
            String nodeId,
            Optional<String> node,
            Condition condition,
            long units,

            @Member(says = "Grows with each change of this condition of the row.")
            long version,

            Instant occurredAt) {}

    @Shape("TransferNews")
    record TransferNews(
            String transferId,
            TransferState state,
            String fromNodeId,
            Optional<String> from,
            String toNodeId,
            Optional<String> to,
            Optional<Instant> expectedAt,
            List<TransferNewsLine> lines,
            long version,
            Instant occurredAt) {}

    @Shape("TransferNewsLine")
    record TransferNewsLine(
            int line,
            String skuId,
            Optional<String> sku,
            long units,
            long shipped,
            long received,
            long lost,
            long turnedBack) {}

    @Shape("QuotaNews")
    record QuotaNews(
            String quotaId,
            String skuId,
            Optional<String> sku,

            @Member(says = "Absent where it counts over all nodes.")
            Optional<String> nodeId,

            Optional<String> node,
            List<String> channelIds,
            ChannelQuota.Kind kind,
            long amount,
            boolean only,

            @Member(says = "False from its end on, or before its beginning.")
            boolean inForce,

            @Member(says = "Somebody may have more than before.")
            boolean freed,

            @Member(says = "Units that its channels have promised and hold.")
            long open,

            @Member(says = "Units of its channels that left since it began.")
            long shipped,

            long version,
            Instant occurredAt) {}

    @Shape("LeaseNews")
    record LeaseNews(
            String leaseId,
            Subject subject,
            Lease.State state,
            Optional<String> channelId,
            Optional<String> channel,
            Optional<String> nodeId,
            Optional<String> node,
            Optional<String> skuId,
            Optional<String> sku,
            Optional<Field> field,

            @Member(says = "The limit of an allowance.") Optional<Long> units,

            Resume resume,
            Instant expiresAt,
            long version,
            Instant occurredAt) {}

    enum Kind {
        MERCHANT,
        CHANNEL,
        PRODUCT,
        SKU,
        BUNDLE,
        LISTING
    }

    @Shape("CatalogNews")
    record Catalog(
            Kind kind,
            Optional<String> merchantId,
            Optional<String> channelId,
            Optional<String> channel,
            Optional<String> productId,
            Optional<String> skuId,
            Optional<String> sku,

            @Member(says = "Of what changed; a listing has none.")
            Optional<String> code,

            @Member(says = "The channel's name of a listed SKU.")
            Optional<String> channelSku,

            @Member(says = "What a listing meant until now.")
            Optional<String> previousSkuId,

            Instant occurredAt) {}
}
