package dev.tributary.channels;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Answers to orders that their platform has not taken, for operators. */
public interface OrderAnswers {

    /** Tried three times or more without success, or untold for a minute; longest first, at most 500. */
    List<Late> late(MerchantId merchant, int limit);

    /** Tries again at once, and from then on as if new. False when there is nothing to tell any more. */
    boolean replay(MerchantId merchant, ChannelId channel, String number);

    /** A person has told the platform in its own app. False when there is nothing to tell any more. */
    boolean settle(MerchantId merchant, ChannelId channel, String number, String actor);

    enum Told {
        CONFIRMED,
        CANCELLED
    }

    /**
     * @param number the platform's
     * @param tells what the platform should hold
     * @param parkedAt when the hub stopped trying by itself
     * @param nextTry absent when parked
     * @param history the latest tries: when, and what came of each
     */
    record Late(
            ChannelId channel,
            String number,
            OrderId order,
            Told tells,
            int attempts,
            Instant decidedAt,
            Optional<Instant> parkedAt,
            Optional<Instant> nextTry,
            List<String> history) {}
}
