package dev.tributary.inventory;

import dev.tributary.inventory.Drift.Outcome;
import dev.tributary.inventory.OrderPromises.Promise;
import dev.tributary.inventory.lots.LotRepair;
import dev.tributary.inventory.quotas.QuotaRecount;
import dev.tributary.kernel.OrderId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts one row right. The long reading comes first and without a lock; then the row is locked as every batch locks it,
 * what moved meanwhile and every order in doubt is read again, and only that decides.
 */
@Component
class RowRepair {

    /** Orders put right at once; the others stay different, and are found again. */
    private static final int ORDERS_MAX = 500;

    private static final int ORDERS_ASKED_MAX = 5_000;

    /** A row this busy is read again from the start, rather than long under its lock. */
    private static final long TAIL_MAX = 20_000;

    enum Result {
        REPAIRED,
        GONE,
        /** The books do not tell what is right; the drift stays open with the reason. */
        UNDECIDED,
        /** The rule was changed meanwhile, or the row moves too fast. */
        NOT_NOW
    }

    private final DriftStore drifts;
    private final RowBooks books;
    private final ReadingStore readings;
    private final OrderPromises promises;
    private final StockStore stock;
    private final StockWork work;
    private final Ledger ledger;
    private final QuotaRecount quotas;
    private final LotRepair lots;
    private final TransactionTemplate transaction;

    RowRepair(
            DriftStore drifts,
            RowBooks books,
            ReadingStore readings,
            OrderPromises promises,
            StockStore stock,
            StockWork work,
            Ledger ledger,
            QuotaRecount quotas,
            LotRepair lots,
            PlatformTransactionManager transactions) {
        this.drifts = drifts;
        this.books = books;
        this.readings = readings;
        this.promises = promises;
        this.stock = stock;
        this.work = work;
        this.ledger = ledger;
        this.quotas = quotas;
        this.lots = lots;
        this.transaction = new TransactionTemplate(transactions);
    }

    Result repair(StockKey key) {
        long last = books.last(key);
        var reserved = books.reservedHere(key);
        var sum = books.sum(key, last);
        var doubtful = doubtful(key, sum, reserved);
        var result = Objects.requireNonNull(transaction.execute(status -> underLock(key, sum, last, doubtful)));
        if (result == Result.REPAIRED) {
            // Afterwards: who counts a quota again takes the merchant's lock of quotas before rows.
            quotas.recount(key);
        }
        return result;
    }

    /**
     * Orders of which the three books do not say the same. They were read at different moments; who moved between them
     * has a line in the ledger's tail, which is read under the lock.
     */
    private SortedSet<Long> doubtful(StockKey key, LedgerSum sum, List<Promise> reserved) {
        var orders = new TreeSet<>(sum.orders());
        reserved.forEach(promise -> orders.add(promise.order().value()));
        drifts.open(key).forEach(drift -> drift.order().ifPresent(order -> orders.add(order.value())));
        var open = open(key, orders);
        var reservedLines = lines(key, reserved);
        var openLines = lines(key, open);
        var doubtful = new TreeSet<Long>();
        for (long order : orders) {
            var lines = openLines.getOrDefault(order, Map.of());
            boolean same = lines.equals(reservedLines.getOrDefault(order, Map.of()));
            long units = lines.values().stream().mapToLong(Long::longValue).sum();
            if ((!same || units != sum.reserved(order)) && doubtful.size() < ORDERS_MAX) {
                doubtful.add(order);
            }
        }
        return doubtful;
    }

