package dev.tributary.inventory.counts;

import dev.tributary.inventory.Author;
import dev.tributary.inventory.CountSheet;
import dev.tributary.inventory.CountSheets;
import dev.tributary.inventory.CountState;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockWork;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.kernel.Violation;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class CountBook implements CountSheets {

    private static final int PAGE_MAX = 200;
    private static final int DAYS_MAX = 3_650;

    private final CountStore store;
    private final StockWork work;
    private final Clock clock;

    CountBook(CountStore store, StockWork work, Clock clock) {
        this.store = store;
        this.work = work;
        this.clock = clock;
    }

    @Override
    @Transactional
    public CountSheet open(MerchantId merchant, NodeId node, Collection<SkuId> skus, String note, String actor) {
        var distinct = new LinkedHashSet<>(skus);
        if (distinct.isEmpty() || distinct.size() > LINES_MAX || distinct.size() < skus.size()) {
            throw ProblemException.invalid("/skus", "count", "Give 1 to %d SKUs, each once.".formatted(LINES_MAX));
        }
        text("/note", note, 0);
        long id = store.insert(merchant, node, distinct, note, actor, now());
        return store.find(merchant, id).orElseThrow();
    }

    @Override
    @Transactional
    public CountSheet openNotCounted(MerchantId merchant, NodeId node, int days, String note, String actor) {
        if (days < 1 || days > DAYS_MAX) {
            throw ProblemException.invalid("/notCountedForDays", "out_of_range", "Give 1 to %d.".formatted(DAYS_MAX));
        }
        var skus = store.notCounted(merchant, node, days);
        if (skus.isEmpty()) {
            throw new ProblemException(Problem.CONFLICT, "every row of this node was counted in that time");
        }
        return open(merchant, node, skus, note, actor);
    }

    @Override
    @Transactional
    public CountSheet enter(MerchantId merchant, long id, Map<SkuId, Long> found, String actor) {
        var sheet = lock(merchant, id);
        var known = sheet.lines().stream().map(CountSheet.Line::sku).collect(Collectors.toSet());
        var violations = new ArrayList<Violation>();
        found.forEach((sku, units) -> {
            if (!known.contains(sku)) {
                violations.add(new Violation("/lines", "unknown_line", "SKU %s is not on this sheet.".formatted(sku)));
            }
            if (units < 0 || units > UNITS_MAX) {
                violations.add(new Violation("/lines", "out_of_range", "Give 0 to %d units.".formatted(UNITS_MAX)));
            }
        });
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        store.enter(sheet, found, actor);
        return store.find(merchant, id).orElseThrow();
    }

    @Override
    @Transactional
    public CountSheet approve(MerchantId merchant, long id, String reason, Author author) {
        var sheet = lock(merchant, id);
        text("/reason", reason, 1);
        var counted = sheet.lines().stream()
                .filter(line -> line.counted().isPresent())
                .toList();
        if (counted.isEmpty()) {
            throw new ProblemException(Problem.CONFLICT, "nothing is entered on this sheet: reject it otherwise");
        }
        var keys = counted.stream()
                .map(line -> new StockKey(merchant, line.sku(), sheet.node()))
                .toList();
        var stock = work.lock(keys, keys);
        var since = new HashSet<>(store.countedSince(sheet));
        for (var line : counted) {
            if (!since.contains(line.sku())) {
                stock.goods()
                        .recount(
                                new StockKey(merchant, line.sku(), sheet.node()),
                                line.difference().orElseThrow(),
                                "count/%d: %s".formatted(id, reason),
                                author);
            }
        }
        store.judge(sheet, since);
        store.decide(sheet, CountState.APPROVED, author.actor(), reason, now());
        work.write(stock);
        return store.find(merchant, id).orElseThrow();
    }

    @Override
    @Transactional
    public CountSheet reject(MerchantId merchant, long id, String reason, Author author) {
        var sheet = lock(merchant, id);
        text("/reason", reason, 1);
        store.decide(sheet, CountState.REJECTED, author.actor(), reason, now());
        return store.find(merchant, id).orElseThrow();
    }

    private CountSheet lock(MerchantId merchant, long id) {
        var sheet =
                store.lock(merchant, id).orElseThrow(() -> ProblemException.notFound("there is no such count sheet"));
        if (sheet.state() != CountState.OPEN) {
            throw new ProblemException(Problem.CONFLICT, "the sheet is %s".formatted(sheet.state()));
        }
        return sheet;
    }

    @Override
    public Optional<CountSheet> find(MerchantId merchant, long id) {
        return store.find(merchant, id);
    }

    @Override
    public Page<CountSheet> list(MerchantId merchant, Optional<CountState> state, Optional<String> cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        List<CountSheet> found =
                store.list(merchant, state, cursor.map(CountBook::number).orElse(Long.MAX_VALUE), size + 1);
        return Page.of(found, size, sheet -> Long.toString(sheet.id()));
    }

    private static long number(String cursor) {
        if (!cursor.matches("[1-9][0-9]{0,17}")) {
            throw ProblemException.invalid("cursor", "unknown_cursor", "Use the nextCursor of the page before.");
        }
        return Long.parseLong(cursor);
    }

    private static void text(String pointer, String text, int least) {
        if (text.strip().length() < least || text.length() > TEXT_MAX || text.indexOf('\0') >= 0) {
            throw ProblemException.invalid(
                    pointer,
                    text.isBlank() ? "required" : "text",
                    "Give %d to %d characters.".formatted(least, TEXT_MAX));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
