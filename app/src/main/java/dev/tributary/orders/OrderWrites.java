package dev.tributary.orders;

import dev.tributary.database.Columns;
import dev.tributary.database.WriteGroup;
import dev.tributary.database.WriteGroup.Message;
import dev.tributary.vault.Sealed;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/**
 * What a batch writes into the orders schema: one statement a table, and none where there is nothing to write. An order's
 * time of change is the database's, taken while its table is locked for writing: {@link ChangeHorizon} rests on it.
 */
@Repository
class OrderWrites {

    private static final String INSERT_ORDERS = """
            insert into orders.sales_order
                   (merchant_id, id, channel_id, number, intent, state, payment_state, source_version, currency, goods,
                    discount, freight, tax, payable, paid, totals_differ, ships_at_once, delivery_method, region_country,
                    region_code, recipient_record, hold_expires_at, placed_at, updated_at, version, flag, discounts, details)
            select merchant_id, id, channel_id, number, intent, state, payment_state, source_version, currency, goods,
                   discount, freight, tax, payable, paid, totals_differ, ships_at_once, delivery_method, region_country,
                   region_code, nullif(recipient_record, 0),
                   'epoch'::timestamptz + nullif(hold_expires_at, 0) * interval '1 microsecond',
                   'epoch'::timestamptz + placed_at * interval '1 microsecond',
                   clock_timestamp(), version, flag, discounts::jsonb, details::jsonb
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::smallint[], ?::smallint[], ?::smallint[],
                          ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                          ?::bigint[], ?::boolean[], ?::boolean[], ?::smallint[], ?::text[], ?::text[], ?::bigint[],
                          ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[])
                   as placed (merchant_id, id, channel_id, number, intent, state, payment_state, source_version, currency,
                              goods, discount, freight, tax, payable, paid, totals_differ, ships_at_once, delivery_method,
                              region_country, region_code, recipient_record, hold_expires_at, placed_at, version, flag,
                              discounts, details)
            """;

    private static final String UPDATE_ORDERS = """
            update orders.sales_order
               set state = changed.state, payment_state = changed.payment_state,
                   source_version = changed.source_version, goods = changed.goods, discount = changed.discount,
                   freight = changed.freight, tax = changed.tax, payable = changed.payable, paid = changed.paid,
                   refunded = changed.refunded, totals_differ = changed.totals_differ,
                   hold_expires_at = 'epoch'::timestamptz + nullif(changed.hold_expires_at, 0) * interval '1 microsecond',
                   updated_at = clock_timestamp(), version = changed.version, flag = changed.flag
              from unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::smallint[], ?::bigint[], ?::bigint[], ?::bigint[],
                          ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::boolean[], ?::bigint[],
                          ?::bigint[], ?::text[])
                   as changed (merchant_id, id, state, payment_state, source_version, goods, discount, freight, tax,
                               payable, paid, refunded, totals_differ, hold_expires_at, version, flag)
             where sales_order.merchant_id = changed.merchant_id and sales_order.id = changed.id
            """;

    private static final String INSERT_LINES = """
            insert into orders.order_line
                   (merchant_id, order_id, line, sku_id, node_id, channel_sku, title, units, units_shipped, unit_price,
                    line_discount, allocated, reservation, fulfilment, candidates)
            select merchant_id, order_id, line, nullif(sku_id, 0), nullif(node_id, 0), channel_sku, title, units,
                   units_shipped, unit_price, line_discount, allocated, reservation, fulfilment, candidates
              from unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[],
                          ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::smallint[], ?::smallint[],
                          ?::text[])
                   as added (merchant_id, order_id, line, sku_id, node_id, channel_sku, title, units, units_shipped,
                             unit_price, line_discount, allocated, reservation, fulfilment, candidates)
            """;

    private static final String UPDATE_LINES = """
            update orders.order_line
               set sku_id = nullif(changed.sku_id, 0), node_id = nullif(changed.node_id, 0), units = changed.units,
                   units_shipped = changed.units_shipped, units_returned = changed.units_returned,
                   units_refunded = changed.units_refunded, allocated = changed.allocated, reservation = changed.reservation,
                   fulfilment = changed.fulfilment, candidates = changed.candidates
              from unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                          ?::bigint[], ?::bigint[], ?::bigint[], ?::smallint[], ?::smallint[], ?::text[])
                   as changed (merchant_id, order_id, line, sku_id, node_id, units, units_shipped, units_returned,
                               units_refunded, allocated, reservation, fulfilment, candidates)
             where order_line.merchant_id = changed.merchant_id and order_line.order_id = changed.order_id
               and order_line.line = changed.line
            """;

