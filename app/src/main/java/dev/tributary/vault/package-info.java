/**
 * Personal data: the only place that holds it in clear, and only in memory. A key per person, wrapped by a merchant key
 * kept outside the data directory; search by keyed hashes; masking; a log of every look; erasure by destroying the key,
 * which other modules hear of to remove their words about the person. Owns schema {@code vault}.
 *
 * <p>Who holds a copy of the database from before an erasure and also the merchant's key file could still open what
 * that copy holds: keep key files and backups apart, and delete backups when their time is over.
 */
@NullMarked
@ApplicationModule(
        displayName = "Vault",
        allowedDependencies = {"kernel", "database"})
package dev.tributary.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
