package dev.tributary.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One SKU of which channels have quotas: the quotas in force, its locked rows, and what other rows could promise, which
 * count where a quota counts over all nodes. Of the channels of two {@link Quota.Kind#DEDICATED} quotas either one's are
 * all among the other's, or they have none in common.
 */
public final class Sharing {

    private final List<Quota> quotas;
    private final List<StockRow> rows = new ArrayList<>();
    private final List<Long> nodes = new ArrayList<>();
    private final List<Elsewhere> elsewhere = new ArrayList<>();
    private final Map<Long, Share> shares = new HashMap<>();

    /** A row that nobody changes meanwhile. */
    private record Elsewhere(long node, long free) {}

    public Sharing(List<Quota> quotas) {
        this.quotas = List.copyOf(quotas);
        for (var quota : quotas) {
            quotas.stream()
                    .filter(quota::isWithin)
                    .min(Comparator.comparingInt(Quota::width))
                    .ifPresent(wider -> wider.holds(quota));
        }
    }

    public void add(StockRow row, long node) {
        rows.add(row);
        nodes.add(node);
    }

    public void addElsewhere(long node, long free) {
        elsewhere.add(new Elsewhere(node, Math.max(0, free)));
    }

    /** Whether rows that are not locked must be added too. */
    public boolean reachesElsewhere() {
        return quotas.stream().anyMatch(quota -> quota.node() == Quota.EVERYWHERE && quota.kind() != Quota.Kind.CAP);
    }

    public Share of(long channel) {
        return shares.computeIfAbsent(channel, any -> new Share(this, channel));
    }

    List<Quota> quotas() {
        return quotas;
    }

    long node(StockRow row) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i) == row) {
                return nodes.get(i);
            }
        }
        throw new IllegalStateException("not a row of this SKU: " + row);
    }

    /** What rows where the quota counts could promise. */
    long free(Quota quota) {
        long sum = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (quota.counts(nodes.get(i))) {
                sum += Math.max(0, rows.get(i).free());
            }
        }
        for (var other : elsewhere) {
            if (quota.counts(other.node())) {
                sum += other.free();
            }
        }
        return sum;
    }

    /** What all rows could promise to the share's channel, as far as each node's own quotas go. */
    long freeEverywhere(Share share) {
        long sum = 0;
        for (int i = 0; i < rows.size(); i++) {
            sum += Math.max(0, rows.get(i).free() - share.setAside(nodes.get(i)));
        }
        for (var other : elsewhere) {
            sum += Math.max(0, other.free() - share.setAside(other.node()));
        }
        return sum;
    }
}
