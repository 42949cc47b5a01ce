package dev.tributary.channels.telling;

import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.journal.Event;
import dev.tributary.kernel.ChannelId;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Whose order an event is about. Of most channels nothing is told: their events are told apart without reading them. */
@Component
public class OrderAccounts {

    private static final String CHANNEL = "\"channelId\":\"";

    private final JdbcChannelAccounts accounts;

    OrderAccounts(JdbcChannelAccounts accounts) {
        this.accounts = accounts;
    }

    /** @param tells whether the adapter tells its platform what the event is about */
    public Optional<OpenAccount> of(Event event, Predicate<Adapter> tells) {
        int at = event.payload().indexOf(CHANNEL);
        int end = event.payload().indexOf('"', at + CHANNEL.length());
        if (at < 0 || end < 0) {
            return Optional.empty();
        }
        var channel = new ChannelId(Long.parseLong(event.payload().substring(at + CHANNEL.length(), end)));
        return accounts.open(channel).filter(account -> tells.test(account.adapter()));
    }
}
