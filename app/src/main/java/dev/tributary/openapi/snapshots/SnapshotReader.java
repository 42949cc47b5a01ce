package dev.tributary.openapi.snapshots;

import dev.tributary.inventory.StockSnapshot;
import dev.tributary.kernel.OrderId;
import dev.tributary.openapi.body.Findings;
import dev.tributary.openapi.body.JsonInput;
import dev.tributary.openapi.erp.Orders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads a snapshot as it comes: the head first, then one line after the other, of which it keeps none. */
final class SnapshotReader implements SnapshotSource {

    static final int NODES_MAX = 100;
    static final int CODE_MAX = 64;
    static final long UNITS_MAX = 1_000_000_000L;
    static final String VERSION = "0|[1-9][0-9]{0,17}";
    private static final int NAME_MAX = 18;
    /** As far as honest clocks differ, and taken as now. Beyond, sales after the numbers would count as in them. */
    static final Duration AHEAD_MAX = Duration.ofSeconds(5);

    /** How far back a ledger is replayed. */
    static final Duration AGE_MAX = Duration.ofDays(31);

    record Head(
            String number,
            Instant asOf,
            StockSnapshot.Scope scope,
            Map<String, Optional<Instant>> nodes,
            Optional<OrderId> throughOrder,
            List<OrderId> deducted) {}

    private static final StockSnapshot.Scope[] SCOPES = StockSnapshot.Scope.values();

    private final JsonInput in;
    private final Instant now;
    private int lines;
    private boolean linesGiven;

    SnapshotReader(JsonInput in, Instant now) {
        this.in = in;
        this.now = now;
    }

    /** Everything before the lines; what is wrong there is noted, and {@link #raise} says it. */
    Head head() {
        String number = null;
        Instant asOf = null;
        StockSnapshot.Scope scope = null;
        OrderId throughOrder = null;
        var nodes = new LinkedHashMap<String, Optional<Instant>>();
        var deducted = new ArrayList<OrderId>();
        boolean nodesGiven = false;
        if (in.entersObject()) {
            for (String name = in.nextName(); name != null && !linesGiven; name = linesGiven ? null : in.nextName()) {
                switch (name) {
                    case "number" -> number = in.name(StockSnapshot.NUMBER_LENGTH_MAX);
                    case "asOf" -> asOf = moment();
                    case "scope" -> scope = in.oneOf(SCOPES);
                    case "deductedThroughOrder" -> throughOrder = in.isNull() ? null : order();
                    case "nodes" -> {
                        nodesGiven = !in.isNull();
                        nodes(nodes);
                    }
                    case "deductedOrders" -> deducted(deducted);
                    case "lines" -> linesGiven = in.entersArray();
                    default -> in.unknown();
                }
            }
        }
        required("number", number != null);
        required("asOf", asOf != null);
        required("nodes", nodesGiven);
        required("lines", linesGiven);
        if (throughOrder != null && nodes.values().stream().anyMatch(Optional::isPresent)) {
            in.findings()
                    .add("/deductedThroughOrder", "conflict", "give this, or deductedThrough at the nodes, not both");
        }
        return new Head(
                String.valueOf(number),
                asOf == null ? now : asOf,
                scope == null ? StockSnapshot.Scope.PARTIAL : scope,
                nodes,
                Optional.ofNullable(throughOrder),
                deducted);
    }

    /** Notes something about the head. */
    void wrong(String pointer, String code, String detail) {
        in.findings().add(pointer, code, detail);
    }

    /** When something is wrong with the head, throws INVALID_INPUT with that and with what is wrong in the lines. */
    void raise() {
        if (in.findings().none()) {
            return;
        }
        while (linesGiven && more()) {
            line(in.findings());
        }
        in.findings().raise();
    }

    /** The next line, or null after the last; then the body has ended. */
    @Override
    public @Nullable Line next() {
        var whole = in.findings();
        if (!more()) {
            whole.raise();
            return null;
        }
        var own = in.startItem();
        var line = line(own);
        in.endItem(whole);
        return line;
    }

