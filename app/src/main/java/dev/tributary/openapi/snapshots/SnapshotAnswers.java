package dev.tributary.openapi.snapshots;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.Snapshots;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockSnapshot.Verdict;
import dev.tributary.openapi.body.ImportResult;
import dev.tributary.openapi.snapshots.SnapshotShapes.Compared;
import dev.tributary.openapi.snapshots.SnapshotShapes.Ignored;
import dev.tributary.openapi.snapshots.SnapshotShapes.Listed;
import dev.tributary.openapi.snapshots.SnapshotShapes.Standing;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/** Snapshots as the outside sees them: by codes. */
@Component
class SnapshotAnswers {

    private static final int IGNORED_SHOWN_MAX = 1_000;
    private static final List<Verdict> IGNORED = Arrays.stream(Verdict.values())
            .filter(verdict -> !verdict.applies())
            .toList();

    private final Snapshots snapshots;
    private final Catalog catalog;
    private final Nodes nodes;

    SnapshotAnswers(Snapshots snapshots, Catalog catalog, Nodes nodes) {
        this.snapshots = snapshots;
        this.catalog = catalog;
        this.nodes = nodes;
    }

    Standing standing(Snapshots.Standing one) {
        var tally = snapshots.tally(one);
        return new Standing(
                Long.toString(one.id()),
                one.number(),
                one.state(),
                one.asOf(),
                one.scope(),
                one.receivedAt(),
                one.appliedAt(),
                one.lines(),
                one.zeroed(),
                tally.changed(),
                tally.unchanged(),
                tally.ignored(),
                one.wrong(),
                snapshots.rows(one.merchant(), one.id(), IGNORED, IGNORED_SHOWN_MAX).stream()
                        .map(row -> new Ignored(row.place(), node(row.key()), sku(row.key()), row.verdict()))
                        .toList(),
                snapshots.wrong(one.merchant(), one.id()).stream()
                        .map(wrong -> new ImportResult.LineErrors(wrong.place(), wrong.violations()))
                        .toList());
    }

    static Listed listed(Snapshots.Standing one) {
        return new Listed(
                Long.toString(one.id()),
                one.number(),
                one.state(),
                one.asOf(),
                one.scope(),
                one.receivedAt(),
                one.appliedAt(),
                one.lines(),
                one.zeroed(),
                one.wrong());
    }

    Compared compared(Snapshots.Shown shown) {
        var row = shown.row();
        return new Compared(
                row.place(),
                node(row.key()),
                sku(row.key()),
                row.said(),
                row.held(),
                row.since(),
                row.result(),
                row.verdict(),
                shown.applied());
    }

    private String sku(StockKey key) {
        return catalog.sku(key.merchant(), key.sku()).map(Sku::code).orElseGet(key.sku()::toString);
    }

    private String node(StockKey key) {
        return nodes.node(key.merchant(), key.node()).map(Node::code).orElseGet(key.node()::toString);
    }
}
