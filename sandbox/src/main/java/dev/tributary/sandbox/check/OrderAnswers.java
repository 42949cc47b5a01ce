package dev.tributary.sandbox.check;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** A platform's own book of the orders it pushed: what its customers did, and what the shop has answered. */
public final class OrderAnswers {

    private final Map<String, Entry> byNumber = new ConcurrentHashMap<>();
    private final LongAdder confirmed = new LongAdder();
    private final LongAdder soldOut = new LongAdder();
    private final LongAdder otherReasons = new LongAdder();
    private final LongAdder again = new LongAdder();
    private final Latency confirmations = new Latency();
    private volatile Listener listener = (number, cancelled) -> {};

    /** Pushes the new state of an order that the shop has answered. */
    public interface Listener {
        void answered(String number, boolean cancelled);
    }

    private enum State {
        PUSHED,
        CONFIRMED,
        /** By the customer, on the platform. */
        CANCELLED_THERE,
        CANCELLED_BY_SHOP
    }

    private record Entry(State state, long pushedMicros) {}

    /** What the shop's answer did. */
    public enum Effect {
        TAKEN,
        /** It was so already, or can be so no more. */
        STATE_CHANGED,
        UNKNOWN_ORDER
    }

    public void listen(Listener newListener) {
        listener = newListener;
    }

    public void pushed(String number, long micros) {
        byNumber.putIfAbsent(number, new Entry(State.PUSHED, micros));
    }

    public void cancelledThere(String number, long micros) {
        byNumber.put(number, new Entry(State.CANCELLED_THERE, micros));
    }

    public Effect confirm(String number, long micros) {
        Effect effect = move(number, State.CONFIRMED);
        if (effect == Effect.TAKEN) {
            confirmed.increment();
            confirmations.record(micros - entry(number).pushedMicros());
        }
        return effect;
    }

    public Effect cancel(String number, boolean forStock) {
        Effect effect = move(number, State.CANCELLED_BY_SHOP);
        if (effect == Effect.TAKEN) {
            (forStock ? soldOut : otherReasons).increment();
        }
        return effect;
    }

    private Effect move(String number, State next) {
        Effect[] effect = {Effect.UNKNOWN_ORDER};
        byNumber.computeIfPresent(number, (any, entry) -> {
            boolean open = entry.state() == State.PUSHED || entry.state() == State.CONFIRMED && next != State.CONFIRMED;
            effect[0] = open ? Effect.TAKEN : Effect.STATE_CHANGED;
            return open ? new Entry(next, entry.pushedMicros()) : entry;
        });
        switch (effect[0]) {
            case TAKEN -> Thread.ofVirtual().start(() -> listener.answered(number, next == State.CANCELLED_BY_SHOP));
            case STATE_CHANGED -> again.increment();
            case UNKNOWN_ORDER -> {
                // The caller says so.
            }
        }
        return effect[0];
    }

    private Entry entry(String number) {
        return byNumber.getOrDefault(number, new Entry(State.PUSHED, 0));
    }

    /** What does not fit between what the hub holds and what the platform was told; empty when all is well. */
    String misfit(HeldOrder order) {
        State state = entry(order.number()).state();
        boolean over = state == State.CANCELLED_THERE || state == State.CANCELLED_BY_SHOP;
        if (order.state().equals("CANCELLED")) {
            return over ? "" : "%s is cancelled, and Meituan holds it as %s".formatted(order.number(), state);
        }
        if (order.state().equals("SHIPPED") && state == State.CANCELLED_THERE) {
            // The goods were faster than the customer.
            return "";
        }
        State due = order.waits() ? State.PUSHED : State.CONFIRMED;
        return state == due
                ? ""
                : "%s is %s, and Meituan holds it as %s".formatted(order.number(), order.state(), state);
    }

    public Latency confirmations() {
        return confirmations;
    }

    public String summary() {
        return "%,d confirmed, %,d cancelled as sold out, %,d for other reasons; %,d told again or too late"
                .formatted(confirmed.sum(), soldOut.sum(), otherReasons.sum(), again.sum());
    }
}
