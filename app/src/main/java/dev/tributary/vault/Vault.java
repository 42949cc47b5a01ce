package dev.tributary.vault;

import dev.tributary.kernel.MerchantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The door to personal data. */
public interface Vault {

    /**
     * Encrypts. Called before the hot path's batch: a person seen before costs no I/O, a new one costs a share of a
     * small grouped insert of its own.
     */
    Sealed seal(MerchantId merchant, PersonalData data);

    /** Writes sealed records in the caller's transaction, with one statement however many; none when empty. */
    void store(List<Sealed> records);

    /** For screens and logs: {@code 李**}, {@code 135****2210}, address up to the district. Erased people are absent. */
    Map<Long, PersonalData> masked(MerchantId merchant, Collection<Long> recordIds);

    /** In clear; who looked, at what and why is recorded first. */
    PersonalData reveal(MerchantId merchant, long recordId, String viewer, String reason);

    /** Records whose phone, or else name, equals the text after normalisation; newest first, at most {@code limit}. */
    List<Long> find(MerchantId merchant, String phoneOrName, int limit);

    /** Destroys the person's key: every record of theirs is unreadable from now on, in backups and logs too. */
    void erase(MerchantId merchant, long personId, String actor);

    /** Encrypts bytes under the merchant's current inbox key, which is destroyed when its retention ends. */
    byte[] sealBytes(MerchantId merchant, byte[] clear);

    byte[] openBytes(MerchantId merchant, byte[] sealed);
}
