package dev.tributary.channels;

import dev.tributary.catalog.Sku;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import java.util.List;

/**
 * What platforms sell under names that no listing maps: lines of orders wait for each of them. Once an item is listed its
 * lines go on by themselves.
 */
public interface UnlistedItems {

    /** Those with the most units waiting first, of the 2,000 lines of the merchant that were found waiting first. */
    List<Item> list(MerchantId merchant);

    /**
     * @param title as the platform calls it
     * @param lines how many lines of orders wait for it
     * @param order one of them
     * @param suggestions the likeliest first, at most three
     */
    record Item(
            ChannelId channel,
            String channelSku,
            String title,
            long lines,
            long units,
            OrderId order,
            List<Suggestion> suggestions) {}

    /** @param percent how alike they are; 100 where codes are the same */
    record Suggestion(Sku sku, Likeness likeness, int percent) {}

    /** In order of what they prove. */
    enum Likeness {
        /** The platform's name of it is the SKU's GTIN. */
        GTIN,
        /** It is our code but for case, spaces and dashes. */
        CODE,
        NAME
    }
}
