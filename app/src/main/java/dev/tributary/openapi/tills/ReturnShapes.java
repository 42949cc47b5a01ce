package dev.tributary.openapi.tills;

import dev.tributary.kernel.Member;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.orders.MoneyReader;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.ReturnDraft;
import dev.tributary.orders.SaleQuantity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** What {@link ReturnDoor} reads as trees, for the API document: nobody makes one. */
final class ReturnShapes {

    private ReturnShapes() {}

    @Shape(value = "NewReturn", open = true)
    record Return(
            @Member(charactersMax = Receipt.NODE_MAX, says = "The client's own, or `tills`.")
            Optional<String> channel,

            @Member(charactersMin = 1, charactersMax = Receipt.NODE_MAX, says = "The store's code.")
            String node,

            @Member(charactersMin = 1, charactersMax = Receipt.TILL_MAX)
            String till,

            @Member(
                    charactersMin = 1,
                    charactersMax = Receipt.SEQUENCE_MAX,
                    says = "With node, till and business day it names the return.")
            String sequence,

            LocalDate businessDay,
            Instant returnedAt,

            @Member(says = "ISO 4217. All amounts are in it.")
            Currency currency,

            Optional<Original> original,

            @Member(itemsMin = 1, itemsMax = OrderDraft.LINES_MAX)
            List<Line> lines,

            @Member(itemsMax = ReturnDrafts.TENDERS_MAX, says = "What was paid back.")
            List<Tender> tenders) {}

    @Shape(value = "OriginalSale", open = true)
    record Original(
            @Member(charactersMax = Receipt.NODE_MAX, says = "The return's where absent.")
            Optional<String> node,

            @Member(charactersMin = 1, charactersMax = Receipt.TILL_MAX)
            String till,

            @Member(charactersMin = 1, charactersMax = Receipt.SEQUENCE_MAX)
            String sequence,

            LocalDate businessDay) {}

    @Shape(value = "ReturnLine", open = true)
    record Line(
            @Member(charactersMin = 1, charactersMax = Receipt.NODE_MAX, says = "The channel's name of the SKU.")
            String sku,

            @Member(
                    min = 0,
                    max = OrderDraft.UNITS_MAX,
                    says = "More than 0: whole base units, or so many of `unit`, with up to 6 digits after the point.")
            BigDecimal units,

            @Member(
                    charactersMin = 1,
                    charactersMax = SaleQuantity.UNIT_LENGTH_MAX,
                    says =
                            "One of the SKU's `saleUnits`, or its base unit. The line waits until such a unit is set up.")
            Optional<String> unit,

            @Member(says = "`RESTOCK` where absent.") Optional<ReturnDraft.Disposition> disposition,
            @Member(min = 0, max = MoneyReader.AMOUNT_MAX) Optional<Money> amount) {}

    @Shape(value = "RefundTender", open = true)
    record Tender(
            @Member(charactersMin = 1, charactersMax = ReturnDrafts.METHOD_MAX)
            String method,

            @Member(min = 0, max = MoneyReader.AMOUNT_MAX) Money amount) {}

    @Shape(value = "SaleVoid", open = true)
    record Void(
            @Member(charactersMax = Receipt.NODE_MAX, says = "The client's own, or `tills`.")
            Optional<String> channel,

            @Member(charactersMin = 1, charactersMax = Receipt.NODE_MAX)
            String node,

            @Member(charactersMin = 1, charactersMax = Receipt.TILL_MAX)
            String till,

            @Member(charactersMin = 1, charactersMax = Receipt.SEQUENCE_MAX)
            String sequence,

            LocalDate businessDay,
            @Member(charactersMax = ReturnDoor.REASON_MAX) Optional<String> reason) {}
}
