package dev.tributary.oracles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.square.utilities.WebhooksHelper;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.inbox.DoorRequest;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The platform's own client, which checks and does not sign, takes the notices that the adapter file signs, and no others. */
class SquareClientTest {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final int ROUNDS = 200;
    private static final String HEADER = "x-square-hmacsha256-signature";

    @Test
    void clientAndDoorTakeTheSame() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var chance = new Chance(seed);
            var key = chance.letters(22);
            var url = "https://hub.example/doors/square/" + chance.number() + "?" + chance.letters(5);
            var square = Signatures.of(
                    "square",
                    Map.of("signatureKey", key, "notificationUrl", url, "merchantId", "M1", "accessToken", "t"),
                    NOW);
            var body = MessageJson.write(MessageJson.tree(Map.of(
                    "merchant_id",
                    "M1",
                    "type",
                    "order.updated",
                    "event_id",
                    chance.letters(8),
                    "note",
                    chance.text())));
            var signed = square.sign(Signatures.request(url, Map.of(), Map.of(), body));
            var signature = signed.headers().getOrDefault(HEADER, "");

            assertThat(WebhooksHelper.verifySignature(body, signature, key, url))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(square.taken(signed)).isPresent();

            var longer = new DoorRequest(signed.url(), "", signed.headers(), (body + " ").getBytes(UTF_8));
            assertThat(WebhooksHelper.verifySignature(body + " ", signature, key, url))
                    .isFalse();
            assertThat(square.taken(longer)).isEmpty();
        }
    }
}
