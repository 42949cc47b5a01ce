package dev.tributary.inventory.held;

import dev.tributary.inventory.Author;
import dev.tributary.inventory.Condition;
import dev.tributary.inventory.GoodsMoves;
import dev.tributary.inventory.HeldChange;
import dev.tributary.inventory.HeldLevel;
import dev.tributary.inventory.HeldMovement;
import dev.tributary.inventory.HeldStock;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockWork;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class HeldBook implements HeldStock {

    private static final int PAGE_MAX = 200;
    private static final int CAUSE_MAX = 80;
    private static final long UNITS_MAX = 1_000_000_000L;

    private final StockWork work;
    private final HeldStore store;

    HeldBook(StockWork work, HeldStore store) {
        this.work = work;
        this.store = store;
    }

    @Override
    @Transactional
    public void change(MerchantId merchant, List<HeldChange> changes, Author author) {
        check(merchant, changes);
        var keys = changes.stream().map(HeldChange::key).toList();
        var stock = work.lock(keys, keys);
        var missing = new ArrayList<Violation>();
        for (int i = 0; i < changes.size(); i++) {
            var change = changes.get(i);
            long held = stock.goods().held(change.key(), change.condition());
            if (change.action() != HeldChange.Action.HOLD && held < change.units()) {
                missing.add(new Violation("/lines/" + i + "/units", "not_held", "%d are held".formatted(held)));
            } else {
                apply(stock.goods(), change, author);
            }
        }
        if (!missing.isEmpty()) {
            throw new ProblemException(Problem.INSUFFICIENT_STOCK, "more than is held", missing);
        }
        work.write(stock);
    }

    private static void apply(GoodsMoves goods, HeldChange change, Author author) {
        switch (change.action()) {
            case HOLD -> goods.hold(change.key(), change.condition(), change.units(), change.cause(), author);
            case RELEASE -> goods.unhold(change.key(), change.condition(), change.units(), change.cause(), author);
            case SCRAP -> goods.scrap(change.key(), change.condition(), change.units(), change.cause(), author);
            case MOVE ->
                goods.recondition(
                        change.key(),
                        change.condition(),
                        change.to().orElseThrow(),
                        change.units(),
                        change.cause(),
                        author);
        }
    }

    private static void check(MerchantId merchant, List<HeldChange> changes) {
        var violations = new ArrayList<Violation>();
        if (changes.isEmpty() || changes.size() > LINES_MAX) {
            violations.add(new Violation("/lines", "count", "Give 1 to %d lines.".formatted(LINES_MAX)));
        }
        for (int i = 0; i < changes.size(); i++) {
            var change = changes.get(i);
            String at = "/lines/" + i;
            if (!change.key().merchant().equals(merchant)) {
                throw new IllegalArgumentException("a line of another merchant");
            }
            if (change.units() < 1 || change.units() > UNITS_MAX) {
                violations.add(
                        new Violation(at + "/units", "out_of_range", "Give 1 to %d units.".formatted(UNITS_MAX)));
            }
            if (!change.condition().byHand()) {
                violations.add(new Violation(at + "/condition", "invalid_value", "It belongs to transfers."));
            }
            if (change.action() == HeldChange.Action.MOVE) {
                to(change, at, violations);
            } else if (change.to().isPresent()) {
                violations.add(new Violation(at + "/to", "not_allowed", "Only MOVE has another condition."));
            }
            if (change.cause().isBlank()
                    || change.cause().length() > CAUSE_MAX
                    || change.cause().indexOf('\0') >= 0) {
                violations.add(
                        new Violation(at + "/cause", "text", "Give 1 to %d characters, no NUL.".formatted(CAUSE_MAX)));
            }
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }

    private static void to(HeldChange change, String at, List<Violation> violations) {
        if (change.to().isEmpty()) {
            violations.add(new Violation(at + "/to", "required", "Say which condition they are in from now on."));
        } else if (!change.to().get().byHand() || change.to().get() == change.condition()) {
            violations.add(new Violation(at + "/to", "invalid_value", "Give another condition that people set."));
        }
    }

    @Override
    public Page<HeldLevel> list(
            MerchantId merchant, Optional<Condition> condition, Optional<String> cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        long[] after = numbers(cursor, 3, 0);
        var found = store.page(merchant, condition, after[0], after[1], (int) after[2], size + 1);
        return Page.of(
                found,
                size,
                last -> "%s-%s-%d"
                        .formatted(
                                last.key().sku(),
                                last.key().node(),
                                last.condition().code()));
    }

    @Override
    public List<HeldLevel> of(MerchantId merchant, Collection<StockKey> keys) {
        var own = keys.stream().filter(key -> key.merchant().equals(merchant)).toList();
        return own.isEmpty()
                ? List.of()
                : store.of(own).stream().filter(level -> level.units() > 0).toList();
    }

    @Override
    public Page<HeldMovement> ledger(StockKey key, Optional<String> cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        long[] before = numbers(cursor, 2, Long.MAX_VALUE);
        var found = store.ledger(key, before[0], (int) Math.min(before[1], Short.MAX_VALUE), size + 1);
        return Page.of(
                found,
                size,
                last -> last.stockVersion() + "-" + last.condition().code());
    }

    private static long[] numbers(Optional<String> cursor, int count, long without) {
        long[] numbers = new long[count];
        java.util.Arrays.fill(numbers, without);
        if (cursor.isPresent()) {
            String[] parts = cursor.get().split("-");
            if (parts.length != count || !cursor.get().matches("[0-9-]{1,60}")) {
                throw ProblemException.invalid("cursor", "unknown_cursor", "Use the nextCursor of the page before.");
            }
            for (int i = 0; i < count; i++) {
                numbers[i] = Long.parseLong(parts[i].isEmpty() || parts[i].length() > 18 ? "0" : parts[i]);
            }
        }
        return numbers;
    }
}
