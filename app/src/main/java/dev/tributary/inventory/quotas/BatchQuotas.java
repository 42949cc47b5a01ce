package dev.tributary.inventory.quotas;

import dev.tributary.database.Columns;
import dev.tributary.database.WriteGroup;
import dev.tributary.database.WriteGroup.Message;
import dev.tributary.engine.Quota;
import dev.tributary.engine.Share;
import dev.tributary.engine.Sharing;
import dev.tributary.engine.StockRow;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.quotas.QuotaLocks.SkuKey;
import dev.tributary.journal.NewEvent;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The quotas that one batch has locked; without any it does nothing. Every promise of a channel counts in all of its own. */
public final class BatchQuotas {

    public static final BatchQuotas NONE = new BatchQuotas(List.of(), List.of(), Map.of(), order -> {
        throw new IllegalStateException("no quota is locked, and order %s was asked about".formatted(order));
    });

    private static final String USE = """
            update inventory.quota
               set open = used.open, shipped = used.shipped, uses = used.uses
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                   as used (merchant_id, sku_id, id, open, shipped, uses)
             where quota.merchant_id = used.merchant_id and quota.sku_id = used.sku_id and quota.id = used.id
            """;

    private final List<QuotaRow> rows;
    private final List<Quota> quotas;
    private final Map<SkuKey, Sharing> sharings;
    private final Function<OrderId, ChannelId> channelOf;

    BatchQuotas(
            List<QuotaRow> rows,
            List<Quota> quotas,
            Map<SkuKey, Sharing> sharings,
            Function<OrderId, ChannelId> channelOf) {
        this.rows = rows;
        this.quotas = quotas;
        this.sharings = sharings;
        this.channelOf = channelOf;
    }

    /** What the order's channel may have of the candidates' SKU; null where that has no quotas. */
    public @Nullable Share share(OrderId order, StockKey[] candidates) {
        return sharings.isEmpty() || candidates.length == 0 ? null : share(order, candidates[0]);
    }

    public void released(OrderId order, StockKey key, StockRow row, long units) {
        shared(order, key, share -> share.released(row, units));
    }

    public void shipped(OrderId order, StockKey key, StockRow row, long units) {
        shared(order, key, share -> share.shipped(row, units));
    }

    public void sold(OrderId order, StockKey key, StockRow row, long units) {
        shared(order, key, share -> share.sold(row, units));
    }

    public void unsold(OrderId order, StockKey key, StockRow row, long units) {
        shared(order, key, share -> share.unsold(row, units));
    }

    private void shared(OrderId order, StockKey key, Consumer<Share> use) {
        if (!sharings.isEmpty()) {
            var share = share(order, key);
            if (share != null) {
                use.accept(share);
            }
        }
    }

    private @Nullable Share share(OrderId order, StockKey key) {
        var sharing = sharings.get(new SkuKey(key.merchant(), key.sku()));
        return sharing == null ? null : sharing.of(channelOf.apply(order).value());
    }

    /** Adds what was used to what will be written. */
    public void write(WriteGroup group) {
        if (quotas.isEmpty()) {
            return;
        }
        var columns = new Columns();
        var merchant = columns.longs();
        var sku = columns.longs();
        var id = columns.longs();
        var open = columns.longs();
        var shipped = columns.longs();
        var uses = columns.longs();
        int changed = 0;
        for (var quota : quotas) {
            if (quota.changed()) {
                var row = rows.get(quota.index());
                merchant.add(row.merchant().value());
                sku.add(row.sku().value());
                id.add(row.id());
                open.add(quota.open());
                shipped.add(quota.shipped());
                uses.add(row.uses() + 1);
                changed++;
            }
        }
        group.add(Message.MAKING, USE, columns, changed);
    }

    /** One per quota whose use changed, with its last value. */
    public void events(Instant now, List<NewEvent> events) {
        for (var quota : quotas) {
            if (quota.changed()) {
                var before = rows.get(quota.index());
                boolean freed = quota.open() + quota.shipped() < before.open() + before.shipped();
                events.add(QuotaEvents.changed(before.used(quota), true, freed, now));
            }
        }
    }
}
