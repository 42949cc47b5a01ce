package dev.tributary.orders;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a quota says it uses is what its channels hold, and since it began what the ledger says left for them. Inventory
 * publishes quotas, promises and these lines of its ledger to this check as views; only orders know their channel.
 */
class QuotaBooks implements BookCheck {

    private static final int SLICE = 200;

    private static final String QUOTAS = "select count(*) from inventory.quota_use where merchant_id > 0";

    private static final String NEXT = """
            select merchant_id, sku_id, id
              from inventory.quota_use
             where (merchant_id, sku_id, id) > (:merchant, :sku, :id)
             order by merchant_id, sku_id, id
            offset :behind
             limit 1
            """;

    /** A void of a sale from before the quota began gives back what it never took: so what left may lie between. */
    private static final String WRONG = """
            with quota as (
                select * from inventory.quota_use
                 where (merchant_id, sku_id, id) > (:merchant, :sku, :id)
                   and (merchant_id, sku_id, id) <= (:lastMerchant, :lastSku, :last)),
            held as (
                select quota.merchant_id, quota.id, sum(promise.units) as units
                  from quota
                  join inventory.promise on promise.merchant_id = quota.merchant_id and promise.sku_id = quota.sku_id
                                        and quota.node_id in (0, promise.node_id)
                  join orders.sales_order on sales_order.merchant_id = promise.merchant_id
                                         and sales_order.id = promise.order_id
                                         and sales_order.channel_id = any(quota.channels)
                 group by quota.merchant_id, quota.id),
            gone as (
                select quota.merchant_id, quota.id, sum(shipment.units) as least,
                       sum(greatest(0, shipment.units)) as most
                  from quota
                  join inventory.quota_shipment as shipment
                    on shipment.merchant_id = quota.merchant_id and shipment.id = quota.id
                  join orders.sales_order on sales_order.merchant_id = shipment.merchant_id
                                         and sales_order.id = shipment.order_id
                                         and sales_order.channel_id = any(quota.channels)
                 group by quota.merchant_id, quota.id)
            select quota.merchant_id, quota.code, quota.open, coalesce(held.units, 0) as held, quota.shipped,
                   coalesce(gone.least, 0) as gone
              from quota
              left join held using (merchant_id, id)
              left join gone using (merchant_id, id)
             where quota.open <> coalesce(held.units, 0)
                or quota.shipped not between greatest(0, coalesce(gone.least, 0)) and coalesce(gone.most, 0)
             limit 100
            """;

    @Override
    public String name() {
        return "every quota uses what its channels hold, and what left for them";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        findings.checked(books.sql(QUOTAS).query(Long.class).single());
        var after = new Place(0, 0, 0);
        while (true) {
            var last = books.sql(NEXT)
                    .param("merchant", after.merchantId())
                    .param("sku", after.skuId())
                    .param("id", after.id())
                    .param("behind", SLICE - 1)
                    .query(Place.class)
                    .optional();
            var through = last.orElse(new Place(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
            books.sql(WRONG)
                    .param("merchant", after.merchantId())
                    .param("sku", after.skuId())
                    .param("id", after.id())
                    .param("lastMerchant", through.merchantId())
                    .param("lastSku", through.skuId())
                    .param("last", through.id())
                    .query(Row.class)
                    .list()
                    .forEach(row -> findings.wrong(row.toString()));
            if (last.isEmpty()) {
                return;
            }
            after = through;
        }
    }

    private record Place(long merchantId, long skuId, long id) {}

    private record Row(long merchantId, String code, long open, long held, long shipped, long gone) {}
}
