package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The board over the stores. */
@Component
class DriftBook implements DriftBoard {

    static final Rule DEFAULT = new Rule(true, 60, "", "", Optional.empty());
    private static final int LIST_MAX = 500;
    private static final int RULES_MAX = 20;
    private static final int REASON_LENGTH_MAX = 200;

    private final DriftStore drifts;
    private final ReadingStore readings;

    DriftBook(DriftStore drifts, ReadingStore readings) {
        this.drifts = drifts;
        this.readings = readings;
    }

    @Override
    public Report report(MerchantId merchant, int limit) {
        var progress = readings.progress();
        var counts = drifts.counts(merchant);
        var rules = new ArrayList<>(drifts.rules(merchant, RULES_MAX));
        rules.add(DEFAULT);
        return new Report(
                quietSince(progress, counts),
                counts.found(),
                counts.open(),
                counts.repaired(),
                progress.stream().map(ReadingStore.Progress::round).toList(),
                drifts.list(merchant, Math.clamp(limit, 1, LIST_MAX)),
                List.copyOf(rules));
    }

    /** Nobody knows how quiet it was before each book had been read once; and it is not while drift is open. */
    private static Optional<Instant> quietSince(List<ReadingStore.Progress> progress, DriftStore.Counts counts) {
        if (counts.open() > 0
                || progress.stream().anyMatch(one -> one.firstEndedAt().isEmpty())) {
            return Optional.empty();
        }
        return progress.stream()
                .map(one -> one.firstEndedAt().orElseThrow())
                .max(Comparator.naturalOrder())
                .map(proven -> counts.lastFound().filter(proven::isBefore).orElse(proven));
    }

    @Override
    public void rule(MerchantId merchant, boolean repairs, int hourlyMax, String reason, String actor) {
        var violations = new ArrayList<Violation>();
        if (hourlyMax < HOURLY_LEAST || hourlyMax > HOURLY_MOST) {
            violations.add(
                    new Violation("/hourlyMax", "out_of_range", "from %d to %d".formatted(HOURLY_LEAST, HOURLY_MOST)));
        }
        if (reason.isBlank() || reason.length() > REASON_LENGTH_MAX || reason.indexOf('\0') >= 0) {
            violations.add(
                    new Violation("/reason", "text", "Give 1 to %d characters, no NUL.".formatted(REASON_LENGTH_MAX)));
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        drifts.rule(merchant, repairs, hourlyMax, reason.strip(), actor);
    }
}
