package dev.tributary.openapi.goods;

import dev.tributary.inventory.Condition;
import dev.tributary.inventory.HeldChange;
import dev.tributary.inventory.HeldMovement;
import dev.tributary.inventory.HeldStock;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Shape;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the doors of held stock read and answer. */
final class HeldShapes {

    private HeldShapes() {}

    @Shape("HeldChanges")
    record Changes(
            @Member(itemsMin = 1, itemsMax = HeldStock.LINES_MAX)
            List<Change> lines) {}

    @Shape("HeldChange")
    record Change(
            @Member(charactersMin = 1, charactersMax = GoodsCodes.CODE_MAX)
            String node,

            @Member(charactersMin = 1, charactersMax = GoodsCodes.CODE_MAX)
            String sku,

            @Member(
                    says =
                            "`HOLD` takes from what may be sold, a fact; `RELEASE` gives back, `SCRAP` ends, `MOVE` holds for"
                                    + " another reason: of these no more than is held.")
            HeldChange.Action action,

            @Member(says = "`QUARANTINE`, `DAMAGED` or `EXPIRED`; the others belong to transfers.")
            Condition condition,

            @Member(says = "Of `MOVE` alone: the other condition.")
            Optional<Condition> to,

            @Member(min = 1, max = HeldDoor.UNITS_MAX, says = "In base units.")
            long units,

            @Member(charactersMax = HeldDoor.CAUSE_MAX, says = "`api` where absent.")
            Optional<String> cause) {}

    @Shape("ChangedHeld")
    record Changed(int lines) {}

    @Shape("HeldStock")
    record Level(String sku, String node, Condition condition, long units, String version) {}

    @Shape("HeldEntry")
    record Entry(
            Condition condition,
            String version,
            HeldMovement.Kind kind,
            long unitsChange,
            long unitsAfter,

            @Member(says = "The entry of the row's own ledger that it belongs to.")
            String stockVersion,

            String cause,

            @Member(says = "Absent where a return did it.") Optional<String> actor,

            Instant recordedAt) {}
}
