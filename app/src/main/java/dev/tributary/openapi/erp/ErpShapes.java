package dev.tributary.openapi.erp;

import dev.tributary.inventory.LotName;
import dev.tributary.inventory.StockChange;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.lots.LotShapes;
import dev.tributary.openapi.orders.OrderVersions;
import dev.tributary.orders.OrderDraft;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the ERP's doors read as trees, for the API document: nobody makes one. */
final class ErpShapes {

    private ErpShapes() {}

    record Listed(@Member(says = "`PENDING` where absent.") Optional<SyncState> syncState) {}

    record RowAsked(
            @Member(says = "What the row was at this time, not in the future; what it is now where absent.")
            Optional<Instant> at) {}

    @Shape("StockLines")
    record StockBatch(
            @Member(itemsMin = 1, itemsMax = StockBatchDoor.LINES_MAX)
            List<StockLine> lines) {}

    @Shape("StockLine")
    record StockLine(
            @Member(charactersMin = 1, charactersMax = StockLines.CODE_MAX)
            String node,

            @Member(charactersMin = 1, charactersMax = StockLines.CODE_MAX)
            String sku,

            @Member(says = "`RECEIVE` and `ADJUST` add; `COUNT`, `SAFETY` and `ALLOWANCE` say what it is.")
            StockChange.Kind kind,

            @Member(
                    min = -StockLines.UNITS_MAX,
                    max = StockLines.UNITS_MAX,
                    says = "In base units. `RECEIVE` takes 1 or more, `ADJUST` anything but 0, the others 0 or more.")
            long units,

            @Member(charactersMax = StockLines.CAUSE_MAX, says = "`api` where absent.")
            Optional<String> cause,

            @Member(min = 0, max = StockLines.COST_MAX, says = "Of one base unit, in the merchant's currency.")
            Optional<Money> unitCost,

            @Member(
                    says =
                            "Of `RECEIVE`, `COUNT` and `ADJUST`: whose units they are; `COUNT` is then of that lot alone. The first makes the row one that is kept by lots.")
            Optional<LotShapes.Told> lot) {}

    record StockRow(
            String node,
            String sku,
            String kind,
            String units,
            Optional<String> cause,
            @Member(says = "as 12.90") Optional<String> unitCost,
            @Member(says = "a lot's number") Optional<String> lot,
            @Member(says = "as 2026-11-22") Optional<String> producedOn,
            @Member(says = "as 2026-11-22") Optional<String> expiresOn) {}

    @Shape("OrderMarks")
    record Marks(
            @Member(itemsMin = 1, itemsMax = ErpOrderDoor.MARKS_MAX)
            List<Mark> orders) {}

    @Shape("OrderMark")
    record Mark(
            @Member(pattern = Orders.PATTERN, says = "The hub's id of the order.")
            String id,

            Marked syncState,
            @Member(charactersMax = ErpOrderDoor.NUMBER_MAX) Optional<String> erpNumber,
            @Member(charactersMax = ErpOrderDoor.NOTE_MAX) Optional<String> note) {}

    /** What an order may be marked with; it is {@link SyncState#PENDING} by itself. */
    enum Marked {
        SYNCED,
        FAILED
    }

    @Shape("Shipments")
    record Shipments(
            @Member(itemsMin = 1, itemsMax = ShipmentDoor.SHIPMENTS_MAX)
            List<Shipment> shipments) {}

    @Shape("Shipment")
    record Shipment(
            @Member(pattern = OrderVersions.PATTERN, says = "Only while the order is at this version.")
            Optional<String> ifVersion,

            @Member(pattern = Orders.PATTERN, says = "The hub's id of the order.")
            String order,

            @Member(
                    charactersMin = 1,
                    charactersMax = ShipmentDoor.KEY_MAX,
                    says = "The shipment's own key: with the order it names it.")
            String key,

            @Member(charactersMin = 1, charactersMax = ShipmentDoor.TEXT_MAX)
            String carrier,

            @Member(charactersMin = 1, charactersMax = ShipmentDoor.TEXT_MAX)
            String trackingNumber,

            @Member(itemsMin = 1, itemsMax = OrderDraft.LINES_MAX)
            List<ShippedLine> lines) {}

    @Shape("ShippedLine")
    record ShippedLine(
            @Member(min = 1, max = OrderDraft.LINES_MAX) int line,

            @Member(min = 1, max = OrderDraft.UNITS_MAX, says = "In base units.")
            long units,

            @Member(
                    itemsMin = 1,
                    itemsMax = ShipmentDoor.LOTS_MAX,
                    says =
                            "The lots that really left, with all the line's units. Without it the promised lot left, or the one that expires first.")
            Optional<List<ShippedLot>> lots) {}

    @Shape("ShippedLot")
    record ShippedLot(
            @Member(charactersMin = 1, charactersMax = LotName.NUMBER_LENGTH_MAX)
            String number,

            @Member(min = 1, max = OrderDraft.UNITS_MAX, says = "In base units.")
            long units) {}
}
