package dev.tributary.channels.socket;

import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.inbox.InboxWriter;
import dev.tributary.channels.lane.ChannelLanes;
import dev.tributary.channels.lane.LaneLeases;
import dev.tributary.database.NodeRoles;
import dev.tributary.database.Role;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Keeps a lane for each channel whose platform pushes over a WebSocket. */
@Component
class SocketLanes extends ChannelLanes<SocketLane> {

    private final SocketLane.Parts parts;

    SocketLanes(
            JdbcChannelAccounts accounts,
            LaneLeases leases,
            InboxWriter inbox,
            MeterRegistry meters,
            Clock clock,
            NodeRoles roles) {
        super("sockets", accounts, leases, LaneLeases.Lane.SOCKET, roles.plays(Role.DELIVERY));
        this.parts = new SocketLane.Parts(inbox, new SocketMetrics(meters), clock);
    }

    @Override
    protected boolean serves(OpenAccount account) {
        return account.adapter()
                .socket()
                .filter(socket -> socket.isFor(account.texts()))
                .isPresent();
    }

    @Override
    protected SocketLane lane(OpenAccount account) {
        return new SocketLane(account, parts);
    }
}