    private static final String INSERT_REFUSALS = """
            insert into orders.refusal (merchant_id, order_id, reason, lines, refused_at)
            select merchant_id, order_id, reason, lines::jsonb, 'epoch'::timestamptz + refused_at * interval '1 microsecond'
              from unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::text[], ?::bigint[])
                   as refused (merchant_id, order_id, reason, lines, refused_at)
            """;

    private static final String INSERT_EARLY_CANCELS = """
            insert into orders.early_cancel (merchant_id, order_id, source_version, reason, told_at)
            select merchant_id, order_id, source_version, reason, 'epoch'::timestamptz + told_at * interval '1 microsecond'
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[])
                   as told (merchant_id, order_id, source_version, reason, told_at)
                on conflict (merchant_id, order_id) do nothing
            """;

    private static final String INSERT_PAYMENTS = """
            insert into orders.payment (merchant_id, order_id, reference, method, amount, paid_at)
            select merchant_id, order_id, reference, method, amount, 'epoch'::timestamptz + paid_at * interval '1 microsecond'
              from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[])
                   as paid (merchant_id, order_id, reference, method, amount, paid_at)
            """;

    private static final String INSERT_HISTORY = """
            insert into orders.history (merchant_id, order_id, at, kind, actor, detail)
            select merchant_id, order_id, 'epoch'::timestamptz + at * interval '1 microsecond', kind, actor, detail
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[])
                   as happened (merchant_id, order_id, at, kind, actor, detail)
            """;

    private final SaleQuantityStore sales;
    private final LineLotStore lots;

    OrderWrites(SaleQuantityStore sales, LineLotStore lots) {
        this.sales = sales;
        this.lots = lots;
    }

    void write(BatchEffects effects, WriteGroup group) {
        insertOrders(effects.newOrders(), group);
        updateOrders(effects.changedOrders(), group);
        insertLines(effects, group);
        updateLines(effects, group);
        sales.write(effects, group);
        lots.write(effects, group);
        group.add(Message.ALONE, INSERT_REFUSALS, effects.refusals.columns);
        group.add(Message.ALONE, INSERT_EARLY_CANCELS, effects.earlyCancels.columns);
        group.add(Message.MAKING, INSERT_PAYMENTS, effects.payments.columns);
        group.add(Message.CHANGING, INSERT_HISTORY, effects.history.columns);
    }

    private void insertOrders(Collection<OrderRecord> orders, WriteGroup group) {
        var columns = new Columns();
        var merchant = columns.longs();
        var id = columns.longs();
        var channel = columns.longs();
        var number = columns.texts();
        var intent = columns.shorts();
        var state = columns.shorts();
        var payment = columns.shorts();
        var sourceVersion = columns.longs();
        var currency = columns.texts();
        var goods = columns.longs();
        var discount = columns.longs();
        var freight = columns.longs();
        var tax = columns.longs();
        var payable = columns.longs();
        var paid = columns.longs();
        var totalsDiffer = columns.flags();
        var shipsAtOnce = columns.flags();
        var method = columns.shorts();
        var country = columns.texts();
        var region = columns.texts();
        var recipient = columns.longs();
        var holdExpiresAt = columns.longs();
        var placedAt = columns.longs();
        var version = columns.longs();
        var flag = columns.texts();
        var discounts = columns.texts();
        var details = columns.texts();
        for (var order : orders) {
            var content = java.util.Objects.requireNonNull(order.content);
            var delivery = content.draft().delivery();
            merchant.add(order.merchant.value());
            id.add(order.id.value());
            channel.add(order.channelId);
            number.add(order.number);
            intent.add(OrderIntents.code(order.intent, order.allOrNothing));
            state.add(order.state.code());
            payment.add(order.payment.code());
            sourceVersion.add(order.sourceVersion);
            currency.add(order.currency.getCurrencyCode());
            goods.add(order.goods);
            discount.add(order.discount);
            freight.add(order.freight);
            tax.add(order.tax);
            payable.add(order.payable);
            paid.add(order.paid);
            totalsDiffer.add(order.totalsDiffer);
            shipsAtOnce.add(order.shipsAtOnce);
            method.add(delivery.method().ordinal() + 1);
            country.add(delivery.region().map(known -> known.country()).orElse(null));
            region.add(delivery.region().map(known -> known.code()).orElse(null));
            recipient.add(content.draft().recipient().map(Sealed::recordId).orElse(0L));
            holdExpiresAt.add(order.holdExpiresAt);
            placedAt.add(order.placedAt);
            version.add(order.version);
            flag.add(order.flag);
            discounts.add(content.discountsJson());
            details.add(content.detailsJson());
        }
        group.add(Message.MAKING, INSERT_ORDERS, columns);
    }

