package dev.tributary.openapi.snapshots;

import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.Snapshots;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockSnapshot;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.openapi.StockSnapshots;
import dev.tributary.openapi.body.JsonInput;
import dev.tributary.openapi.problem.BodyFaults;
import dev.tributary.orders.OrderBook;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.Reader;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Understands a snapshot's head, by the codes and numbers of the outside, and hands its lines on. */
@Component
class SnapshotDesk implements StockSnapshots {

    private final JsonMapper mapper;
    private final Nodes nodes;
    private final OrderBook orders;
    private final Snapshots snapshots;
    private final SnapshotReceiver receiver;
    private final SnapshotApplying applying;
    private final Clock clock;

    SnapshotDesk(
            JsonMapper mapper,
            Nodes nodes,
            OrderBook orders,
            Snapshots snapshots,
            SnapshotReceiver receiver,
            SnapshotApplying applying,
            Clock clock) {
        this.mapper = mapper;
        this.nodes = nodes;
        this.orders = orders;
        this.snapshots = snapshots;
        this.receiver = receiver;
        this.applying = applying;
        this.clock = clock;
    }

    @Override
    public long receive(MerchantId merchant, String actor, InputStream json) {
        try (var in = JsonInput.of(mapper, json)) {
            var reader = new SnapshotReader(in, clock.instant());
            var head = head(merchant, actor, reader.head(), reader);
            return receiver.receive(head, reader);
        } catch (JacksonException e) {
            throw BodyFaults.of(e);
        }
    }

    @Override
    public long receive(MerchantId merchant, String actor, FileHead head, Reader csv) {
        var through = new LinkedHashMap<NodeId, Optional<Instant>>();
        for (String code : head.nodes()) {
            var node = nodes.byCode(merchant, code)
                    .orElseThrow(() -> ProblemException.invalid("/nodes", "unknown_node", "no node has this code"));
            through.put(node.id(), Optional.empty());
        }
        if (through.isEmpty()) {
            throw ProblemException.invalid("/nodes", "too_few", "at least 1 node");
        }
        if (head.number().isEmpty() || head.number().length() > StockSnapshot.NUMBER_LENGTH_MAX) {
            throw ProblemException.invalid(
                    "/number", "too_long", "1 to %d characters".formatted(StockSnapshot.NUMBER_LENGTH_MAX));
        }
        SnapshotReader.moment(head.asOf(), clock.instant(), (code, detail) -> {
            throw ProblemException.invalid("/asOf", code, detail);
        });
        var taken = new Snapshots.Head(
                merchant, head.number(), head.asOf(), head.scope(), through, Optional.empty(), List.of(), actor);
        return receiver.receive(taken, new SnapshotCsv(new BufferedReader(csv)));
    }

    @Override
    public void apply(MerchantId merchant, long id) {
        applying.apply(merchant, id);
    }

    @Override
    public void applySoon(MerchantId merchant, long id) {
        applying.applySoon(merchant, id);
    }

    private Snapshots.Head head(MerchantId merchant, String actor, SnapshotReader.Head told, SnapshotReader reader) {
        Map<NodeId, Optional<Instant>> through = new LinkedHashMap<>();
        int place = 0;
        for (var named : told.nodes().entrySet()) {
            var node = nodes.byCode(merchant, named.getKey());
            if (node.isPresent()) {
                through.put(node.get().id(), named.getValue());
            } else {
                reader.wrong("/nodes/" + place + "/node", "unknown_node", "there is no node with this code");
            }
            place++;
        }
        var deducted = new ArrayList<>(told.deducted());
        var ordersThrough = told.throughOrder().flatMap(order -> placedAt(merchant, order, reader));
        // What was promised after that moment is not deducted, and its own lines are at that moment or after.
        told.throughOrder().ifPresent(deducted::add);
        reader.raise();
        return new Snapshots.Head(
                merchant, told.number(), told.asOf(), told.scope(), through, ordersThrough, deducted, actor);
    }

    /** When the first of the order's lines was promised, as the ledger has it. */
    private Optional<Instant> placedAt(MerchantId merchant, OrderId order, SnapshotReader reader) {
        var found = orders.find(merchant, order);
        if (found.isEmpty()) {
            reader.wrong("/deductedThroughOrder", "unknown_order", "there is no order with this id");
            return Optional.empty();
        }
        var view = found.get();
        var rows = view.lines().stream()
                .flatMap(line -> line.sku().isPresent() && line.node().isPresent()
                        ? Stream.of(new StockKey(
                                merchant, line.sku().get(), line.node().get()))
                        : Stream.empty())
                .toList();
        var placed = snapshots.promisedAt(order, rows, view.placedAt()).orElse(view.placedAt());
        SnapshotReader.age(
                placed, clock.instant(), (code, detail) -> reader.wrong("/deductedThroughOrder", code, detail));
        return Optional.of(placed);
    }
}
