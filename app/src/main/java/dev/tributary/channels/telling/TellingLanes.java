package dev.tributary.channels.telling;

import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.lane.CallRates;
import dev.tributary.channels.lane.ChannelLanes;
import dev.tributary.channels.lane.LaneLeases;
import dev.tributary.journal.Signal;
import java.time.Clock;

/** Keeps a lane of one kind for each channel whose adapter has it, and forgets what is old. */
public abstract class TellingLanes<T extends Telling> extends ChannelLanes<TellingLane<T>> {

    private static final int ROUNDS_PER_SWEEP = 30;
    /** As long as platforms' own bytes are kept. */
    private static final int RETENTION_DAYS = 30;

    private static final int FORGET_AT_ONCE_MAX = 1_000;

    private final TellingLane.Parts<T> parts;
    private long rounds;

    protected TellingLanes(
            JdbcChannelAccounts accounts,
            LaneLeases leases,
            LaneLeases.Lane kind,
            Tellings<T> tellings,
            Signal signal,
            TellingMetrics metrics,
            CallRates rates,
            Clock clock,
            boolean playing) {
        super(tellings.name(), accounts, leases, kind, playing);
        this.parts = new TellingLane.Parts<>(tellings, signal, metrics, rates, kind, clock);
    }

    @Override
    protected final TellingLane<T> lane(OpenAccount account) {
        return new TellingLane<>(account, parts);
    }

    @Override
    protected final void round() {
        super.round();
        if (rounds++ % ROUNDS_PER_SWEEP == 0) {
            tend();
        }
    }

    private void tend() {
        parts.metrics().sampled(parts.tellings().untold());
        int forgotten;
        do {
            forgotten = parts.tellings().forget(RETENTION_DAYS, FORGET_AT_ONCE_MAX);
        } while (forgotten == FORGET_AT_ONCE_MAX && isRunning());
    }
}
