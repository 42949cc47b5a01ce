package dev.tributary.openapi.snapshots;

import dev.tributary.database.NodeRoles;
import dev.tributary.database.Role;
import dev.tributary.database.Worker;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Has snapshots that stopped half-way gone on with; nodes may find the same one, which does no harm. */
@Component
class SnapshotResumes extends Worker {

    /** The first time too: a hub that starts has more urgent work. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

    private static final Duration LEFT_ALONE = Duration.ofMinutes(1);

    private final SnapshotApplying applying;
    private final Clock clock;

    SnapshotResumes(SnapshotApplying applying, Clock clock, NodeRoles roles) {
        super("snapshot-resumes", LOOK_EVERY, LOOK_EVERY, roles.plays(Role.ORDERS));
        this.applying = applying;
        this.clock = clock;
    }

    @Override
    protected void round() {
        applying.resume(clock.instant().minus(LEFT_ALONE), this::isRunning);
    }
}
