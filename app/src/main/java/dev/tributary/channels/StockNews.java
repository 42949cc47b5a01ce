package dev.tributary.channels;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How fresh each channel's picture of our stock is. */
public interface StockNews {

    /** One entry per channel that is told about stock, of this merchant. */
    List<Lane> lanes(MerchantId merchant);

    /**
     * @param waiting SKUs whose newest figure the channel has not been told yet
     * @param keptBack SKUs that leases keep from the channel
     * @param oldestWaiting how long the longest of them has been waiting
     * @param ageMedian from the change's commit to the channel's acknowledgement, over the last minutes
     * @param callsPerSecond the budget
     * @param trouble what the channel answered last, when it was not thanks
     */
    record Lane(
            ChannelId channel,
            Health health,
            int waiting,
            int keptBack,
            Duration oldestWaiting,
            Duration ageMedian,
            Duration age99,
            long told,
            long failed,
            double callsPerSecond,
            int skusPerCall,
            Optional<String> trouble) {}

    enum Health {
        WELL,
        /** Failed lately and is being tried every few seconds. */
        TRYING,
        /** Failed three times: an operator should look; it is tried with growing pauses. */
        BROKEN
    }
}
