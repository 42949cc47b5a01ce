package dev.tributary.channels.inbox;

import dev.tributary.channels.OrderFiles;
import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.ProblemException;
import org.springframework.stereotype.Component;

@Component
class BroughtFiles implements OrderFiles {

    private final JdbcChannelAccounts accounts;
    private final DropDoor door;

    BroughtFiles(JdbcChannelAccounts accounts, DropDoor door) {
        this.accounts = accounts;
        this.door = door;
    }

    @Override
    public Receipt take(MerchantId merchant, ChannelId channel, byte[] file, String name, String actor) {
        return door.take(account(merchant, channel), file, name, "brought by " + actor);
    }

    @Override
    public String template(MerchantId merchant, ChannelId channel) {
        return DropDoor.template(account(merchant, channel)).orElseThrow();
    }

    private OpenAccount account(MerchantId merchant, ChannelId channel) {
        return accounts.open(channel)
                .filter(account -> account.merchant().equals(merchant))
                .filter(account -> DropDoor.isOf(account.adapter()))
                .orElseThrow(() -> ProblemException.notFound("no channel here takes files of orders by this code"));
    }
}
