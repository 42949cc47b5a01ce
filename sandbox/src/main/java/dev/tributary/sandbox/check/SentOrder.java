package dev.tributary.sandbox.check;

import dev.tributary.sandbox.foodmart.Basket;
import org.jspecify.annotations.Nullable;

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
    private volatile @Nullable GivenBack givenBack;

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

    public @Nullable GivenBack givenBack() {
        return givenBack;
    }

    public void giveBack(GivenBack given) {
        this.givenBack = given;
    }

    boolean refundKnown(HeldOrder held) {
        GivenBack back = givenBack;
        return held.refunded() == (back == null ? 0 : back.amount());
    }

    /** Where a unit may be given back without ending its line: the first of which there are two; else -1. */
    public int itemOfSeveral() {
        for (int i = 0; i < items.length; i++) {
            if (items[i].units() > 1) {
                return i;
            }
        }
        return -1;
    }

    long units(int item) {
        return items[item].units();
    }

    /** What units of the line may be gone from the order: those that were refunded before they left. */
    boolean mayHold(int item, long units) {
        GivenBack back = givenBack;
        if (units == items[item].units() || back == null || !back.receipt().isEmpty()) {
            return units == items[item].units();
        }
        return back.item() == item && units == items[item].units() - back.units();
    }

    /** Of the line, what is on the shelf again. */
    long unitsBack(int item) {
        GivenBack back = givenBack;
        return back != null && back.restocked() && back.item() == item ? back.units() : 0;
    }

    /** What the order comes to when the units of its lines are those. */
    long worth(HeldOrder held) {
        long worth = total;
        for (HeldOrder.HeldLine line : held.lines()) {
            Basket.Item item = items[line.line() - 1];
            worth -= (item.units() - line.units()) * item.product().price();
        }
        return worth;
    }

    public String hubId() {
        return hubId;
    }

    public void knownAs(String id) {
        this.hubId = id;
    }
}
