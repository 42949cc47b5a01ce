package dev.tributary.bench;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Opens a shop on an empty directory and says who may use it. It is run with the classes of another revision before its
 * own, so it uses only what {@link LocalHub} and {@link Shop} had there already.
 */
public final class ShopOpener {

    static final String ANSWER = "shop: ";
    static final String CODE = "bench";
    static final int SKUS = 10_000;
    static final long UNITS_EACH = 100_000_000;
    static final Duration HOLD = Duration.ofHours(2);

    private ShopOpener() {}

    public static void main(String[] arguments) {
        try (LocalHub hub = LocalHub.start(new Place(Path.of(arguments[0])))) {
            Shop shop = Shop.open(hub.context(), CODE, SKUS, UNITS_EACH, HOLD);
            System.out.println(
                    ANSWER + shop.client().clientId() + " " + shop.client().clientSecret());
        }
        System.exit(0);
    }
}
