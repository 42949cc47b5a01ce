package dev.tributary.openapi.setup;

import dev.tributary.catalog.Bundle;
import dev.tributary.catalog.BundleSetup;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Availability;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.kernel.Violation;
import dev.tributary.openapi.BundleDesk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

@Component
class BundleSaving implements BundleDesk {

    /** No code is so; it stands for one that nobody knows, which is found when all is checked together. */
    private static final SkuId UNKNOWN = new SkuId(Long.MAX_VALUE);

    private static final String POINTER = "/bundles/0";

    private final Catalog catalog;
    private final BundleSetup setup;
    private final Availability availability;

    BundleSaving(Catalog catalog, BundleSetup setup, Availability availability) {
        this.catalog = catalog;
        this.setup = setup;
        this.availability = availability;
    }

    @Override
    public Bundle save(MerchantId merchant, String sku, List<Wish> components, OptionalLong ifVersion) {
        var codes = new HashSet<String>();
        codes.add(sku);
        components.forEach(component -> codes.add(component.sku()));
        var skus = catalog.skusByCode(merchant, codes);
        var bundle = Optional.ofNullable(skus.get(sku))
                .map(Sku::id)
                .orElseThrow(() -> ProblemException.notFound("there is no SKU " + sku));
        var violations = new ArrayList<Violation>();
        var parts = new ArrayList<Bundle.Component>();
        for (var component : components) {
            var known = Optional.ofNullable(skus.get(component.sku())).map(Sku::id);
            if (known.isEmpty()) {
                violations.add(new Violation(
                        "/components/%d/sku".formatted(parts.size()), "unknown_sku", "there is no SKU with this code"));
            }
            parts.add(new Bundle.Component(known.orElse(UNKNOWN), component.units()));
        }
        if (!components.isEmpty() && hasStock(merchant, bundle)) {
            violations.add(new Violation(
                    "",
                    "has_stock",
                    "the SKU has stock or promises of its own; a bundle is sold by its components alone"));
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        try {
            return setup.save(merchant, List.of(new BundleSetup.Draft(bundle, parts, ifVersion)))
                    .getFirst();
        } catch (ProblemException e) {
            throw e.violations().isEmpty() ? e : ProblemException.invalid(relative(e.violations()));
        }
    }

    private boolean hasStock(MerchantId merchant, SkuId sku) {
        boolean already = setup.find(merchant, sku)
                .filter(bundle -> !bundle.components().isEmpty())
                .isPresent();
        return !already
                && availability.levels(merchant, sku).stream()
                        .anyMatch(level -> level.onHand() != 0 || level.reserved() != 0);
    }

    private static List<Violation> relative(List<Violation> violations) {
        return violations.stream()
                .map(violation -> new Violation(
                        violation.pointer().startsWith(POINTER)
                                ? violation.pointer().substring(POINTER.length())
                                : violation.pointer(),
                        violation.code(),
                        violation.detail()))
                .toList();
    }
}
