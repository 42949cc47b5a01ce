package dev.tributary.catalog;

import dev.tributary.database.SequenceBlocks;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

@Component
class JdbcCatalogSetup implements CatalogSetup {

    private static final int CHANNEL_SKU_MAX = 128;

    private final SetupStore store;
    private final CatalogNews news;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final SequenceBlocks merchantIds;
    private final SequenceBlocks channelIds;
    private final SequenceBlocks productIds;
    private final SequenceBlocks skuIds;

    JdbcCatalogSetup(
            SetupStore store, CatalogNews news, JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
        this.store = store;
        this.news = news;
        this.transactions = transactions;
        this.clock = clock;
        merchantIds = new SequenceBlocks(jdbc, "catalog.merchant_id", 10);
        channelIds = new SequenceBlocks(jdbc, "catalog.channel_id", 10);
        productIds = new SequenceBlocks(jdbc, "catalog.product_id", 500);
        skuIds = new SequenceBlocks(jdbc, "catalog.sku_id", 500);
    }

    @Override
    public SavedMerchant saveMerchant(MerchantDraft draft) {
        var findings = new Findings();
        findings.handle("/code", draft.code());
        findings.text("/name", draft.name(), Findings.NAME_MAX);
        findings.raise();
        return inTransaction(at -> {
            var changes = new CatalogNews.Batch(at);
            long id = merchantIds.next();
            var saved = store.saveMerchant(id, draft, at);
            Merchant merchant = saved.value();
            if (!merchant.zone().equals(draft.zone()) || !merchant.currency().equals(draft.currency())) {
                throw new ProblemException(
                        Problem.CONFLICT,
                        "merchant %s has zone %s and currency %s, which stay"
                                .formatted(merchant.code(), merchant.zone(), merchant.currency()));
            }
            if (saved.version() > 0) {
                changes.add(new CatalogChange.OfMerchant(merchant.id().value(), merchant.code()), saved.version());
            }
            news.tell(merchant.id(), changes);
            return new SavedMerchant(merchant, merchant.id().value() == id);
        });
    }

    @Override
    public SalesChannel saveChannel(MerchantId merchant, ChannelDraft draft) {
        check(draft).raise();
        return inTransaction(at -> {
            lock(merchant);
            var known = store.channel(merchant.value(), draft.code());
            known.filter(channel -> !channel.value().adapter().equals(draft.adapter()))
                    .ifPresent(channel -> {
                        throw new ProblemException(
                                Problem.CONFLICT,
                                "channel %s speaks through adapter %s, which stays"
                                        .formatted(draft.code(), channel.value().adapter()));
                    });
            var channel = channel(
                    merchant,
                    known.map(old -> old.value().id()).orElseGet(() -> new ChannelId(channelIds.next())),
                    draft);
            if (known.isEmpty() || !known.get().value().equals(channel)) {
                long version = known.map(SetupStore.Versioned::version).orElse(0L) + 1;
                store.saveChannel(channel, version, at);
                var changes = new CatalogNews.Batch(at);
                changes.add(new CatalogChange.OfChannel(channel.id().value(), channel.code()), version);
                news.tell(merchant, changes);
            }
            return channel;
        });
    }

    @Override
    public List<ProductResult> saveProducts(MerchantId merchant, List<ProductDraft> products) {
        int skus = products.stream().mapToInt(product -> product.skus().size()).sum();
        if (products.size() > PRODUCTS_MAX || skus > SKUS_PER_BATCH_MAX) {
            throw ProblemException.invalid(
                    "/products",
                    "bad_size",
                    "at most %d products with %d SKUs together".formatted(PRODUCTS_MAX, SKUS_PER_BATCH_MAX));
        }
        return inTransaction(at -> {
            lock(merchant);
            var batch = new ProductBatch(store, merchant, productIds, skuIds, at);
            var results = batch.save(products);
            news.tell(merchant, batch.changes());
            return results;
        });
    }

