package dev.tributary.orders;

import dev.tributary.database.Columns;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Returns and refunds that a batch has decided and not yet written, column by column. */
final class AfterSales {

    static final class Returns {
        final Columns columns = new Columns();
        final Columns.Longs merchant = columns.longs();
        final Columns.Longs id = columns.longs();
        final Columns.Longs channel = columns.longs();
        final Columns.Texts number = columns.texts();
        final Columns.Longs order = columns.longs();
        final Columns.Texts original = columns.texts();
        final Columns.Texts currency = columns.texts();
        final Columns.Longs refunded = columns.longs();
        final Columns.Texts method = columns.texts();
        final Columns.Longs returnedAt = columns.longs();
    }

    static final class Lines {
        final Columns columns = new Columns();
        final Columns.Longs merchant = columns.longs();
        final Columns.Longs id = columns.longs();
        final Columns.Shorts line = columns.shorts();
        final Columns.Longs sku = columns.longs();
        final Columns.Longs node = columns.longs();
        final Columns.Texts channelSku = columns.texts();
        final Columns.Longs units = columns.longs();
        final Columns.Longs amount = columns.longs();
        final Columns.Shorts disposition = columns.shorts();
        final Columns.Texts unit = columns.texts();
        final Columns.Texts quantity = columns.texts();
    }

    static final class Mapped {
        final Columns columns = new Columns();
        final Columns.Longs merchant = columns.longs();
        final Columns.Longs id = columns.longs();
        final Columns.Shorts line = columns.shorts();
        final Columns.Longs sku = columns.longs();
        final Columns.Longs units = columns.longs();
        final Columns.Longs amount = columns.longs();
    }

    static final class Sold {
        final Columns columns = new Columns();
        final Columns.Longs merchant = columns.longs();
        final Columns.Longs id = columns.longs();
        final Columns.Longs order = columns.longs();
    }

    static final class Refunds {
        final Columns columns = new Columns();
        final Columns.Longs merchant = columns.longs();
        final Columns.Longs order = columns.longs();
        final Columns.Texts reference = columns.texts();
        final Columns.Texts method = columns.texts();
        final Columns.Longs amount = columns.longs();
        final Columns.Longs refundedAt = columns.longs();
    }

    final Returns returns = new Returns();
    final Lines lines = new Lines();
    final Mapped mapped = new Mapped();
    final Sold sold = new Sold();
    final Refunds refunds = new Refunds();

    void taken(long returnId, ReturnDraft draft) {
        returns.merchant.add(draft.merchant().value());
        returns.id.add(returnId);
        returns.channel.add(draft.channel().value());
        returns.number.add(draft.number());
        returns.order.add(draft.original().map(order -> order.value()).orElse(0L));
        returns.original.add(draft.originalNumber().orElse(null));
        returns.currency.add(draft.refunded().currency().getCurrencyCode());
        returns.refunded.add(draft.refunded().amount());
        returns.method.add(draft.method());
        returns.returnedAt.add(draft.returnedAt());
    }

    void line(long returnId, ReturnDraft draft, ReturnDraft.Line told, @Nullable SkuId known) {
        lines.merchant.add(draft.merchant().value());
        lines.id.add(returnId);
        lines.line.add(told.number());
        lines.sku.add(known == null ? 0 : known.value());
        lines.node.add(draft.node().value());
        lines.channelSku.add(told.channelSku());
        lines.units.add(told.units());
        lines.amount.add(told.amount().amount());
        lines.disposition.add(told.disposition().code());
        var waiting = told.sale().filter(sale -> known == null);
        lines.unit.add(waiting.map(SaleQuantity::unit).orElse(null));
        lines.quantity.add(waiting.map(sale -> sale.quantity().toPlainString()).orElse(null));
    }

    /** What waited is known: its SKU, or the first component of its bundle with its share of the amount. */
    void mapped(MerchantId merchant, long returnId, ReturnDraft.Line known) {
        mapped.merchant.add(merchant.value());
        mapped.id.add(returnId);
        mapped.line.add(known.number());
        mapped.sku.add(known.sku().orElseThrow().value());
        mapped.units.add(known.units());
        mapped.amount.add(known.amount().amount());
    }

    void sold(long returnId, OrderRecord order) {
        sold.merchant.add(order.merchant.value());
        sold.id.add(returnId);
        sold.order.add(order.id.value());
    }

    void refunded(OrderRecord order, String reference, String method, Money amount, Instant at) {
        refunds.merchant.add(order.merchant.value());
        refunds.order.add(order.id.value());
        refunds.reference.add(reference);
        refunds.method.add(method);
        refunds.amount.add(amount.amount());
        refunds.refundedAt.add(at);
    }
}
