package dev.tributary.sandbox.check;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Every order we sent, by channel and number, and what the doors said. */
public final class SentOrders {

    private final Map<String, SentOrder> orders = new ConcurrentHashMap<>();
    private final Map<Channel, LongAdder> sent = new EnumMap<>(Channel.class);
    private final Map<Channel, LongAdder> accepted = new EnumMap<>(Channel.class);
    private final Map<Channel, LongAdder> refused = new EnumMap<>(Channel.class);
    private final Oddities oddities;
    private volatile boolean remembering = true;

    public SentOrders(Oddities oddities) {
        this.oddities = oddities;
        for (Channel channel : Channel.values()) {
            sent.put(channel, new LongAdder());
            accepted.put(channel, new LongAdder());
            refused.put(channel, new LongAdder());
        }
    }

    public static String key(String channel, String number) {
        return channel + "/" + number;
    }

    public SentOrder send(SentOrder order) {
        count(sent, order.channel());
        if (remembering) {
            orders.put(key(order.channel().code(), order.number()), order);
        }
        return order;
    }

    public void accepted(SentOrder order, String hubId) {
        order.knownAs(hubId);
        order.received(SentOrder.Reception.ACCEPTED);
        count(accepted, order.channel());
    }

    public void refused(SentOrder order) {
        order.received(SentOrder.Reception.REFUSED);
        count(refused, order.channel());
    }

    public void odd(SentOrder order, String what) {
        order.received(SentOrder.Reception.ODD);
        oddities.note(what);
    }

    /** From here on traffic is only counted: the live chain may run for days. */
    public void stopRemembering() {
        remembering = false;
        orders.clear();
    }

    public Collection<SentOrder> all() {
        return orders.values();
    }

    public @Nullable SentOrder find(String channel, String number) {
        return orders.get(key(channel, number));
    }

    public long sent(Channel channel) {
        return sum(sent, channel);
    }

    public long accepted(Channel channel) {
        return sum(accepted, channel);
    }

    public long refused(Channel channel) {
        return sum(refused, channel);
    }

    public long sent() {
        return sent.values().stream().mapToLong(LongAdder::sum).sum();
    }

    private static void count(Map<Channel, LongAdder> counts, Channel channel) {
        adder(counts, channel).increment();
    }

    private static long sum(Map<Channel, LongAdder> counts, Channel channel) {
        return adder(counts, channel).sum();
    }

    private static LongAdder adder(Map<Channel, LongAdder> counts, Channel channel) {
        LongAdder adder = counts.get(channel);
        if (adder == null) {
            throw new IllegalStateException("no counter of " + channel);
        }
        return adder;
    }
}
