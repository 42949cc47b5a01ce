package dev.tributary.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the journal says has happened to stock since a moment: what a channel should have heard. */
final class StockChanges {

    /** Written by transactions that had not begun before are at or above this. */
    private static final String NOW = """
            select max(era), pg_snapshot_xmax(pg_current_snapshot())::text from journal.era
            """;

    private static final String SINCE = """
            select split_part(key, '/', 3)::bigint as sku_id, (payload::json ->> 'available')::bigint as available,
                   (extract(epoch from (payload::json ->> 'occurredAt')::timestamptz) * 1000000)::bigint as micros
              from journal.event
             where era = ? and transaction_id >= ?::xid8 and merchant_id = ? and type = 'stock.changed.v1'
             order by key, version
            """;

    /** @param occurredMicros the event's own time: when its batch was decided, a moment before its commit */
    record Change(String sku, long available, long occurredMicros) {}

    private final Place place;
    private final int era;
    private final String transaction;

    private StockChanges(Place place, int era, String transaction) {
        this.place = place;
        this.era = era;
        this.transaction = transaction;
    }

    static StockChanges fromNow(Place place) throws SQLException {
        try (Connection books = place.connect();
                var statement = books.createStatement();
                var row = statement.executeQuery(NOW)) {
            row.next();
            return new StockChanges(place, row.getInt(1), row.getString(2));
        }
    }

    /** Of these SKUs, by id with their code, in the order of each SKU. */
    List<Change> of(long merchant, Map<Long, String> skus) throws SQLException {
        List<Change> changes = new ArrayList<>();
        try (Connection books = place.connect();
                var statement = books.prepareStatement(SINCE)) {
            statement.setInt(1, era);
            statement.setString(2, transaction);
            statement.setLong(3, merchant);
            var row = statement.executeQuery();
            while (row.next()) {
                String code = skus.get(row.getLong("sku_id"));
                if (code != null) {
                    changes.add(new Change(code, row.getLong("available"), row.getLong("micros")));
                }
            }
        }
        return changes;
    }
}
