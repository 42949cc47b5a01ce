package dev.tributary.inventory.quotas;

import dev.tributary.engine.Quota;
import dev.tributary.inventory.ChannelQuota;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.SkuId;

/**
 * A quota in force as orders use it.
 *
 * @param uses grows with every change
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record QuotaRow(
        MerchantId merchant,
        SkuId sku,
        long id,
        long node,
        long[] channels,
        ChannelQuota.Kind kind,
        long amount,
        boolean only,
        long open,
        long shipped,
        long uses) {

    Quota engine(int index) {
        var of = switch (kind) {
            case DEDICATED -> Quota.Kind.DEDICATED;
            case CAP -> Quota.Kind.CAP;
            case PERCENT -> Quota.Kind.PERCENT;
        };
        return new Quota(index, of, node, channels, amount, only, open, shipped);
    }

    QuotaRow used(Quota quota) {
        return new QuotaRow(
                merchant, sku, id, node, channels, kind, amount, only, quota.open(), quota.shipped(), uses + 1);
    }
}
