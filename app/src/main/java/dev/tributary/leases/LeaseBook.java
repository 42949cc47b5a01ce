package dev.tributary.leases;

import dev.tributary.database.SequenceBlocks;
import dev.tributary.journal.Journal;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.leases.Lease.State;
import dev.tributary.leases.Leases.Change.What;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes leases: the row, its history, the news of it and what its keeper does about it, in one transaction. */
@Component
class LeaseBook implements Leases {

    private static final int ID_BLOCK = 16;
    private static final String BY_ITSELF = "hub";

    private final LeaseStore store;
    private final LeaseMemory memory;
    private final Journal journal;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final SequenceBlocks ids;
    /** Asked for late: keepers ask for leases themselves. */
    private final ObjectProvider<LeaseKeeper> keepers;

    LeaseBook(
            LeaseStore store,
            LeaseMemory memory,
            Journal journal,
            TransactionOperations transactions,
            Clock clock,
            JdbcClient jdbc,
            ObjectProvider<LeaseKeeper> keepers) {
        this.store = store;
        this.memory = memory;
        this.journal = journal;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = new SequenceBlocks(jdbc, "leases.lease_id", ID_BLOCK);
        this.keepers = keepers;
    }

    @Override
    public Lease make(MerchantId merchant, LeaseDraft draft, String actor) {
        var now = now();
        new LeaseCheck(draft.subject(), now).draft(draft);
        var lease = new Lease(
                new LeaseId(ids.next()),
                merchant,
                draft.subject(),
                draft.scope(),
                draft.units(),
                draft.owner(),
                draft.reason(),
                draft.atExpiry(),
                State.ACTIVE,
                now,
                draft.expiresAt().truncatedTo(ChronoUnit.MICROS),
                Optional.empty(),
                "",
                1);
        return inTransaction(() -> {
            if (!store.insert(lease, OPEN_MAX)) {
                throw new ProblemException(Problem.CONFLICT, "at most %d leases that are not over".formatted(OPEN_MAX));
            }
            tell(lease, What.MADE, actor, "until %s: %s".formatted(lease.expiresAt(), lease.reason()), now);
            keeper(lease).changed(lease);
            return lease;
        });
    }

    @Override
    public Lease extend(MerchantId merchant, LeaseId id, Extension extension, String actor) {
        return inTransaction(() -> {
            var lease = locked(merchant, id);
            var now = now();
            checkActive(lease, now);
            if (lease.version() >= CHANGES_MAX) {
                throw new ProblemException(
                        Problem.CONFLICT, "a lease is changed at most %d times".formatted(CHANGES_MAX));
            }
            new LeaseCheck(lease.subject(), now).extension(extension);
            var units = extension.units().isPresent() ? extension.units() : lease.units();
            var expiresAt = extension.expiresAt().orElse(lease.expiresAt()).truncatedTo(ChronoUnit.MICROS);
            var changed = with(lease, State.ACTIVE, lease.resume(), units, expiresAt, "", now);
            store.update(changed);
            String limit = units.isPresent() ? ", %d units".formatted(units.getAsLong()) : "";
            tell(changed, What.EXTENDED, actor, "until %s%s: %s".formatted(expiresAt, limit, extension.reason()), now);
            keeper(lease).changed(changed);
            return changed;
        });
    }

    @Override
    public Lease end(MerchantId merchant, LeaseId id, Resume resume, String reason, String actor) {
        return inTransaction(() -> {
            var lease = locked(merchant, id);
            // Behind the lock: who settles another lease meanwhile has seen this one active, and it must end later.
            var now = now();
            checkActive(lease, now);
            new LeaseCheck(lease.subject(), now).reason(reason);
            return move(lease, State.ENDING, resume, "", What.ENDED, actor, "%s: %s".formatted(resume, reason), now);
        });
    }

    /** Its time is over; false when somebody was quicker, or gave it more. */
    boolean expire(Lease seen) {
        return inTransaction(() -> {
            var lease = locked(seen.merchant(), seen.id());
            var now = now();
            if (lease.state() != State.ACTIVE || lease.expiresAt().isAfter(now)) {
                return false;
            }
            move(
                    lease,
                    State.ENDING,
                    lease.resume(),
                    "",
                    What.EXPIRED,
                    BY_ITSELF,
                    lease.resume().toString(),
                    now);
            return true;
        });
    }

    /** What its keeper does about its end, and the note of it. */
    void settle(Lease ending) {
        var keeper = keeper(ending);
        if (keeper.settlesAtOnce()) {
            transactions.executeWithoutResult(status -> note(ending, keeper.settle(ending)));
        } else {
            note(ending, keeper.settle(ending));
        }
    }

