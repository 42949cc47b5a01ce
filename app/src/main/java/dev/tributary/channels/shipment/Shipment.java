package dev.tributary.channels.shipment;

import dev.tributary.channels.ShipmentNews.Goods;
import dev.tributary.channels.telling.Telling;
import dev.tributary.kernel.OrderId;
import java.time.Instant;
import java.util.List;

/**
 * A parcel that a platform has to hear of.
 *
 * @param number the platform's of the order
 * @param parcel as whoever shipped it called it
 * @param carrier our code
 * @param whole true when everything of the order has left by it
 * @param since since when it is to be told
 */
record Shipment(
        String number,
        OrderId order,
        String parcel,
        String carrier,
        String trackingNumber,
        List<Goods> goods,
        boolean whole,
        Instant shippedAt,
        Instant since,
        int attempts)
        implements Telling {

    @Override
    public String subject() {
        return parcel;
    }
}
