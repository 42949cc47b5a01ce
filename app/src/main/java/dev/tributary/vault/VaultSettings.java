package dev.tributary.vault;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param keys directory of the merchants' keys, outside the database's data directory and its backups
 * @param inboxRetentionDays for how many days after the day they came the bytes of platforms can be read
 * @param viewRetentionDays for how many days it is remembered who looked at whom
 */
@ConfigurationProperties("tributary.vault")
record VaultSettings(
        @DefaultValue("var/keys") Path keys,
        @DefaultValue("30") int inboxRetentionDays,
        @DefaultValue("1095") int viewRetentionDays) {

    VaultSettings {
        if (inboxRetentionDays < 1 || inboxRetentionDays > 3_650) {
            throw new IllegalArgumentException(
                    "tributary.vault.inbox-retention-days must be 1 to 3650, not " + inboxRetentionDays);
        }
        if (viewRetentionDays < 180) {
            throw new IllegalArgumentException(
                    "tributary.vault.view-retention-days must be at least 180, not " + viewRetentionDays);
        }
    }
}
