package dev.tributary.inventory.quotas;

import dev.tributary.database.WriteGroup;
import dev.tributary.inventory.ChannelQuota;
import dev.tributary.inventory.ChannelQuota.State;
import dev.tributary.inventory.QuotaDraft;
import dev.tributary.inventory.Quotas;
import dev.tributary.inventory.StockBatch;
import dev.tributary.inventory.StockDesk;
import dev.tributary.inventory.StockKey;
import dev.tributary.journal.Journal;
import dev.tributary.journal.NewEvent;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes, begins, changes and ends quotas. A quota begins and ends under the locks of the stock rows it is for, so that a
 * batch of orders has either not heard of it or finds it with all that its channels hold.
 */
@Component
class QuotaBook implements Quotas {

    private final QuotaStore store;
    private final PromiseCount promises;
    private final StockDesk stock;
    private final Journal journal;
    private final TransactionOperations transactions;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    QuotaBook(
            QuotaStore store,
            PromiseCount promises,
            StockDesk stock,
            Journal journal,
            TransactionOperations transactions,
            JdbcTemplate jdbc,
            Clock clock) {
        this.store = store;
        this.promises = promises;
        this.stock = stock;
        this.journal = journal;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public Saved put(MerchantId merchant, String code, QuotaDraft draft, Optional<Long> version, String actor) {
        var now = now();
        QuotaCheck.draft(code, draft, now);
        var held = heldBefore(merchant, code, draft, now);
        return inTransaction(() -> {
            store.lockAlone(merchant);
            var before = store.find(merchant, code).filter(quota -> quota.state() != State.ENDED);
            if (before.isPresent()) {
                return new Saved(change(merchant, before.get(), draft, held, version, actor, now), false);
            }
            if (version.isPresent()) {
                throw new ProblemException(Problem.PRECONDITION_FAILED, "there is no such quota any more");
            }
            return new Saved(make(merchant, code, draft, held, actor, now), true);
        });
    }

    /**
     * For one that may begin at once. A large merchant's promises take long to read: before the transaction, which keeps
     * new rows waiting.
     */
    private Optional<PromiseCount.Held> heldBefore(MerchantId merchant, String code, QuotaDraft draft, Instant now) {
        boolean later = draft.from().filter(from -> from.isAfter(now)).isPresent();
        if (later || store.find(merchant, code).filter(QuotaBook::isInForce).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(promises.before(merchant, List.of(draft.sku())));
    }

    private static boolean isInForce(ChannelQuota quota) {
        return quota.state() == State.IN_FORCE;
    }

    private ChannelQuota make(
            MerchantId merchant,
            String code,
            QuotaDraft draft,
            Optional<PromiseCount.Held> held,
            String actor,
            Instant now) {
        var quota = new ChannelQuota(
                store.nextId(),
                code,
                draft.sku(),
                draft.channels(),
                draft.node(),
                draft.kind(),
                draft.amount(),
                draft.only(),
                draft.from().map(QuotaBook::micros).orElse(now),
                draft.until().map(QuotaBook::micros),
                draft.owner(),
                draft.reason(),
                State.SCHEDULED,
                0,
                0,
                1,
                actor,
                now,
                Optional.empty());
        QuotaCheck.fits(quota, store.ofSku(merchant, quota.sku()));
        if (!store.insert(merchant, quota)) {
            throw QuotaCheck.conflict("at most %d quotas that are not over".formatted(OPEN_MAX));
        }
        if (!quota.from().isAfter(now)) {
            begin(merchant, quota, held.orElseGet(() -> promises.before(merchant, List.of(quota.sku()))), now);
        }
        return store.lock(merchant, quota).quota();
    }

    /** Its time has come; nothing happens when somebody was quicker, or moved it. */
    void begin(MerchantId merchant, ChannelQuota seen, PromiseCount.Held held) {
        var now = now();
        transactions.executeWithoutResult(status -> {
            store.lockAlone(merchant);
            var quota = store.lock(merchant, seen).quota();
            if (quota.state() == State.SCHEDULED && !quota.from().isAfter(now)) {
                begin(merchant, quota, held, now);
            }
        });
    }

    private void begin(MerchantId merchant, ChannelQuota quota, PromiseCount.Held held, Instant now) {
        lockRows(merchant, quota);
        promises.since(held, quota.sku());
        long open = PromiseCount.open(held, store.lock(merchant, quota).use());
        store.begin(merchant, quota, open);
        store.mark(merchant, quota.sku(), quota.node());
        tell(merchant, quota, true, now);
    }

    private ChannelQuota change(
            MerchantId merchant,
            ChannelQuota before,
            QuotaDraft draft,
            Optional<PromiseCount.Held> held,
            Optional<Long> version,
            String actor,
            Instant now) {
        expect(before, version);
        var from = draft.from().map(QuotaBook::micros).orElse(before.from());
        QuotaCheck.same(before, draft, from);
        var until = draft.until().map(QuotaBook::micros);
        if (until.isPresent() && !until.get().isAfter(from)) {
            throw ProblemException.invalid("/until", "out_of_range", "later than from");
        }
        var quota = new ChannelQuota(
                before.id(),
                before.code(),
                before.sku(),
                before.channels(),
                before.node(),
                before.kind(),
                draft.amount(),
                draft.only(),
                from,
                until,
                draft.owner(),
                draft.reason(),
                before.state(),
                before.open(),
                before.shipped(),
                before.version() + 1,
                actor,
                now,
                Optional.empty());
        QuotaCheck.fits(
                quota,
                store.ofSku(merchant, quota.sku()).stream()
                        .filter(other -> other.id() != quota.id())
                        .toList());
        store.lock(merchant, quota);
        store.change(merchant, quota);
        tell(merchant, quota, quota.state() == State.IN_FORCE, now);
        if (quota.state() == State.SCHEDULED && !from.isAfter(now)) {
            begin(merchant, quota, held.orElseGet(() -> promises.before(merchant, List.of(quota.sku()))), now);
        }
        return store.lock(merchant, quota).quota();
    }

    @Override
    public ChannelQuota end(MerchantId merchant, String code, Optional<Long> version, String actor) {
        return inTransaction(() -> {
            store.lockAlone(merchant);
            var quota =
                    store.find(merchant, code).orElseThrow(() -> ProblemException.notFound("there is no such quota"));
            if (quota.state() == State.ENDED) {
                return quota;
            }
            expect(quota, version);
            return end(merchant, quota, actor);
        });
    }

    /**
     * Its time is over; nothing happens when somebody was quicker, or gave it more. Alone, its state is read without a lock:
     * batches lock rows before quotas, and so must this.
     */
    void expire(MerchantId merchant, ChannelQuota seen) {
        var now = now();
        transactions.executeWithoutResult(status -> {
            store.lockAlone(merchant);
            var quota = store.byId(merchant, seen.sku(), seen.id());
            if (quota.state() != State.ENDED
                    && quota.until().filter(until -> !until.isAfter(now)).isPresent()) {
                end(merchant, quota, "hub");
            }
        });
    }

    private ChannelQuota end(MerchantId merchant, ChannelQuota quota, String actor) {
        var now = now();
        if (quota.state() == State.IN_FORCE) {
            lockRows(merchant, quota);
        }
        store.lock(merchant, quota);
        store.end(merchant, quota, actor, now);
        store.mark(merchant, quota.sku(), quota.node());
        tell(merchant, quota, false, now);
        return store.lock(merchant, quota).quota();
    }

    /**
     * Holds its use against the promises, and puts it right with a line of proof in a row's ledger; true when it was wrong.
     *
     * @param held read before, which takes long
     */
    boolean recount(QuotaRow seen, PromiseCount.Held held) {
        var merchant = seen.merchant();
        return inTransaction(() -> {
            store.lockAlone(merchant);
            var quota = store.byId(merchant, seen.sku(), seen.id());
            var keys = keys(merchant, quota);
            var batch = stock.lock(keys, List.of());
            promises.since(held, seen.sku());
            var before = store.lock(merchant, quota);
            long open = PromiseCount.open(held, before.use());
            if (before.quota().state() != State.IN_FORCE || open == before.use().open()) {
                return false;
            }
            store.recount(merchant, quota, open);
            tell(merchant, quota, true, now());
            keys.stream().findFirst().ifPresent(key -> {
                batch.recounted(
                        key,
                        "quota/%s open %d: %d"
                                .formatted(quota.code(), before.use().open(), open));
                write(batch);
            });
            return true;
        });
    }

    private void write(StockBatch batch) {
        var group = new WriteGroup();
        batch.write(group);
        var events = new ArrayList<NewEvent>();
        batch.events(now(), events);
        journal.append(events, group);
        group.run(jdbc);
    }

    private void lockRows(MerchantId merchant, ChannelQuota quota) {
        stock.lock(keys(merchant, quota), List.of());
    }

    private TreeSet<StockKey> keys(MerchantId merchant, ChannelQuota quota) {
        var keys = new TreeSet<StockKey>();
        for (NodeId node : store.rows(merchant, quota.sku(), quota.node())) {
            keys.add(new StockKey(merchant, quota.sku(), node));
        }
        return keys;
    }

    private void tell(MerchantId merchant, ChannelQuota quota, boolean inForce, Instant now) {
        journal.append(List.of(QuotaEvents.changed(store.lock(merchant, quota).use(), inForce, true, now)));
    }

    private static void expect(ChannelQuota quota, Optional<Long> version) {
        if (version.isPresent() && version.get() != quota.version()) {
            throw new ProblemException(
                    Problem.PRECONDITION_FAILED, "quota %s is at version %d".formatted(quota.code(), quota.version()));
        }
    }

    @Override
    public Optional<ChannelQuota> find(MerchantId merchant, String code) {
        return store.find(merchant, code);
    }

    @Override
    public Page<ChannelQuota> list(MerchantId merchant, Filter filter, Optional<String> cursor, int limit) {
        var found = store.list(merchant, filter, cursor.map(QuotaBook::id).orElse(Long.MAX_VALUE), limit + 1);
        return Page.of(found, limit, quota -> Long.toString(quota.id()));
    }

    private static long id(String cursor) {
        if (!cursor.matches("[0-9]{1,18}")) {
            throw ProblemException.invalid(
                    "cursor", "invalid_value", "give the nextCursor of the page before as it was");
        }
        return Long.parseLong(cursor);
    }

    private Instant now() {
        return micros(clock.instant());
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transactions.execute(status -> work.get()));
    }
}
