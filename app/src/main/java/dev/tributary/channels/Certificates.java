package dev.tributary.channels;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.OrderId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Proof, per channel and day, that no order was lost: what the platform counts and what is here, by name where they are
 * not the same. Made by itself after each day, and again each hour while they differ.
 */
public interface Certificates {

    int REASON_CHARACTERS_MAX = 500;

    /** Newest day first, of one channel or of all; at most 200. */
    List<Certificate> list(MerchantId merchant, Optional<ChannelId> channel, int limit);

    Optional<Certificate> find(MerchantId merchant, ChannelId channel, LocalDate day);

    /** What is not the same, by number; the first 500. */
    List<Difference> differences(MerchantId merchant, ChannelId channel, LocalDate day);

    /**
     * Counts a day now, however it stands.
     *
     * @throws dev.tributary.kernel.ProblemException INVALID_INPUT when the channel's platform cannot be counted, or the
     *     day has not begun, or was over before the channel was connected
     */
    void count(MerchantId merchant, ChannelId channel, LocalDate day);

    /**
     * A person answers for what is not the same.
     *
     * @throws dev.tributary.kernel.ProblemException NOT_FOUND without a certificate; CONFLICT when there is nothing to
     *     sign: it is being counted, the same on both sides, or signed
     */
    void sign(MerchantId merchant, ChannelId channel, LocalDate day, String who, String reason);

    enum State {
        /** Not counted yet. */
        OPEN,
        GREEN,
        RED,
        /** Red, and a person has said why that is well. */
        SIGNED
    }

    /**
     * @param counting while it is counted, for the first time or again
     * @param theirs orders the platform counts of this day
     * @param ours how many of them are here, and what is here of this day beside them
     * @param theirSums in minor units, by currency
     * @param missing orders of the platform that are not here
     * @param extra orders here that the platform does not count
     * @param differing orders whose amount, or whether they go on, is not the same
     * @param failure why it could not be counted
     */
    record Certificate(
            ChannelId channel,
            LocalDate day,
            Instant from,
            Instant to,
            State state,
            boolean counting,
            Optional<Instant> countedAt,
            long theirs,
            long ours,
            SortedMap<String, Long> theirSums,
            SortedMap<String, Long> ourSums,
            long missing,
            long extra,
            long differing,
            String failure,
            Optional<Signed> signed) {}

    record Signed(String by, Instant at, String reason) {}

    /**
     * @param theirs absent when the platform does not count it
     * @param ours absent when it is not here
     */
    record Difference(String number, Optional<OrderId> order, Optional<Side> theirs, Optional<Side> ours) {}

    /** @param over cancelled, or ended without payment */
    record Side(Money amount, boolean over) {}
}