    private void updateOrders(Collection<OrderRecord> orders, WriteGroup group) {
        var columns = new Columns();
        var merchant = columns.longs();
        var id = columns.longs();
        var state = columns.shorts();
        var payment = columns.shorts();
        var sourceVersion = columns.longs();
        var goods = columns.longs();
        var discount = columns.longs();
        var freight = columns.longs();
        var tax = columns.longs();
        var payable = columns.longs();
        var paid = columns.longs();
        var refunded = columns.longs();
        var totalsDiffer = columns.flags();
        var holdExpiresAt = columns.longs();
        var version = columns.longs();
        var flag = columns.texts();
        for (var order : orders) {
            merchant.add(order.merchant.value());
            id.add(order.id.value());
            state.add(order.state.code());
            payment.add(order.payment.code());
            sourceVersion.add(order.sourceVersion);
            goods.add(order.goods);
            discount.add(order.discount);
            freight.add(order.freight);
            tax.add(order.tax);
            payable.add(order.payable);
            paid.add(order.paid);
            refunded.add(order.refunded);
            totalsDiffer.add(order.totalsDiffer);
            holdExpiresAt.add(order.holdExpiresAt);
            version.add(order.version);
            flag.add(order.flag);
        }
        group.add(Message.CHANGING, UPDATE_ORDERS, columns);
    }

    private void insertLines(BatchEffects effects, WriteGroup group) {
        var columns = new Columns();
        var merchant = columns.longs();
        var order = columns.longs();
        var number = columns.shorts();
        var sku = columns.longs();
        var node = columns.longs();
        var channelSku = columns.texts();
        var title = columns.texts();
        var units = columns.longs();
        var unitsShipped = columns.longs();
        var unitPrice = columns.longs();
        var lineDiscount = columns.longs();
        var allocated = columns.longs();
        var reservation = columns.shorts();
        var fulfilment = columns.shorts();
        var candidates = columns.texts();
        effects.forEachLine(line -> line.added, (record, line) -> {
            merchant.add(record.merchant.value());
            order.add(record.id.value());
            number.add(line.number);
            sku.add(line.skuId);
            node.add(line.nodeId);
            channelSku.add(line.channelSku);
            title.add(line.title);
            units.add(line.units);
            unitsShipped.add(line.unitsShipped);
            unitPrice.add(line.unitPrice);
            lineDiscount.add(line.lineDiscount);
            allocated.add(line.allocated);
            reservation.add(line.reservation.code());
            fulfilment.add(line.fulfilment.code());
            candidates.add(candidates(record, line));
        });
        group.add(Message.MAKING, INSERT_LINES, columns);
    }

    private void updateLines(BatchEffects effects, WriteGroup group) {
        var columns = new Columns();
        var merchant = columns.longs();
        var order = columns.longs();
        var number = columns.shorts();
        var sku = columns.longs();
        var node = columns.longs();
        var units = columns.longs();
        var unitsShipped = columns.longs();
        var unitsReturned = columns.longs();
        var unitsRefunded = columns.longs();
        var allocated = columns.longs();
        var reservation = columns.shorts();
        var fulfilment = columns.shorts();
        var candidates = columns.texts();
        effects.forEachLine(line -> line.changed && !line.added, (record, line) -> {
            merchant.add(record.merchant.value());
            order.add(record.id.value());
            number.add(line.number);
            sku.add(line.skuId);
            node.add(line.nodeId);
            units.add(line.units);
            unitsShipped.add(line.unitsShipped);
            unitsReturned.add(line.unitsReturned);
            unitsRefunded.add(line.unitsRefunded);
            allocated.add(line.allocated);
            reservation.add(line.reservation.code());
            fulfilment.add(line.fulfilment.code());
            candidates.add(candidates(record, line));
        });
        group.add(Message.CHANGING, UPDATE_LINES, columns);
    }

    /** Where a line may come from, while that may still matter: as it waits, or when its order is paid too late. */
    private static @Nullable String candidates(OrderRecord order, LineRecord line) {
        boolean unpaid = line.reservation == ReservationState.HELD && line.candidates.length > 1;
        return line.candidates.length > 0 && (line.waiting() || unpaid || order.state == OrderState.EXPIRED)
                ? LongStream.of(line.candidates).mapToObj(Long::toString).collect(Collectors.joining(","))
                : null;
    }
}
