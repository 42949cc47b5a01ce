package dev.tributary.catalog;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

@Component
class JdbcBundleSetup implements BundleSetup {

    private static final int PAGE_MAX = 200;

    private final BundleStore store;
    private final SetupStore merchants;
    private final CatalogNews news;
    private final CatalogStore skus;
    private final TransactionOperations transactions;
    private final Clock clock;

    JdbcBundleSetup(
            BundleStore store,
            SetupStore merchants,
            CatalogNews news,
            CatalogStore skus,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.merchants = merchants;
        this.news = news;
        this.skus = skus;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public List<Bundle> save(MerchantId merchant, List<Draft> bundles) {
        check(bundles).raise();
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return Objects.requireNonNull(transactions.execute(status -> save(merchant, bundles, at)));
    }

    private List<Bundle> save(MerchantId merchant, List<Draft> drafts, Instant at) {
        if (!merchants.lock(merchant.value())) {
            throw ProblemException.notFound("merchant " + merchant);
        }
        var names = drafts.stream().map(Draft::sku).toList();
        var known = store.bySku(merchant.value(), names);
        drafts.forEach(draft -> checkVersion(draft, known));
        checkNesting(merchant, drafts).raise();
        var saved = new ArrayList<Bundle>();
        var changed = new ArrayList<Bundle>();
        for (var draft : drafts) {
            var before = known.get(draft.sku());
            boolean same = before == null
                    ? draft.components().isEmpty()
                    : before.components().equals(draft.components());
            long version = before == null ? 0 : before.version();
            var bundle = new Bundle(draft.sku(), draft.components(), same ? version : version + 1);
            saved.add(bundle);
            if (!same) {
                changed.add(bundle);
            }
        }
        if (!changed.isEmpty()) {
            store.save(merchant.value(), changed, at);
            if (store.count(merchant.value()) > BUNDLES_MAX) {
                throw ProblemException.invalid(
                        "/bundles", "too_many", "a merchant has at most %d bundles".formatted(BUNDLES_MAX));
            }
            tell(merchant, changed, at);
        }
        return saved;
    }

    private void tell(MerchantId merchant, List<Bundle> changed, Instant at) {
        var codes = skus.codes(
                merchant.value(),
                changed.stream().map(bundle -> bundle.sku().value()).toList());
        var changes = new CatalogNews.Batch(at);
        for (var bundle : changed) {
            long id = bundle.sku().value();
            changes.add(new CatalogChange.OfBundle(id, codes.getOrDefault(id, "")), bundle.version());
        }
        news.tell(merchant, changes);
    }

    private static void checkVersion(Draft draft, Map<SkuId, Bundle> known) {
        long version =
                Optional.ofNullable(known.get(draft.sku())).map(Bundle::version).orElse(0L);
        if (draft.ifVersion().isPresent() && draft.ifVersion().getAsLong() != version) {
            throw new ProblemException(
                    Problem.PRECONDITION_FAILED,
                    "The bundle has version %d, not %d: read it again, then decide again."
                            .formatted(version, draft.ifVersion().getAsLong()));
        }
    }

    private static Findings check(List<Draft> drafts) {
        var findings = new Findings();
        if (drafts.size() > SAVED_MAX) {
            findings.add("/bundles", "bad_size", "at most %d bundles at once".formatted(SAVED_MAX));
            return findings;
        }
        var seen = new HashSet<SkuId>();
        for (int i = 0; i < drafts.size(); i++) {
            var draft = drafts.get(i);
            String at = "/bundles/" + i;
            if (!seen.add(draft.sku())) {
                findings.add(at + "/sku", "duplicate", "this bundle stands in the list before");
            }
            check(draft, at, findings);
        }
        return findings;
    }

    private static void check(Draft draft, String at, Findings findings) {
        if (draft.components().size() > Bundle.COMPONENTS_MAX) {
            findings.add(
                    at + "/components", "bad_size", "a bundle has 1 to %d components".formatted(Bundle.COMPONENTS_MAX));
        }
        var seen = new HashSet<SkuId>();
        for (int i = 0; i < draft.components().size(); i++) {
            var component = draft.components().get(i);
            String pointer = at + "/components/" + i;
            if (component.sku().equals(draft.sku())) {
                findings.add(pointer + "/sku", "bundle_in_bundle", "a bundle is no component of itself");
            }
            if (!seen.add(component.sku())) {
                findings.add(pointer + "/sku", "duplicate", "name each component once, with all its units");
            }
            if (component.units() < 1 || component.units() > Bundle.UNITS_MAX) {
                findings.add(pointer + "/units", "out_of_range", "from 1 to %d base units".formatted(Bundle.UNITS_MAX));
            }
        }
    }

    /** No bundle is made of bundles: so none can be made of itself over others either. */
    private Findings checkNesting(MerchantId merchant, List<Draft> drafts) {
        var bundles = new HashSet<SkuId>();
        var components = new HashSet<SkuId>();
        for (var draft : drafts) {
            if (!draft.components().isEmpty()) {
                bundles.add(draft.sku());
            }
            draft.components().stream().map(Bundle.Component::sku).forEach(components::add);
        }
        var all = new HashSet<>(components);
        drafts.forEach(draft -> all.add(draft.sku()));
        var known = store.known(merchant.value(), all);
        var replaced = drafts.stream().map(Draft::sku).toList();
        var usedElsewhere = store.componentsOfOthers(merchant.value(), bundles, replaced);
        var bundlesElsewhere = new HashSet<SkuId>();
        store.bySku(merchant.value(), components).values().stream()
                .filter(bundle -> !bundle.components().isEmpty() && !replaced.contains(bundle.sku()))
                .forEach(bundle -> bundlesElsewhere.add(bundle.sku()));
        var findings = new Findings();
        for (int i = 0; i < drafts.size(); i++) {
            var draft = drafts.get(i);
            String at = "/bundles/" + i;
            if (!known.contains(draft.sku())) {
                findings.add(at + "/sku", "unknown_sku", "there is no such SKU");
            }
            if (bundles.contains(draft.sku())
                    && (usedElsewhere.contains(draft.sku()) || components.contains(draft.sku()))) {
                findings.add(at + "/sku", "bundle_in_bundle", "it is a component of another bundle");
            }
            nesting(draft, at, known, bundles, bundlesElsewhere, findings);
        }
        return findings;
    }

    private static void nesting(
            Draft draft, String at, Set<SkuId> known, Set<SkuId> here, Set<SkuId> elsewhere, Findings findings) {
        for (int i = 0; i < draft.components().size(); i++) {
            var sku = draft.components().get(i).sku();
            String pointer = "%s/components/%d/sku".formatted(at, i);
            if (!known.contains(sku)) {
                findings.add(pointer, "unknown_sku", "there is no such SKU");
            }
            if (here.contains(sku) || elsewhere.contains(sku)) {
                findings.add(pointer, "bundle_in_bundle", "it is a bundle itself; name its components instead");
            }
        }
    }

    @Override
    public Optional<Bundle> find(MerchantId merchant, SkuId sku) {
        return Optional.ofNullable(store.bySku(merchant.value(), List.of(sku)).get(sku));
    }

    @Override
    public Page<Named> list(MerchantId merchant, Optional<String> cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        var after = cursor.filter(CatalogStore::storable).orElse("");
        var found = store.page(merchant.value(), after, size + 1);
        return Page.of(found, size, Named::code);
    }
}
