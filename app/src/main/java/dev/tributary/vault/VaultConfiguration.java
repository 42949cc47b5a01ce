package dev.tributary.vault;

import dev.tributary.database.SequenceBlocks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;

/** Puts the vault together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VaultSettings.class)
@EnableScheduling
class VaultConfiguration {

    @Bean
    KeyDirectory keyDirectory(VaultSettings settings) {
        return new KeyDirectory(settings.keys());
    }

    @Bean
    People people(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new People(new PersonStore(jdbc, transactions));
    }

    @Bean
    Erasures erasures(
            KeyDirectory directory,
            People people,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            List<ErasureListener> listeners) {
        return new Erasures(directory, people, jdbc, transactions, listeners);
    }

    @Bean
    InboxKeys inboxKeys(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock, VaultSettings settings) {
        return new InboxKeys(jdbc, transactions, clock, settings.inboxRetentionDays());
    }

    @Bean
    ViewLog viewLog(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new ViewLog(jdbc, transactions);
    }

    @Bean
    VaultJobs vaultJobs(Erasures erasures, InboxKeys inboxKeys, ViewLog views, VaultSettings settings, Clock clock) {
        return new VaultJobs(erasures, inboxKeys, views, Duration.ofDays(settings.viewRetentionDays()), clock);
    }

    @Bean
    Vault vault(
            KeyDirectory directory,
            People people,
            Erasures erasures,
            InboxKeys inboxKeys,
            ViewLog views,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        return new SealingVault(
                new MerchantKeys(directory, jdbc, transactions),
                people,
                new RecordStore(jdbc),
                new SequenceBlocks(jdbc, "vault.record_id", 1000),
                views,
                erasures,
                inboxKeys);
    }
}
