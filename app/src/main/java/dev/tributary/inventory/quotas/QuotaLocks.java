package dev.tributary.inventory.quotas;

import dev.tributary.database.Columns;
import dev.tributary.engine.Sharing;
import dev.tributary.engine.StockRow;
import dev.tributary.inventory.ChannelQuota;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Locks the quotas of a batch, always after its stock rows and in key order. */
@Repository
public class QuotaLocks {

    private static final String LOCK = """
            select quota.merchant_id, quota.sku_id, id, node_id, channels, kind, amount, only_own, open, shipped, uses
              from inventory.quota
              join unnest(?::bigint[], ?::bigint[]) as wanted (merchant_id, sku_id) using (merchant_id, sku_id)
             where state = 2
             order by merchant_id, sku_id, id
               for no key update of quota
            """;

    /** Who changes a row of such a SKU holds its quota over all nodes, and we hold it now: these rows stand still. */
    private static final String ELSEWHERE = """
            select stock.merchant_id, stock.sku_id, node_id, on_hand + allowance - reserved - safety as free
              from inventory.stock
              join unnest(?::bigint[], ?::bigint[]) as wanted (merchant_id, sku_id) using (merchant_id, sku_id)
            """;

    private final JdbcTemplate jdbc;

    QuotaLocks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    record SkuKey(MerchantId merchant, SkuId sku) implements Comparable<SkuKey> {

        @Override
        public int compareTo(SkuKey other) {
            int order = merchant.compareTo(other.merchant);
            return order == 0 ? sku.compareTo(other.sku) : order;
        }
    }

    /**
     * @param limited rows that have quotas
     * @param rows all that the batch has locked
     * @param channelOf asked only about orders that touch such SKUs
     */
    public BatchQuotas lock(
            Iterable<StockKey> limited, Map<StockKey, StockRow> rows, Function<OrderId, ChannelId> channelOf) {
        var skus = new TreeSet<SkuKey>();
        limited.forEach(key -> skus.add(new SkuKey(key.merchant(), key.sku())));
        var found = new ArrayList<QuotaRow>();
        var of = new LinkedHashMap<SkuKey, List<dev.tributary.engine.Quota>>();
        jdbc.query(LOCK, bind(skus)::bind, row -> {
            var quota = new QuotaRow(
                    new MerchantId(row.getLong(1)),
                    new SkuId(row.getLong(2)),
                    row.getLong(3),
                    row.getLong(4),
                    Arrays.stream((Long[]) row.getArray(5).getArray())
                            .mapToLong(Long::longValue)
                            .toArray(),
                    ChannelQuota.Kind.of(row.getInt(6)),
                    row.getLong(7),
                    row.getBoolean(8),
                    row.getLong(9),
                    row.getLong(10),
                    row.getLong(11));
            of.computeIfAbsent(new SkuKey(quota.merchant(), quota.sku()), any -> new ArrayList<>())
                    .add(quota.engine(found.size()));
            found.add(quota);
        });
        var sharings = HashMap.<SkuKey, Sharing>newHashMap(of.size());
        of.forEach((sku, quotas) -> sharings.put(sku, new Sharing(quotas)));
        rows.forEach((key, row) -> {
            var sharing = sharings.get(new SkuKey(key.merchant(), key.sku()));
            if (sharing != null) {
                sharing.add(row, key.node().value());
            }
        });
        readElsewhere(sharings, rows);
        var engines = new ArrayList<dev.tributary.engine.Quota>(found.size());
        of.values().forEach(engines::addAll);
        return new BatchQuotas(found, engines, sharings, channelOf);
    }

    private void readElsewhere(Map<SkuKey, Sharing> sharings, Map<StockKey, StockRow> rows) {
        var skus = new TreeSet<SkuKey>();
        sharings.forEach((sku, sharing) -> {
            if (sharing.reachesElsewhere()) {
                skus.add(sku);
            }
        });
        if (skus.isEmpty()) {
            return;
        }
        jdbc.query(ELSEWHERE, bind(skus)::bind, row -> {
            var sku = new SkuKey(new MerchantId(row.getLong(1)), new SkuId(row.getLong(2)));
            if (!rows.containsKey(new StockKey(sku.merchant(), sku.sku(), new NodeId(row.getLong(3))))) {
                java.util.Objects.requireNonNull(sharings.get(sku)).addElsewhere(row.getLong(3), row.getLong(4));
            }
        });
    }

    private static Columns bind(SortedSet<SkuKey> skus) {
        var columns = new Columns();
        var merchant = columns.longs();
        var sku = columns.longs();
        for (var key : skus) {
            merchant.add(key.merchant().value());
            sku.add(key.sku().value());
        }
        return columns;
    }
}
