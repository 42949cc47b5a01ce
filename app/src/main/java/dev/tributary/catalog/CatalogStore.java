package dev.tributary.catalog;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What {@link CatalogMemory} loads when it does not remember. */
@Repository
class CatalogStore {

    private static final String MERCHANT = """
            select merchant_id, code, name, zone, currency, version from catalog.merchant where merchant_id = :merchant
            """;
    private static final String CHANNEL = """
            select * from catalog.channel where merchant_id = :merchant and channel_id = :channel
            """;
    private static final String CHANNEL_ID = """
            select channel_id from catalog.channel where merchant_id = :merchant and code = :code
            """;
    private static final String SKUS = """
            select sku.*, product.code as product_code
              from unnest(:skus::bigint[]) as wanted (sku_id)
              join catalog.sku on sku.merchant_id = :merchant and sku.sku_id = wanted.sku_id
              join catalog.product on product.merchant_id = sku.merchant_id and product.product_id = sku.product_id
            """;
    private static final String SKU_IDS = """
            select sku.code, sku.sku_id
              from unnest(:codes::text[]) as wanted (code)
              join catalog.sku on sku.merchant_id = :merchant and sku.code = wanted.code
            """;
    private static final String LISTED = """
            select wanted.name, coalesce(listing.sku_id, sku.sku_id) as sku_id
              from unnest(:names::text[]) as wanted (name)
              left join catalog.listing on listing.merchant_id = :merchant
                    and listing.channel_id = :channel and listing.channel_sku = wanted.name
              left join catalog.sku on sku.merchant_id = :merchant and sku.code = wanted.name
             where coalesce(listing.sku_id, sku.sku_id) is not null
            """;
    private static final String LISTINGS = """
            select channel_sku from catalog.listing
             where merchant_id = :merchant and channel_id = :channel and sku_id = :sku
             order by channel_sku
            """;
    /** Of every merchant in turn: the walk begins where the last slice ended. */
    private static final String NEXT_CODES = """
            select merchant_id, code from catalog.sku
             where (merchant_id, code) > (:merchant, :code)
             order by merchant_id, code
             limit :limit
            """;

    private static final String SALE_UNITS = """
            select code, base_units from catalog.sale_unit where merchant_id = :merchant and sku_id = :sku
            """;

    private static final String CODES = """
            select sku_id, code from catalog.sku where merchant_id = :merchant and sku_id = any (:skus)
            """;

    private final JdbcClient jdbc;

    CatalogStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Merchant> merchant(long merchant) {
        return jdbc.sql(MERCHANT)
                .param("merchant", merchant)
                .query((row, number) -> merchant(row))
                .optional();
    }

    Optional<SalesChannel> channel(long merchant, long channel) {
        return jdbc.sql(CHANNEL)
                .param("merchant", merchant)
                .param("channel", channel)
                .query((row, number) -> channel(row))
                .optional();
    }

    Optional<Long> channelId(long merchant, String code) {
        if (!storable(code)) {
            return Optional.empty();
        }
        return jdbc.sql(CHANNEL_ID)
                .param("merchant", merchant)
                .param("code", code)
                .query(Long.class)
                .optional();
    }

    List<Sku> skus(long merchant, Collection<Long> skus) {
        return jdbc.sql(SKUS)
                .param("merchant", merchant)
                .param("skus", skus.stream().mapToLong(Long::longValue).toArray())
                .query((row, number) -> sku(row))
                .list();
    }

    Map<String, Long> skuIds(long merchant, Collection<String> codes) {
        var ids = new HashMap<String, Long>();
        jdbc.sql(SKU_IDS)
                .param("merchant", merchant)
                .param("codes", storable(codes))
                .query(row -> {
                    ids.put(row.getString("code"), row.getLong("sku_id"));
                });
        return ids;
    }

    Map<String, Long> listed(long merchant, long channel, Collection<String> names) {
        var ids = new HashMap<String, Long>();
        jdbc.sql(LISTED)
                .param("merchant", merchant)
                .param("channel", channel)
                .param("names", storable(names))
                .query(row -> {
                    ids.put(row.getString("name"), row.getLong("sku_id"));
                });
        return ids;
    }

    List<String> listings(long merchant, long channel, long sku) {
        return jdbc.sql(LISTINGS)
                .param("merchant", merchant)
                .param("channel", channel)
                .param("sku", sku)
                .query((row, number) -> row.getString("channel_sku"))
                .list();
    }

    Map<String, Long> saleUnits(long merchant, long sku) {
        var units = new HashMap<String, Long>();
        jdbc.sql(SALE_UNITS).param("merchant", merchant).param("sku", sku).query(row -> {
            units.put(row.getString("code"), row.getLong("base_units"));
        });
        return Map.copyOf(units);
    }

    /** By id. */
    Map<Long, String> codes(long merchant, Collection<Long> skus) {
        var codes = new HashMap<Long, String>();
        jdbc.sql(CODES)
                .param("merchant", merchant)
                .param("skus", skus.stream().mapToLong(Long::longValue).toArray())
                .query(row -> {
                    codes.put(row.getLong("sku_id"), row.getString("code"));
                });
        return codes;
    }

    record MerchantCode(MerchantId merchant, String code) {}

    List<MerchantCode> codesAfter(long merchant, String code, int limit) {
        return jdbc.sql(NEXT_CODES)
                .param("merchant", merchant)
                .param("code", code)
                .param("limit", limit)
                .query((row, number) -> new MerchantCode(new MerchantId(row.getLong(1)), row.getString(2)))
                .list();
    }

    private static String[] storable(Collection<String> texts) {
        return texts.stream().filter(CatalogStore::storable).toArray(String[]::new);
    }

    /** PostgreSQL knows no NUL in text, so nothing is called so; asking would be an error instead of a no. */
    static boolean storable(String text) {
        return text.indexOf('\0') < 0;
    }

    static Merchant merchant(ResultSet row) throws SQLException {
        return new Merchant(
                new MerchantId(row.getLong("merchant_id")),
                row.getString("code"),
                row.getString("name"),
                ZoneId.of(row.getString("zone")),
                Currency.getInstance(row.getString("currency")));
    }

    static SalesChannel channel(ResultSet row) throws SQLException {
        var nodes = new ArrayList<NodeId>();
        Arrays.stream((Long[]) row.getArray("nodes").getArray())
                .map(NodeId::new)
                .forEach(nodes::add);
        return new SalesChannel(
                new MerchantId(row.getLong("merchant_id")),
                new ChannelId(row.getLong("channel_id")),
                row.getString("code"),
                row.getString("name"),
                row.getString("adapter"),
                row.getBoolean("facts"),
                nodes,
                Duration.ofSeconds(row.getLong("hold_seconds")),
                Duration.ofSeconds(row.getLong("hold_seconds_max")));
    }

    static Sku sku(ResultSet row) throws SQLException {
        return new Sku(
                new MerchantId(row.getLong("merchant_id")),
                new SkuId(row.getLong("sku_id")),
                row.getString("product_code"),
                row.getString("code"),
                row.getString("name"),
                Optional.ofNullable(row.getString("gtin")),
                unit(row.getInt("unit")),
                Money.of(row.getLong("price_amount"), row.getString("price_currency")));
    }

    static Sku.BaseUnit unit(int code) {
        return switch (code) {
            case 1 -> Sku.BaseUnit.PIECE;
            case 2 -> Sku.BaseUnit.GRAM;
            default -> throw new IllegalStateException("no unit " + code);
        };
    }

    static short code(Sku.BaseUnit unit) {
        return switch (unit) {
            case PIECE -> 1;
            case GRAM -> 2;
        };
    }
}
