package dev.tributary.orders;

import dev.tributary.inventory.LotWish;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockWaiting;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import org.jspecify.annotations.Nullable;

/** One line while a batch works on it. Ids are 0 where there is none. */
final class LineRecord {

    final int number;
    final String channelSku;
    final String title;
    final long unitPrice;
    final long lineDiscount;
    long skuId;
    long nodeId;
    long units;
    long unitsShipped;
    long unitsReturned;
    /** Taken off the line by refunds, before they left. */
    long unitsRefunded;

    long allocated;
    ReservationState reservation;
    FulfilmentState fulfilment;
    /** Where it may come from; kept only while it waits. */
    long[] candidates;

    /** What was told in a unit of sale; read of stored lines only where something is reckoned with it. */
    @Nullable
    SaleQuantity sale;

    /** Of a component of a bundle. */
    @Nullable
    BundlePart bundle;

    /** Its place among those who wait for stock is written for so many units; 0 where it has none. */
    long unitsQueued;

    /** Only while its order is decided that promises it of what is expected. */
    StockWaiting.@Nullable Promised presold;

    boolean saleChanged;

    /** Only of a new line, and of one that waits. */
    @Nullable
    LotWish lot;

    @Nullable
    String lotPromised;

    boolean lotChanged;
    boolean added;
    boolean changed;

    LineRecord(
            int number,
            String channelSku,
            String title,
            long skuId,
            long nodeId,
            long units,
            long unitsShipped,
            long unitPrice,
            long lineDiscount,
            long allocated,
            ReservationState reservation,
            FulfilmentState fulfilment,
            long[] candidates) {
        this.number = number;
        this.channelSku = channelSku;
        this.title = title;
        this.skuId = skuId;
        this.nodeId = nodeId;
        this.units = units;
        this.unitsShipped = unitsShipped;
        this.unitPrice = unitPrice;
        this.lineDiscount = lineDiscount;
        this.allocated = allocated;
        this.reservation = reservation;
        this.fulfilment = fulfilment;
        this.candidates = candidates;
    }

    /** What the line costs before any discount. */
    long gross() {
        return sale == null ? Math.multiplyExact(units, unitPrice) : sale.price(units, unitPrice);
    }

    /** Told in a unit of sale that nobody knows of its SKU yet. */
    boolean unitUnknown() {
        return sale != null && !sale.known();
    }

    void ask(LotWish wish) {
        lot = wish;
        lotChanged = true;
    }

    void sell(SaleQuantity quantity) {
        sale = quantity;
        saleChanged = true;
    }

    /** Units that left and have not come back. */
    long unitsOut() {
        return unitsShipped - unitsReturned;
    }

    /** Units promised and still here. */
    long unitsReserved() {
        return reserved() ? units - unitsShipped : 0;
    }

    boolean reserved() {
        return reservation == ReservationState.HELD || reservation == ReservationState.CONFIRMED;
    }

    boolean waiting() {
        return reservation == ReservationState.WAITING_MAPPING || waitsForGoods();
    }

    /** Waits for goods, in the order in which it came. */
    boolean queues() {
        return waitsForGoods() && skuId != 0 && candidates.length > 0;
    }

    private boolean waitsForGoods() {
        return reservation == ReservationState.WAITING_STOCK || reservation == ReservationState.WAITING_RECEIPT;
    }

    /** The row its units are promised from; only while it has a node. */
    StockKey stockKey(MerchantId merchant) {
        return new StockKey(merchant, new SkuId(skuId), new NodeId(nodeId));
    }

    @Nullable
    SkuId sku() {
        return skuId == 0 ? null : new SkuId(skuId);
    }

    StockKey[] candidateKeys(MerchantId merchant) {
        var sku = new SkuId(skuId);
        var keys = new StockKey[candidates.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = new StockKey(merchant, sku, new NodeId(candidates[i]));
        }
        return keys;
    }

    void become(ReservationState next) {
        if (next != reservation) {
            if (!reservation.mayBecome(next)) {
                throw new IllegalStateException("line %d: %s may not become %s".formatted(number, reservation, next));
            }
            reservation = next;
            changed = true;
        }
    }

    void become(FulfilmentState next) {
        if (next != fulfilment) {
            if (!fulfilment.mayBecome(next)) {
                throw new IllegalStateException("line %d: %s may not become %s".formatted(number, fulfilment, next));
            }
            fulfilment = next;
            changed = true;
        }
    }
}
