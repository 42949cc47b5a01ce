package dev.tributary.sandbox.check;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a party was told about orders, and how long after the till the news of its sales came. */
public final class OrdersHeard {

    private static final int PLACED = 1;
    private static final int PAID = 2;
    private static final int CANCELLED = 4;
    private static final int SHIPPED = 8;

    private final Map<String, Integer> toldByOrder = new ConcurrentHashMap<>();
    private final Latency tillSales = new Latency();
    private final TillClock tillClock;

    public OrdersHeard(TillClock tillClock) {
        this.tillClock = tillClock;
    }

    public Latency tillSales() {
        return tillSales;
    }

    public void hear(String channel, String number, String state, String payment, long heardMicros) {
        int told = PLACED
                | (payment.equals("PAID") ? PAID : 0)
                | (state.equals("CANCELLED") || state.equals("EXPIRED") ? CANCELLED : 0)
                | (state.equals("SHIPPED") ? SHIPPED : 0);
        boolean first = toldByOrder.merge(key(channel, number), told, (one, other) -> one | other) == told;
        if (first && channel.equals(Channel.TILLS.code())) {
            tillClock.soldAtMicros(number).ifPresent(sold -> tillSales.record(heardMicros - sold));
        }
    }

    /** True when the party was told of the order, and of its last state. */
    public boolean knows(String channel, String number, String state) {
        int told = toldByOrder.getOrDefault(key(channel, number), 0);
        int needed = switch (state) {
            case "CANCELLED" -> CANCELLED;
            case "SHIPPED" -> SHIPPED;
            default -> PLACED;
        };
        return (told & needed) != 0;
    }

    public int orders() {
        return toldByOrder.size();
    }

    private static String key(String channel, String number) {
        return channel + "/" + number;
    }
}
