package dev.tributary.orders;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One order while a batch works on it: locked or new, changed in memory, written once at the end. */
final class OrderRecord {

    final MerchantId merchant;
    final OrderId id;
    final long channelId;
    final String number;
    final OrderDraft.Intent intent;
    final Currency currency;
    final boolean shipsAtOnce;
    final Instant placedAt;
    final List<LineRecord> lines = new ArrayList<>();

    /** A request that was to be met whole or not at all. */
    boolean allOrNothing;

    OrderState state = OrderState.ACCEPTED;
    PaymentState payment = PaymentState.UNPAID;
    long sourceVersion;
    long goods;
    long discount;
    long freight;
    long tax;
    long payable;
    long paid;
    long refunded;
    boolean totalsDiffer;

    @Nullable
    Instant holdExpiresAt;

    long version;

    @Nullable
    String flag;

    /** Only of a new order: what is written once with it. */
    @Nullable
    NewOrder content;

    OrderRecord(
            MerchantId merchant,
            OrderId id,
            long channelId,
            String number,
            OrderDraft.Intent intent,
            Currency currency,
            boolean shipsAtOnce,
            Instant placedAt) {
        this.merchant = merchant;
        this.id = id;
        this.channelId = channelId;
        this.number = number;
        this.intent = intent;
        this.currency = currency;
        this.shipsAtOnce = shipsAtOnce;
        this.placedAt = placedAt;
    }

    void cost(OrderDraft draft, OrderAmounts amounts) {
        goods = amounts.goods().amount();
        discount = amounts.discount().amount();
        freight = draft.freight().amount();
        tax = draft.tax().amount();
        payable = amounts.payable().amount();
        totalsDiffer = amounts.statedDiffers();
    }

    /** What a new order brings besides what commands can change. */
    record NewOrder(
            OrderDraft draft,
            @Nullable String discountsJson,
            @Nullable String detailsJson) {}

    boolean isNew() {
        return content != null;
    }

    LineRecord line(int lineNumber) {
        for (var line : lines) {
            if (line.number == lineNumber) {
                return line;
            }
        }
        throw new IllegalArgumentException("order %s has no line %d".formatted(id, lineNumber));
    }

    /** A number that no line has, nor any bundle. */
    int nextNumber() {
        int highest = 0;
        for (var line : lines) {
            highest = Math.max(highest, Math.max(line.number, line.bundle == null ? 0 : line.bundle.line()));
        }
        return highest + 1;
    }

    boolean hasLine(int lineNumber) {
        return lines.stream().anyMatch(line -> line.number == lineNumber);
    }

    /** Refunds told apart from the order have changed its lines: what the order itself says of them is older. */
    boolean anyUnitsRefunded() {
        return lines.stream().anyMatch(line -> line.unitsRefunded > 0);
    }

    boolean anyShipped() {
        return lines.stream().anyMatch(line -> line.unitsShipped > 0);
    }

    /** Cancelled, expired or taken back: whatever is told of it now moves money at most, or brings an expired one back. */
    boolean over() {
        return ended() || state == OrderState.RETURNED;
    }

    /** Over before it was shipped: what was paid has to go back. */
    boolean ended() {
        return state == OrderState.CANCELLED || state == OrderState.EXPIRED;
    }

    /** What of its payments has not gone back. */
    long kept() {
        return paid - refunded;
    }

    boolean open() {
        return !over() && state != OrderState.SHIPPED;
    }

    void become(OrderState next) {
        if (next != state) {
            if (!state.mayBecome(next)) {
                throw new IllegalStateException("order %s: %s may not become %s".formatted(id, state, next));
            }
            state = next;
        }
    }

    void become(PaymentState next) {
        if (next != payment) {
            if (!payment.mayBecome(next)) {
                throw new IllegalStateException("order %s: %s may not become %s".formatted(id, payment, next));
            }
            payment = next;
        }
    }

    /** Adds a payment; when the order is over, the money has to go back. */
    void pay(long amount) {
        paid = Math.addExact(paid, amount);
        if (ended()) {
            become(PaymentState.REFUND_DUE);
        } else if (payment == PaymentState.UNPAID || payment == PaymentState.PARTLY_PAID) {
            become(paid >= payable ? PaymentState.PAID : PaymentState.PARTLY_PAID);
        }
        if (payment == PaymentState.PAID) {
            confirm();
        }
    }

    /** Money went back; only when nothing of what was paid is left is the order refunded. */
    void refund(long amount) {
        refunded = Math.addExact(refunded, amount);
        if (paid > 0 && refunded >= paid) {
            become(PaymentState.REFUNDED);
        }
    }

    /** Promises stand for good from now on. */
    void confirm() {
        holdExpiresAt = null;
        for (var line : lines) {
            if (line.reservation == ReservationState.HELD) {
                line.become(ReservationState.CONFIRMED);
            }
        }
    }

    ReservationState promise() {
        return holdExpiresAt == null ? ReservationState.CONFIRMED : ReservationState.HELD;
    }
}
