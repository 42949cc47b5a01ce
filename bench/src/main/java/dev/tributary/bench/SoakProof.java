package dev.tributary.bench;

import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * So many requests over HTTP to one hub: orders, and questions for availability, on 64 connections. At most one in a
 * hundred thousand may fail, the memory must stay within its bound, and the books must balance at the end.
 */
final class SoakProof {

    private static final int CONNECTIONS = 64;
    private static final int SKUS = 2_000;
    private static final long UNITS_EACH = 100_000_000;
    private static final double ERRORS_MAX = 0.000_01;
    /** A token is good for ten minutes; a leg is much shorter. */
    private static final Duration LEG = Duration.ofSeconds(20);

    private final long requests;

    SoakProof(long requests) {
        this.requests = requests;
    }

    boolean run() throws Exception {
        try (Place place = Place.make("prove-soak")) {
            Shop shop;
            try (LocalHub hub = LocalHub.start(place)) {
                shop = Shop.open(hub.context(), "bench", SKUS, UNITS_EACH, Duration.ofHours(2));
            }
            try (HubProcess hub = HubProcess.start(place)) {
                var mix = new Mix();
                while (mix.answered < requests) {
                    leg(hub, shop, mix);
                    Bench.say("%,d requests, %,d errors, heap %.0f MB, resident at most %.0f MB"
                            .formatted(mix.answered, mix.errors, hub.heapMegabytes(), hub.peakMemoryMegabytes()));
                }
                List<String> wrong;
                try (Connection books = place.connect()) {
                    wrong = new BooksChecker(books).checkBooks();
                }
                wrong.forEach(Bench::say);
                double rate = (double) mix.errors / mix.answered;
                Bench.say("errors %.6f %%, at most %.3f %% are allowed".formatted(rate * 100, ERRORS_MAX * 100));
                return wrong.isEmpty() && rate < ERRORS_MAX;
            }
        }
    }

    private static void leg(HubProcess hub, Shop shop, Mix mix) throws IOException, InterruptedException {
        Requests to = Requests.to(hub.port(), shop.client());
        mix.place = to.place(() -> ThreadLocalRandom.current().nextInt(SKUS));
        mix.availability = to.availability(20, () -> ThreadLocalRandom.current().nextInt(SKUS));
        try (var load = new HttpLoad(hub.port(), CONNECTIONS, mix)) {
            long broken = load.closed(Duration.ZERO, LEG).broken();
            mix.answered += broken;
            mix.errors += broken;
        }
    }

    /** Two orders to one question. */
    private static final class Mix implements HttpLoad.Script {

        private static final HttpLoad.Script NONE = new HttpLoad.Script() {
            @Override
            public byte[] next(int connection) {
                throw new IllegalStateException("the leg has not begun");
            }

            @Override
            public void answered(int connection, int status, byte[] answer, int length) {}
        };

        private HttpLoad.Script place = NONE;
        private HttpLoad.Script availability = NONE;
        private long sent;
        private long answered;
        private long errors;

        @Override
        public byte[] next(int connection) {
            return (sent++ % 3 == 0 ? availability : place).next(connection);
        }

        @Override
        public void answered(int connection, int status, byte[] answer, int length) {
            answered++;
            if (status >= 300) {
                errors++;
            }
        }
    }
}
