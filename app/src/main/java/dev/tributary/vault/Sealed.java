package dev.tributary.vault;

import dev.tributary.kernel.MerchantId;
import java.util.List;

/**
 * Personal data encrypted under its person's key and ready to be stored with the order it belongs to.
 *
 * @param recordId what the order keeps; assigned before the batch
 * @param personId whose key it is; the same phone at the same merchant is the same person
 * @param searchTokens keyed hashes of the normalised phone and of the name, 16 bytes each, those there are
 */
public record Sealed(MerchantId merchant, long recordId, long personId, byte[] cipher, List<byte[]> searchTokens) {}
