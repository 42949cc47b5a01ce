package dev.tributary.channels.pull;

import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.certificate.DayCount;
import dev.tributary.channels.lane.CallRates;
import dev.tributary.channels.lane.ChannelLanes;
import dev.tributary.channels.lane.LaneLeases;
import dev.tributary.channels.lane.PlatformCall;
import dev.tributary.database.NodeRoles;
import dev.tributary.database.Role;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Keeps a lane for each channel that is fetched from. */
@Component
class PullLanes extends ChannelLanes<PullLane> {

    private final PullLane.Parts parts;

    PullLanes(
            JdbcChannelAccounts accounts,
            LaneLeases leases,
            MarkStore marks,
            WantedItems wanted,
            RangeStore ranges,
            PulledMessages messages,
            DayCount days,
            PlatformCall call,
            CallRates rates,
            PullMetrics metrics,
            Clock clock,
            NodeRoles roles) {
        super("pulls", accounts, leases, LaneLeases.Lane.PULL, roles.plays(Role.DELIVERY));
        this.parts = new PullLane.Parts(marks, wanted, ranges, messages, days, call, rates, metrics, clock);
    }

    @Override
    protected boolean serves(OpenAccount account) {
        return account.adapter().pull().isPresent();
    }

    @Override
    protected PullLane lane(OpenAccount account) {
        return new PullLane(account, parts);
    }
}
