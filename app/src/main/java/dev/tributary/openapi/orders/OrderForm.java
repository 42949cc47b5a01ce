package dev.tributary.openapi.orders;

import dev.tributary.inventory.LotWish;
import dev.tributary.openapi.body.Findings;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.SaleQuantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An order as a body says it, with codes instead of ids; filled by {@link OrderReader} while it reads. */
final class OrderForm implements ToldLines {

    /** What is wrong with it; pointers are relative to the order. */
    final Findings findings;

    /** False when it is no JSON object at all. */
    boolean readable;

    byte[] bodyHash = {};

    @Nullable
    String channel;

    @Nullable
    String number;

    OrderDraft.Fill fill = OrderDraft.Fill.ALL_OR_NOTHING;

    @Nullable
    Currency currency;

    @Nullable
    String buyerName;

    @Nullable
    String buyerPhone;

    @Nullable
    String buyerEmail;

    @Nullable
    String address;

    OrderDraft.Delivery delivery = new OrderDraft.Delivery(OrderDraft.Delivery.Method.SHIP, Optional.empty());
    final List<Line> lines = new ArrayList<>(4);
    final List<Discount> discounts = new ArrayList<>(0);
    long freight;
    long tax;

    @Nullable
    Long total;

    @Nullable
    Payment payment;

    final Map<String, Object> details = new LinkedHashMap<>(4);

    OrderForm(Findings findings) {
        this.findings = findings;
    }

    @Override
    public String skuOfLine(int number) {
        return lines.get(number - 1).sku();
    }

    @Override
    public @Nullable SaleQuantity saleOfLine(int number) {
        return lines.get(number - 1).sale();
    }

    @Override
    public @Nullable String lotOfLine(int number) {
        var lot = lines.get(number - 1).lot();
        return lot == null ? null : lot.number();
    }

    /**
     * @param sale what was told in a unit of sale; null in base units
     * @param lot that the buyer saw; null where none is named
     */
    record Line(
            String sku,
            long units,
            long unitPrice,
            long discount,
            @Nullable String node,
            @Nullable SaleQuantity sale,
            @Nullable LotWish lot) {}

    record Discount(OrderDraft.Discount.Bearer bearer, long amount, String reason) {}

    record Payment(
            String reference,
            String method,
            long amount,
            @Nullable Instant paidAt) {}
}
