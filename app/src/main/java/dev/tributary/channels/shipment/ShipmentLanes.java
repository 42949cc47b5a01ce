package dev.tributary.channels.shipment;

import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.lane.CallRates;
import dev.tributary.channels.lane.LaneLeases;
import dev.tributary.channels.telling.TellingLanes;
import dev.tributary.channels.telling.TellingMetrics;
import dev.tributary.database.NodeRoles;
import dev.tributary.database.Role;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Keeps a lane for each channel whose platform hears of shipments. */
@Component
class ShipmentLanes extends TellingLanes<Shipment> {

    ShipmentLanes(
            JdbcChannelAccounts accounts,
            LaneLeases leases,
            ShipmentTellings shipments,
            ShipmentSignal signal,
            MeterRegistry meters,
            CallRates rates,
            Clock clock,
            NodeRoles roles) {
        super(
                accounts,
                leases,
                LaneLeases.Lane.SHIPMENTS,
                shipments,
                signal,
                new TellingMetrics(meters, "tributary.order.shipments"),
                rates,
                clock,
                roles.plays(Role.DELIVERY));
    }

    @Override
    protected boolean serves(OpenAccount account) {
        return account.adapter().shipments().isPresent();
    }
}
