package dev.tributary.channels.answer;

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

/** Keeps a lane for each channel whose adapter answers orders. */
@Component
class AnswerLanes extends TellingLanes<Answer> {

    AnswerLanes(
            JdbcChannelAccounts accounts,
            LaneLeases leases,
            AnswerTellings answers,
            AnswerSignal signal,
            MeterRegistry meters,
            CallRates rates,
            Clock clock,
            NodeRoles roles) {
        super(
                accounts,
                leases,
                LaneLeases.Lane.ANSWERS,
                answers,
                signal,
                new TellingMetrics(meters, "tributary.order.answers"),
                rates,
                clock,
                roles.plays(Role.DELIVERY));
    }

    @Override
    protected boolean serves(OpenAccount account) {
        return account.adapter().answers().isPresent();
    }
}
