package dev.tributary.vault;

import dev.tributary.kernel.MerchantId;
import java.util.List;

/**
 * A module that keeps words about people beside what the vault seals: remarks, reasons, the bytes of a platform. It
 * removes them from its own schema in the transaction of the erasure, which is tried again as a whole when that fails.
 */
public interface ErasureListener {

    void erased(MerchantId merchant, Erased person, String actor);

    /**
     * @param records all that the person had; they are unreadable from the commit on
     * @param tokens what the person was found by, as {@link Vault#phoneTokens} makes them of other texts
     */
    record Erased(List<Long> records, List<byte[]> tokens) {}
}
