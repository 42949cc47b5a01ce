package dev.tributary.journal;

import dev.tributary.kernel.MerchantId;

/**
 * One business fact about to be appended.
 *
 * @param type past tense with version, such as {@code order.placed.v1}
 * @param key the aggregate, such as {@code order/123} or {@code stock/7/42/3}; events of one key are read in order, so
 *     append only while the key's row is locked
 * @param version the aggregate's version after the fact; consumers that keep state drop what is not newer
 * @param payload JSON with ids and facts, never personal data
 */
public record NewEvent(String type, String key, MerchantId merchant, long version, String payload) {}
