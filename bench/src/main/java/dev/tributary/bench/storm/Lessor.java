package dev.tributary.bench.storm;

import dev.tributary.bench.history.Recorder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Lets more of one row be sold than there is, for a while. */
final class Lessor {

    private static final int LOOKS_MAX = 30;
    private static final long LOOK_EVERY_MILLIS = 500;

    private final Client client;
    private final Recorder recorder;
    private final String row;

    Lessor(Client client, Recorder recorder, String row) {
        this.client = client;
        this.recorder = recorder;
        this.row = row;
    }

    /** Ended by somebody or by its time; the next one waits until promises have let go of it, or for some time. */
    void flow() throws InterruptedException {
        client.sleep(client.random.nextInt(4_000));
        long lasts = 2_000 + client.random.nextInt(4_000);
        var until = Instant.now().plusMillis(lasts).truncatedTo(ChronoUnit.MICROS);
        String lease = client.name("x");
        var made = client.ask(client.wishes.allow(lease, row, 1 + client.random.nextInt(5), until, recorder.at(until)));
        if (made != null && made.what().equals("allowed") && client.chance(50)) {
            client.sleep(client.random.nextInt(2_000));
            client.ask(client.wishes.endLease(lease, made.fields().getOrDefault("ref", "")));
        }
        client.sleep(lasts);
        for (int i = 0; i < LOOKS_MAX && !client.stopped() && allows(); i++) {
            client.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private boolean allows() throws InterruptedException {
        var said = client.ask(client.wishes.read(client.name("q"), row));
        return said == null || !said.fields().getOrDefault("allowance", "0").equals("0");
    }
}
