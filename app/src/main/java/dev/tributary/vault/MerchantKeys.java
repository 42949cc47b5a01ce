package dev.tributary.vault;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.tributary.kernel.MerchantId;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The key of each merchant, made when first needed. The database remembers the fingerprint of the file it was written
 * with: a file that is missing or another's is refused in a sentence, for a new key would hide all that is stored.
 */
final class MerchantKeys {

    private static final int MERCHANTS_MAX = 10_000;
    private static final String FINGERPRINT =
            "select fingerprint from vault.merchant_key where merchant_id = :merchant";
    private static final String REMEMBER = """
            insert into vault.merchant_key (merchant_id, fingerprint) values (:merchant, :fingerprint)
                on conflict (merchant_id) do nothing
            """;

    private final KeyDirectory directory;
    private final JdbcClient jdbc;
    private final TransactionTemplate ownTransaction;
    private final LoadingCache<MerchantId, MerchantKey> keys =
            Caffeine.newBuilder().maximumSize(MERCHANTS_MAX).build(this::load);

    MerchantKeys(KeyDirectory directory, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.directory = directory;
        this.jdbc = jdbc;
        this.ownTransaction = new TransactionTemplate(transactions);
        // What a key has sealed may outlive the caller's transaction, so its fingerprint must too.
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    MerchantKey of(MerchantId merchant) {
        return keys.get(merchant);
    }

    private MerchantKey load(MerchantId merchant) {
        Optional<byte[]> expected = ownTransaction.execute(status -> fingerprint(merchant));
        Optional<byte[]> secret = directory.read(merchant);
        if (secret.isEmpty() && expected.isPresent()) {
            throw new IllegalStateException(
                    "the key of merchant %s is not in %s: bring back merchant-%s.key, without it nothing can be read"
                            .formatted(merchant, directory, merchant));
        }
        MerchantKey key = new MerchantKey(merchant, secret.orElseGet(() -> directory.create(merchant)));
        byte[] known = expected.orElseGet(() -> remember(key));
        if (!Arrays.equals(known, key.fingerprint())) {
            if (secret.isEmpty()) {
                directory.remove(merchant);
            }
            throw new IllegalStateException(
                    "merchant-%s.key in %s is not the key this database was written with: nodes of one hub share their keys"
                            .formatted(merchant, directory));
        }
        return key;
    }

    private byte[] remember(MerchantKey key) {
        return ownTransaction.execute(status -> {
            jdbc.sql(REMEMBER)
                    .param("merchant", key.merchant().value())
                    .param("fingerprint", key.fingerprint())
                    .update();
            return fingerprint(key.merchant()).orElseThrow();
        });
    }

    private Optional<byte[]> fingerprint(MerchantId merchant) {
        return jdbc.sql(FINGERPRINT)
                .param("merchant", merchant.value())
                .query((row, number) -> row.getBytes(1))
                .optional();
    }
}
