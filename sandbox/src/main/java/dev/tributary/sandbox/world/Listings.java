package dev.tributary.sandbox.world;

import dev.tributary.sandbox.check.Channel;
import dev.tributary.sandbox.foodmart.Product;
import dev.tributary.sandbox.wire.HubClient;
import dev.tributary.sandbox.wire.Json;
import java.util.List;

/** Which product is mapped on which channel. A few are forgotten at first, as it happens, so that orders wait. */
public final class Listings {

    private static final int FORGOTTEN_ONE_IN = 400;

    private Listings() {}

    public static boolean listed(Channel channel, Product product) {
        return channel != Channel.SHOPIFY || product.id() % FORGOTTEN_ONE_IN != 0;
    }

    /** Someone notices: lines that waited for their mapping can now be met. Returns how many were forgotten. */
    public static int mapForgotten(HubClient setup, List<Product> products) throws InterruptedException {
        List<Product> forgotten = products.stream()
                .filter(product -> !listed(Channel.SHOPIFY, product))
                .toList();
        setup.post(
                        "/v1/channels/shopify/listings:batch",
                        Json.object(
                                "listings",
                                forgotten.stream()
                                        .map(product ->
                                                Json.object("channelSku", product.variantId(), "sku", product.code()))
                                        .toList()))
                .orElseThrow("forgotten listings");
        return forgotten.size();
    }
}
