package dev.tributary.openapi.snapshots;

import dev.tributary.catalog.Bundles;
import dev.tributary.catalog.Catalog;
import dev.tributary.database.Background;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.Snapshots;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockSnapshot;
import dev.tributary.inventory.StockSnapshot.Scope;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Sha256;
import dev.tributary.kernel.Violation;
import dev.tributary.openapi.body.Findings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Stores a snapshot's lines as they come, part by part, and says which of them cannot be taken. */
@Component
class SnapshotReceiver {

    private static final int WRONG_KEPT_MAX = 1_000;
    private static final String UNKNOWN_SKU = "unknown_sku";
    private static final Violation REPEATED = new Violation("/sku", "duplicate", "an earlier line speaks of this row");
    private static final Violation BUNDLE = new Violation(
            "/sku", "bundle", "it is a bundle and keeps no stock of its own; tell the stock of its components");

    private final Catalog catalog;
    private final Bundles bundles;
    private final Nodes nodes;
    private final Snapshots snapshots;

    SnapshotReceiver(Catalog catalog, Bundles bundles, Nodes nodes, Snapshots snapshots) {
        this.catalog = catalog;
        this.bundles = bundles;
        this.nodes = nodes;
        this.snapshots = snapshots;
    }

    /** Answers the hub's id of it; when it cannot be taken, nothing is left of it. */
    long receive(Snapshots.Head head, SnapshotSource source) {
        return Background.call(() -> store(head, source));
    }

    private long store(Snapshots.Head head, SnapshotSource source) {
        long id = snapshots.begin(head);
        try {
            var receipt = new Receipt(head, id);
            for (var line = source.next(); line != null; line = source.next()) {
                receipt.add(line);
            }
            return receipt.end();
        } catch (RuntimeException broken) {
            snapshots.drop(head.merchant(), id);
            throw broken;
        }
    }

    private final class Receipt {

        private final Snapshots.Head head;
        private final long id;
        private final MessageDigest content = Sha256.begin();
        private final List<SnapshotSource.Line> piece = new ArrayList<>(StockSnapshot.PART_LINES);
        /** Their SKUs; some 7 MB for as many lines as one may have. */
        private final Map<NodeId, Set<Long>> listed = new HashMap<>();

        private final Findings unreadable = new Findings();
        private int lines;
        private long wrong;

        private Receipt(Snapshots.Head head, long id) {
            this.head = head;
            this.id = id;
            // Who tells it does not matter.
            var said = List.of(
                    head.number(),
                    head.asOf(),
                    head.scope(),
                    head.deductedThrough(),
                    head.ordersThrough(),
                    head.deducted());
            content.update(said.toString().getBytes(StandardCharsets.UTF_8));
        }

        void add(SnapshotSource.Line line) {
            content.update(line.toString().getBytes(StandardCharsets.UTF_8));
            lines++;
            piece.add(line);
            if (piece.size() == StockSnapshot.PART_LINES) {
                store();
            }
        }

        long end() {
            store();
            if (head.scope() == Scope.FULL && !unreadable.none()) {
                // A row whose line nobody can read would count as not listed, and so as empty.
                throw unreadable.problem();
            }
            return snapshots.end(head.merchant(), id, content.digest(), lines, wrong);
        }

        private void store() {
            var skus = catalog.skusByCode(
                    head.merchant(),
                    piece.stream()
                            .filter(line -> line.wrong().isEmpty())
                            .map(SnapshotSource.Line::sku)
                            .toList());
            var book = bundles.of(head.merchant());
            var good = new ArrayList<StockSnapshot.Line>(piece.size());
            var bad = new ArrayList<Snapshots.Wrong>();
            for (var line : piece) {
                var found = new ArrayList<>(line.wrong());
                var sku = skus.get(line.sku());
                var node = nodes.byCode(head.merchant(), line.node());
                if (line.wrong().isEmpty() && sku == null) {
                    found.add(new Violation("/sku", UNKNOWN_SKU, "there is no SKU with this code"));
                }
                if (sku != null && book.bundle(sku.id()).isPresent()) {
                    found.add(BUNDLE);
                }
                if (line.wrong().isEmpty()
                        && node.filter(place -> head.deductedThrough().containsKey(place.id()))
                                .isEmpty()) {
                    found.add(new Violation("/node", "unknown_node", "the snapshot's nodes do not name it"));
                }
                if (found.isEmpty() && sku != null) {
                    var place = node.orElseThrow().id();
                    if (listed.computeIfAbsent(place, its -> new HashSet<>())
                            .add(sku.id().value())) {
                        good.add(new StockSnapshot.Line(
                                line.place(),
                                new StockKey(head.merchant(), sku.id(), place),
                                line.onHand(),
                                line.throughVersion()));
                    } else {
                        found.add(REPEATED);
                    }
                }
                if (!found.isEmpty()) {
                    blame(line, found, bad);
                }
            }
            snapshots.add(head.merchant(), id, good);
            snapshots.addWrong(head.merchant(), id, bad);
            piece.clear();
        }

        private void blame(SnapshotSource.Line line, List<Violation> found, List<Snapshots.Wrong> bad) {
            if (wrong++ < WRONG_KEPT_MAX) {
                bad.add(new Snapshots.Wrong(line.place(), found));
            }
            found.stream()
                    .filter(violation ->
                            !violation.code().equals(UNKNOWN_SKU) && violation != REPEATED && violation != BUNDLE)
                    .forEach(violation -> unreadable.add(
                            "/lines/" + (line.place() - 1) + violation.pointer(),
                            violation.code(),
                            violation.detail()));
        }
    }
}
