package dev.tributary.channels;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How fresh each channel's picture of our stock is. */
public interface StockNews {

    /** One entry per channel that is told about stock, of this merchant. */
    List<Lane> lanes(MerchantId merchant);

    /**
     * @param waiting SKUs whose newest figure the channel has not been told yet
     * @param keptBack SKUs that leases keep from the channel
     * @param parked SKUs that the channel has refused three times in a row, or more
     * @param oldestWaiting how long the longest of them has been waiting
     * @param ageMedian from the change's commit to the channel's acknowledgement, over the last minutes
     * @param due how old a change may be when the channel hears of it
     * @param lastTold when the channel took news last, since this node began to tell it
     * @param callsLeft how many calls it could be told by at once now
     * @param callsPerSecond the budget
     * @param callsPerSecondNow less than the budget for a while after the channel has had enough
     * @param throttled how often it has
     * @param trouble what the channel answered last, when it was not thanks
     */
    record Lane(
            ChannelId channel,
            Health health,
            int waiting,
            int keptBack,
            int parked,
            Duration oldestWaiting,
            Duration ageMedian,
            Duration age99,
            Duration due,
            Budget budget,
            long told,
            long failed,
            Optional<Instant> lastTold,
            double callsLeft,
            double callsPerSecond,
            double callsPerSecondNow,
            long throttled,
            int skusPerCall,
            Optional<String> trouble) {}

    /**
     * Of a hundred changes one may be told later than is due.
     *
     * @param told changes of the last hour, with those that wait longer than is due
     * @param late those of them that were told later, or wait longer
     * @param left of what may be late: 1 when none was, 0 when it is used up
     */
    record Budget(long told, long late, double left) {}

    enum Health {
        WELL,
        /** Failed lately and is being tried every few seconds. */
        TRYING,
        /** Failed three times: an operator should look; it is tried with growing pauses. */
        BROKEN
    }
}
