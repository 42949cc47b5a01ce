package dev.tributary.vault;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param keys directory of the merchants' keys, outside the database's data directory and its backups
 * @param inboxRetentionDays for how many days after the day they came the bytes of platforms can be read
 */
@ConfigurationProperties("tributary.vault")
record VaultSettings(
        @DefaultValue("var/keys") Path keys,
        @DefaultValue("30") int inboxRetentionDays) {

    VaultSettings {
        if (inboxRetentionDays < 1 || inboxRetentionDays > 3_650) {
            throw new IllegalArgumentException(
                    "tributary.vault.inbox-retention-days must be 1 to 3650, not " + inboxRetentionDays);
        }
    }
}
