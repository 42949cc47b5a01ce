package dev.tributary.openapi.orders;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.Shape;
import dev.tributary.orders.OrderView;
import java.util.List;
import java.util.Optional;

/** A bundle of an order beside the lines of its components, which stock and shipments are about. */
@Shape("OrderBundle")
public record BundleJson(
        @Member(says = "Under which it was ordered: changes, shipments and returns of whole bundles name it.")
        int line,

        Optional<String> sku,
        String channelSku,
        String title,
        @Member(says = "Whole bundles, in base units.") long units,

        @Member(says = "The sum of its components', which share it by what each costs alone.")
        Money unitPrice,

        Money discount,
        Money allocated,
        @Member(says = "Numbers of its components' lines.") List<Integer> components) {

    /** Empty for most orders, which have none. */
    public static Optional<List<BundleJson>> of(OrderView order, Catalog catalog) {
        var bundles = order.bundles().stream()
                .map(bundle -> of(order.merchant(), bundle, catalog))
                .toList();
        return bundles.isEmpty() ? Optional.empty() : Optional.of(bundles);
    }

    private static BundleJson of(MerchantId merchant, OrderView.BundleLine bundle, Catalog catalog) {
        return new BundleJson(
                bundle.number(),
                catalog.sku(merchant, bundle.sku()).map(Sku::code),
                bundle.channelSku(),
                bundle.title(),
                bundle.units(),
                bundle.unitPrice(),
                bundle.lineDiscount(),
                bundle.allocated(),
                bundle.lines());
    }
}
