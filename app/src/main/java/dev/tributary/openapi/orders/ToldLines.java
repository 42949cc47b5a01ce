package dev.tributary.openapi.orders;

import dev.tributary.orders.SaleQuantity;
import org.jspecify.annotations.Nullable;

/** An order's lines as its caller told them, by their number from 1. */
public interface ToldLines {

    /** The caller's own name of the SKU. */
    String skuOfLine(int number);

    /** Null where the line was told in base units. */
    @Nullable
    SaleQuantity saleOfLine(int number);

    /** The lot that its buyer saw; null where none was named. */
    default @Nullable String lotOfLine(int number) {
        return null;
    }
}
