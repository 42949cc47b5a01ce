package dev.tributary.openapi;

import dev.tributary.catalog.Bundle;
import dev.tributary.kernel.MerchantId;
import java.util.List;
import java.util.OptionalLong;

/** Makes bundles of SKUs that keep no stock of their own, by codes. */
public interface BundleDesk {

    /**
     * Replaces what the bundle is made of; no components dissolve it. Throws INVALID_INPUT with pointers such as
     * {@code /components/0/sku}, NOT_FOUND where there is no such SKU, PRECONDITION_FAILED.
     */
    Bundle save(MerchantId merchant, String sku, List<Wish> components, OptionalLong ifVersion);

    record Wish(String sku, long units) {}
}
