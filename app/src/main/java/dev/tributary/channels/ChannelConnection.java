package dev.tributary.channels;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import java.time.Duration;

/** Whether a channel's platform answers to its account, found out by asking it as the channel's lanes do. */
public interface ChannelConnection {

    /** How long somebody waits for it at most. */
    Duration ANSWER_MAX = Duration.ofSeconds(40);

    /** How many are asked at once on one node. */
    int AT_ONCE_MAX = 4;

    /** What of the channel can be asked from here. */
    enum Asks {
        /** One page of a list, after a token where it needs one. Nothing of the page is stored: its lane reads it anew. */
        PAGE,
        TOKEN,
        /** Its platform calls, or people bring files: the first message shows that it is connected. */
        NOTHING
    }

    enum Outcome {
        ANSWERED,
        NO_TOKEN,
        SLOW_DOWN,
        REFUSED,
        FAILED
    }

    /**
     * @param list which was asked for; empty where a token alone was
     * @param items on its page
     * @param said the platform's reason, or what kept it from being heard; never a secret
     */
    record Answer(Outcome outcome, String list, int items, String said) {}

    /** @throws dev.tributary.kernel.ProblemException NOT_FOUND when the merchant has no such channel with an account */
    Asks asks(MerchantId merchant, ChannelId channel);

    /**
     * Asks now, outside any transaction.
     *
     * @throws dev.tributary.kernel.ProblemException NOT_FOUND as above, CONFLICT when there is nothing to ask, OVERLOADED
     *     when {@link #AT_ONCE_MAX} are being asked
     */
    Answer ask(MerchantId merchant, ChannelId channel);
}
