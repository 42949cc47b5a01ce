package dev.tributary.channels;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** How each channel stands, both ways, and what keeps it from being well. */
public interface ChannelHealth {

    /** Counts stop there: a page never counts a whole table. */
    int COUNTED_MAX = 1_000;
    /** How many of the merchant's latest messages shares are taken of. */
    int MESSAGES_MAX = 5_000;

    /** Every channel of the merchant, the worst first. */
    List<Standing> of(MerchantId merchant);

    /** When its newest message came, of the merchant's latest {@link #MESSAGES_MAX}; what a door refused is none. */
    Optional<Instant> lastMessage(MerchantId merchant, ChannelId channel);

    enum Level {
        BAD,
        WATCH,
        WELL
    }

    /** The worst first. */
    enum Trouble {
        /** Three calls of stock news have failed. */
        STOCK_BROKEN(Level.BAD),
        /** And calls fail: a channel that makes none needs no token. */
        TOKEN_ENDED(Level.BAD),
        /** A list of the platform cannot be read. */
        LIST_FAILING(Level.BAD),
        /** The last day that was counted is not the same on both sides, and nobody has signed it. */
        DAY_RED(Level.BAD),
        ANSWERS_PARKED(Level.BAD),
        SHIPMENTS_PARKED(Level.BAD),
        /** The platform refuses what it is told of some SKUs. */
        STOCK_PARKED(Level.BAD),
        /** Orders or after-sales that the platform named cannot be fetched: three tries have failed. */
        ITEMS_UNFETCHED(Level.BAD),
        MESSAGES_PARKED(Level.WATCH),
        /** A message waits for longer than a minute. */
        MESSAGES_LATE(Level.WATCH),
        STOCK_TRYING(Level.WATCH),
        /** News of stock wait for longer than a minute. */
        STOCK_LATE(Level.WATCH),
        /** More of the last hour's news were late than may be. */
        STOCK_AGE(Level.WATCH),
        /** A list is read up to a moment longer than half an hour ago. */
        LIST_BEHIND(Level.WATCH),
        /** Changes of a list were never read, and are of this week. */
        LIST_LOST(Level.WATCH);

        private final Level level;

        Trouble(Level level) {
            this.level = level;
        }

        public Level level() {
            return level;
        }
    }

    /**
     * @param lastOrder when the newest was placed, of the merchant's latest orders
     * @param stock absent when the channel is not told about stock, or another node tells it
     * @param answersParked answers to orders that the hub does not try to tell any more; at most {@link #COUNTED_MAX}
     * @param stockParked SKUs by store whose stock the platform refuses; at most {@link #COUNTED_MAX}
     * @param itemsUnfetched that a push or a certificate named, and three tries did not bring; at most {@link #COUNTED_MAX}
     * @param unfetched the one that was tried last: its list, its number and what was said
     * @param tokenEnds absent when no token was got for the channel
     */
    record Standing(
            ChannelId channel,
            String code,
            String name,
            String adapter,
            List<Trouble> troubles,
            Optional<Instant> lastOrder,
            Inbox inbox,
            Optional<StockNews.Lane> stock,
            long answersParked,
            long shipmentsParked,
            long stockParked,
            long itemsUnfetched,
            Optional<String> unfetched,
            List<Pulls.PulledList> lists,
            Optional<Instant> tokenEnds,
            Optional<Day> lastDay) {

        public Level level() {
            return troubles.isEmpty() ? Level.WELL : troubles.getFirst().level();
        }
    }

    /**
     * @param last when the newest message came, among the merchant's latest {@link #MESSAGES_MAX}
     * @param heard how many of those are this channel's
     * @param heardParked how many of its own among them are parked
     * @param waiting at most {@link #COUNTED_MAX}
     * @param waitingSince when the longest waiting came
     * @param parked at most {@link #COUNTED_MAX}
     */
    record Inbox(
            Optional<Instant> last,
            long heard,
            long heardParked,
            long waiting,
            Optional<Instant> waitingSince,
            long parked) {}

    /** The newest day that has a certificate. */
    record Day(LocalDate day, Certificates.State state, boolean counting) {}
}
