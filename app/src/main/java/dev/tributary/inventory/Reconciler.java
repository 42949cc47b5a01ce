package dev.tributary.inventory;

import dev.tributary.database.Background;
import dev.tributary.database.NodeRoles;
import dev.tributary.database.Role;
import dev.tributary.inventory.Drift.Reading;
import dev.tributary.inventory.OrderPromises.Promise;
import dev.tributary.inventory.lots.LotBooks;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Holds the books of stock against each other for ever, a slice at a time, by the statements that {@code verify} reads
 * with; what does not agree is kept as drift and repaired row by row.
 */
@Component
class Reconciler {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    /** Lines of one ledger that a slice adds up at most; a longer one takes several. */
    private static final int MOVES = 20_000;
    /** From so many lines on it is worth a row to remember what they came to. */
    private static final int MOVES_BALANCED = 200;

    private static final int REPAIRS_AT_ONCE = 5;

    private final JdbcClient jdbc;
    private final ReadingStore readings;
    private final DriftStore drifts;
    private final OrderPromises promises;
    private final RowRepair repair;
    private final DriftMetrics metrics;
    private final NodeRoles roles;
    private final Map<Reading, Pace> paces = new EnumMap<>(Reading.class);

    Reconciler(
            JdbcClient jdbc,
            ReadingStore readings,
            DriftStore drifts,
            OrderPromises promises,
            RowRepair repair,
            DriftMetrics metrics,
            NodeRoles roles) {
        this.jdbc = jdbc;
        this.readings = readings;
        this.drifts = drifts;
        this.promises = promises;
        this.repair = repair;
        this.metrics = metrics;
        this.roles = roles;
        long now = System.nanoTime();
        paces.put(Reading.LEDGER, new Pace(25, 500, now));
        // Each slice costs a pass over the live reservations, however few rows it has.
        paces.put(Reading.RESERVATIONS, new Pace(ReservationBooks.SLICE, ReservationBooks.SLICE, now));
        paces.put(Reading.ORDER_LINES, new Pace(1_000, 10_000, now));
        // Each row costs all lines of its lots.
        paces.put(Reading.LOTS, new Pace(10, 100, now));
    }

    @Scheduled(initialDelayString = "${tributary.inventory.reconcile-after}", fixedDelayString = "PT1S")
    void work() {
        if (roles.plays(Role.ORDERS)) {
            Background.run(this::look);
        }
    }

    private void look() {
        for (var reading : Reading.values()) {
            if (pace(reading).due(System.nanoTime())) {
                try {
                    slice(reading);
                } catch (RuntimeException e) {
                    LOG.warn("A slice of {} of the books failed and is read again", reading, e);
                    pace(reading).failed(System.nanoTime());
                }
            }
        }
        try {
            repairs();
        } catch (RuntimeException e) {
            LOG.warn("Repairs of the books failed and are tried again", e);
        }
    }

    /** Reads on; answers whether that ended a round, or another node is at it. */
    boolean slice(Reading reading) {
        var at = readings.claim(reading.code());
        if (at.isEmpty()) {
            return true;
        }
        long begin = System.nanoTime();
        int limit = pace(reading).limit();
        var read = switch (reading) {
            case LEDGER -> ledger(at.get(), limit);
            case RESERVATIONS -> reservations(at.get(), limit);
            case ORDER_LINES -> orderLines(at.get(), limit);
            case LOTS -> lots(at.get(), limit);
        };
        long end = System.nanoTime();
        readings.advance(reading, read.next(), read.checked());
        var took = Duration.ofNanos(end - begin);
        boolean ended = read.next().isEmpty();
        pace(reading).read(took, ended, end);
        metrics.slice(reading, took, ended);
        return ended;
    }

    /** Repairs some rows, those waiting longest first. */
    void repairs() {
        metrics.open(drifts.open());
        if (readings.claim(ReadingStore.REPAIRS).isEmpty()) {
            return;
        }
        for (var key : drifts.due(REPAIRS_AT_ONCE)) {
            try {
                var result = repair.repair(key);
                metrics.tried(result);
                LOG.warn("Books of stock row {}: {}", key, result);
            } catch (RuntimeException e) {
                // The next ones must not wait for it.
                LOG.warn("Books of stock row {} could not be repaired", key, e);
                drifts.tried(
                        key,
                        "The repair failed (%s) and is tried again."
                                .formatted(e.getClass().getSimpleName()));
            }
        }
    }

