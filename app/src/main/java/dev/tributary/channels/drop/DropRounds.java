package dev.tributary.channels.drop;

import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.inbox.DropDoor;
import dev.tributary.database.NodeRoles;
import dev.tributary.database.Role;
import dev.tributary.database.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Looks into the directory of each channel that takes files, every five seconds, on each node that has a door. */
@Component
final class DropRounds extends Worker {

    private static final Logger LOG = LoggerFactory.getLogger(DropRounds.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final Path root;
    private final JdbcChannelAccounts accounts;
    private final DropDoor door;
    private final Clock clock;
    private final Map<Path, DropDirectory> directories = new HashMap<>();

    DropRounds(
            @Value("${tributary.drop:var/drop}") Path root,
            JdbcChannelAccounts accounts,
            DropDoor door,
            Clock clock,
            NodeRoles roles) {
        super("drops", LOOK_EVERY, LOOK_EVERY, roles.plays(Role.DOORS));
        this.root = root;
        this.accounts = accounts;
        this.door = door;
        this.clock = clock;
    }

    @Override
    protected void round() {
        for (var account : accounts.openAll()) {
            if (account.adapter().drop().isPresent() && isRunning()) {
                look(account);
            }
        }
    }

    /** One directory that cannot be used keeps no other waiting. */
    private void look(OpenAccount account) {
        var path = root.resolve(account.channel().toString());
        try {
            directories.computeIfAbsent(path, DropDirectory::new).look(account, door, clock.instant());
        } catch (IOException | RuntimeException e) {
            LOG.warn("files of channel {} cannot be taken from {}", account.channel(), path, e);
        }
    }
}