    @Override
    public int saveListings(MerchantId merchant, ChannelId channel, List<ListingDraft> listings) {
        check(listings).raise();
        return inTransaction(at -> {
            lock(merchant);
            var names = listings.stream().map(ListingDraft::channelSku).toList();
            var known = store.listings(merchant.value(), channel.value(), names);
            var changes = new CatalogNews.Batch(at);
            var rows = new ArrayList<SetupStore.ListingRow>();
            for (ListingDraft listing : listings) {
                var before = Optional.ofNullable(known.get(listing.channelSku()));
                if (before.isPresent() && before.get().sku() == listing.sku().value()) {
                    continue;
                }
                long version = before.map(SetupStore.ListingRow::version).orElse(0L) + 1;
                rows.add(new SetupStore.ListingRow(
                        listing.channelSku(), listing.sku().value(), version));
                changes.add(
                        new CatalogChange.OfListing(
                                channel.value(),
                                listing.channelSku(),
                                listing.sku().value(),
                                before.map(SetupStore.ListingRow::sku)),
                        version);
            }
            if (!rows.isEmpty()) {
                store.saveListings(merchant.value(), channel.value(), rows, at);
            }
            news.tell(merchant, changes);
            return rows.size();
        });
    }

    private <T> T inTransaction(Function<Instant, T> work) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return Objects.requireNonNull(transactions.execute(status -> work.apply(at)));
    }

    /** Writers of one merchant's catalogue go one after another: what they read stays true until they commit. */
    private void lock(MerchantId merchant) {
        if (!store.lock(merchant.value())) {
            throw ProblemException.notFound("merchant " + merchant);
        }
    }

    private static Findings check(ChannelDraft draft) {
        var findings = new Findings();
        findings.handle("/code", draft.code());
        findings.handle("/adapter", draft.adapter());
        findings.text("/name", draft.name(), Findings.NAME_MAX);
        if (draft.nodes().size() > SalesChannel.NODES_MAX) {
            findings.add("/nodes", "bad_size", "at most %d nodes".formatted(SalesChannel.NODES_MAX));
        }
        if (new HashSet<>(draft.nodes()).size() < draft.nodes().size()) {
            findings.add("/nodes", "duplicate", "name each node once");
        }
        if (draft.holdTime().toSeconds() < 1 || draft.holdTime().compareTo(SalesChannel.HOLD_MAX) > 0) {
            findings.add(
                    "/holdMinutes",
                    "out_of_range",
                    "from 1 to %d minutes".formatted(SalesChannel.HOLD_MAX.toMinutes()));
        }
        if (draft.holdTimeMax().compareTo(draft.holdTime()) < 0
                || draft.holdTimeMax().compareTo(SalesChannel.HOLD_MAX) > 0) {
            findings.add(
                    "/holdMinutesMax",
                    "out_of_range",
                    "from holdMinutes to %d minutes".formatted(SalesChannel.HOLD_MAX.toMinutes()));
        }
        return findings;
    }

    private static Findings check(List<ListingDraft> listings) {
        var findings = new Findings();
        if (listings.size() > LISTINGS_MAX) {
            findings.add("/listings", "bad_size", "at most %d listings".formatted(LISTINGS_MAX));
            return findings;
        }
        var names = new HashSet<String>();
        for (int i = 0; i < listings.size(); i++) {
            String name = listings.get(i).channelSku();
            String pointer = "/listings/%d/channelSku".formatted(i);
            findings.text(pointer, name, CHANNEL_SKU_MAX);
            if (!names.add(name)) {
                findings.add(pointer, "duplicate", "this name stands in the batch before");
            }
        }
        return findings;
    }

    private static SalesChannel channel(MerchantId merchant, ChannelId id, ChannelDraft draft) {
        return new SalesChannel(
                merchant,
                id,
                draft.code(),
                draft.name(),
                draft.adapter(),
                draft.facts(),
                draft.nodes(),
                draft.holdTime(),
                draft.holdTimeMax());
    }
}
