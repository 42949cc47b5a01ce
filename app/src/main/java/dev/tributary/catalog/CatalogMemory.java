package dev.tributary.catalog;

import dev.tributary.journal.Event;
import dev.tributary.journal.JournalListener;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.SkuId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The catalogue as this node remembers it, at most {@value #SKUS_MAX} SKUs, some 60 MB per 100,000. Names lead to ids
 * and ids to things, so a change of a thing forgets one entry.
 */
@Component
@Order(JournalListener.MEMORY)
class CatalogMemory implements Catalog, SaleUnits, Bundles, JournalListener {

    static final int SKUS_MAX = 150_000;
    private static final int NAMES_MAX = 200_000;
    private static final int CHANNELS_MAX = 10_000;

    private record Key(long merchant, long id) {}

    private record Code(long merchant, String code) {}

    private record Name(long merchant, long channel, String name) {}

    private record Shelf(long merchant, long channel, long sku) {}

    private final CatalogStore store;
    private final BundleStore bundleStore;
    private final Memory<Long, Merchant> merchants = new Memory<>(CHANNELS_MAX);
    private final Memory<Key, SalesChannel> channels = new Memory<>(CHANNELS_MAX);
    private final Memory<Code, Long> channelIds = new Memory<>(CHANNELS_MAX);
    private final Memory<Key, Sku> skus = new Memory<>(SKUS_MAX);
    private final Memory<Code, Long> skuIds = new Memory<>(SKUS_MAX);
    private final Memory<Name, Long> listed = new Memory<>(NAMES_MAX);
    private final Memory<Shelf, List<String>> listings = new Memory<>(NAMES_MAX);
    private final Memory<Key, Map<String, Long>> saleUnits = new Memory<>(SKUS_MAX);

    private final Memory<Long, BundleBook> bundles = new Memory<>(CHANNELS_MAX);

    CatalogMemory(CatalogStore store, BundleStore bundleStore) {
        this.store = store;
        this.bundleStore = bundleStore;
    }

    @Override
    public Optional<Merchant> merchant(MerchantId merchant) {
        return merchants.get(merchant.value(), one(store::merchant));
    }

    @Override
    public Optional<SalesChannel> channel(MerchantId merchant, ChannelId channel) {
        return channels.get(
                new Key(merchant.value(), channel.value()), one(key -> store.channel(key.merchant(), key.id())));
    }

    @Override
    public Optional<SalesChannel> channel(MerchantId merchant, String code) {
        return channelIds
                .get(new Code(merchant.value(), code), one(key -> store.channelId(key.merchant(), key.code())))
                .flatMap(id -> channel(merchant, new ChannelId(id)));
    }

    @Override
    public Optional<Sku> sku(MerchantId merchant, SkuId sku) {
        return skus.get(new Key(merchant.value(), sku.value()), keys -> loadSkus(merchant, keys));
    }

    @Override
    public Map<SkuId, Sku> skus(MerchantId merchant, Collection<SkuId> ids) {
        var found = HashMap.<SkuId, Sku>newHashMap(ids.size());
        var keys = ids.stream()
                .map(id -> new Key(merchant.value(), id.value()))
                .distinct()
                .toList();
        skus.get(keys, missing -> loadSkus(merchant, missing)).values().forEach(sku -> found.put(sku.id(), sku));
        return found;
    }

    @Override
    public Map<String, Sku> skusByCode(MerchantId merchant, Collection<String> codes) {
        return byName(
                merchant,
                codes,
                skuIds,
                code -> new Code(merchant.value(), code),
                missing -> loadSkuIds(merchant, missing));
    }

    @Override
    public Map<String, Sku> listed(MerchantId merchant, ChannelId channel, Collection<String> channelSkus) {
        return byName(
                merchant,
                channelSkus,
                listed,
                name -> new Name(merchant.value(), channel.value(), name),
                missing -> loadListed(merchant, channel, missing));
    }

    @Override
    public Collection<String> listings(MerchantId merchant, ChannelId channel, SkuId sku) {
        // That a channel does not sell a SKU is remembered too: the listing that changes it names the SKU.
        return listings.get(
                        new Shelf(merchant.value(), channel.value(), sku.value()),
                        one(key -> Optional.of(store.listings(key.merchant(), key.channel(), key.sku()))))
                .orElseThrow();
    }

    @Override
    public Map<String, Long> of(MerchantId merchant, SkuId sku) {
        return saleUnits
                .get(
                        new Key(merchant.value(), sku.value()),
                        one(key -> Optional.of(store.saleUnits(key.merchant(), key.id()))))
                .orElseThrow();
    }

    @Override
    public BundleBook of(MerchantId merchant) {
        return bundles.get(merchant.value(), one(key -> Optional.of(new BundleBook(bundleStore.ofMerchant(key)))))
                .orElseThrow();
    }

    @Override
    public Set<String> types() {
        return Set.of(CatalogChange.TYPE);
    }

    @Override
    public void accept(List<Event> events) {
        events.forEach(event -> forget(event.merchant(), CatalogChange.parse(event.payload())));
    }

    /** Whoever reads from now on sees the change; called after its commit. */
    void forget(MerchantId owner, CatalogChange change) {
        long merchant = owner.value();
        switch (change) {
            case CatalogChange.OfMerchant ignored -> merchants.forget(merchant);
            case CatalogChange.OfChannel(long channel, String code) -> channels.forget(new Key(merchant, channel));
            case CatalogChange.OfProduct ignored -> {}
            case CatalogChange.OfSku(long sku, String code) -> {
                skus.forget(new Key(merchant, sku));
                saleUnits.forget(new Key(merchant, sku));
            }
            case CatalogChange.OfBundle ignored -> bundles.forget(merchant);
            case CatalogChange.OfListing(long channel, String name, long sku, Optional<Long> before) -> {
                listed.forget(new Name(merchant, channel, name));
                listings.forget(new Shelf(merchant, channel, sku));
                before.ifPresent(old -> listings.forget(new Shelf(merchant, channel, old)));
            }
        }
    }

    /** Every line of every order comes through here, so what is remembered is found without a detour. */
    private <K> Map<String, Sku> byName(
            MerchantId merchant,
            Collection<String> names,
            Memory<K, Long> ids,
            Function<String, K> keyOfName,
            Function<List<K>, Map<K, Long>> load) {
        var found = HashMap.<String, Sku>newHashMap(names.size());
        var missing = new HashMap<K, String>();
        for (String name : names) {
            K key = keyOfName.apply(name);
            Long id = ids.remembered(key);
            Sku sku = id == null ? null : skus.remembered(new Key(merchant.value(), id));
            if (sku == null) {
                missing.put(key, name);
            } else {
                found.put(name, sku);
            }
        }
        if (!missing.isEmpty()) {
            var idsByKey = ids.get(missing.keySet(), load);
            var byId = skus(merchant, idsByKey.values().stream().map(SkuId::new).toList());
            idsByKey.forEach((key, id) -> {
                Sku sku = byId.get(new SkuId(id));
                if (sku != null) {
                    found.put(Objects.requireNonNull(missing.get(key)), sku);
                }
            });
        }
        return found;
    }

    private Map<Key, Sku> loadSkus(MerchantId merchant, List<Key> keys) {
        return store.skus(merchant.value(), keys.stream().map(Key::id).toList()).stream()
                .collect(Collectors.toMap(
                        sku -> new Key(merchant.value(), sku.id().value()), sku -> sku));
    }

    private Map<Code, Long> loadSkuIds(MerchantId merchant, List<Code> keys) {
        var found = new HashMap<Code, Long>();
        store.skuIds(merchant.value(), keys.stream().map(Code::code).toList())
                .forEach((code, id) -> found.put(new Code(merchant.value(), code), id));
        return found;
    }

    private Map<Name, Long> loadListed(MerchantId merchant, ChannelId channel, List<Name> keys) {
        var found = new HashMap<Name, Long>();
        store.listed(
                        merchant.value(),
                        channel.value(),
                        keys.stream().map(Name::name).toList())
                .forEach((name, id) -> found.put(new Name(merchant.value(), channel.value(), name), id));
        return found;
    }

    private static <K, V> Function<List<K>, Map<K, V>> one(Function<K, Optional<V>> load) {
        return keys -> load.apply(keys.getFirst())
                .map(value -> Map.of(keys.getFirst(), value))
                .orElseGet(Map::of);
    }
}