    private void note(Lease ending, LeaseKeeper.Settled settled) {
        var now = now();
        transactions.executeWithoutResult(status -> {
            var lease = store.lock(ending.merchant(), ending.id()).orElseThrow();
            if (lease.state() == State.ENDING) {
                switch (settled.progress()) {
                    case DONE ->
                        move(lease, State.ENDED, lease.resume(), "", What.SETTLED, BY_ITSELF, settled.says(), now);
                    case WAITING -> waiting(lease, settled.says(), now);
                }
            }
        });
    }

    /** The first time is a line of its history; later ones, which may be many, only change what is shown. */
    private void waiting(Lease lease, String says, Instant now) {
        if (lease.note().isEmpty()) {
            move(lease, State.ENDING, lease.resume(), says, What.SETTLING, BY_ITSELF, says, now);
        } else if (!lease.note().equals(says)) {
            store.note(lease, says);
        }
    }

    private Lease move(
            Lease lease, State state, Resume resume, String note, What what, String actor, String detail, Instant now) {
        var moved = with(lease, state, resume, lease.units(), lease.expiresAt(), note, now);
        store.update(moved);
        tell(moved, what, actor, detail, now);
        return moved;
    }

    private static Lease with(
            Lease lease, State state, Resume resume, OptionalLong units, Instant expiresAt, String note, Instant now) {
        if (state != lease.state() && !lease.state().moves().contains(state)) {
            throw new IllegalStateException(
                    "lease %s cannot go from %s to %s".formatted(lease.id(), lease.state(), state));
        }
        var endedAt = state == State.ACTIVE
                ? Optional.<Instant>empty()
                : Optional.of(lease.endedAt().orElse(now));
        return new Lease(
                lease.id(),
                lease.merchant(),
                lease.subject(),
                lease.scope(),
                units,
                lease.owner(),
                lease.reason(),
                resume,
                state,
                lease.madeAt(),
                expiresAt,
                endedAt,
                note,
                lease.version() + 1);
    }

    private void tell(Lease lease, What what, String actor, String detail, Instant now) {
        store.write(lease, new Change(lease.version(), what, actor, detail, now));
        journal.append(List.of(LeaseNews.changed(lease, now)));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                memory.take(lease);
            }
        });
    }

    private Lease locked(MerchantId merchant, LeaseId id) {
        return store.lock(merchant, id).orElseThrow(() -> ProblemException.notFound("there is no such lease"));
    }

    private static void checkActive(Lease lease, Instant now) {
        if (lease.state() != State.ACTIVE || !lease.expiresAt().isAfter(now)) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "the lease is over since %s".formatted(lease.endedAt().orElse(lease.expiresAt())));
        }
    }

    @Override
    public Optional<Lease> find(MerchantId merchant, LeaseId lease) {
        return store.find(merchant, lease);
    }

    @Override
    public Page<Lease> list(MerchantId merchant, Show show, Optional<String> cursor, int limit) {
        var found = store.list(merchant, show, cursor.map(LeaseBook::id).orElse(Long.MAX_VALUE), limit + 1);
        return Page.of(found, limit, lease -> lease.id().toString());
    }

    private static long id(String cursor) {
        if (!cursor.matches("[0-9]{1,18}")) {
            throw ProblemException.invalid(
                    "cursor", "invalid_value", "give the nextCursor of the page before as it was");
        }
        return Long.parseLong(cursor);
    }

    @Override
    public List<Change> history(MerchantId merchant, LeaseId lease) {
        return store.changes(merchant, lease);
    }

    @Override
    public Page<Drift> drift(Lease lease, Optional<String> cursor, int limit) {
        return lease.occupies() ? keeper(lease).drift(lease, cursor, limit) : new Page<>(List.of(), Optional.empty());
    }

    @Override
    public List<Lease> open(MerchantId merchant, Subject subject) {
        return store.openOf(merchant, subject);
    }

    @Override
    public List<Lease> hold(MerchantId merchant, Subject subject) {
        return store.holdOpenOf(merchant, subject);
    }

    private LeaseKeeper keeper(Lease lease) {
        return keepers.stream()
                .filter(keeper -> keeper.subjects().contains(lease.subject()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody keeps " + lease.subject()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private <T> T inTransaction(java.util.function.Supplier<T> work) {
        return Objects.requireNonNull(transactions.execute(status -> work.get()));
    }
}