    /** @param next empty at the end of the round */
    private record Read(long checked, Optional<ReadingStore.Place> next) {}

    private Read ledger(ReadingStore.Place at, int limit) {
        var after = new StockSlice.Place(at.merchant(), at.first(), at.second());
        var rows = LedgerBooks.next(jdbc, after, limit, true, MOVES);
        int checked = 0;
        for (var row : rows) {
            boolean complete = row.complete(MOVES);
            if (row.gapless()
                    && (!complete || row.balanced() && row.moves() - row.balancedThrough() > MOVES_BALANCED)) {
                readings.balance(row);
            }
            if (row.gapless() && !complete) {
                return new Read(checked, Optional.of(place(after)));
            }
            if (!row.balanced() || row.unitsShort() != row.unitsMissing()) {
                found(row.key(), Reading.LEDGER, Optional.empty(), row.found(), row.expected());
            }
            after = row.place();
            checked++;
        }
        return new Read(checked, rows.size() < limit ? Optional.empty() : Optional.of(place(after)));
    }

    private Read reservations(ReadingStore.Place at, int limit) {
        var after = new StockSlice.Place(at.merchant(), at.first(), at.second());
        var slice = StockSlice.next(jdbc, after, limit);
        for (var row : ReservationBooks.wrong(jdbc, slice)) {
            found(
                    row.key(),
                    Reading.RESERVATIONS,
                    Optional.empty(),
                    "reserved " + row.reserved(),
                    "reservations of " + row.promised());
        }
        return new Read(slice.rows(), slice.last() ? Optional.empty() : Optional.of(place(slice.through())));
    }

    private Read orderLines(ReadingStore.Place at, int limit) {
        var slice = promises.differences(new OrderPromises.Place(at.merchant(), at.first()), limit);
        for (var one : slice.differences()) {
            String reserved = "reserved " + text(one.reserved());
            String open = "open " + text(one.open());
            one.reserved().ifPresent(line -> found(line.key(), Reading.ORDER_LINES, one.reserved(), reserved, open));
            one.open()
                    .filter(line -> one.reserved()
                            .map(Promise::key)
                            .filter(line.key()::equals)
                            .isEmpty())
                    .ifPresent(line -> found(line.key(), Reading.ORDER_LINES, one.open(), reserved, open));
        }
        return new Read(
                slice.lines(), slice.next().map(next -> new ReadingStore.Place(next.merchant(), next.order(), 0)));
    }

    private Read lots(ReadingStore.Place at, int limit) {
        var rows = LotBooks.next(jdbc, at.merchant(), at.first(), at.second(), limit);
        for (var row : rows) {
            if (!row.right()) {
                found(row.key(), Reading.LOTS, Optional.empty(), row.said(), row.expected());
            }
        }
        return new Read(
                rows.size(),
                rows.size() < limit
                        ? Optional.empty()
                        : Optional.of(new ReadingStore.Place(
                                rows.getLast().merchantId(),
                                rows.getLast().skuId(),
                                rows.getLast().nodeId())));
    }

    private void found(StockKey key, Reading reading, Optional<Promise> line, String found, String expected) {
        switch (drifts.found(key, reading, line, found, expected)) {
            case NEW -> {
                metrics.found(reading);
                LOG.warn("Books of stock row {} differ ({}): {}, expected {}", key, reading, found, expected);
            }
            case NOT_KEPT -> metrics.notKept(reading);
            case KNOWN -> {}
        }
    }

    private static String text(Optional<Promise> line) {
        return line.map(one -> "%d at node %s by line %d of order/%s"
                        .formatted(one.units(), one.key().node(), one.line(), one.order()))
                .orElse("nothing");
    }

    private static ReadingStore.Place place(StockSlice.Place place) {
        return new ReadingStore.Place(place.merchant(), place.sku(), place.node());
    }

    private Pace pace(Reading reading) {
        return Objects.requireNonNull(paces.get(reading));
    }
}
