package dev.tributary.orders;

import dev.tributary.database.Columns;
import dev.tributary.journal.NewEvent;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.vault.Sealed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Everything a batch has decided and not yet written. */
final class BatchEffects {

    static final class Refusals {
        final Columns columns = new Columns();
        final Columns.Longs merchant = columns.longs();
        final Columns.Longs order = columns.longs();
        final Columns.Shorts reason = columns.shorts();
        final Columns.Texts lines = columns.texts();
        final Columns.Longs refusedAt = columns.longs();
    }

    static final class EarlyCancels {
        final Columns columns = new Columns();
        final Columns.Longs merchant = columns.longs();
        final Columns.Longs order = columns.longs();
        final Columns.Longs sourceVersion = columns.longs();
        final Columns.Texts reason = columns.texts();
        final Columns.Longs toldAt = columns.longs();
    }

    static final class Payments {
        final Columns columns = new Columns();
        final Columns.Longs merchant = columns.longs();
        final Columns.Longs order = columns.longs();
        final Columns.Texts reference = columns.texts();
        final Columns.Texts method = columns.texts();
        final Columns.Longs amount = columns.longs();
        final Columns.Longs paidAt = columns.longs();
    }

    static final class History {
        final Columns columns = new Columns();
        final Columns.Longs merchant = columns.longs();
        final Columns.Longs order = columns.longs();
        final Columns.Longs at = columns.longs();
        final Columns.Texts kind = columns.texts();
        final Columns.Texts actor = columns.texts();
        final Columns.Texts detail = columns.texts();
    }

    final Refusals refusals = new Refusals();
    final EarlyCancels earlyCancels = new EarlyCancels();
    final Payments payments = new Payments();
    final History history = new History();
    final AfterSales afterSales = new AfterSales();
    final RefundTaskWrites refundTasks = new RefundTaskWrites();
    final List<NewEvent> events = new ArrayList<>();
    final List<Sealed> recipients = new ArrayList<>();
    private final Map<OrderId, OrderRecord> added = new LinkedHashMap<>();
    private final Map<OrderId, OrderRecord> changed = new LinkedHashMap<>();
    /** By the command that is being decided. */
    private final List<OrderRecord> touched = new ArrayList<>();

    void added(OrderRecord order) {
        added.put(order.id, order);
        touched.add(order);
    }

    /** Counts the order's version up, once for each command that changed it. */
    void changed(OrderRecord order) {
        order.version++;
        touched.add(order);
        if (!order.isNew()) {
            changed.put(order.id, order);
        }
    }

    /** The order is as it was, by a newer version of its channel: only which one that is is kept. */
    void confirmed(OrderRecord order) {
        if (!order.isNew()) {
            changed.put(order.id, order);
        }
    }

    /** Those that changed since this was last asked. */
    List<OrderRecord> touched() {
        var orders = List.copyOf(touched);
        touched.clear();
        return orders;
    }

    Collection<OrderRecord> newOrders() {
        return added.values();
    }

    Collection<OrderRecord> changedOrders() {
        return changed.values();
    }

    void forEachLine(Predicate<LineRecord> which, BiConsumer<OrderRecord, LineRecord> visitor) {
        for (var orders : List.of(added.values(), changed.values())) {
            for (var order : orders) {
                for (var line : order.lines) {
                    if (which.test(line)) {
                        visitor.accept(order, line);
                    }
                }
            }
        }
    }

    void refused(MerchantId merchant, OrderId order, Outcome.Reason reason, String linesJson, Instant now) {
        refusals.merchant.add(merchant.value());
        refusals.order.add(order.value());
        refusals.reason.add(reason.ordinal() + 1);
        refusals.lines.add(linesJson);
        refusals.refusedAt.add(now);
    }

    void cancelledEarly(MerchantId merchant, OrderId order, long sourceVersion, String reason, Instant now) {
        earlyCancels.merchant.add(merchant.value());
        earlyCancels.order.add(order.value());
        earlyCancels.sourceVersion.add(sourceVersion);
        earlyCancels.reason.add(reason);
        earlyCancels.toldAt.add(now);
    }

    void paid(OrderRecord order, OrderDraft.Payment payment) {
        payments.merchant.add(order.merchant.value());
        payments.order.add(order.id.value());
        payments.reference.add(payment.reference());
        payments.method.add(payment.method());
        payments.amount.add(payment.amount().amount());
        payments.paidAt.add(payment.paidAt());
    }

    void happened(OrderRecord order, Instant at, String kind, String actor, String detail) {
        history.merchant.add(order.merchant.value());
        history.order.add(order.id.value());
        history.at.add(at);
        history.kind.add(kind);
        history.actor.add(actor);
        history.detail.add(detail);
    }
}
