package dev.tributary.engine;

import java.util.ArrayList;
import java.util.List;

/** What one channel may promise of a SKU that has quotas. One use counts in every quota of the channel. */
public final class Share {

    /** No quota limits it. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private final Sharing sharing;
    private final List<Quota> own = new ArrayList<>();
    /** Set aside for others; what is within one of these is not listed again. */
    private final List<Quota> others = new ArrayList<>();

    private final boolean othersEverywhere;

    Share(Sharing sharing, long channel) {
        this.sharing = sharing;
        for (var quota : sharing.quotas()) {
            if (quota.has(channel)) {
                own.add(quota);
            } else if (quota.kind() == Quota.Kind.DEDICATED
                    && sharing.quotas().stream().noneMatch(wider -> quota.isWithin(wider) && !wider.has(channel))) {
                others.add(quota);
            }
        }
        othersEverywhere = others.stream().anyMatch(quota -> quota.node() == Quota.EVERYWHERE);
    }

    /** What the channel may still promise of a row; negative when others are owed what is not there. */
    public long room(StockRow row) {
        long node = sharing.node(row);
        long room = Math.min(row.free() - setAside(node), Math.min(left(node), leftEverywhere()));
        return othersEverywhere ? Math.min(room, roomEverywhere()) : room;
    }

    /** What the channel may still promise of all rows together, as far as quotas over all nodes go. */
    public long roomEverywhere() {
        return Math.min(leftEverywhere(), sharing.freeEverywhere(this) - setAside(Quota.EVERYWHERE));
    }

    /** What is set aside for others at a node, or over all of them; the one is besides the other. */
    public long setAside(long node) {
        long sum = 0;
        for (var quota : others) {
            if (quota.node() == node) {
                sum += quota.setAside();
            }
        }
        return sum;
    }

    /** What the channel's own quotas over all nodes leave it, or {@link #UNLIMITED}. */
    public long leftEverywhere() {
        return left(Quota.EVERYWHERE);
    }

    /** What the channel's own quotas at a node leave it, or {@link #UNLIMITED}. */
    public long left(long node) {
        long left = UNLIMITED;
        for (var quota : own) {
            if (quota.limits() && quota.node() == node) {
                left = Math.min(
                        left, quota.kind() == Quota.Kind.PERCENT ? quota.leftOf(sharing.free(quota)) : quota.left());
            }
        }
        return left;
    }

    /** A promise was given back. */
    public void released(StockRow row, long units) {
        promised(row, -units);
    }

    /** Promised goods left. */
    public void shipped(StockRow row, long units) {
        promised(row, -units);
        sold(row, units);
    }

    /** Goods left that nobody had promised; also beyond what the quota leaves, for it has happened. */
    public void sold(StockRow row, long units) {
        long node = sharing.node(row);
        for (var quota : own) {
            if (quota.counts(node)) {
                quota.left(units);
            }
        }
    }

    /** Such a sale was undone. */
    public void unsold(StockRow row, long units) {
        sold(row, -units);
    }

    void promised(StockRow row, long units) {
        long node = sharing.node(row);
        for (var quota : own) {
            if (quota.counts(node)) {
                quota.promised(units);
            }
        }
    }

    void pend(StockRow row, long units) {
        long node = sharing.node(row);
        for (var quota : own) {
            if (quota.counts(node)) {
                quota.pend(units);
            }
        }
    }
}
