package dev.tributary.inventory.quotas;

import dev.tributary.inventory.OrderPromises;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What channels hold of a SKU, exactly: reservations are read once without a lock, which takes long; then, under the rows'
 * locks, only what their ledgers say since.
 */
@Repository
class PromiseCount {

    private static final int ORDERS_AT_ONCE = 5_000;

    /** One statement and so one moment: how far each row's ledger was, and who held what of it. */
    private static final String HELD = """
            select sku_id, node_id, 0 as order_id, version as units
              from inventory.stock
             where merchant_id = :merchant and sku_id = any(:skus::bigint[])
             union all
            select sku_id, node_id, order_id, sum(units)
              from inventory.reservation
             where merchant_id = :merchant and sku_id = any(:skus::bigint[])
             group by sku_id, node_id, order_id
            """;

    private static final String SINCE = """
            select node_id, order_id, sum(reserved_change) as units
              from inventory.movement
              join unnest(:nodes::bigint[], :versions::bigint[], :upto::bigint[]) as seen (node_id, last, upto)
             using (node_id)
             where merchant_id = :merchant and sku_id = :sku and version > last and version <= upto
               and reserved_change <> 0 and order_id is not null
             group by node_id, order_id
            """;

    private static final String ROWS =
            "select node_id, version from inventory.stock where merchant_id = :merchant and sku_id = :sku";

    private static final String UNTOUCHED = """
            select sku_id, node_id, version, sum(reserved) over () as reserved
              from inventory.stock
             where merchant_id = :merchant and sku_id = any(:skus::bigint[])
            """;

    private final JdbcClient jdbc;
    private final OrderPromises orders;

    PromiseCount(JdbcClient jdbc, OrderPromises orders) {
        this.jdbc = jdbc;
        this.orders = orders;
    }

    private record Place(SkuId sku, long node) {}

    private record Line(Place place, long order, long units) {}

    /** What was held at one moment, by SKU, node and channel, and how far each row's ledger was then. */
    static final class Held {
        private final MerchantId merchant;
        private final Map<Place, Long> versions = new HashMap<>();
        private final Map<Place, Map<Long, Long>> unitsByChannel = new HashMap<>();

        private Held(MerchantId merchant) {
            this.merchant = merchant;
        }
    }

    Held before(MerchantId merchant, Collection<SkuId> skus) {
        var held = new Held(merchant);
        if (isUntouched(held, skus)) {
            return held;
        }
        var lines = new ArrayList<Line>();
        jdbc.sql(HELD)
                .param("merchant", merchant.value())
                .param("skus", skus.stream().mapToLong(SkuId::value).toArray())
                .query(row -> {
                    var place = new Place(new SkuId(row.getLong("sku_id")), row.getLong("node_id"));
                    if (row.getLong("order_id") == 0) {
                        held.versions.put(place, row.getLong("units"));
                    } else {
                        lines.add(new Line(place, row.getLong("order_id"), row.getLong("units")));
                    }
                });
        add(held, lines);
        return held;
    }

    /** Where nothing is promised at all, nobody needs to look for who holds it. */
    private boolean isUntouched(Held held, Collection<SkuId> skus) {
        long reserved = 0;
        var versions = new HashMap<Place, Long>();
        for (var row : jdbc.sql(UNTOUCHED)
                .param("merchant", held.merchant.value())
                .param("skus", skus.stream().mapToLong(SkuId::value).toArray())
                .query((row, number) -> new long[] {
                    row.getLong("sku_id"), row.getLong("node_id"), row.getLong("version"), row.getLong("reserved")
                })
                .list()) {
            versions.put(new Place(new SkuId(row[0]), row[1]), row[2]);
            reserved = row[3];
        }
        if (reserved == 0) {
            held.versions.putAll(versions);
        }
        return reserved == 0;
    }

    /** Brings what is held of a SKU up to the present; only under the locks of its rows. */
    void since(Held held, SkuId sku) {
        var rows = new ArrayList<Place>();
        var upto = new ArrayList<Long>();
        jdbc.sql(ROWS)
                .param("merchant", held.merchant.value())
                .param("sku", sku.value())
                .query(row -> {
                    rows.add(new Place(sku, row.getLong("node_id")));
                    upto.add(row.getLong("version"));
                });
        long[] nodes = rows.stream().mapToLong(Place::node).toArray();
        long[] versions = rows.stream()
                .mapToLong(place -> held.versions.getOrDefault(place, 0L))
                .toArray();
        var lines = jdbc.sql(SINCE)
                .param("merchant", held.merchant.value())
                .param("sku", sku.value())
                .param("nodes", nodes)
                .param("versions", versions)
                .param("upto", upto.stream().mapToLong(Long::longValue).toArray())
                .query((row, number) ->
                        new Line(new Place(sku, row.getLong("node_id")), row.getLong("order_id"), row.getLong("units")))
                .list();
        add(held, lines);
        for (int i = 0; i < rows.size(); i++) {
            held.versions.put(rows.get(i), upto.get(i));
        }
    }

    /** Units that the quota's channels hold where it counts. */
    static long open(Held held, QuotaRow quota) {
        long open = 0;
        for (var entry : held.unitsByChannel.entrySet()) {
            var place = entry.getKey();
            if (place.sku().equals(quota.sku()) && (quota.node() == 0 || quota.node() == place.node())) {
                for (long channel : quota.channels()) {
                    open += entry.getValue().getOrDefault(channel, 0L);
                }
            }
        }
        return open;
    }

    private void add(Held held, List<Line> lines) {
        for (int from = 0; from < lines.size(); from += ORDERS_AT_ONCE) {
            var some = lines.subList(from, Math.min(lines.size(), from + ORDERS_AT_ONCE));
            Map<OrderId, ChannelId> channels = orders.channels(
                    held.merchant,
                    some.stream()
                            .map(line -> new OrderId(line.order()))
                            .distinct()
                            .toList());
            for (var line : some) {
                var channel = channels.get(new OrderId(line.order()));
                if (channel != null) {
                    held.unitsByChannel
                            .computeIfAbsent(line.place(), any -> new HashMap<>())
                            .merge(channel.value(), line.units(), Long::sum);
                }
            }
        }
    }
}
