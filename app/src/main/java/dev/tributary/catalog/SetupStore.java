package dev.tributary.catalog;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Writes of the catalogue, one statement per table and batch. Each caller holds the lock of the merchant's row, so what
 * it has read stays true until it commits.
 */
@Repository
class SetupStore {

    record ProductRow(long id, String code, String name, long version) {}

    record SkuRow(Sku sku, long productId, long version) {}

    record SaleUnitRow(long sku, String code, long baseUnits) {}

    record ListingRow(String channelSku, long sku, long version) {}

    record Versioned<T>(T value, long version) {}

    private static final String LOCK_MERCHANT = """
            select version from catalog.merchant where merchant_id = :merchant for no key update
            """;
    private static final String SAVE_MERCHANT = """
            insert into catalog.merchant as merchant (merchant_id, code, name, zone, currency, version, changed_at)
            values (:id, :code, :name, :zone, :currency, 1, :at)
            on conflict (code) do update
               set name = excluded.name,
                   version = merchant.version + case when merchant.name = excluded.name then 0 else 1 end,
                   changed_at = case when merchant.name = excluded.name then merchant.changed_at else :at end
            returning merchant_id, code, name, zone, currency, version, changed_at = :at as changed
            """;
    private static final String CHANNEL = """
            select * from catalog.channel where merchant_id = :merchant and code = :code
            """;
    private static final String SAVE_CHANNEL = """
            insert into catalog.channel
                   (merchant_id, channel_id, code, name, adapter, facts, nodes, hold_seconds, hold_seconds_max,
                    version, changed_at)
            values (:merchant, :id, :code, :name, :adapter, :facts, :nodes, :hold, :holdMax, :version, :at)
            on conflict (merchant_id, channel_id) do update
               set name = excluded.name, facts = excluded.facts, nodes = excluded.nodes,
                   hold_seconds = excluded.hold_seconds, hold_seconds_max = excluded.hold_seconds_max,
                   version = excluded.version, changed_at = excluded.changed_at
            """;
    private static final String PRODUCTS = """
            select product_id, code, name, version from catalog.product
             where merchant_id = :merchant and code = any (:codes)
            """;
    private static final String SAVE_PRODUCTS = """
            insert into catalog.product (merchant_id, product_id, code, name, version, changed_at)
            select :merchant, saved.product_id, saved.code, saved.name, saved.version, :at
              from unnest(:ids::bigint[], :codes::text[], :names::text[], :versions::bigint[])
                   as saved (product_id, code, name, version)
            on conflict (merchant_id, product_id) do update
               set name = excluded.name, version = excluded.version, changed_at = excluded.changed_at
            """;
    private static final String SKUS = """
            select sku.*, product.code as product_code
              from catalog.sku
              join catalog.product on product.merchant_id = sku.merchant_id and product.product_id = sku.product_id
             where sku.merchant_id = :merchant and sku.code = any (:codes)
            """;
    private static final String SAVE_SKUS = """
            insert into catalog.sku (merchant_id, sku_id, product_id, code, name, gtin, unit, price_amount,
                                     price_currency, version, changed_at)
            select :merchant, saved.sku_id, saved.product_id, saved.code, saved.name, saved.gtin, saved.unit,
                   saved.price_amount, saved.price_currency, saved.version, :at
              from unnest(:ids::bigint[], :products::bigint[], :codes::text[], :names::text[], :gtins::text[],
                          :units::smallint[], :amounts::bigint[], :currencies::text[], :versions::bigint[])
                   as saved (sku_id, product_id, code, name, gtin, unit, price_amount, price_currency, version)
            on conflict (merchant_id, sku_id) do update
               set product_id = excluded.product_id, name = excluded.name, gtin = excluded.gtin,
                   price_amount = excluded.price_amount, price_currency = excluded.price_currency,
                   version = excluded.version, changed_at = excluded.changed_at
            """;
    private static final String SALE_UNITS = """
            select sku_id, code, base_units from catalog.sale_unit
             where merchant_id = :merchant and sku_id = any (:skus)
            """;
    private static final String REPLACE_SALE_UNITS = """
            with wanted as (
                select * from unnest(:skus::bigint[], :codes::text[], :units::bigint[]) as wanted (sku_id, code, base_units)
            ), removed as (
                delete from catalog.sale_unit as old
                 where old.merchant_id = :merchant and old.sku_id = any (:replaced)
                   and not exists (select from wanted where wanted.sku_id = old.sku_id and wanted.code = old.code)
            )
            insert into catalog.sale_unit (merchant_id, sku_id, code, base_units)
            select :merchant, wanted.sku_id, wanted.code, wanted.base_units from wanted
            on conflict (merchant_id, sku_id, code) do update set base_units = excluded.base_units
            """;
    private static final String LISTINGS = """
            select channel_sku, sku_id, version from catalog.listing
             where merchant_id = :merchant and channel_id = :channel and channel_sku = any (:names)
            """;
    private static final String SAVE_LISTINGS = """
            insert into catalog.listing (merchant_id, channel_id, channel_sku, sku_id, version, changed_at)
            select :merchant, :channel, saved.channel_sku, saved.sku_id, saved.version, :at
              from unnest(:names::text[], :skus::bigint[], :versions::bigint[]) as saved (channel_sku, sku_id, version)
            on conflict (merchant_id, channel_id, channel_sku) do update
               set sku_id = excluded.sku_id, version = excluded.version, changed_at = excluded.changed_at
            """;

