package dev.tributary.orders;

import dev.tributary.kernel.Money;

/** What an edited order comes to: the order's discounts are shared out anew over the lines that remain. */
final class Repricing {

    private Repricing() {}

    static void reprice(OrderRecord order) {
        var remaining = order.lines.stream()
                .filter(line -> line.units > 0 && line.fulfilment != FulfilmentState.NOT_NEEDED)
                .toList();
        long ownDiscounts = ToldLine.of(order).stream()
                .flatMap(told -> told.parts().stream())
                .mapToLong(line -> line.lineDiscount)
                .sum();
        long orderDiscount = Math.max(0, order.discount - ownDiscounts);
        long goods = 0;
        long discount = 0;
        var afterOwn = new long[remaining.size()];
        for (int i = 0; i < afterOwn.length; i++) {
            var line = remaining.get(i);
            long gross = line.gross();
            goods = Math.addExact(goods, gross);
            long own = Math.min(line.lineDiscount, gross);
            discount += own;
            afterOwn[i] = gross - own;
        }
        long shared = Math.min(orderDiscount, goods - discount);
        if (!remaining.isEmpty()) {
            var shares = new Money(shared, order.currency).split(afterOwn);
            for (int i = 0; i < shares.length; i++) {
                remaining.get(i).allocated = afterOwn[i] - shares[i];
                remaining.get(i).changed = true;
            }
        }
        order.goods = goods;
        order.discount = discount + shared;
        order.payable = goods - order.discount + order.freight + order.tax;
        order.totalsDiffer = false;
    }
}
