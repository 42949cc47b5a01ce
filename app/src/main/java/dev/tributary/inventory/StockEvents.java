package dev.tributary.inventory;

import dev.tributary.engine.StockRow;
import dev.tributary.journal.NewEvent;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/** Stock's news as it stands in the journal. Written by hand: one per row and batch, on the hot path. */
final class StockEvents {

    static final String CHANGED = "stock.changed.v1";
    static final String DISCREPANCY_OPENED = "stock.discrepancy-opened.v1";

    static final String HELD_CHANGED = "stock.held-changed.v1";

    /** A row, or a SKU over all its nodes, has nothing left to promise, or something again. */
    static final String OUT = "stock.out.v1";

    static final String BACK = "stock.back.v1";

    private static final JsonFactory JSON = new JsonFactory();
    private static final List<String> LEVEL_FIELDS =
            List.of("skuId", "nodeId", "onHand", "reserved", "safety", "allowance", "unitsShort", "version");

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

    /** What {@link #changed} wrote; read field by field, for every node reads every one of them. */
    static StockLevel level(String payload) {
        long[] fields = new long[LEVEL_FIELDS.size()];
        int found = 0;
        try (var parser = JSON.createParser(payload)) {
            while (parser.nextToken() != null) {
                int field = parser.currentToken() == JsonToken.PROPERTY_NAME
                        ? LEVEL_FIELDS.indexOf(parser.currentName())
                        : -1;
                if (field >= 0) {
                    parser.nextToken();
                    fields[field] = parser.currentToken() == JsonToken.VALUE_STRING
                            ? Long.parseLong(parser.getString())
                            : parser.getLongValue();
                    found++;
                }
            }
        }
        if (found != fields.length) {
            throw new IllegalArgumentException("a stock event without all of " + LEVEL_FIELDS);
        }
        return new StockLevel(
                new SkuId(fields[0]),
                new NodeId(fields[1]),
                fields[2],
                fields[3],
                fields[4],
                fields[5],
                fields[6],
                fields[7]);
    }

    static NewEvent discrepancy(StockWrites.Opened opened, Instant now) {
        String payload = "{\"skuId\":\"%s\",\"nodeId\":\"%s\",\"unitsShort\":%d,\"occurredAt\":\"%s\"}"
                .formatted(opened.key().sku(), opened.key().node(), opened.units(), now);
        return new NewEvent(
                DISCREPANCY_OPENED, journalKey(opened.key()), opened.key().merchant(), opened.version(), payload);
    }

    static NewEvent held(HeldLevel level, Instant now) {
        var key = level.key();
        String payload =
                "{\"skuId\":\"%s\",\"nodeId\":\"%s\",\"condition\":\"%s\",\"units\":%d,\"version\":%d,\"occurredAt\":\"%s\"}"
                        .formatted(key.sku(), key.node(), level.condition(), level.units(), level.version(), now);
        String aggregate = "held/" + key.merchant() + "/" + key.sku() + "/" + key.node() + "/"
                + level.condition().code();
        return new NewEvent(HELD_CHANGED, aggregate, key.merchant(), level.version(), payload);
    }

    /** The row had something to promise and has nothing, or the other way round. */
    static NewEvent crossed(StockKey key, StockRow row, Instant now) {
        String payload = "{\"skuId\":\"%s\",\"nodeId\":\"%s\",\"available\":%d,\"version\":%d,\"occurredAt\":\"%s\"}"
                .formatted(key.sku(), key.node(), Math.max(0, row.free()), row.version(), now);
        return new NewEvent(row.free() > 0 ? BACK : OUT, journalKey(key), key.merchant(), row.version(), payload);
    }

    private static String journalKey(StockKey key) {
        return "stock/" + key.merchant() + "/" + key.sku() + "/" + key.node();
    }
}