    /** Stands at the next line, or behind the body's end. */
    private boolean more() {
        if (in.nextItem()) {
            if (lines++ == LINES_MAX) {
                in.wrong("too_many", "at most %d lines".formatted(LINES_MAX));
                in.findings().raise();
            }
            return true;
        }
        if (lines == 0) {
            in.wrong("too_few", "at least 1 line");
        }
        while (in.nextName() != null) {
            in.wrong("after_lines", "lines must be the last member");
            in.skip();
        }
        in.end();
        return false;
    }

    private Line line(Findings own) {
        String node = null;
        String sku = null;
        Long onHand = null;
        var throughVersion = OptionalLong.empty();
        if (in.entersObject()) {
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                switch (name) {
                    case "node" -> node = in.name(CODE_MAX);
                    case "sku" -> sku = in.name(CODE_MAX);
                    case "onHand" -> onHand = in.whole(0, UNITS_MAX);
                    case "deductedThroughVersion" -> throughVersion = version();
                    default -> in.unknown();
                }
            }
            missing("node", node != null);
            missing("sku", sku != null);
            missing("onHand", onHand != null);
        } else if (in.isNull()) {
            in.wrong("required", "it must be given");
        }
        return new Line(
                lines,
                String.valueOf(node),
                String.valueOf(sku),
                onHand == null ? 0 : onHand,
                throughVersion,
                own.all());
    }

    private void nodes(Map<String, Optional<Instant>> nodes) {
        if (!in.entersArray()) {
            return;
        }
        while (in.nextItem()) {
            if (nodes.size() == NODES_MAX) {
                in.wrong("too_many", "at most %d nodes".formatted(NODES_MAX));
                in.findings().raise();
            }
            String node = null;
            Instant through = null;
            if (in.entersObject()) {
                for (String name = in.nextName(); name != null; name = in.nextName()) {
                    switch (name) {
                        case "node" -> node = in.name(CODE_MAX);
                        case "deductedThrough" -> through = moment();
                        default -> in.unknown();
                    }
                }
                missing("node", node != null);
            }
            if (node != null && nodes.put(node, Optional.ofNullable(through)) != null) {
                in.wrong("duplicate", "an earlier one names this node");
            }
        }
        if (nodes.isEmpty()) {
            in.wrong("too_few", "at least 1 node");
        }
    }

    private void deducted(List<OrderId> deducted) {
        if (!in.entersArray()) {
            return;
        }
        while (in.nextItem()) {
            if (deducted.size() == StockSnapshot.DEDUCTED_MAX) {
                in.wrong("too_many", "at most %d orders".formatted(StockSnapshot.DEDUCTED_MAX));
                in.findings().raise();
            }
            var order = order();
            if (order != null) {
                deducted.add(order);
            }
        }
    }

    private @Nullable OrderId order() {
        String id = in.text(NAME_MAX);
        if (id != null && id.matches(Orders.PATTERN)) {
            return new OrderId(Long.parseLong(id));
        }
        in.wrong("invalid_value", "the hub's id of an order is expected");
        return null;
    }

    private OptionalLong version() {
        String version = in.text(NAME_MAX);
        if (version == null) {
            return OptionalLong.empty();
        }
        if (!version.matches(VERSION)) {
            in.wrong("invalid_value", "the version of the row's movement is expected");
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(version));
    }

    private @Nullable Instant moment() {
        var moment = in.instant();
        if (moment != null) {
            moment(moment, now, in::wrong);
        }
        return moment;
    }

    /** Says what is wrong with a moment that numbers speak of, or until which something was deducted. */
    static void moment(Instant moment, Instant now, BiConsumer<String, String> wrong) {
        if (moment.isAfter(now.plus(AHEAD_MAX))) {
            wrong.accept("in_future", "it is more than 5 seconds ahead of the hub's clock, which says " + now);
        } else {
            age(moment, now, wrong);
        }
    }

    /** The same of a moment of the ledger, which is the database's and no sender's. */
    static void age(Instant moment, Instant now, BiConsumer<String, String> wrong) {
        if (moment.isBefore(now.minus(AGE_MAX))) {
            wrong.accept("too_old", "at most 31 days ago");
        }
    }

    private void required(String name, boolean given) {
        if (!given) {
            in.findings().add("/" + name, "required", "it must be given");
        }
    }

    private void missing(String name, boolean given) {
        if (!given) {
            in.missing(name);
        }
    }
}
