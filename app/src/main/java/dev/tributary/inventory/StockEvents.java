package dev.tributary.inventory;

import dev.tributary.engine.StockRow;
import dev.tributary.journal.NewEvent;
import java.time.Instant;

/** Stock's news as it stands in the journal. Written by hand: one per row and batch, on the hot path. */
final class StockEvents {

    static final String CHANGED = "stock.changed.v1";
    static final String DISCREPANCY_OPENED = "stock.discrepancy-opened.v1";

    private StockEvents() {}

    static NewEvent changed(StockKey key, StockRow row, Instant now) {
        long available = Math.max(0, row.free());
        String payload = new StringBuilder(224)
                .append("{\"skuId\":\"")
                .append(key.sku())
                .append("\",\"nodeId\":\"")
                .append(key.node())
                .append("\",\"onHand\":")
                .append(row.onHand())
                .append(",\"reserved\":")
                .append(row.reserved())
                .append(",\"safety\":")
                .append(row.safety())
                .append(",\"allowance\":")
                .append(row.allowance())
                .append(",\"unitsShort\":")
                .append(row.unitsShort())
                .append(",\"available\":")
                .append(available)
                .append(",\"version\":")
                .append(row.version())
                .append(",\"occurredAt\":\"")
                .append(now)
                .append("\"}")
                .toString();
        return new NewEvent(CHANGED, journalKey(key), key.merchant(), row.version(), payload);
    }

    static NewEvent discrepancy(StockWrites.Opened opened, Instant now) {
        String payload = "{\"skuId\":\"%s\",\"nodeId\":\"%s\",\"unitsShort\":%d,\"occurredAt\":\"%s\"}"
                .formatted(opened.key().sku(), opened.key().node(), opened.units(), now);
        return new NewEvent(
                DISCREPANCY_OPENED, journalKey(opened.key()), opened.key().merchant(), opened.version(), payload);
    }

    private static String journalKey(StockKey key) {
        return "stock/" + key.merchant() + "/" + key.sku() + "/" + key.node();
    }
}
