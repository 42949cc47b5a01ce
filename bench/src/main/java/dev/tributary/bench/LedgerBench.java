package dev.tributary.bench;

import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** One row whose ledger holds a million movements, each of an order: a page of it, and what the row was at some moment. */
final class LedgerBench {

    private static final int CHUNK = 2_000;
    private static final int CONNECTIONS = 4;
    private static final String ROW = "/v1/stock/SKU-00000/" + Shop.NODE_CODE;

    private static final Pattern NEXT = Pattern.compile("\"nextCursor\"\\s*:\\s*\"([^\"]+)\"");

    /** When the movements were made. */
    record Span(Instant from, Instant until) {
        Instant any() {
            long micros = ChronoUnit.MICROS.between(from, until);
            return from.plus(ThreadLocalRandom.current().nextLong(1, micros), ChronoUnit.MICROS);
        }
    }

    private final HubProcess hub;
    private final Shop shop;
    private final Lengths lengths;

    LedgerBench(HubProcess hub, Shop shop, Lengths lengths) {
        this.hub = hub;
        this.shop = shop;
        this.lengths = lengths;
    }

    static Span fill(OrderIntake intake, Shop shop, int movements) {
        var drafts = new Drafts(shop, ShopOpener.HOLD);
        Instant from = Instant.now();
        for (int done = 0; done < movements; done += CHUNK) {
            List<CompletableFuture<Outcome>> chunk = new ArrayList<>();
            for (int i = 0; i < Math.min(CHUNK, movements - done); i++) {
                chunk.add(intake.submit(drafts.place(shop.sku(0)), OrderIntake.Lane.BULK));
            }
            for (var outcome : chunk) {
                if (!(outcome.join() instanceof Outcome.Placed)) {
                    throw new IllegalStateException("not placed: " + outcome.join());
                }
            }
            if (done % (CHUNK * 50) == 0) {
                Bench.say("one row's ledger: %,d of %,d movements".formatted(done, movements));
            }
        }
        return new Span(from, Instant.now());
    }

    void run(Span filled, Rows rows) throws Exception {
        var requests = Requests.to(hub.port(), shop.office());
        // Each connection leafs on, from the newest movement towards the first.
        String[] next = new String[CONNECTIONS];
        Arrays.fill(next, "");
        rows.add(measured(
                "ledger.page",
                requests.get(connection -> ROW + "/ledger?limit=50" + next[connection], (connection, answer) -> {
                    var cursor = NEXT.matcher(answer);
                    next[connection] = cursor.find() ? "&cursor=" + cursor.group(1) : "";
                })));
        rows.add(measured(
                "ledger.moment", requests.get(connection -> ROW + "?at=" + filled.any(), (connection, answer) -> {})));
    }

    private Row measured(String name, HttpLoad.Script script) throws Exception {
        try (var load = new HttpLoad(hub.port(), CONNECTIONS, script)) {
            var result = load.closed(lengths.warmUp(), lengths.time());
            return Row.of(name)
                    .with("movements", lengths.ledgerMovements())
                    .with("requestsPerSecond", result.rate())
                    .withLatency(result.micros());
        }
    }
}
