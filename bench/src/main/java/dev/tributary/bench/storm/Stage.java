package dev.tributary.bench.storm;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where a storm plays: a merchant with few SKUs at few places, so that everybody meets.
 *
 * @param nodes addresses of the hub's nodes, which may be down
 * @param token of a client that may do everything of the merchant's
 * @param holdMillis how long an unpaid order of the channel {@code flash} is held; those of {@code app} outlast the storm
 * @param day the tills' business day
 */
public record Stage(
        List<URI> nodes, Supplier<String> token, List<String> skus, List<String> places, long holdMillis, String day) {

    /** The SKU of which channels have quotas. Only orders that are met whole or not at all want it: see the documents. */
    String shared() {
        return skus.getLast();
    }

    List<String> rows() {
        return skus.stream()
                .flatMap(sku -> places.stream().map(place -> sku + "@" + place))
                .toList();
    }
}
