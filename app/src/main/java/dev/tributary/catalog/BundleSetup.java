package dev.tributary.catalog;

import dev.tributary.catalog.Bundle.Component;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.SkuId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Says what bundles are made of. Orders that came before keep what they were made of then; everything from the next one
 * on follows. Each call is one transaction (it joins the caller's), and appends {@code catalog.changed.v1}.
 */
public interface BundleSetup {

    /** Of one merchant: all of them are kept in memory, some 500 bytes each. */
    int BUNDLES_MAX = 10_000;
    /** In one call. */
    int SAVED_MAX = 500;

    /**
     * All or none; the same components again change nothing. At most {@value #SAVED_MAX}. Violations point at
     * {@code /bundles/i/...} relative to the list.
     */
    List<Bundle> save(MerchantId merchant, List<Draft> bundles);

    /** As it is in the tables, also one that was dissolved. */
    Optional<Bundle> find(MerchantId merchant, SkuId sku);

    /** By code, without those that were dissolved. Pages have at most 200 items. */
    Page<Named> list(MerchantId merchant, Optional<String> cursor, int limit);

    /**
     * @param components 1 to {@value Bundle#COMPONENTS_MAX}, none of them a bundle; empty dissolves the bundle
     * @param ifVersion saved only while the bundle has it; 0 stands for: while it has never been one
     */
    record Draft(SkuId sku, List<Component> components, OptionalLong ifVersion) {}

    record Named(String code, String name, Bundle bundle) {}
}
