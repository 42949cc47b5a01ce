package dev.tributary.catalog;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.SkuId;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ListsStore implements CatalogLists {

    private static final int PAGE_MAX = 200;

    private static final String MERCHANT = """
            select * from catalog.merchant where code = :code
            """;
    private static final String MERCHANTS = """
            select * from catalog.merchant order by code limit 1000
            """;
    private static final String CHANNELS = """
            select * from catalog.channel where merchant_id = :merchant order by code limit 1000
            """;
    private static final String SKUS = """
            select sku.*, product.code as product_code
              from catalog.sku
              join catalog.product on product.merchant_id = sku.merchant_id and product.product_id = sku.product_id
             where sku.merchant_id = :merchant
               and sku.code > :after
               and (:code::text is null or sku.code = :code)
               and (:gtin::text is null or sku.gtin = :gtin)
               and (:text::text is null or strpos(lower(sku.code), :text) > 0 or strpos(lower(sku.name), :text) > 0)
             order by sku.code
             limit :limit
            """;
    private static final String LISTINGS = """
            select listing.channel_sku, listing.sku_id, sku.code
              from catalog.listing
              join catalog.sku on sku.merchant_id = listing.merchant_id and sku.sku_id = listing.sku_id
             where listing.merchant_id = :merchant and listing.channel_id = :channel and listing.channel_sku > :after
             order by listing.channel_sku
             limit :limit
            """;

    private final JdbcClient jdbc;

    ListsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Merchant> merchant(String code) {
        if (!CatalogStore.storable(code)) {
            return Optional.empty();
        }
        return jdbc.sql(MERCHANT)
                .param("code", code)
                .query((row, number) -> CatalogStore.merchant(row))
                .optional();
    }

    @Override
    public List<Merchant> merchants() {
        return jdbc.sql(MERCHANTS)
                .query((row, number) -> CatalogStore.merchant(row))
                .list();
    }

    @Override
    public List<SalesChannel> channels(MerchantId merchant) {
        return jdbc.sql(CHANNELS)
                .param("merchant", merchant.value())
                .query((row, number) -> CatalogStore.channel(row))
                .list();
    }

    @Override
    public Page<Sku> skus(MerchantId merchant, SkuFilter filter, Optional<String> cursor, int limit) {
        var rows = jdbc.sql(SKUS)
                .param("merchant", merchant.value())
                .param("after", cursor.orElse(""))
                .param("code", filter.code().orElse(null))
                .param("gtin", filter.gtin().orElse(null))
                .param(
                        "text",
                        filter.text()
                                .map(text -> text.toLowerCase(java.util.Locale.ROOT))
                                .orElse(null))
                .param("limit", bounded(limit) + 1)
                .query((row, number) -> CatalogStore.sku(row))
                .list();
        return Page.of(rows, bounded(limit), Sku::code);
    }

    @Override
    public Page<Listing> listings(MerchantId merchant, ChannelId channel, Optional<String> cursor, int limit) {
        var rows = jdbc.sql(LISTINGS)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .param("after", cursor.orElse(""))
                .param("limit", bounded(limit) + 1)
                .query((row, number) -> new Listing(
                        row.getString("channel_sku"), new SkuId(row.getLong("sku_id")), row.getString("code")))
                .list();
        return Page.of(rows, bounded(limit), Listing::channelSku);
    }

    private static int bounded(int limit) {
        return Math.clamp(limit, 1, PAGE_MAX);
    }
}
