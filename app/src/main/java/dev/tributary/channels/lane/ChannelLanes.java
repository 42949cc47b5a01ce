package dev.tributary.channels.lane;

import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.database.Threads;
import dev.tributary.database.Worker;
import dev.tributary.kernel.ChannelId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a lane of one kind for each channel whose adapter has it and whose lease is this node's. One whose thread ended is
 * begun anew.
 */
public abstract class ChannelLanes<L extends ChannelLane> extends Worker {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelLanes.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final JdbcChannelAccounts accounts;
    private final LaneLeases leases;
    private final LaneLeases.Lane kind;
    private final String node = UUID.randomUUID().toString();
    private final Map<ChannelId, L> lanes = new HashMap<>();

    protected ChannelLanes(
            String name, JdbcChannelAccounts accounts, LaneLeases leases, LaneLeases.Lane kind, boolean playing) {
        super(name, LOOK_EVERY, playing);
        this.accounts = accounts;
        this.leases = leases;
        this.kind = kind;
    }

    protected abstract boolean serves(OpenAccount account);

    protected abstract L lane(OpenAccount account);

    @Override
    protected void round() {
        var mine = new HashMap<ChannelId, OpenAccount>();
        for (var account : accounts.openAll()) {
            if (serves(account) && leases.lease(account.channel(), kind, node, LEASE)) {
                mine.put(account.channel(), account);
            }
        }
        lanes.entrySet().removeIf(entry -> {
            boolean stays = Optional.ofNullable(mine.get(entry.getKey()))
                    .filter(entry.getValue()::speaksFor)
                    .filter(account -> entry.getValue().thread().isAlive())
                    .isPresent();
            if (!stays) {
                entry.getValue().end();
            }
            return !stays;
        });
        mine.forEach((channel, account) -> {
            if (!lanes.containsKey(channel)) {
                begin(channel, account);
            }
        });
    }

    /** One that cannot begin, as its account lacks what a new adapter file asks for, tries again and holds no other up. */
    private void begin(ChannelId channel, OpenAccount account) {
        try {
            var lane = lane(account);
            lane.start();
            lanes.put(channel, lane);
        } catch (RuntimeException e) {
            LOG.warn("the {} lane of channel {} could not begin and tries again", kind, channel, e);
        }
    }

    @Override
    public void stop() {
        super.stop();
        lanes.values().forEach(ChannelLane::end);
        Threads.join(lanes.values().stream().map(ChannelLane::thread).toList());
        lanes.clear();
        try {
            leases.release(node);
        } catch (RuntimeException e) {
            LOG.warn("leases of lanes end by themselves", e);
        }
    }
}
