package dev.tributary.openapi.subscriptions;

import dev.tributary.kernel.MerchantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Someone who wants to be told. */
record Subscription(
        long id,
        MerchantId merchant,
        String url,
        List<String> types,
        byte[] salt,
        Instant createdAt,
        Optional<String> suspendedFor) {

    static final int PER_MERCHANT_MAX = 100;
    static final int TYPES_MAX = 20;

    boolean wants(MerchantId ofMerchant, String type, Instant appendedAt) {
        return merchant.equals(ofMerchant)
                && suspendedFor.isEmpty()
                && !appendedAt.isBefore(createdAt)
                && EventTypes.matches(types, type);
    }
}
