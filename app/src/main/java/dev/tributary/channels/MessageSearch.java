package dev.tributary.channels;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds messages of the inbox by what stands in them, and shows the bytes they came as. Personal data is masked before it
 * is compared or shown, so that nobody learns by searching what they may not see.
 */
public interface MessageSearch {

    int TEXT_CHARACTERS_MAX = 200;
    int FOUND_MAX = 100;
    /** Bodies are encrypted: each that is looked into is opened for it. */
    int OPENED_MAX = 5_000;

    Duration TIME_MAX = Duration.ofSeconds(3);
    Duration PERIOD_MAX = Duration.ofDays(31);
    /** Of a body, for people to look at. */
    int SHOWN_BYTES_MAX = 16 * 1024;

    /** Newest first; those of an order with this number stand before those in which the text stands. */
    Found find(MerchantId merchant, Wanted wanted);

    /** As it came, whatever was corrected since. */
    Optional<Received> received(MerchantId merchant, long message);

    /**
     * @param text an order's number, or what stands in the body, the headers, the verdict or the reason, whatever its
     *     case; empty for all
     */
    record Wanted(
            Optional<ChannelId> channel, Optional<MessageDesk.State> state, Instant from, Instant to, String text) {}

    /**
     * @param opened how many bodies were looked into
     * @param cutAt absent when all was looked at: else what came before was not
     */
    record Found(List<MessageDesk.Summary> messages, int opened, Optional<Instant> cutAt) {}

    /**
     * @param verdict how the sender was checked
     * @param size of the body, in bytes
     * @param body masked, at most {@link #SHOWN_BYTES_MAX} bytes of it; absent when what is personal could not be found in
     *     its bytes, or the person it told of was erased
     */
    record Received(MessageDesk.Summary summary, String verdict, String headers, int size, Optional<byte[]> body) {}
}
