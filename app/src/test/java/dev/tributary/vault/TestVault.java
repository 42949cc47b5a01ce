package dev.tributary.vault;

import dev.tributary.database.SequenceBlocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The real vault outside a Spring context, for tests of every module. */
public final class TestVault {

    private TestVault() {}

    /** With a key directory of its own. */
    public static Vault on(DataSource database) {
        try {
            return node(database, Files.createTempDirectory("keys"), Clock.systemUTC())
                    .vault();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One node of a hub: nodes share database and keys, not memory. */
    static Node node(DataSource database, Path keys, Clock clock) {
        var jdbc = JdbcClient.create(database);
        var transactions = new JdbcTransactionManager(database);
        var directory = new KeyDirectory(keys);
        var people = new People(new PersonStore(jdbc, transactions));
        var erasures = new Erasures(directory, people, jdbc, transactions, List.of());
        var inboxKeys = new InboxKeys(jdbc, transactions, clock, 30);
        var vault = new SealingVault(
                new MerchantKeys(directory, jdbc, transactions),
                people,
                new RecordStore(jdbc),
                new SequenceBlocks(jdbc, "vault.record_id", 1000),
                new ViewLog(jdbc, transactions),
                erasures,
                inboxKeys);
        return new Node(vault, erasures, inboxKeys);
    }

    record Node(Vault vault, Erasures erasures, InboxKeys inboxKeys) {}
}
