package dev.tributary.channels;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How the lists of a channel are read that its platform tells nobody of, and stretches of them that are read again. */
public interface Pulls {

    /** The lists that were begun, by name. */
    List<PulledList> lists(MerchantId merchant, ChannelId channel);

    /**
     * Reads a stretch of a list again, behind what is new; what is there already has no second effect.
     *
     * @return the range's id
     * @throws dev.tributary.kernel.ProblemException INVALID_INPUT when the channel has no such list, or the stretch is
     *     empty, in the future or longer ago than the list reaches back; OVERLOADED when ten are not read yet
     */
    long again(MerchantId merchant, ChannelId channel, String list, Instant from, Instant to, String owner);

    /** The latest fifty, newest first. */
    List<Range> ranges(MerchantId merchant, ChannelId channel);

    /**
     * @param through everything that changed before is in the inbox
     * @param lostFrom since when the platform's list did not reach back any more when it was read, until {@code lostTo}
     * @param failingSince absent while the list can be read
     */
    record PulledList(
            String name,
            Instant through,
            Optional<Instant> lostFrom,
            Optional<Instant> lostTo,
            Optional<Instant> lookedAt,
            Optional<Instant> failingSince,
            String failure) {}

    /**
     * @param through what is read of it
     * @param items how many changes its windows held; those that were here already count too
     */
    record Range(
            long id,
            String list,
            Instant from,
            Instant to,
            Instant through,
            long items,
            String owner,
            Instant askedAt,
            Optional<Instant> endedAt) {}
}