    private final JdbcClient jdbc;

    SetupStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when there is no such merchant. */
    boolean lock(long merchant) {
        return jdbc.sql(LOCK_MERCHANT)
                .param("merchant", merchant)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /** The merchant as it now stands, and its version when the draft made a difference. */
    Versioned<Merchant> saveMerchant(long id, CatalogSetup.MerchantDraft draft, Instant at) {
        return jdbc.sql(SAVE_MERCHANT)
                .param("id", id)
                .param("code", draft.code())
                .param("name", draft.name())
                .param("zone", draft.zone().getId())
                .param("currency", draft.currency().getCurrencyCode())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Versioned<>(
                        CatalogStore.merchant(row), row.getBoolean("changed") ? row.getLong("version") : 0))
                .single();
    }

    Optional<Versioned<SalesChannel>> channel(long merchant, String code) {
        return jdbc.sql(CHANNEL)
                .param("merchant", merchant)
                .param("code", code)
                .query((row, number) -> new Versioned<>(CatalogStore.channel(row), row.getLong("version")))
                .optional();
    }

    void saveChannel(SalesChannel channel, long version, Instant at) {
        jdbc.sql(SAVE_CHANNEL)
                .param("merchant", channel.merchant().value())
                .param("id", channel.id().value())
                .param("code", channel.code())
                .param("name", channel.name())
                .param("adapter", channel.adapter())
                .param("facts", channel.facts())
                .param(
                        "nodes",
                        channel.nodes().stream().mapToLong(node -> node.value()).toArray())
                .param("hold", channel.holdTime().toSeconds())
                .param("holdMax", channel.holdTimeMax().toSeconds())
                .param("version", version)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    Map<String, ProductRow> products(long merchant, Collection<String> codes) {
        var found = new HashMap<String, ProductRow>();
        jdbc.sql(PRODUCTS)
                .param("merchant", merchant)
                .param("codes", codes.toArray(String[]::new))
                .query(row -> {
                    String code = row.getString("code");
                    found.put(
                            code,
                            new ProductRow(
                                    row.getLong("product_id"), code, row.getString("name"), row.getLong("version")));
                });
        return found;
    }

    void saveProducts(long merchant, List<ProductRow> products, Instant at) {
        jdbc.sql(SAVE_PRODUCTS)
                .param("merchant", merchant)
                .param("ids", products.stream().mapToLong(ProductRow::id).toArray())
                .param("codes", products.stream().map(ProductRow::code).toArray(String[]::new))
                .param("names", products.stream().map(ProductRow::name).toArray(String[]::new))
                .param(
                        "versions",
                        products.stream().mapToLong(ProductRow::version).toArray())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    Map<String, SkuRow> skus(long merchant, Collection<String> codes) {
        var found = new HashMap<String, SkuRow>();
        jdbc.sql(SKUS)
                .param("merchant", merchant)
                .param("codes", codes.toArray(String[]::new))
                .query(row -> {
                    Sku sku = CatalogStore.sku(row);
                    found.put(sku.code(), new SkuRow(sku, row.getLong("product_id"), row.getLong("version")));
                });
        return found;
    }

    void saveSkus(long merchant, List<SkuRow> rows, Instant at) {
        var skus = rows.stream().map(SkuRow::sku).toList();
        jdbc.sql(SAVE_SKUS)
                .param("merchant", merchant)
                .param("ids", skus.stream().mapToLong(sku -> sku.id().value()).toArray())
                .param("products", rows.stream().mapToLong(SkuRow::productId).toArray())
                .param("codes", skus.stream().map(Sku::code).toArray(String[]::new))
                .param("names", skus.stream().map(Sku::name).toArray(String[]::new))
                .param(
                        "gtins",
                        skus.stream().map(sku -> sku.gtin().orElse(null)).toArray(String[]::new))
                .param(
                        "units",
                        skus.stream().map(sku -> CatalogStore.code(sku.unit())).toArray(Short[]::new))
                .param(
                        "amounts",
                        skus.stream().mapToLong(sku -> sku.price().amount()).toArray())
                .param(
                        "currencies",
                        skus.stream()
                                .map(sku -> sku.price().currency().getCurrencyCode())
                                .toArray(String[]::new))
                .param("versions", rows.stream().mapToLong(SkuRow::version).toArray())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    Map<Long, Map<String, Long>> saleUnits(long merchant, Collection<Long> skus) {
        var found = new HashMap<Long, Map<String, Long>>();
        jdbc.sql(SALE_UNITS)
                .param("merchant", merchant)
                .param("skus", longs(skus))
                .query(row -> {
                    found.computeIfAbsent(row.getLong("sku_id"), sku -> new HashMap<>())
                            .put(row.getString("code"), row.getLong("base_units"));
                });
        return found;
    }

    /** @param replaced SKUs that afterwards have the units given and no others */
    void replaceSaleUnits(long merchant, Collection<Long> replaced, List<SaleUnitRow> units) {
        jdbc.sql(REPLACE_SALE_UNITS)
                .param("merchant", merchant)
                .param("replaced", longs(replaced))
                .param("skus", units.stream().mapToLong(SaleUnitRow::sku).toArray())
                .param("codes", units.stream().map(SaleUnitRow::code).toArray(String[]::new))
                .param("units", units.stream().mapToLong(SaleUnitRow::baseUnits).toArray())
                .update();
    }

    Map<String, ListingRow> listings(long merchant, long channel, Collection<String> names) {
        var found = new HashMap<String, ListingRow>();
        jdbc.sql(LISTINGS)
                .param("merchant", merchant)
                .param("channel", channel)
                .param("names", names.toArray(String[]::new))
                .query(row -> {
                    String name = row.getString("channel_sku");
                    found.put(name, new ListingRow(name, row.getLong("sku_id"), row.getLong("version")));
                });
        return found;
    }

    void saveListings(long merchant, long channel, List<ListingRow> listings, Instant at) {
        jdbc.sql(SAVE_LISTINGS)
                .param("merchant", merchant)
                .param("channel", channel)
                .param("names", listings.stream().map(ListingRow::channelSku).toArray(String[]::new))
                .param("skus", listings.stream().mapToLong(ListingRow::sku).toArray())
                .param(
                        "versions",
                        listings.stream().mapToLong(ListingRow::version).toArray())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static long[] longs(Collection<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
