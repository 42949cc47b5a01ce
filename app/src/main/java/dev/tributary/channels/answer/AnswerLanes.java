package dev.tributary.channels.answer;

import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.lane.ChannelLanes;
import dev.tributary.channels.lane.LaneLeases;
import dev.tributary.channels.lane.PlatformCall;
import dev.tributary.database.NodeRoles;
import dev.tributary.database.Role;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Keeps a lane for each channel whose adapter answers orders. */
@Component
class AnswerLanes extends ChannelLanes<AnswerLane> {

    private static final int ROUNDS_PER_SWEEP = 30;
    /** As long as platforms' own bytes are kept: who cancels after that is told, who confirms after that does so twice. */
    private static final int RETENTION_DAYS = 30;

    private static final int FORGET_AT_ONCE_MAX = 1_000;

    private final AnswerLane.Parts parts;
    private long rounds;

    AnswerLanes(
            JdbcChannelAccounts accounts,
            LaneLeases leases,
            AnswerStore store,
            PlatformCall call,
            AnswerSignal signal,
            AnswerMetrics metrics,
            Clock clock,
            NodeRoles roles) {
        super("order-answers", accounts, leases, LaneLeases.Lane.ANSWERS, roles.plays(Role.DELIVERY));
        this.parts = new AnswerLane.Parts(store, call, signal, metrics, clock);
    }

    @Override
    protected boolean serves(OpenAccount account) {
        return account.adapter().answers().isPresent();
    }

    @Override
    protected AnswerLane lane(OpenAccount account) {
        return new AnswerLane(account, parts);
    }

    @Override
    protected void round() {
        super.round();
        if (rounds++ % ROUNDS_PER_SWEEP == 0) {
            tend();
        }
    }

    private void tend() {
        parts.metrics().sampled(parts.store().untold());
        int forgotten;
        do {
            forgotten = parts.store().forget(RETENTION_DAYS, FORGET_AT_ONCE_MAX);
        } while (forgotten == FORGET_AT_ONCE_MAX && isRunning());
    }
}
