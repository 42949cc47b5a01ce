package dev.tributary.catalog;

import dev.tributary.kernel.MerchantId;

/** What is sold by components. From memory: safe on the hot path, one look per merchant. */
public interface Bundles {

    BundleBook of(MerchantId merchant);
}
