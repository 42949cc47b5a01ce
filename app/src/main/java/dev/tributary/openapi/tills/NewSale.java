package dev.tributary.openapi.tills;

import dev.tributary.kernel.Member;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.orders.MoneyReader;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.SaleQuantity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** What {@link SaleReader} reads, for the API document: nobody makes one. */
@Shape(value = "NewSale", open = true)
record NewSale(
        @Member(charactersMin = 1, charactersMax = SaleReader.CODE_MAX, says = "The client's own, or `tills`.")
        Optional<String> channel,

        @Member(charactersMin = 1, charactersMax = SaleReader.CODE_MAX, says = "The store's code.")
        String node,

        @Member(charactersMin = 1, charactersMax = Receipt.TILL_MAX)
        String till,

        @Member(
                charactersMin = 1,
                charactersMax = Receipt.SEQUENCE_MAX,
                says = "With node, till and business day it names the sale.")
        String sequence,

        LocalDate businessDay,
        Instant soldAt,
        @Member(says = "ISO 4217. All amounts are in it.") Optional<Currency> currency,

        @Member(itemsMin = 1, itemsMax = OrderDraft.LINES_MAX)
        List<Line> lines,

        @Member(min = 0, max = MoneyReader.AMOUNT_MAX) Money total,
        @Member(itemsMax = SaleReader.TENDERS_MAX) List<Tender> tenders,
        Optional<CardHolder> member) {

    @Shape(value = "SaleLine", open = true)
    record Line(
            @Member(charactersMin = 1, charactersMax = SaleReader.CODE_MAX, says = "The channel's name of the SKU.")
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

            @Member(min = 0, max = MoneyReader.AMOUNT_MAX, says = "Of one base unit, or of one `unit`.")
            Money unitPrice,

            @Member(min = 0, max = MoneyReader.AMOUNT_MAX, says = "Off the line.")
            Optional<Money> discount) {}

    @Shape(value = "Tender", open = true)
    record Tender(
            @Member(charactersMin = 1, charactersMax = SaleReader.METHOD_MAX)
            String method,

            @Member(min = 0, max = MoneyReader.AMOUNT_MAX) Money amount) {}

    @Shape(value = "SaleMember", open = true)
    record CardHolder(
            @Member(charactersMax = SaleReader.PHONE_MAX, says = "Kept encrypted.")
            Optional<String> phone) {}
}
