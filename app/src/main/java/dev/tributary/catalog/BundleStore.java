package dev.tributary.catalog;

import dev.tributary.catalog.Bundle.Component;
import dev.tributary.catalog.BundleSetup.Named;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Bundles in their tables. Who writes holds the lock of the merchant's row. */
@Repository
class BundleStore {

    private static final String OF_MERCHANT = """
            select bundle.sku_id, bundle.version, component_sku_id, units
              from catalog.bundle
              join catalog.bundle_component using (merchant_id, sku_id)
             where merchant_id = :merchant
             order by bundle.sku_id, place
            """;
    private static final String BY_SKUS = """
            select bundle.sku_id, bundle.version, component_sku_id, units
              from catalog.bundle
              left join catalog.bundle_component using (merchant_id, sku_id)
             where merchant_id = :merchant and sku_id = any (:skus)
             order by bundle.sku_id, place
            """;
    private static final String PAGE = """
            select sku.code, sku.name, bundle.sku_id, bundle.version, component_sku_id, units
              from (select sku.merchant_id, sku.sku_id, sku.code, sku.name
                      from catalog.sku
                     where sku.merchant_id = :merchant and sku.code > :after
                       and exists (select from catalog.bundle_component
                                    where bundle_component.merchant_id = sku.merchant_id
                                      and bundle_component.sku_id = sku.sku_id)
                     order by sku.code
                     limit :limit) as sku
              join catalog.bundle using (merchant_id, sku_id)
              join catalog.bundle_component using (merchant_id, sku_id)
             order by sku.code, place
            """;
    private static final String COUNT = """
            select count(distinct sku_id) from catalog.bundle_component where merchant_id = :merchant
            """;
    private static final String COMPONENTS_OF_OTHERS = """
            select distinct component_sku_id from catalog.bundle_component
             where merchant_id = :merchant and component_sku_id = any (:skus) and sku_id <> all (:replaced)
            """;
    private static final String KNOWN_SKUS = """
            select sku_id from catalog.sku where merchant_id = :merchant and sku_id = any (:skus)
            """;
    private static final String SAVE = """
            insert into catalog.bundle (merchant_id, sku_id, version, changed_at)
            select :merchant, sku_id, version, :at
              from unnest(:skus::bigint[], :versions::bigint[]) as saved (sku_id, version)
            on conflict (merchant_id, sku_id) do update set version = excluded.version, changed_at = excluded.changed_at
            """;
    private static final String REMOVE_COMPONENTS = """
            delete from catalog.bundle_component where merchant_id = :merchant and sku_id = any (:skus)
            """;
    private static final String SAVE_COMPONENTS = """
            insert into catalog.bundle_component (merchant_id, sku_id, place, component_sku_id, units)
            select :merchant, sku_id, place, component_sku_id, units
              from unnest(:skus::bigint[], :places::smallint[], :components::bigint[], :units::bigint[])
                   as saved (sku_id, place, component_sku_id, units)
            """;

    private final JdbcClient jdbc;

    BundleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Bundle> ofMerchant(long merchant) {
        var found = new Collected();
        jdbc.sql(OF_MERCHANT).param("merchant", merchant).query(row -> {
            found.add(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
        });
        return found.bundles();
    }

    /** Also those without components. */
    Map<SkuId, Bundle> bySku(long merchant, Collection<SkuId> skus) {
        var found = new Collected();
        jdbc.sql(BY_SKUS).param("merchant", merchant).param("skus", longs(skus)).query(row -> {
            found.add(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
        });
        var bySku = new HashMap<SkuId, Bundle>();
        found.bundles().forEach(bundle -> bySku.put(bundle.sku(), bundle));
        return bySku;
    }

    List<Named> page(long merchant, String after, int limit) {
        var found = new Collected();
        var names = new HashMap<SkuId, String[]>();
        jdbc.sql(PAGE)
                .param("merchant", merchant)
                .param("after", after)
                .param("limit", limit)
                .query(row -> {
                    names.put(new SkuId(row.getLong(3)), new String[] {row.getString(1), row.getString(2)});
                    found.add(row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6));
                });
        return found.bundles().stream()
                .map(bundle -> {
                    var name = names.getOrDefault(bundle.sku(), new String[] {"", ""});
                    return new Named(name[0], name[1], bundle);
                })
                .toList();
    }

    int count(long merchant) {
        return jdbc.sql(COUNT).param("merchant", merchant).query(Integer.class).single();
    }

    /** Those of the SKUs that are components of bundles which are not replaced. */
    Set<SkuId> componentsOfOthers(long merchant, Collection<SkuId> skus, Collection<SkuId> replaced) {
        var found = new HashSet<SkuId>();
        jdbc.sql(COMPONENTS_OF_OTHERS)
                .param("merchant", merchant)
                .param("skus", longs(skus))
                .param("replaced", longs(replaced))
                .query(row -> {
                    found.add(new SkuId(row.getLong(1)));
                });
        return found;
    }

    Set<SkuId> known(long merchant, Collection<SkuId> skus) {
        var found = new HashSet<SkuId>();
        jdbc.sql(KNOWN_SKUS)
                .param("merchant", merchant)
                .param("skus", longs(skus))
                .query(row -> {
                    found.add(new SkuId(row.getLong(1)));
                });
        return found;
    }

    void save(long merchant, List<Bundle> bundles, Instant at) {
        var skus = bundles.stream().mapToLong(bundle -> bundle.sku().value()).toArray();
        jdbc.sql(SAVE)
                .param("merchant", merchant)
                .param("skus", skus)
                .param("versions", bundles.stream().mapToLong(Bundle::version).toArray())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql(REMOVE_COMPONENTS)
                .param("merchant", merchant)
                .param("skus", skus)
                .update();
        var owners = new ArrayList<Long>();
        var places = new ArrayList<Short>();
        var components = new ArrayList<Long>();
        var units = new ArrayList<Long>();
        for (var bundle : bundles) {
            for (int i = 0; i < bundle.components().size(); i++) {
                owners.add(bundle.sku().value());
                places.add((short) (i + 1));
                components.add(bundle.components().get(i).sku().value());
                units.add(bundle.components().get(i).units());
            }
        }
        jdbc.sql(SAVE_COMPONENTS)
                .param("merchant", merchant)
                .param("skus", owners.toArray(Long[]::new))
                .param("places", places.toArray(Short[]::new))
                .param("components", components.toArray(Long[]::new))
                .param("units", units.toArray(Long[]::new))
                .update();
    }

    private static long[] longs(Collection<SkuId> skus) {
        return skus.stream().mapToLong(SkuId::value).toArray();
    }

    /** Puts rows together again, in their order. */
    private static final class Collected {
        private final Map<Long, List<Component>> components = new LinkedHashMap<>();
        private final Map<Long, Long> versions = new HashMap<>();

        void add(long sku, long version, long component, long units) {
            versions.put(sku, version);
            var of = components.computeIfAbsent(sku, any -> new ArrayList<>());
            if (component != 0) {
                of.add(new Component(new SkuId(component), units));
            }
        }

        List<Bundle> bundles() {
            return components.entrySet().stream()
                    .map(of ->
                            new Bundle(new SkuId(of.getKey()), of.getValue(), versions.getOrDefault(of.getKey(), 0L)))
                    .toList();
        }
    }
}
