package dev.tributary.inventory.transfers;

import dev.tributary.inventory.Author;
import dev.tributary.inventory.Condition;
import dev.tributary.inventory.GoodsMoves;
import dev.tributary.inventory.StockBatch;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockWork;
import dev.tributary.inventory.Transfer;
import dev.tributary.inventory.TransferId;
import dev.tributary.inventory.TransferState;
import dev.tributary.inventory.Transfers;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A transfer's row is locked first, then the stock rows at both of its ends, in their order as every batch does. */
@Service
class TransferBook implements Transfers {

    private static final int PAGE_MAX = 200;

    private final TransferStore store;
    private final StockWork work;
    private final Clock clock;

    TransferBook(TransferStore store, StockWork work, Clock clock) {
        this.store = store;
        this.work = work;
        this.clock = clock;
    }

    @Override
    @Transactional
    public Transfer plan(MerchantId merchant, Draft draft, Author author) {
        TransferChecks.check(draft);
        var id = store.insert(merchant, draft, author.actor(), clock.instant().truncatedTo(ChronoUnit.MICROS))
                .orElseThrow(() -> new ProblemException(
                        Problem.CONFLICT, "there is a transfer %s already".formatted(draft.number())));
        var planned = store.find(merchant, id).orElseThrow();
        store.tell(planned, author.actor(), draft.note());
        var stock = lock(planned);
        if (draft.setAside()) {
            setAside(planned, stock.goods(), author);
        }
        work.write(stock, List.of(TransferEvents.changed(planned)));
        return planned;
    }

    private static void setAside(Transfer planned, GoodsMoves goods, Author author) {
        var missing = new ArrayList<Violation>();
        for (var line : planned.lines()) {
            long free = Math.max(0, goods.free(planned.source(line)));
            if (free < line.units()) {
                missing.add(new Violation(
                        "/lines/%d/units".formatted(line.number() - 1), "not_free", "%d are free".formatted(free)));
            } else {
                goods.hold(planned.source(line), Condition.SET_ASIDE, line.units(), cause(planned), author);
            }
        }
        if (!missing.isEmpty()) {
            throw new ProblemException(Problem.INSUFFICIENT_STOCK, "not so much may be set aside", missing);
        }
    }

    @Override
    @Transactional
    public Transfer ship(
            MerchantId merchant, TransferId id, OptionalLong version, Map<Integer, Long> units, Author author) {
        var planned = lock(merchant, id, version, TransferState.SHIPPED);
        TransferChecks.check(planned, units);
        var stock = lock(planned);
        var lines = new ArrayList<Transfer.Line>();
        for (var line : planned.lines()) {
            long leaving = units.getOrDefault(line.number(), line.units());
            long setAside = Math.min(line.setAside(), leaving);
            if (leaving > 0) {
                stock.goods()
                        .leave(planned.source(line), planned.target(line), leaving, setAside, cause(planned), author);
            }
            release(planned, line, line.setAside() - setAside, stock, author);
            lines.add(new Transfer.Line(line.number(), line.sku(), line.units(), 0, leaving, 0, 0, 0));
        }
        return write(planned, TransferState.SHIPPED, lines, stock, author, "shipped");
    }

    @Override
    @Transactional
    public Transfer receive(MerchantId merchant, TransferId id, OptionalLong version, Arrival arrival, Author author) {
        var shipped = lock(merchant, id, version, TransferState.RECEIVED);
        TransferChecks.check(shipped, arrival);
        var stock = lock(shipped);
        var lines = new ArrayList<Transfer.Line>();
        for (var line : shipped.lines()) {
            lines.add(receive(shipped, line, arrival, stock.goods(), author));
        }
        boolean over = lines.stream().allMatch(line -> line.inTransit() == 0);
        return write(
                shipped,
                over ? TransferState.RECEIVED : TransferState.PARTLY_RECEIVED,
                lines,
                stock,
                author,
                TransferChecks.detail(arrival));
    }

    private static Transfer.Line receive(
            Transfer shipped, Transfer.Line line, Arrival arrival, GoodsMoves goods, Author author) {
        var from = shipped.source(line);
        var to = shipped.target(line);
        String why = cause(shipped);
        var here = arrival.lines().stream()
                .filter(came -> came.line() == line.number())
                .toList();
        long came = here.stream().mapToLong(Came::units).sum();
        long unsaid = Math.max(0, came - line.inTransit());
        if (unsaid > 0) {
            goods.leaveUnsaid(from, to, unsaid, why + " " + arrival.reason(), author);
        }
        here.forEach(part -> goods.arrive(to, part.units(), part.as(), why, author));
        long left = line.inTransit() + unsaid - came;
        long lost = arrival.last() ? left : 0;
        if (lost > 0) {
            goods.lose(to, lost, why + " " + arrival.reason(), author);
        }
        return new Transfer.Line(
                line.number(),
                line.sku(),
                line.units(),
                0,
                line.shipped() + unsaid,
                line.received() + came,
                line.lost() + lost,
                line.turnedBack());
    }

