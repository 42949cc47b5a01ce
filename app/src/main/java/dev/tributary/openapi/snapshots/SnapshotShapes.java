package dev.tributary.openapi.snapshots;

import dev.tributary.inventory.Snapshots;
import dev.tributary.inventory.StockSnapshot;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.body.ImportResult;
import dev.tributary.openapi.erp.Orders;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the doors for snapshots read and answer. */
final class SnapshotShapes {

    private SnapshotShapes() {}

    /** Read as a stream: nobody makes one. */
    @Shape("StockSnapshot")
    record Body(
            @Member(
                    charactersMin = 1,
                    charactersMax = StockSnapshot.NUMBER_LENGTH_MAX,
                    says = "Names it, once and for good.")
            String number,

            @Member(
                    says =
                            "The moment the numbers speak of; at most 5 seconds ahead of the hub's clock, 31 days behind it.")
            Instant asOf,

            @Member(says = "`FULL`: rows of its nodes that are not listed are empty. `PARTIAL` where absent.")
            Optional<StockSnapshot.Scope> scope,

            @Member(itemsMin = 1, itemsMax = SnapshotReader.NODES_MAX, says = "The nodes its lines may name.")
            List<Node> nodes,

            @Member(
                    pattern = Orders.PATTERN,
                    says =
                            "For a sender that deducts what is ordered: the last order it had deducted, by the hub's id.")
            Optional<String> deductedThroughOrder,

            @Member(
                    itemsMax = StockSnapshot.DEDUCTED_MAX,
                    pattern = Orders.PATTERN,
                    says = "The hub's ids of orders the sender had deducted besides.")
            Optional<List<String>> deductedOrders,

            @Member(itemsMin = 1, itemsMax = SnapshotSource.LINES_MAX, says = "The last member.")
            List<Line> lines) {}

    @Shape("SnapshotNode")
    record Node(
            @Member(charactersMin = 1, charactersMax = SnapshotReader.CODE_MAX)
            String node,

            @Member(says = "Until when the sender had deducted what was sold; `asOf` where absent.")
            Optional<Instant> deductedThrough) {}

    @Shape("SnapshotLine")
    record Line(
            @Member(charactersMin = 1, charactersMax = SnapshotReader.CODE_MAX)
            String node,

            @Member(charactersMin = 1, charactersMax = SnapshotReader.CODE_MAX)
            String sku,

            @Member(min = 0, max = SnapshotReader.UNITS_MAX, says = "In base units.")
            long onHand,

            @Member(
                    pattern = SnapshotReader.VERSION,
                    says = "The row's last movement the sender had deducted, in place of a moment.")
            Optional<String> deductedThroughVersion) {}

    /**
     * @param zeroed rows that a full one did not list, beside {@code lines}
     * @param ignoredLines the first of those the hub knew better
     * @param errors the first of the wrong lines, by their place from 1
     */
    @Shape("Snapshot")
    record Standing(
            String id,
            String number,
            Snapshots.State state,
            Instant asOf,
            StockSnapshot.Scope scope,
            Instant receivedAt,
            Optional<Instant> appliedAt,
            long lines,
            long zeroed,
            long changed,
            long unchanged,
            long ignored,
            long wrong,
            List<Ignored> ignoredLines,
            List<ImportResult.LineErrors> errors) {}

    @Shape("IgnoredLine")
    record Ignored(int line, String node, String sku, StockSnapshot.Verdict why) {}

    @Shape("SnapshotHead")
    record Listed(
            String id,
            String number,
            Snapshots.State state,
            Instant asOf,
            StockSnapshot.Scope scope,
            Instant receivedAt,
            Optional<Instant> appliedAt,
            long lines,
            long zeroed,
            long wrong) {}

    /** They say, we hold, since then, result. */
    @Shape("ComparedLine")
    record Compared(
            int line,
            String node,
            String sku,
            long said,
            long held,
            long since,
            long result,
            StockSnapshot.Verdict verdict,
            boolean applied) {}
}
