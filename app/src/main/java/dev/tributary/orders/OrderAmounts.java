package dev.tributary.orders;

import dev.tributary.kernel.Money;
import java.util.List;

/**
 * What an order comes to. The order's discounts are shared out over its lines by what each comes to after its own
 * discount, to the last cent (分摊).
 *
 * @param goods what every line comes to before discounts: units times price, or what was told of a unit of sale times its price
 * @param discount the lines' own discounts and the order's together
 * @param payable what the customer pays: as stated by a fact, else as added up
 * @param allocated per line, in the order of the lines; sums to goods minus discount
 * @param statedDiffers a fact whose stated total is not what its parts add up to
 */
public record OrderAmounts(Money goods, Money discount, Money payable, List<Money> allocated, boolean statedDiffers) {

    public static OrderAmounts of(OrderDraft draft) {
        var currency = draft.freight().currency();
        int count = draft.lines().size();
        var afterOwnDiscount = new long[count];
        long goods = 0;
        long discount = 0;
        for (int i = 0; i < count; i++) {
            var line = draft.lines().get(i);
            long gross = line.gross();
            goods = Math.addExact(goods, gross);
            discount = Math.addExact(discount, line.lineDiscount().amount());
            afterOwnDiscount[i] = gross - line.lineDiscount().amount();
        }
        long orderDiscount = 0;
        for (var given : draft.discounts()) {
            orderDiscount = Math.addExact(orderDiscount, given.amount().amount());
        }
        var allocated = allocate(afterOwnDiscount, new Money(orderDiscount, currency));
        discount = Math.addExact(discount, orderDiscount);
        var added = new Money(goods - discount, currency).plus(draft.freight()).plus(draft.tax());
        var payable = draft.statedTotal().orElse(added);
        return new OrderAmounts(
                new Money(goods, currency), new Money(discount, currency), payable, allocated, !payable.equals(added));
    }

    /** The same, of lines that bundles were taken apart into. */
    OrderAmounts allocatedTo(List<Money> parts) {
        return new OrderAmounts(goods, discount, payable, List.copyOf(parts), statedDiffers);
    }

    private static List<Money> allocate(long[] afterOwnDiscount, Money orderDiscount) {
        var weights = new long[afterOwnDiscount.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.max(0, afterOwnDiscount[i]);
        }
        var shares = orderDiscount.amount() == 0 || weights.length == 0
                ? new long[weights.length]
                : orderDiscount.split(weights);
        var allocated = new Money[weights.length];
        for (int i = 0; i < weights.length; i++) {
            allocated[i] = new Money(afterOwnDiscount[i] - shares[i], orderDiscount.currency());
        }
        return List.of(allocated);
    }
}
