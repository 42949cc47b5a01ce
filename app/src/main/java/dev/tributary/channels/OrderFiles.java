package dev.tributary.channels;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;

/** Files of orders that people bring, CSV or Excel, to channels whose adapter file says what their columns mean. */
public interface OrderFiles {

    int BYTES_MAX = 8 << 20;

    /** @param before orders that had come with the same rows, and with no others since */
    record Receipt(int orders, int before) {}

    /**
     * Returns when every order of the file is stored; it is understood behind that, and what cannot be is parked. The same
     * file again changes nothing.
     *
     * @param name of the file, for those who look at its messages later
     * @throws dev.tributary.kernel.ProblemException NOT_FOUND when the merchant has no such channel that takes files,
     *     MALFORMED_BODY when the file is no table of its columns, BODY_TOO_LARGE beyond {@link #BYTES_MAX}, OVERLOADED or
     *     UNAVAILABLE when it may come again
     */
    Receipt take(MerchantId merchant, ChannelId channel, byte[] file, String name, String actor);

    /** The first row of such a file as CSV; throws as above. */
    String template(MerchantId merchant, ChannelId channel);
}
