package dev.tributary.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tributary.vault.MerchantKey.Use;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One key per merchant and UTC day for what platforms send. Deleting a day's key makes that day's bytes unreadable
 * wherever copies of them lie: in the inbox, in backups, in the write-ahead log.
 */
final class InboxKeys {

    private static final int KEYS_MAX = 10_000;
    private static final String FIND = """
            select wrapped_key from vault.inbox_key where merchant_id = :merchant and day = :day
            """;
    private static final String MAKE = """
            insert into vault.inbox_key (merchant_id, day, wrapped_key) values (:merchant, :day, :wrapped)
                on conflict do nothing
            """;
    private static final String DESTROY = "delete from vault.inbox_key where day < :oldest";

    private final JdbcClient jdbc;
    private final TransactionTemplate ownTransaction;
    private final Clock clock;
    private final int retentionDays;
    private final Cache<Name, SecretKey> keys = Caffeine.newBuilder()
            .maximumSize(KEYS_MAX)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    InboxKeys(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock, int retentionDays) {
        this.jdbc = jdbc;
        this.ownTransaction = new TransactionTemplate(transactions);
        // A key that the caller's rollback took away again would leave bytes nobody can read.
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
        this.retentionDays = retentionDays;
    }

    int today() {
        return Math.toIntExact(
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay());
    }

    SecretKey current(MerchantKey merchant, int day) {
        return keys.get(new Name(merchant.merchant().value(), day), name -> findOrMake(merchant, day));
    }

    /** Empty when its retention is over. */
    Optional<SecretKey> of(MerchantKey merchant, int day) {
        if (day < oldestDay()) {
            return Optional.empty();
        }
        Name name = new Name(merchant.merchant().value(), day);
        return Optional.ofNullable(keys.get(name, it -> find(merchant, day).orElse(null)));
    }

    /** How many keys were destroyed. */
    int destroyExpired() {
        int oldest = oldestDay();
        int destroyed = jdbc.sql(DESTROY).param("oldest", oldest).update();
        keys.asMap().keySet().removeIf(name -> name.day < oldest);
        return destroyed;
    }

    private int oldestDay() {
        return today() - retentionDays;
    }

    private SecretKey findOrMake(MerchantKey merchant, int day) {
        return find(merchant, day).orElseGet(() -> {
            ownTransaction.executeWithoutResult(status -> jdbc.sql(MAKE)
                    .param("merchant", merchant.merchant().value())
                    .param("day", day)
                    .param("wrapped", merchant.wrap(AesGcm.randomKey(), Use.INBOX_DAY, day))
                    .update());
            return find(merchant, day).orElseThrow();
        });
    }

    private Optional<SecretKey> find(MerchantKey merchant, int day) {
        return ownTransaction.execute(status -> jdbc.sql(FIND)
                .param("merchant", merchant.merchant().value())
                .param("day", day)
                .query((row, number) -> merchant.unwrap(row.getBytes(1), Use.INBOX_DAY, day))
                .optional());
    }

    private record Name(long merchant, int day) {}
}
