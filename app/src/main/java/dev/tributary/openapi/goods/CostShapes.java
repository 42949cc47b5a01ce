package dev.tributary.openapi.goods;

import dev.tributary.inventory.CostMethod;
import dev.tributary.inventory.Movement;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.Shape;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the doors of costs read and answer. */
final class CostShapes {

    private CostShapes() {}

    record Asked(
            @Member(says = "The begin of the span of `costOfGoodsSold`; since ever where absent.")
            Optional<Instant> from,

            @Member(says = "Its end, not included; until now where absent.")
            Optional<Instant> to,

            @Member(says = "The merchant's own where absent.")
            Optional<CostMethod> method) {}

    @Shape("CostRule")
    record Rule(CostMethod method) {}

    @Shape("StockCosts")
    record Valued(
            String sku,
            String node,
            CostMethod method,

            @Member(says = "Owned at the node, sellable or held; less than zero where more left than came.")
            long units,

            Money value,

            @Member(says = "Rounded; absent without units.") Optional<Money> average,

            @Member(says = "Of first in, first out: what came and has not left, the oldest first, at most 100.")
            List<Layer> layers,

            @Member(says = "In the span: what left by orders and tills, less what came back.")
            Money costOfGoodsSold,

            @Member(says = "In the span: scrapped, lost on the way or not found, less what was found.")
            Money losses,

            @Member(says = "In the span: what goods cost more that had left before they came.")
            Money corrections,

            @Member(says = "In the span: units that came without a known cost.")
            long estimatedUnits,

            @Member(says = "The entry of the row's ledger up to which it is counted.")
            String countedThrough,

            @Member(says = "The row's last entry.") String version,

            @Member(says = "What the next entry waits for.") Optional<String> note) {}

    @Shape("CostLayer")
    record Layer(
            @Member(says = "The ledger's entry it came by.") String version, long units, Money value) {}

    @Shape("CostEntry")
    record Entry(
            @Member(says = "Of the row's ledger.") String version,
            Movement.Kind kind,
            long units,

            @Member(says = "Less than zero: what left, at the cost it left with.")
            Money value,

            Money correction,

            @Member(says = "The cost was not known.") boolean estimated,

            Instant recordedAt) {}
}
