package dev.tributary.openapi.orders;

import dev.tributary.inventory.LotName;
import dev.tributary.inventory.LotWish;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.Shape;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.SaleQuantity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** What {@link OrderReader} reads, for the API document: nobody makes one. */
@Shape("NewOrder")
record NewOrder(
        @Member(
                charactersMax = OrderReader.CODE_MAX,
                says = "Its code. May be left out by a client that is bound to one.")
        Optional<String> channel,

        @Member(
                charactersMin = 1,
                charactersMax = OrderReader.CODE_MAX,
                says = "The order's own number in its channel: the natural key of the order.")
        String number,

        @Member(says = "`ALL_OR_NOTHING` where absent.") Optional<OrderDraft.Fill> fill,

        @Member(says = "ISO 4217. All amounts are in it.") Optional<Currency> currency,
        @Member(says = "Kept encrypted and shown masked.") Optional<Buyer> buyer,
        Optional<Delivery> delivery,

        @Member(itemsMin = 1, itemsMax = OrderDraft.LINES_MAX)
        List<Line> lines,

        @Member(itemsMax = OrderReader.DISCOUNTS_MAX, says = "Off the whole order.")
        Optional<List<Discount>> discounts,

        @Member(min = 0, max = MoneyReader.AMOUNT_MAX) Optional<Money> freight,
        @Member(min = 0, max = MoneyReader.AMOUNT_MAX) Optional<Money> tax,

        @Member(min = 0, max = MoneyReader.AMOUNT_MAX, says = "Lines - discounts + freight + tax.")
        Optional<Money> total,

        @Member(says = "What was paid already.") Optional<Payment> payment,
        Optional<Invoice> invoice,

        @Member(says = "Kept for review; decides nothing by itself.")
        Optional<Risk> risk,

        @Member(
                charactersMax = OrderReader.TEXT_MAX,
                says = "Kept in clear: for instructions, not for names or telephone numbers.")
        Optional<String> remark) {

    @Shape("NewBuyer")
    record Buyer(
            @Member(charactersMax = OrderReader.NAME_MAX) Optional<String> name,
            @Member(charactersMax = OrderReader.PHONE_MAX) Optional<String> phone,
            @Member(charactersMax = OrderReader.NAME_MAX) Optional<String> email) {}

    @Shape("NewDelivery")
    record Delivery(
            @Member(says = "`SHIP` where absent.") Optional<OrderDraft.Delivery.Method> method,
            Optional<Place> region,

            @Member(charactersMax = OrderReader.TEXT_MAX, says = "Kept encrypted.")
            Optional<String> address) {}

    @Shape("Place")
    record Place(
            @Member(pattern = "[A-Z]{2}", says = "ISO 3166; `CN` where absent.")
            Optional<String> country,

            @Member(
                    pattern = "[0-9A-Za-z-]{0,16}",
                    says = "The smallest known division; in China six digits of GB/T 2260.")
            Optional<String> code) {}

    @Shape("NewOrderLine")
    record Line(
            @Member(charactersMin = 1, charactersMax = OrderReader.CODE_MAX, says = "The merchant's code of the SKU.")
            String sku,

            @Member(
                    min = 0,
                    max = OrderDraft.UNITS_MAX,
                    says = "More than 0: whole base units, or so many of `unit`, with up to 6 digits after the point.")
            BigDecimal units,

            @Member(
                    charactersMin = 1,
                    charactersMax = SaleQuantity.UNIT_LENGTH_MAX,
                    says = "One of the SKU's `saleUnits`, or its base unit. The base unit where absent.")
            Optional<String> unit,

            @Member(min = 0, max = MoneyReader.AMOUNT_MAX, says = "Of one base unit, or of one `unit`.")
            Money unitPrice,

            @Member(min = 0, max = MoneyReader.AMOUNT_MAX, says = "Off the line.")
            Optional<Money> discount,

            @Member(
                    charactersMax = OrderReader.CODE_MAX,
                    says = "Where from; without it the channel's nodes are tried in order.")
            Optional<String> node,

            @Member(
                    charactersMin = 1,
                    charactersMax = LotName.NUMBER_LENGTH_MAX,
                    says = "The lot that the buyer saw: promised exactly, or as `lotSubstitution` allows.")
            Optional<String> lot,

            @Member(
                    says =
                            "With `lot`; `NONE` where absent. `LATER_EXPIRY`: one other lot that expires no earlier. `ANY`: one other lot, and where none has all the units, whatever is there.")
            Optional<LotWish.Substitution> lotSubstitution) {}

    @Shape("NewDiscount")
    record Discount(
            @Member(says = "Who pays for it.") OrderDraft.Discount.Bearer bearer,
            @Member(min = 0, max = MoneyReader.AMOUNT_MAX) Money amount,
            @Member(charactersMax = OrderReader.NAME_MAX) Optional<String> reason) {}

    @Shape("NewPayment")
    record Payment(
            @Member(
                    charactersMin = 1,
                    charactersMax = OrderReader.CODE_MAX,
                    says = "The payer's number of the payment.")
            String reference,

            @Member(charactersMin = 1, charactersMax = OrderReader.CODE_MAX)
            String method,

            @Member(min = 0, max = MoneyReader.AMOUNT_MAX) Money amount,
            @Member(says = "Now, where absent.") Optional<Instant> paidAt) {}

    @Shape("Invoice")
    record Invoice(
            @Member(says = "`PERSONAL` where absent.") Optional<OrderReader.InvoiceKind> kind,

            @Member(charactersMax = OrderReader.NAME_MAX, says = "Of a company. Not kept of a person.")
            Optional<String> title,

            @Member(charactersMax = OrderReader.PHONE_MAX, says = "Of a company.")
            Optional<String> taxNumber) {}

    @Shape("Risk")
    record Risk(
            @Member(charactersMax = OrderReader.CODE_MAX) Optional<String> deviceId,

            @Member(min = 0, max = OrderReader.CARD_AGE_DAYS_MAX)
            Optional<Long> cardAgeDays,

            @Member(min = -90, max = 90) Optional<Double> latitude,
            @Member(min = -180, max = 180) Optional<Double> longitude) {}
}
