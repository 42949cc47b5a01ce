package dev.tributary.bench;

import java.sql.Connection;
import java.time.Duration;

/** A small retailer on a fresh hub, and the table the proofs' consumer writes to. */
final class ProofShop {

    private ProofShop() {}

    static Shop open(Place place, int skus) throws Exception {
        try (LocalHub hub = LocalHub.start(place)) {
            try (Connection books = place.connect()) {
                Injections.execute(books, HeardConsumer.TABLE);
            }
            // Events from before the consumer's first start are not its own; so the goods come in later.
            return Shop.open(hub.context(), "bench", skus, 0, Duration.ofHours(2));
        }
    }

    static void stock(HonestClient client, long sku, long units) throws Exception {
        client.receive("K-first-" + sku, sku, units);
    }
}
