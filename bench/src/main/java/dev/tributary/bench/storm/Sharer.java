package dev.tributary.bench.storm;

import dev.tributary.bench.history.Line;
import dev.tributary.bench.history.Recorder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shares a SKU out among channels: sets quotas, changes and ends them while its channels sell. */
final class Sharer {

    private static final int CHANGES_MAX = 3;
    /** More than any storm sells. */
    private static final long PLENTY = 1_000_000;

    /** @param node empty for all places together */
    record Slot(String name, String kind, List<String> channels, String node, int least, int most, boolean only) {}

    static final List<Slot> SLOTS = List.of(
            new Slot("a", "CAP", List.of("app"), "", 2, 12, false),
            new Slot("b", "CAP", List.of("app", "flash"), "", 4, 20, false),
            new Slot("c", "CAP", List.of("flash", "tills"), "N1", 0, 9, false),
            new Slot("d", "DEDICATED", List.of("flash"), "", 1, 6, true),
            new Slot("e", "DEDICATED", List.of("flash", "tills"), "", 1, 8, false),
            new Slot("f", "PERCENT", List.of("app"), "", 10, 90, false),
            new Slot("g", "PERCENT", List.of("flash"), "N2", 10, 90, false));

    private final Client client;
    private final Recorder recorder;
    private final Slot slot;

    Sharer(Client client, Recorder recorder, Slot slot) {
        this.client = client;
        this.recorder = recorder;
        this.slot = slot;
    }

    /** Of all channels together, for good: it limits nobody, and whoever moves the SKU holds it while he does. */
    static void limitAll(Client office) throws InterruptedException {
        var all = new Slot("all", "CAP", List.of("app", "flash", "tills"), "", 0, 0, false);
        String code = office.name("u");
        office.ask(office.wishes.quota(code, code, all, PLENTY, null, 0, ""));
    }

    /** Ended by somebody or by its time. */
    void flow() throws InterruptedException {
        client.sleep(client.random.nextInt(3_000));
        long lasts = 1_500 + client.random.nextInt(4_000);
        var until = client.chance(40) ? Instant.now().plusMillis(lasts).truncatedTo(ChronoUnit.MICROS) : null;
        String code = client.name("u");
        var told = client.ask(quota(code, code, until, ""));
        for (int i = 0; i < CHANGES_MAX && told != null && told.what().equals("quota") && client.chance(60); i++) {
            client.sleep(client.random.nextInt((int) lasts));
            client.ask(client.wishes.readQuota(client.name("q"), code));
            told = client.ask(quota(client.name("y"), code, until, version(told)));
        }
        client.sleep(lasts);
        if (until == null || client.chance(30)) {
            client.ask(client.wishes.endQuota(code));
        }
        while (until != null && !client.stopped() && !Instant.now().isAfter(until.plusMillis(100))) {
            client.sleep(100);
        }
        client.ask(client.wishes.readQuota(client.name("q"), code));
    }

    private Wish quota(String name, String code, @Nullable Instant until, String version) {
        long amount = client.random.nextInt(slot.least(), slot.most() + 1);
        return client.wishes.quota(name, code, slot, amount, until, until == null ? 0 : recorder.at(until), version);
    }

    private static String version(Line told) {
        return told.fields().getOrDefault("version", "");
    }
}
