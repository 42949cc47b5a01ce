package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Answer;
import dev.tributary.sandbox.wire.HubClient;
import dev.tributary.sandbox.wire.Json;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** What the hub certifies of a channel's day. @param missing the platform's orders that it has not, by number */
record DayCertificate(
        String state, long theirs, long ours, String theirSums, String ourSums, List<String> missing, String failure) {

    private static final Duration COUNT_MAX = Duration.ofSeconds(120);

    /** Has the hub count a day; empty where its adapter file does not say how. */
    static Optional<DayCertificate> count(HubClient office, String channel, LocalDate day) throws InterruptedException {
        String path = "/v1/channels/%s/certificates/%s".formatted(channel, day);
        Answer asked = office.post(path + "/count", Json.object());
        if (asked.body().path("violations").path(0).path("code").asString("").equals("no_certificate")) {
            return Optional.empty();
        }
        asked.orElseThrow("the count of " + channel);
        long deadline = System.nanoTime() + COUNT_MAX.toNanos();
        JsonNode counted = office.get(path).orElseThrow("the certificate").body();
        while (counting(counted) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(300);
            counted = office.get(path).orElseThrow("the certificate").body();
        }
        List<String> missing = new ArrayList<>();
        office.get(path + "/differences")
                .orElseThrow("the differences")
                .body()
                .path("items")
                .forEach(item -> {
                    if (item.path("ours").isMissingNode() || item.path("ours").isNull()) {
                        missing.add(item.path("number").asString(""));
                    }
                });
        return Optional.of(new DayCertificate(
                counting(counted) ? "UNCOUNTED" : counted.path("state").asString(""),
                counted.path("theirs").asLong(0),
                counted.path("ours").asLong(0),
                counted.path("theirSums").toString(),
                counted.path("ourSums").toString(),
                missing,
                counted.path("failure").asString("")));
    }

    private static boolean counting(JsonNode certificate) {
        return certificate.path("counting").asBoolean(false)
                || certificate.path("state").asString("").equals("OPEN");
    }
}
