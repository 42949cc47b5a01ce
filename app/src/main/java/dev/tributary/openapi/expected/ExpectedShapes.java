package dev.tributary.openapi.expected;

import dev.tributary.inventory.ExpectedStock;
import dev.tributary.inventory.Offer;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Shape;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Bodies and answers of the doors to expected goods. */
final class ExpectedShapes {

    static final int CODE_MAX = 128;
    /** A receipt that names it does so in its cause, {@code receipt/<number>}, of at most 80 characters. */
    static final int NUMBER_MAX = 64;

    static final int LINES_MAX = 1_000;

    private ExpectedShapes() {}

    @Shape("ExpectedLines")
    record Lines(
            @Member(itemsMin = 1, itemsMax = LINES_MAX, says = "All are told, or none.")
            List<Line> lines) {}

    @Shape("ExpectedLine")
    record Line(
            @Member(
                    charactersMin = 1,
                    charactersMax = NUMBER_MAX,
                    says = "Such as a purchase order's; with SKU and node it is the line's key.")
            String number,

            @Member(charactersMin = 1, charactersMax = CODE_MAX)
            String sku,

            @Member(charactersMin = 1, charactersMax = CODE_MAX)
            String node,

            @Member(
                    min = 0,
                    max = ExpectedStock.UNITS_MAX,
                    says = "In all, in base units; 0 cancels what has not come.")
            long units,

            Instant expectedAt) {}

    @Shape("ExpectedReceipts")
    record Told(List<Receipt> items) {}

    @Shape("ExpectedReceipt")
    record Receipt(
            String number,
            String sku,
            String node,
            long units,
            long unitsReceived,
            Instant expectedAt,

            @Member(says = "When it is counted on: a day later each time that has gone by without it.")
            Instant dueAt,

            ExpectedStock.State state,
            String version) {}

    enum Selling {
        PRE_ORDER,
        BACKORDER,
        NONE
    }

    @Shape("PresoldSku")
    record OfferDraft(
            @Member(charactersMin = 1, charactersMax = CODE_MAX)
            String sku,

            @Member(charactersMax = CODE_MAX, says = "Every channel that has none of its own, where absent.")
            Optional<String> channel,

            @Member(says = "`NONE`: no longer; what was promised stays.")
            Selling offer) {}

    @Shape("Presold")
    record Offered(String sku, Optional<String> channel, Offer offer) {}

    @Shape("PresoldSkus")
    record Offers(List<Offered> items) {}

    @Shape("WaitingLine")
    record Waiting(
            String order,
            int line,
            String sku,
            String node,
            long units,

            @Member(says = "From 1, of those who wait at the node: it is served when all before it are.")
            long turn,

            @Member(says = "What those before it wait for.") long unitsBefore,

            @Member(says = "Where it was promised of what is expected.")
            Optional<Offer> offer,

            @Member(says = "The date it was told last; absent where nothing expected covers it.")
            Optional<Instant> promisedAt,

            Instant since) {}
}
