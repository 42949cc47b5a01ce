package dev.tributary.openapi.orders;

import dev.tributary.kernel.Member;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.Shape;
import dev.tributary.kernel.Violation;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.OrderState;
import dev.tributary.orders.OrderView;
import dev.tributary.orders.PaymentState;
import dev.tributary.orders.ReservationState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the doors of orders read as trees and write as streams, for the API document: nobody makes one. */
public final class OrderShapes {

    private OrderShapes() {}

    record Listed(
            @Member(says = "Only those that have changed at or after this time.")
            Optional<Instant> updatedSince,

            @Member(says = "A channel's code.") Optional<String> channel,
            Optional<OrderState> state) {}

    @Shape("NewOrders")
    record Batch(
            @Member(itemsMin = 1, itemsMax = OrderBatchDoor.ORDERS_MAX)
            List<NewOrder> orders) {}

    @Shape("OrderResults")
    record Results(
            @Member(says = "One for each order, in order.") List<Result> results) {}

    @Shape("OrderResult")
    record Result(
            Optional<String> number,

            @Member(says = "As if the order had come alone.")
            int status,

            Optional<Placed> order,
            Optional<Refused> problem) {}

    @Shape("PlacedOrder")
    public record Placed(
            String id,
            String number,
            OrderState state,
            PaymentState payment,
            OrderView.Shown shown,
            List<PlacedLine> lines,
            String version) {}

    @Shape("PlacedLine")
    public record PlacedLine(
            @Member(says = "From 1.") int line,
            @Member(says = "As it was ordered.") String sku,

            @Member(says = "What was told in a unit of sale.")
            Optional<ToldUnits> told,

            ReservationState reservation,
            @Member(says = "Where its stock is held.") Optional<String> node) {}

    @Shape("OrderProblem")
    record Refused(
            String type,
            String title,
            String titleChinese,
            int status,
            String detail,
            List<Violation> violations,

            @Member(says = "Of `insufficient-stock`: every short line. The refusal is final for the number.")
            Optional<List<ShortLine>> lines) {}

    @Shape("ShortLine")
    record ShortLine(
            int line,
            String sku,
            @Member(says = "In base units.") long wanted,
            @Member(says = "In base units.") long available,

            @Member(says = "Where the line named one: `available` is what could be promised of it, by the line's rule.")
            Optional<String> lot,

            @Member(says = "What was told in a unit of sale.")
            Optional<ToldUnits> told) {}

    @Shape("OrderPayment")
    record Payment(
            @Member(
                    charactersMin = 1,
                    charactersMax = OrderChanges.TEXT_MAX,
                    says = "The payer's number of the payment.")
            String reference,

            @Member(charactersMin = 1, charactersMax = OrderChanges.TEXT_MAX)
            String method,

            @Member(min = 1, max = MoneyReader.AMOUNT_MAX) Money amount,
            @Member(says = "Now, where absent.") Optional<Instant> paidAt) {}

    @Shape("Cancellation")
    record Cancellation(
            @Member(charactersMin = 1, charactersMax = OrderChanges.REASON_MAX)
            String reason) {}

    @Shape("Review")
    record Review(
            @Member(says = "A state that may follow the present one.")
            OrderState next,

            @Member(charactersMin = 1, charactersMax = OrderChanges.REASON_MAX)
            String reason) {}

    @Shape("LineEdit")
    record LineEdit(
            @Member(
                    itemsMin = 1,
                    min = 0,
                    max = OrderDraft.UNITS_MAX,
                    says = "Base units by the number of the line; 0 takes the line away.")
            Map<String, Long> units,

            @Member(charactersMin = 1, charactersMax = OrderChanges.REASON_MAX)
            String reason) {}

    @Shape("Recipient")
    record Recipient(
            @Member(says = "Replaces the one there was.") NewOrder.Buyer buyer, Optional<RecipientDelivery> delivery) {}

    @Shape("RecipientDelivery")
    record RecipientDelivery(
            Optional<OrderDraft.Delivery.Method> method,
            Optional<RecipientRegion> region,

            @Member(charactersMax = OrderNotes.REMARK_MAX, says = "Kept encrypted.")
            Optional<String> address) {}

    @Shape("RecipientRegion")
    record RecipientRegion(
            @Member(pattern = "[A-Z]{2}", says = "ISO 3166; `CN` where absent.")
            Optional<String> country,

            @Member(pattern = "[0-9A-Za-z-]{1,16}") String code) {}

    @Shape("Remark")
    record Remark(
            @Member(charactersMax = OrderNotes.REMARK_MAX, says = "Kept in clear. Without it the remark is taken away.")
            Optional<String> remark) {}

    @Shape("Flag")
    record Flag(
            @Member(charactersMax = OrderNotes.FLAG_MAX, says = "Without it the flag is taken away.")
            Optional<String> flag) {}

    @Shape("NotedOrder")
    record Noted(String id, String version) {}

    @Shape("ErasedRecipient")
    record Erased(@Member(says = "Of the order.") String id) {}

    @Shape("Timeline")
    record Timeline(List<TimelineEntry> items) {}

    @Shape("TimelineEntry")
    record TimelineEntry(
            Instant at,
            String kind,
            @Member(says = "Who did it.") String actor,
            String detail) {}
}
