package dev.tributary.orders;

import dev.tributary.kernel.Money;
import dev.tributary.kernel.SkuId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a bundle is taken apart into lines of its components, by what the catalogue says at the moment. Its amounts are
 * split by what each component would cost alone, to the last cent.
 */
public record BundleRecipe(SkuId bundle, List<Component> components) {

    /** What a component's quantity is told in where its bundle was told in base units. */
    static final String UNIT = "BUNDLE";

    /**
     * @param units base units in one base unit of the bundle
     * @param weight what that much of it costs alone
     */
    public record Component(SkuId sku, long units, long weight, String title) {}

    /** What is told of a bundle as one line. */
    record Whole(long units, Money unitPrice, Money lineDiscount, Money allocated, Optional<SaleQuantity> sale) {}

    /** One component's line. The price is of one bundle, or of one such unit of sale as the bundle was told in. */
    record Piece(
            Component component, long units, Money unitPrice, Money lineDiscount, Money allocated, SaleQuantity sale) {}

    List<SkuId> skus() {
        return components.stream().map(Component::sku).toList();
    }

    List<Piece> pieces(Whole whole) {
        var currency = whole.unitPrice().currency();
        var prices = whole.unitPrice()
                .split(components.stream().mapToLong(Component::weight).toArray());
        var discounts = whole.lineDiscount().split(prices);
        var sales = components.stream()
                .map(component -> sale(component, whole.units(), whole.sale()))
                .toList();
        var left = new long[prices.length];
        for (int i = 0; i < left.length; i++) {
            long units = Math.multiplyExact(whole.units(), components.get(i).units());
            left[i] = Math.max(0, sales.get(i).price(units, prices[i]) - discounts[i]);
        }
        var allocated = whole.allocated().split(left);
        var pieces = new ArrayList<Piece>(left.length);
        for (int i = 0; i < left.length; i++) {
            var component = components.get(i);
            pieces.add(new Piece(
                    component,
                    whole.units() * component.units(),
                    new Money(prices[i], currency),
                    new Money(discounts[i], currency),
                    new Money(allocated[i], currency),
                    sales.get(i)));
        }
        return pieces;
    }

    private static SaleQuantity sale(Component component, long bundles, Optional<SaleQuantity> told) {
        return told.map(sale -> sale.of(Math.multiplyExact(sale.baseUnits(), component.units())))
                .orElseGet(() -> new SaleQuantity(UNIT, BigDecimal.valueOf(bundles), component.units()));
    }
}