    private Result underLock(StockKey key, LedgerSum sum, long last, SortedSet<Long> doubtful) {
        if (!drifts.allowed(key.merchant())) {
            return Result.NOT_NOW;
        }
        var traits = work.lock(List.of(key), List.of(key)).traits();
        long now = books.last(key);
        var open = drifts.open(key);
        if (open.isEmpty()) {
            return Result.NOT_NOW;
        }
        if (now - last > TAIL_MAX) {
            drifts.tried(key, "The row moves too fast to be read again under its lock.");
            return Result.NOT_NOW;
        }
        var orders = new TreeSet<>(doubtful);
        var tail = books.parts(key, last, now);
        sum.add(books.stated(key, last, now), tail);
        tail.forEach(part -> orders.add(part.orderId()));
        var setting = books.setting(key);
        var found = ledger.row(key).orElseThrow();
        var ids = ids(orders);
        var proof = new RowProof(
                key,
                found,
                sum,
                Objects.requireNonNullElse(setting.safety(), found.safety()),
                Objects.requireNonNullElse(setting.allowance(), found.allowance()),
                orders,
                promises.open(key.merchant(), ids),
                books.reservedBy(key.merchant(), ids));
        return switch (proof.verdict()) {
            case RowProof.Verdict.Agreed agreed ->
                besides(key, proof, open.getFirst().id(), traits);
            case RowProof.Verdict.Undecided undecided -> {
                drifts.tried(key, undecided.why());
                yield Result.UNDECIDED;
            }
            case RowProof.Verdict.Repair repair -> {
                write(key, repair, open.getFirst().id(), proof.text(), traits);
                yield Result.REPAIRED;
            }
        };
    }

    /** The row itself is right. Its lots go by that, so those of a row that is not are looked at again when it is. */
    private Result besides(StockKey key, RowProof proof, long drift, Traits traits) {
        var wrong = lots.wrong(key);
        if (wrong.isEmpty()) {
            drifts.settle(key, Outcome.GONE, proof.text(), OptionalLong.empty());
            return Result.GONE;
        }
        String books = wrong.get().books();
        if (!wrong.get().decidable()) {
            drifts.tried(
                    key,
                    "Nobody can tell from the books which lots these units are of; count the row's lots. " + books);
            return Result.UNDECIDED;
        }
        var repair = proof.repairBeside();
        write(key, repair, drift, proof.text() + "; " + books, traits);
        lots.repair(key, repair.row().version());
        return Result.REPAIRED;
    }

    private void write(StockKey key, RowProof.Verdict.Repair repair, long drift, String proof, Traits traits) {
        var row = repair.row();
        var orders = repair.reservations().stream()
                .map(line -> new OrderId(line.orderId()))
                .collect(Collectors.toSet());
        var batch = stock.proven(key, row, traits, orders);
        repair.reservations().forEach(line -> batch.unpin(new OrderId(line.orderId()), line.line(), key, line.units()));
        repair.changes().forEach(change -> batch.repair(key, drift, change.orderId(), change.reserved()));
        repair.reservations().forEach(reservation -> books.reserve(key, reservation));
        drifts.settle(key, Outcome.REPAIRED, proof, OptionalLong.of(row.version()));
        readings.forgetBalance(key);
        work.write(batch);
    }

    private List<Promise> open(StockKey key, Collection<Long> orders) {
        var open = new ArrayList<Promise>();
        var ids = ids(orders);
        for (int from = 0; from < ids.size(); from += ORDERS_ASKED_MAX) {
            int to = Math.min(ids.size(), from + ORDERS_ASKED_MAX);
            open.addAll(promises.open(key.merchant(), ids.subList(from, to)));
        }
        return open;
    }

    /** Order 0 stands for lines of the ledger without one. */
    private static List<OrderId> ids(Collection<Long> orders) {
        return orders.stream().filter(order -> order > 0).map(OrderId::new).toList();
    }

    private static Map<Long, Map<Integer, Long>> lines(StockKey key, List<Promise> promises) {
        var lines = new HashMap<Long, Map<Integer, Long>>();
        for (var promise : promises) {
            if (promise.key().equals(key)) {
                lines.computeIfAbsent(promise.order().value(), order -> new HashMap<>())
                        .put(promise.line(), promise.units());
            }
        }
        return lines;
    }
}
