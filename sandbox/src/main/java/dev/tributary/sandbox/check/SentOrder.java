package dev.tributary.sandbox.check;

import dev.tributary.sandbox.foodmart.Basket;

/** Our own memory of an order we sent: what the hub must hold in the end. */
public final class SentOrder {

    private final Channel channel;
    private final String number;
    private final Basket.Item[] items;
    private final long total;
    private volatile Reception reception = Reception.SENT;
    private volatile Fate fate = Fate.KEPT;
    private volatile boolean paid;
    private volatile String hubId = "";

    public SentOrder(Channel channel, String number, Basket basket, long total) {
        this.channel = channel;
        this.number = number;
        this.items = basket.items();
        this.total = total;
    }

    /** What the door said. */
    public enum Reception {
        SENT,
        ACCEPTED,
        REFUSED,
        /** Answered in a way that the contract does not foresee. */
        ODD
    }

    /** What became of it on our side. */
    public enum Fate {
        KEPT,
        CANCELLED,
        /** Never paid, and its hold ends during the run. */
        LEFT_TO_EXPIRE
    }

    public Channel channel() {
        return channel;
    }

    public String number() {
        return number;
    }

    public Basket.Item[] items() {
        return items;
    }

    public long total() {
        return total;
    }

    public Reception reception() {
        return reception;
    }

    public void received(Reception reception) {
        this.reception = reception;
    }

    public Fate fate() {
        return fate;
    }

    public void ends(Fate fate) {
        this.fate = fate;
    }

    public boolean paid() {
        return paid;
    }

    public void pay() {
        this.paid = true;
    }

    public String hubId() {
        return hubId;
    }

    public void knownAs(String id) {
        this.hubId = id;
    }
}
