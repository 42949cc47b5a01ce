package dev.tributary.sandbox.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the comparison of our memory with the hub's books found. */
public final class Verdict {

    private static final int FINDINGS_MAX = 20;

    private final List<String> findings = new ArrayList<>();
    private final Map<Channel, Integer> waiting = new EnumMap<>(Channel.class);
    private final Map<Channel, Integer> over = new EnumMap<>(Channel.class);
    private long findingCount;
    long lost;
    long oversold;
    long unitsShort;
    long rows;
    long orders;
    final AfterSales afterSales = new AfterSales();

    void finding(String format, Object... arguments) {
        findingCount++;
        if (findings.size() < FINDINGS_MAX) {
            findings.add(format.formatted(arguments));
        }
    }

    void waits(Channel channel) {
        waiting.merge(channel, 1, Integer::sum);
    }

    void over(Channel channel) {
        over.merge(channel, 1, Integer::sum);
    }

    public int waiting(Channel channel) {
        return waiting.getOrDefault(channel, 0);
    }

    public int cancelled(Channel channel) {
        return over.getOrDefault(channel, 0);
    }

    public List<String> findings() {
        return findings;
    }

    public boolean good() {
        return findingCount == 0 && lost == 0 && oversold == 0;
    }

    public String afterSales() {
        return afterSales.summary();
    }

    public String headline() {
        return "oversold %d, lost %d, books %s"
                .formatted(oversold, lost, findingCount == 0 ? "balanced" : "NOT balanced (" + findingCount + ")");
    }

    public String detail() {
        return "%,d orders and %,d stock rows compared; tills sold %,d units the book did not have"
                .formatted(orders, rows, unitsShort);
    }
}