    @Override
    @Transactional
    public Transfer cancel(MerchantId merchant, TransferId id, OptionalLong version, String reason, Author author) {
        var transfer = lock(merchant, id, version, TransferState.CANCELLED);
        TransferChecks.reason(reason);
        var stock = lock(transfer);
        var lines = new ArrayList<Transfer.Line>();
        for (var line : transfer.lines()) {
            release(transfer, line, line.setAside(), stock, author);
            long back = line.inTransit();
            if (back > 0) {
                stock.goods().turnBack(transfer.source(line), transfer.target(line), back, cause(transfer), author);
            }
            lines.add(new Transfer.Line(
                    line.number(),
                    line.sku(),
                    line.units(),
                    0,
                    line.shipped(),
                    line.received(),
                    line.lost(),
                    line.turnedBack() + back));
        }
        return write(transfer, TransferState.CANCELLED, lines, stock, author, reason);
    }

    private static void release(Transfer transfer, Transfer.Line line, long units, StockBatch stock, Author author) {
        if (units > 0) {
            stock.goods().unhold(transfer.source(line), Condition.SET_ASIDE, units, cause(transfer), author);
        }
    }

    private Transfer lock(MerchantId merchant, TransferId id, OptionalLong version, TransferState next) {
        var transfer =
                store.lock(merchant, id).orElseThrow(() -> ProblemException.notFound("there is no such transfer"));
        if (version.isPresent() && version.getAsLong() != transfer.version()) {
            throw new ProblemException(
                    Problem.PRECONDITION_FAILED, "the transfer has version %d".formatted(transfer.version()));
        }
        if (!transfer.state().mayBecome(next)) {
            throw new ProblemException(
                    Problem.CONFLICT, "a transfer that is %s cannot become %s".formatted(transfer.state(), next));
        }
        return transfer;
    }

    private StockBatch lock(Transfer transfer) {
        var keys = new ArrayList<StockKey>();
        for (var line : transfer.lines()) {
            keys.add(transfer.source(line));
            keys.add(transfer.target(line));
        }
        return work.lock(keys, keys);
    }

    private Transfer write(
            Transfer before,
            TransferState state,
            List<Transfer.Line> lines,
            StockBatch stock,
            Author author,
            String detail) {
        var after = new Transfer(
                before.merchant(),
                before.id(),
                before.number(),
                state,
                before.from(),
                before.to(),
                before.expectedAt(),
                before.setAside(),
                before.note(),
                before.madeBy(),
                before.madeAt(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                before.version() + 1,
                lines);
        store.update(after);
        store.tell(after, author.actor(), detail);
        work.write(stock, List.of(TransferEvents.changed(after)));
        return after;
    }

    static Transfer with(Transfer head, List<Transfer.Line> lines) {
        return new Transfer(
                head.merchant(),
                head.id(),
                head.number(),
                head.state(),
                head.from(),
                head.to(),
                head.expectedAt(),
                head.setAside(),
                head.note(),
                head.madeBy(),
                head.madeAt(),
                head.changedAt(),
                head.version(),
                lines);
    }

    private static String cause(Transfer transfer) {
        return "transfer/" + transfer.id();
    }

    @Override
    public Optional<Transfer> find(MerchantId merchant, TransferId id) {
        return store.find(merchant, id);
    }

    @Override
    public Page<Transfer> list(MerchantId merchant, Optional<TransferState> state, Optional<String> cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        long before = cursor.map(TransferBook::number).orElse(Long.MAX_VALUE);
        var found = store.list(merchant, state, before, size + 1);
        return Page.of(found, size, transfer -> transfer.id().toString());
    }

    private static long number(String cursor) {
        if (!cursor.matches("[1-9][0-9]{0,17}")) {
            throw ProblemException.invalid("cursor", "unknown_cursor", "Use the nextCursor of the page before.");
        }
        return Long.parseLong(cursor);
    }

    @Override
    public List<Change> history(MerchantId merchant, TransferId id) {
        return store.history(merchant, id);
    }
}
