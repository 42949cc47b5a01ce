package dev.tributary.inventory.costs;

import dev.tributary.inventory.CostMethod;
import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.StockCosts;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockLevel;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Service;

@Service
class CostBook implements StockCosts {

    private static final int PAGE_MAX = 200;
    private static final int LAYERS_MAX = 100;
    /** Who asks waits for so many pieces of the ledger at most. */
    private static final int PIECES_MAX = 5;

    private final CostStore store;
    private final CostCounting counting;
    private final Ledger ledger;

    CostBook(CostStore store, CostCounting counting, Ledger ledger) {
        this.store = store;
        this.counting = counting;
        this.ledger = ledger;
    }

    @Override
    public Optional<CostMethod> method(MerchantId merchant) {
        return store.method(merchant);
    }

    @Override
    public void choose(MerchantId merchant, CostMethod method, String actor) {
        store.choose(merchant, method, actor);
    }

    @Override
    public Optional<Valued> of(StockKey key, CostMethod method, Instant from, Instant to) {
        var level = ledger.row(key);
        if (level.isEmpty()) {
            return Optional.empty();
        }
        for (int piece = 0; piece < PIECES_MAX && counting.count(key); piece++) {
            // Each piece is a transaction of its own.
        }
        var row = store.find(key).orElse(new CostStore.Row(0, 0, 0, 0, 0, 0, 0, 0, null));
        var span = store.span(key, method, from, to);
        boolean average = method == CostMethod.MOVING_AVERAGE;
        var layers = average
                ? List.<Layer>of()
                : store.layers(key, LAYERS_MAX).stream()
                        .map(layer -> new Layer(layer.version(), layer.units(), layer.value()))
                        .toList();
        return Optional.of(new Valued(
                method,
                row.version(),
                level.map(StockLevel::version).orElse(0L),
                row.units(),
                average ? row.averageValue() : row.layersValue(),
                layers,
                span.sold(),
                span.lost(),
                span.corrections(),
                span.estimated(),
                Objects.requireNonNullElse(row.note(), "")));
    }

    @Override
    public Page<Line> lines(StockKey key, CostMethod method, Optional<String> cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        var found = store.lines(key, method, cursor.map(CostBook::number).orElse(Long.MAX_VALUE), size + 1);
        return Page.of(found, size, line -> Long.toString(line.version()));
    }

    private static long number(String cursor) {
        if (!cursor.matches("[1-9][0-9]{0,17}")) {
            throw ProblemException.invalid("cursor", "unknown_cursor", "Use the nextCursor of the page before.");
        }
        return Long.parseLong(cursor);
    }
}
