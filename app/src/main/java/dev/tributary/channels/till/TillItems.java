package dev.tributary.channels.till;

import dev.tributary.catalog.SaleUnits;
import dev.tributary.catalog.Sku;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.orders.OrderDraft;
import java.math.BigDecimal;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells where a till's receipt belongs, and how many base units its quantities are. */
@Component
class TillItems {

    private static final int NUMBER_CHARACTERS_MAX = 64;
    private static final int NODE_IN_NUMBER_MAX = 24;

    private final SaleUnits saleUnits;
    private final Nodes nodes;

    TillItems(SaleUnits saleUnits, Nodes nodes) {
        this.saleUnits = saleUnits;
        this.nodes = nodes;
    }

    NodeId node(MerchantId merchant, TillReceipt receipt) {
        return nodes.byCode(merchant, receipt.store())
                .orElseThrow(() -> new MappingFailure(
                        "unknown_store",
                        "no node has the code '%s'".formatted(receipt.store()),
                        "create the node, then replay"))
                .id();
    }

    /** As JSON sales are named, so that the same sale told both ways is one. */
    String number(MerchantId merchant, TillReceipt receipt) {
        var place = receipt.store().length() <= NODE_IN_NUMBER_MAX
                ? receipt.store()
                : node(merchant, receipt).toString();
        var number = "%s/%s/%s/%s".formatted(place, receipt.workstation(), receipt.sequence(), receipt.businessDay());
        if (number.length() > NUMBER_CHARACTERS_MAX) {
            throw new MappingFailure(
                    "too_long", "workstation and sequence are too long for a number", PosLogValues.CORRECT);
        }
        return number;
    }

    long units(MerchantId merchant, BigDecimal quantity, String unit, Optional<Sku> sku) {
        long factor = sku.map(known -> factor(merchant, known, unit)).orElse(1L);
        try {
            long units = quantity.multiply(BigDecimal.valueOf(factor)).longValueExact();
            if (units < 1 || units > OrderDraft.UNITS_MAX) {
                throw new MappingFailure(
                        "out_of_range",
                        "a quantity must be 1 to %d".formatted(OrderDraft.UNITS_MAX),
                        PosLogValues.CORRECT);
            }
            return units;
        } catch (ArithmeticException e) {
            throw new MappingFailure(
                    "quantity", "a quantity is no whole number of the SKU's base unit", PosLogValues.CORRECT);
        }
    }

    private long factor(MerchantId merchant, Sku sku, String unit) {
        var traded = saleUnits.of(merchant, sku.id()).get(unit);
        if (traded != null) {
            return traded;
        }
        return sku.unit() == Sku.BaseUnit.GRAM && unit.matches("KGM?") ? 1_000 : 1;
    }
}
