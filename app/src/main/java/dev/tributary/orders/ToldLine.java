package dev.tributary.orders;

import dev.tributary.inventory.StockBatch;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.SkuId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.function.ToLongFunction;

/**
 * What was told as one line: a line of its own, or all components of a bundle, which change together and in proportion.
 *
 * @param parts one or more; their units are those of {@link #units} times {@link #each}
 */
record ToldLine(List<LineRecord> parts) {

    /** In the order of the lines; a line whose SKU turned out to be a bundle is represented by its components. */
    static List<ToldLine> of(OrderRecord order) {
        var bundles = new LinkedHashMap<Integer, List<LineRecord>>();
        var told = new ArrayList<ToldLine>();
        for (var line : order.lines) {
            if (line.bundle != null) {
                bundles.computeIfAbsent(line.bundle.line(), number -> {
                            var parts = new ArrayList<LineRecord>();
                            told.add(new ToldLine(parts));
                            return parts;
                        })
                        .add(line);
            } else {
                told.add(new ToldLine(List.of(line)));
            }
        }
        if (!bundles.isEmpty()) {
            told.removeIf(line -> !line.isBundle() && bundles.containsKey(line.number()));
        }
        return told;
    }

    boolean isBundle() {
        return parts.getFirst().bundle != null;
    }

    int number() {
        var first = parts.getFirst();
        return first.bundle == null ? first.number : first.bundle.line();
    }

    String channelSku() {
        return parts.getFirst().channelSku;
    }

    long unitPrice() {
        return parts.stream().mapToLong(part -> part.unitPrice).sum();
    }

    long units() {
        return whole(part -> part.units);
    }

    /** Units of which nothing has left. */
    long unitsHere() {
        return whole(part -> part.fulfilment == FulfilmentState.NOT_NEEDED ? 0 : part.units - part.unitsShipped);
    }

    /** Units of which everything is out: it left and has not come back. */
    long unitsOut() {
        return whole(LineRecord::unitsOut);
    }

    /** What was sold; empty of a line of its own. */
    Optional<SkuId> bundle() {
        return Optional.ofNullable(parts.getFirst().bundle).map(BundlePart::bundle);
    }

    boolean gone() {
        return parts.stream().allMatch(part -> part.fulfilment == FulfilmentState.NOT_NEEDED);
    }

    boolean reserved() {
        return parts.stream().allMatch(LineRecord::reserved);
    }

    static long each(LineRecord part) {
        return part.bundle == null ? 1 : part.bundle.unitsEach();
    }

    private long whole(ToLongFunction<LineRecord> units) {
        return parts.stream()
                .mapToLong(part -> units.applyAsLong(part) / each(part))
                .min()
                .orElseThrow();
    }

    /** Gives the line what it costs, shared out by the prices of its parts. */
    void allocate(long amount, OrderRecord order) {
        var shares = new Money(amount, order.currency)
                .split(parts.stream().mapToLong(part -> part.unitPrice).toArray());
        for (int i = 0; i < shares.length; i++) {
            parts.get(i).allocated = shares[i];
            parts.get(i).changed = true;
        }
    }

    /** What somebody says of lines by their numbers, said of every component where a number is that of a bundle. */
    static Map<Integer, Long> ofParts(OrderRecord order, Map<Integer, Long> unitsByNumber) {
        var bundles = new LinkedHashMap<Integer, ToldLine>();
        of(order).stream().filter(ToldLine::isBundle).forEach(told -> bundles.put(told.number(), told));
        if (bundles.isEmpty()) {
            return unitsByNumber;
        }
        var ofParts = new LinkedHashMap<Integer, Long>();
        unitsByNumber.forEach((number, units) -> {
            var bundle = bundles.get(number);
            if (bundle == null) {
                ofParts.put(number, units);
            } else {
                bundle.parts.forEach(part -> ofParts.put(part.number, times(units, each(part))));
            }
        });
        return ofParts;
    }

    /** What no line may have is left to be refused as such. */
    private static long times(long units, long each) {
        return units > OrderDraft.UNITS_MAX / each ? Math.max(units, OrderDraft.UNITS_MAX + 1) : units * each;
    }

    /** Bundles short of a component are named as a whole, by the scarcest of them. */
    static List<Outcome.ShortLine> shortLines(
            List<LineRecord> lines, IntToLongFunction wanted, List<StockBatch.Shortage> shortages) {
        var byNumber = new LinkedHashMap<Integer, Outcome.ShortLine>();
        for (var shortage : shortages) {
            var line = lines.get(shortage.want());
            long each = each(line);
            int number = line.bundle == null ? line.number : line.bundle.line();
            var sku = line.bundle == null ? new SkuId(line.skuId) : line.bundle.bundle();
            var found = new Outcome.ShortLine(
                    number,
                    sku,
                    wanted.applyAsLong(shortage.want()) / each,
                    shortage.available() / each,
                    shortage.reason() == StockBatch.Reason.QUOTA_EXHAUSTED);
            byNumber.merge(number, found, (a, b) -> a.available() <= b.available() ? a : b);
        }
        return List.copyOf(byNumber.values());
    }

    /** What became of each; a bundle's components are promised together. */
    static List<Outcome.PlacedLine> placed(OrderRecord order) {
        var placed = new ArrayList<Outcome.PlacedLine>(order.lines.size());
        var bundles = new HashSet<Integer>();
        for (var line : order.lines) {
            if (line.bundle == null) {
                placed.add(new Outcome.PlacedLine(line.number, line.reservation, line.nodeId));
            } else if (bundles.add(line.bundle.line())) {
                long node = order.lines.stream()
                                .filter(other -> other.bundle != null
                                        && other.bundle.line()
                                                == Objects.requireNonNull(line.bundle)
                                                        .line())
                                .allMatch(other -> other.nodeId == line.nodeId)
                        ? line.nodeId
                        : 0;
                placed.add(new Outcome.PlacedLine(line.bundle.line(), line.reservation, node));
            }
        }
        if (!bundles.isEmpty()) {
            placed.sort(java.util.Comparator.comparingInt(Outcome.PlacedLine::line));
        }
        return placed;
    }
}
