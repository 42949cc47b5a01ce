package dev.tributary.channels.answer;

import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.lane.LaneLeases;
import dev.tributary.channels.lane.PlatformCall;
import dev.tributary.database.NodeRoles;
import dev.tributary.database.Role;
import dev.tributary.database.Threads;
import dev.tributary.database.Worker;
import dev.tributary.kernel.ChannelId;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Keeps a lane for each channel whose adapter answers orders and whose lease is this node's. */
@Component
class AnswerLanes extends Worker {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerLanes.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final int LOOKS_PER_SWEEP = 30;
    /** As long as platforms' own bytes are kept: who cancels after that is told, who confirms after that does so twice. */
    private static final int RETENTION_DAYS = 30;

    private static final int FORGET_AT_ONCE_MAX = 1_000;

    private final JdbcChannelAccounts accounts;
    private final LaneLeases leases;
    private final AnswerLane.Parts parts;
    private final String node = UUID.randomUUID().toString();
    private final Map<ChannelId, AnswerLane> lanes = new HashMap<>();
    private long looks;

    AnswerLanes(
            JdbcChannelAccounts accounts,
            LaneLeases leases,
            AnswerStore store,
            PlatformCall call,
            AnswerSignal signal,
            AnswerMetrics metrics,
            Clock clock,
            NodeRoles roles) {
        super("order-answers", LOOK_EVERY, roles.plays(Role.DELIVERY));
        this.accounts = accounts;
        this.leases = leases;
        this.parts = new AnswerLane.Parts(store, call, signal, metrics, clock);
    }

    @Override
    protected void round() {
        boolean sweeps = looks++ % LOOKS_PER_SWEEP == 0;
        look();
        if (sweeps) {
            tend();
        }
    }

    private void look() {
        var mine = new HashMap<ChannelId, OpenAccount>();
        for (var account : accounts.openAll()) {
            if (account.adapter().answers().isPresent()
                    && leases.lease(account.channel(), LaneLeases.Lane.ANSWERS, node, LEASE)) {
                mine.put(account.channel(), account);
            }
        }
        lanes.entrySet().removeIf(entry -> {
            boolean stays = Optional.ofNullable(mine.get(entry.getKey()))
                    .filter(entry.getValue()::speaksFor)
                    .isPresent();
            if (!stays) {
                entry.getValue().end();
            }
            return !stays;
        });
        mine.forEach((channel, account) -> lanes.computeIfAbsent(channel, any -> started(account)));
    }

    private AnswerLane started(OpenAccount account) {
        var lane = new AnswerLane(account, parts);
        lane.start();
        return lane;
    }

    private void tend() {
        parts.metrics().sampled(parts.store().untold());
        int forgotten;
        do {
            forgotten = parts.store().forget(RETENTION_DAYS, FORGET_AT_ONCE_MAX);
        } while (forgotten == FORGET_AT_ONCE_MAX && isRunning());
    }

    @Override
    public void stop() {
        super.stop();
        lanes.values().forEach(AnswerLane::end);
        parts.signal().raise();
        Threads.join(lanes.values().stream().map(AnswerLane::thread).toList());
        lanes.clear();
        try {
            leases.release(node);
        } catch (RuntimeException e) {
            LOG.warn("leases of answers to orders end by themselves", e);
        }
    }
}
