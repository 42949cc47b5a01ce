package dev.tributary.vault;

import dev.tributary.kernel.MerchantId;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Names a destroyed key by the SHA-256 of its wrapped form, so that an id given anew after a restore means nobody else.
 */
record ErasedKey(MerchantId merchant, long personId, byte[] wrappedKeyHash) {

    String line() {
        return "%d %d %s".formatted(merchant.value(), personId, HexFormat.of().formatHex(wrappedKeyHash));
    }

    /** Empty for a line that a crash cut short: its erasure was not committed and was not confirmed to anyone. */
    static Optional<ErasedKey> parse(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || parts[2].length() != 64) {
            return Optional.empty();
        }
        return Optional.of(new ErasedKey(
                new MerchantId(Long.parseLong(parts[0])),
                Long.parseLong(parts[1]),
                HexFormat.of().parseHex(parts[2])));
    }
}
