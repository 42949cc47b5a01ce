package dev.tributary.orders;

import dev.tributary.inventory.StockKey;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs a batch until its fate is known. Values that the database refuses (class 22, 23), or a fault of ours, bisect the
 * batch until the culprit stands alone; everything else (serialization, deadlock, a lost connection, a commit whose
 * answer never came) runs the same batch again, which the natural keys make safe.
 */
@Component
class BatchRunner {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);
    /** With these pauses a database that restarts within half a minute costs callers nothing but time. */
    private static final int ATTEMPTS_MAX = 20;

    private static final String UNIQUE_VIOLATION = "23505";

    private static final Duration PAUSE_FIRST = Duration.ofMillis(20);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(2);

    private final Batch batch;
    private final IntakeMeters meters;
    private final TransactionTemplate transaction;

    BatchRunner(Batch batch, IntakeMeters meters, PlatformTransactionManager transactions) {
        this.batch = batch;
        this.meters = meters;
        transaction = new TransactionTemplate(transactions);
    }

    /** Completes every command's answer, and returns those that must wait for the next batch. */
    List<Pending> run(List<Pending> commands) throws InterruptedException {
        var deferred = new ArrayList<Pending>();
        run(commands, deferred);
        return deferred;
    }

    private void run(List<Pending> commands, List<Pending> deferred) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                long start = System.nanoTime();
                var outcomes = decide(commands);
                meters.batch(commands, outcomes, System.nanoTime() - start);
                answer(commands, outcomes, deferred);
                return;
            } catch (RuntimeException failed) {
                String state = sqlState(failed);
                if (belongsToOneCommand(failed, state) && !mayBeTaken(state, attempt)) {
                    bisect(commands, failed, state, deferred);
                    return;
                }
                if (attempt == ATTEMPTS_MAX) {
                    LOG.error(
                            "A batch of {} commands could not be run in {} attempts", commands.size(), attempt, failed);
                    commands.forEach(pending -> pending.answer().completeExceptionally(failed));
                    return;
                }
                LOG.warn(
                        "Attempt {} at a batch of {} commands failed (SQL state {}), again",
                        attempt,
                        commands.size(),
                        state);
                meters.rerun();
                Thread.sleep(pause(attempt));
            }
        }
    }

    /** Ends: each time there are more rows, and only those that the commands name. */
    private List<@Nullable Outcome> decide(List<Pending> commands) {
        var made = new TreeSet<StockKey>();
        while (true) {
            try {
                return Objects.requireNonNull(transaction.execute(status -> batch.run(commands, made)));
            } catch (Batch.RowsMissing missing) {
                if (!made.addAll(missing.rows)) {
                    throw new IllegalStateException("made, and missing all the same: " + missing.rows, missing);
                }
            }
        }
    }

    private void bisect(List<Pending> commands, RuntimeException failed, @Nullable String state, List<Pending> deferred)
            throws InterruptedException {
        if (commands.size() > 1) {
            int middle = commands.size() / 2;
            run(commands.subList(0, middle), deferred);
            run(commands.subList(middle, commands.size()), deferred);
            return;
        }
        var culprit = commands.getFirst();
        if (state == null) {
            LOG.error("A fault of ours in {}", culprit.command().getClass().getSimpleName(), failed);
            culprit.answer().completeExceptionally(failed);
        } else {
            LOG.warn(
                    "The database refuses {} (SQL state {})",
                    culprit.command().getClass().getSimpleName(),
                    state);
            culprit.answer()
                    .complete(new Outcome.Rejected(
                            Outcome.Why.PARKED, "The database refuses a value of it (SQL state %s).".formatted(state)));
        }
    }

    private static void answer(List<Pending> commands, List<@Nullable Outcome> outcomes, List<Pending> deferred) {
        for (int i = 0; i < commands.size(); i++) {
            var outcome = outcomes.get(i);
            if (outcome == null) {
                deferred.add(commands.get(i));
            } else {
                commands.get(i).answer().complete(outcome);
            }
        }
    }

    /** Bad values, or a fault in deciding; not an outage. */
    private static boolean belongsToOneCommand(RuntimeException failed, @Nullable String state) {
        if (state != null) {
            return state.startsWith("22") || state.startsWith("23");
        }
        return !(failed instanceof org.springframework.dao.DataAccessException)
                && !(failed instanceof org.springframework.transaction.TransactionException);
    }

    /** Another node may have written the same beside this one, such as the sale after its void; then it is found now. */
    private static boolean mayBeTaken(@Nullable String state, int attempt) {
        return UNIQUE_VIOLATION.equals(state) && attempt == 1;
    }

    private static @Nullable String sqlState(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }

    private static Duration pause(int attempt) {
        var pause = PAUSE_FIRST.multipliedBy(1L << Math.min(attempt - 1, 10));
        return pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause;
    }
}
