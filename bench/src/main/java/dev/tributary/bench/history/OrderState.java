package dev.tributary.bench.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An order, or a till's sale, as the model has it. Every unit costs 1.
 *
 * @param all whether it is to be met whole or not at all
 * @param expires when its hold may end by itself, {@link Operation#NEVER} without a hold
 * @param payments references of payments
 * @param channel whose quotas it counts in
 */
record OrderState(
        State state,
        Payment payment,
        boolean all,
        long paid,
        long expires,
        Set<String> payments,
        List<Item> items,
        String channel) {

    enum State {
        /** Never placed; the till that sold it has voided it already. */
        VOIDED_FIRST,
        REFUSED,
        ACCEPTED,
        CANCELLED,
        SHIPPED,
        RETURNED,
        EXPIRED
    }

    enum Payment {
        UNPAID,
        PARTLY_PAID,
        PAID,
        REFUND_DUE,
        REFUNDED
    }

    enum Reservation {
        WAITING_STOCK,
        HELD,
        CONFIRMED,
        RELEASED,
        SHIPPED
    }

    /** One line. @param node where it was promised or sold, empty while it waits @param nodes where it may come from */
    record Item(
            String sku, long units, long shipped, long returned, Reservation reservation, String node, String nodes) {

        String row() {
            return sku + "@" + node;
        }

        boolean promised() {
            return reservation == Reservation.HELD || reservation == Reservation.CONFIRMED;
        }

        long unitsPromised() {
            return promised() ? units - shipped : 0;
        }

        long unitsOut() {
            return shipped - returned;
        }

        Item with(Reservation next) {
            return new Item(sku, units, shipped, returned, next, node, nodes);
        }

        Item at(String place, Reservation next) {
            return new Item(sku, units, shipped, returned, next, place, nodes);
        }

        Item units(long next) {
            return new Item(sku, next, shipped, returned, reservation, node, nodes);
        }

        Item shipped(long more) {
            return new Item(
                    sku,
                    units,
                    shipped + more,
                    returned,
                    shipped + more == units ? Reservation.SHIPPED : reservation,
                    node,
                    nodes);
        }

        Item returned(long more) {
            return new Item(sku, units, shipped, returned + more, reservation, node, nodes);
        }
    }

    long payable() {
        return items.stream().mapToLong(Item::units).sum();
    }

    boolean over() {
        return ended() || state == State.RETURNED || state == State.REFUSED;
    }

    /** Over before it was shipped: money that comes goes back, or brings an expired one back. */
    boolean ended() {
        return state == State.CANCELLED || state == State.EXPIRED;
    }

    boolean anyShipped() {
        return items.stream().anyMatch(item -> item.shipped() > 0);
    }

    boolean waits() {
        return items.stream().anyMatch(item -> item.reservation() == Reservation.WAITING_STOCK);
    }

    OrderState with(State next, List<Item> now) {
        return new OrderState(next, payment, all, paid, expires, payments, List.copyOf(now), channel);
    }

    OrderState with(Payment next) {
        return new OrderState(state, next, all, paid, expires, payments, items, channel);
    }

    OrderState withoutHold() {
        return new OrderState(state, payment, all, paid, Operation.NEVER, payments, items, channel);
    }

    OrderState pay(String reference, long amount) {
        var references = new TreeSet<>(payments);
        references.add(reference);
        long sum = paid + amount;
        var next = payment;
        if (ended()) {
            next = Payment.REFUND_DUE;
        } else if (payment == Payment.UNPAID || payment == Payment.PARTLY_PAID) {
            next = sum >= payable() ? Payment.PAID : Payment.PARTLY_PAID;
        }
        if (next != Payment.PAID) {
            return new OrderState(state, next, all, sum, expires, references, items, channel);
        }
        var confirmed = new ArrayList<Item>();
        items.forEach(item ->
                confirmed.add(item.reservation() == Reservation.HELD ? item.with(Reservation.CONFIRMED) : item));
        return new OrderState(state, next, all, sum, Operation.NEVER, references, confirmed, channel);
    }

    /** What a reader of the order is told. */
    Line told() {
        return Line.of("order", "state", state, "payment", payment, "lines", lines());
    }

    String lines() {
        return items.stream()
                .map(item -> item.reservation() + (item.node().isEmpty() ? "" : "@" + item.node()))
                .collect(Collectors.joining(","));
    }
}
