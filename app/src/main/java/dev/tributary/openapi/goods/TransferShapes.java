package dev.tributary.openapi.goods;

import dev.tributary.inventory.Condition;
import dev.tributary.inventory.TransferState;
import dev.tributary.inventory.Transfers;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Shape;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the doors of transfers read and answer. */
final class TransferShapes {

    private TransferShapes() {}

    enum TakenAt {
        PLANNING,
        SHIPPING
    }

    enum Rest {
        COMES_LATER,
        LOST
    }

    @Shape("NewTransfer")
    record NewTransfer(
            @Member(charactersMin = 1, charactersMax = Transfers.NUMBER_MAX, says = "The caller's own, once.")
            String number,

            @Member(charactersMin = 1, charactersMax = GoodsCodes.CODE_MAX)
            String from,

            @Member(charactersMin = 1, charactersMax = GoodsCodes.CODE_MAX)
            String to,

            Optional<Instant> expectedAt,

            @Member(
                    says =
                            "`PLANNING`: the goods cannot be sold any longer, and must be free. `SHIPPING` where absent.")
            Optional<TakenAt> takenAt,

            @Member(charactersMax = Transfers.TEXT_MAX) Optional<String> note,

            @Member(itemsMin = 1, itemsMax = Transfers.LINES_MAX)
            List<NewLine> lines) {}

    @Shape("NewTransferLine")
    record NewLine(
            @Member(charactersMin = 1, charactersMax = GoodsCodes.CODE_MAX)
            String sku,

            @Member(min = 1, max = Transfers.UNITS_MAX, says = "In base units.")
            long units) {}

    @Shape("TransferShipment")
    record Shipment(
            @Member(
                    itemsMin = 1,
                    itemsMax = Transfers.LINES_MAX,
                    says = "Lines of which another number leaves; none with 0.")
            Optional<List<Leaving>> lines) {}

    @Shape("TransferLeaving")
    record Leaving(
            @Member(min = 1, max = Transfers.LINES_MAX) long line,
            @Member(min = 0, max = Transfers.UNITS_MAX) long units) {}

    @Shape("TransferArrival")
    record Arrival(
            @Member(itemsMin = 1, itemsMax = 4 * Transfers.LINES_MAX)
            Optional<List<Came>> lines,

            @Member(says = "Of what is still on its way; `COMES_LATER` where absent.")
            Optional<Rest> rest,

            @Member(
                    charactersMax = Transfers.TEXT_MAX,
                    says = "Required where something is lost or more came than left.")
            Optional<String> reason) {}

    @Shape("TransferCame")
    record Came(
            @Member(min = 1, max = Transfers.LINES_MAX) long line,
            @Member(min = 1, max = Transfers.UNITS_MAX) long units,

            @Member(says = "What it is held in; absent where it may be sold.")
            Optional<Condition> condition) {}

    @Shape("TransferCancel")
    record Cancel(
            @Member(charactersMin = 1, charactersMax = Transfers.TEXT_MAX)
            String reason) {}

    @Shape("Transfer")
    record Shown(
            String id,
            String number,
            TransferState state,
            String from,
            String to,
            Optional<Instant> expectedAt,
            TakenAt takenAt,
            String note,
            String madeBy,
            Instant madeAt,
            Instant changedAt,
            String version,
            List<Line> lines) {}

    @Shape("TransferLine")
    record Line(
            int line,
            String sku,
            long units,
            @Member(says = "Held for it at its source.") long setAside,
            long shipped,
            long received,
            long lost,
            long turnedBack,
            long inTransit) {}

    @Shape("TransferChange")
    record Change(String version, TransferState state, String actor, String detail, Instant at) {}
}
