package dev.tributary.openapi;

import dev.tributary.kernel.MerchantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** News that does not arrive at its subscriber, for operators. */
public interface Deliveries {

    /** Tried three times or more without success, oldest first; at most 500. */
    List<Failing> failing(MerchantId merchant, int limit);

    /** How many wait, failing or not, of all merchants. */
    long waiting();

    /** How many were given up on by the hub, of all merchants. */
    long parked();

    /** Tries again at once, and from then on as if new. False when there is no such delivery any more. */
    boolean replay(MerchantId merchant, long delivery);

    /** Everything failing of one subscription, at most 10,000 a call; also lets a suspended subscription go on. */
    int replayAll(MerchantId merchant, long subscription);

    boolean drop(MerchantId merchant, long delivery);

    /**
     * @param parkedAt when the hub stopped trying by itself
     * @param nextTry absent when parked
     * @param history the latest tries: when, and what came of each
     */
    record Failing(
            long id,
            long subscription,
            String url,
            String type,
            String key,
            int attempts,
            Instant createdAt,
            Optional<Instant> parkedAt,
            Optional<Instant> nextTry,
            List<String> history) {}
}
