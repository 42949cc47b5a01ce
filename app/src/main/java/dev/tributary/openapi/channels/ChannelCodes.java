package dev.tributary.openapi.channels;

import dev.tributary.catalog.Catalog;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.openapi.body.Paging;

/** Channels by the code that stands in addresses. */
final class ChannelCodes {

    private ChannelCodes() {}

    static ChannelId find(Catalog catalog, MerchantId merchant, String code) {
        return catalog.channel(merchant, Paging.text(code))
                .orElseThrow(() -> ProblemException.notFound("no channel " + code))
                .id();
    }
}
