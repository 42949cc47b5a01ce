package dev.tributary.channels;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Shipments that the platform of their order has not taken, for operators. */
public interface ShipmentNews {

    int CARRIER_CHARACTERS_MAX = 100;
    int REASON_CHARACTERS_MAX = 500;

    /** Parked, tried three times or more without success, or untold for a minute; longest first, at most 500. */
    List<Late> late(MerchantId merchant, int limit);

    /**
     * Tries again at once, and from then on as if new. False when there is nothing to tell any more.
     *
     * @param carrier our code of the right carrier, where the one that was told is wrong
     */
    boolean replay(MerchantId merchant, Key shipment, Optional<String> carrier, String actor);

    /** It is not to be told any more. False when there was nothing to tell. */
    boolean drop(MerchantId merchant, Key shipment, String reason, String actor);

    /** @param parcel as whoever shipped it called it */
    record Key(ChannelId channel, OrderId order, String parcel) {}

    record Goods(String channelSku, long units) {}

    /**
     * @param number the platform's of the order
     * @param carrier our code
     * @param whole true when everything of the order has left by it
     * @param parkedAt when the hub stopped trying by itself
     * @param nextTry absent when parked
     * @param history the latest tries: when, and what came of each
     */
    record Late(
            Key shipment,
            String number,
            String carrier,
            String trackingNumber,
            List<Goods> goods,
            boolean whole,
            Instant shippedAt,
            int attempts,
            Optional<Instant> parkedAt,
            Optional<Instant> nextTry,
            List<String> history) {}
}
