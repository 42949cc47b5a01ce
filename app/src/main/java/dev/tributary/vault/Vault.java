package dev.tributary.vault;

import dev.tributary.database.WriteGroup;
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

    /**
     * Adds sealed records to what the caller's transaction, which must exist, writes: one statement however many; none
     * when empty. A record whose person was erased since it was sealed is refused by the database (class 23).
     */
    void store(List<Sealed> records, WriteGroup group);

    /** For screens and logs: {@code 李**}, {@code 135****2210}, address up to the district. Erased people are absent. */
    Map<Long, PersonalData> masked(MerchantId merchant, Collection<Long> recordIds);

    /** In clear; who looked, at what and why is recorded first. */
    PersonalData reveal(MerchantId merchant, long recordId, String viewer, String reason);

    /** Records whose phone, or else name, equals the text after normalisation; newest first, at most {@code limit}. */
    List<Long> find(MerchantId merchant, String phoneOrName, int limit);

    /**
     * Keyed hashes of the phone numbers that stand in texts, whole or among other words, at most {@code limit}: they tell
     * whether texts speak of a person, and nothing to who has no merchant key.
     */
    List<byte[]> phoneTokens(MerchantId merchant, Collection<String> texts, int limit);

    /** Whose record it is, also after an erasure; a {@code NOT_FOUND} problem when there is no such record. */
    long personOf(MerchantId merchant, long recordId);

    /**
     * Destroys the person's key: every record of theirs is unreadable on every node from the commit on. The erasure is
     * remembered beside the key files, so that a database restored from an older backup gets it applied again before
     * it serves anyone. What other modules keep in words goes with it, see {@link ErasureListener}. Erasing twice is erasing
     * once; an actor is at most a name, for the audit.
     */
    void erase(MerchantId merchant, long personId, String actor);

    /** Encrypts bytes under the merchant's key of the day, which is destroyed when its retention ends. */
    byte[] sealBytes(MerchantId merchant, byte[] clear);

    /** The bytes in clear; a {@code NOT_FOUND} problem when their retention is over. */
    byte[] openBytes(MerchantId merchant, byte[] sealed);
}
