package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.platform.HubBooks.HubOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One channel's book beside the hub's, order by order.
 *
 * @param orders those that the hub can know of
 * @param unseen numbers of those that were over before anything showed the hub that they had been
 * @param here how many of the channel's orders the hub has
 * @param refunds how many of these some money went back of
 * @param sumTheirs of all the platform has shown, in minor units
 */
record Comparison(
        int orders, Set<String> unseen, int here, int refunds, long sumTheirs, long sumOurs, List<String> wrong) {

    static Comparison of(SalesBook book, Map<String, HubOrder> held) {
        List<String> wrong = new ArrayList<>();
        Set<String> extra = new HashSet<>(held.keySet());
        int orders = 0;
        int here = 0;
        int refunds = 0;
        long theirs = 0;
        Set<String> unseen = new HashSet<>();
        for (Sale sale : book.all()) {
            if (sale.shown() && !held.containsKey(sale.number()) && book.mayBeUnseen(sale)) {
                unseen.add(sale.number());
            } else if (sale.shown()) {
                orders++;
                theirs += sale.payable();
                refunds += sale.refund().isPresent() ? 1 : 0;
                Optional<HubOrder> found = Optional.ofNullable(held.get(sale.number()));
                here += found.isPresent() ? 1 : 0;
                extra.remove(sale.number());
                misfit(sale, found).ifPresent(wrong::add);
            }
        }
        extra.forEach(number -> wrong.add(number + " is in the hub, and the platform never sold it"));
        long ours = held.values().stream().mapToLong(HubOrder::payable).sum();
        return new Comparison(orders, unseen, here, refunds, theirs, ours, wrong);
    }

    private static Optional<String> misfit(Sale sale, Optional<HubOrder> found) {
        if (found.isEmpty()) {
            return Optional.of("%s (%s, revision %d) is lost".formatted(sale.number(), sale.state(), sale.revision()));
        }
        HubOrder order = found.get();
        boolean state = switch (sale.state()) {
            case OPEN -> !order.over() && order.payment().equals("UNPAID");
            case PAID -> !order.over() && order.payment().equals("PAID");
            case CANCELLED -> order.over();
        };
        if (!state) {
            return Optional.of("%s is %s there; here it is %s, %s"
                    .formatted(sale.number(), sale.state(), order.state(), order.payment()));
        }
        if (!sale.over() && order.refunded() != sale.refunded()) {
            return Optional.of("of %s %d have gone back there and %d here, by refund %s"
                    .formatted(
                            sale.number(),
                            sale.refunded(),
                            order.refunded(),
                            sale.refund().map(Sale.Refund::id).orElse("none")));
        }
        if (order.payable() != sale.payable()) {
            return Optional.of(
                    "%s costs %d there and %d here".formatted(sale.number(), sale.payable(), order.payable()));
        }
        Map<String, Long> units = new TreeMap<>();
        sale.units().forEach((article, count) -> units.put(article.code(), count));
        return units.equals(order.units())
                ? Optional.empty()
                : Optional.of("%s has %s there and %s here".formatted(sale.number(), units, order.units()));
    }
}
