package dev.tributary.oracles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.inbox.DoorRequest;
import eleme.openapi.sdk.api.entity.other.OMessage;
import eleme.openapi.sdk.api.utils.CallbackValidationUtil;
import eleme.openapi.sdk.utils.SignatureUtil;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The platform's own client signs and checks the same calls and pushes as the adapter file. */
class ElemeClientTest {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final int ROUNDS = 200;
    private static final PrintStream OUT = System.out;

    /** The client prints what it signs. */
    @BeforeEach
    void silence() {
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    @AfterEach
    void speakAgain() {
        System.setOut(OUT);
    }

    @Test
    void theClientSignsWhatTheFileSendsAsTheFileDoes() throws IOException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var chance = new Chance(seed);
            var secret = chance.letters(40);
            var calls = eleme(chance, secret).calls(chance);
            assertThat(calls).hasSize(3);
            for (var call : calls) {
                var body = MessageJson.read(call.body());
                var parameters = new TreeMap<String, Object>();
                body.path("params").properties().forEach(entry -> parameters.put(entry.getKey(), entry.getValue()));
                var metas = body.path("metas");

                assertThat(body.path("signature").asText())
                        .as("seed %d, %s", seed, body.path("action").asText())
                        .isEqualTo(SignatureUtil.generateSignature(
                                metas.path("app_key").asText(),
                                secret,
                                metas.path("timestamp").asLong(),
                                body.path("action").asText(),
                                body.path("token").asText(),
                                parameters));
            }
        }
    }

    @Test
    void theDoorTakesWhatTheClientSigns() throws IOException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var chance = new Chance(seed);
            var secret = chance.letters(40);
            var push = push(chance);
            var signature =
                    CallbackValidationUtil.getSignature(members(push), secret).toUpperCase(Locale.ROOT);
            push.setSignature(signature);

            assertThat(eleme(chance, secret).taken(call(push)))
                    .as("seed %d", seed)
                    .isPresent();
            push.setSignature(chance.changed(signature));
            assertThat(eleme(chance, secret).taken(call(push))).isEmpty();
        }
    }

    @Test
    void theClientTakesWhatTheFileSigns() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var chance = new Chance(seed);
            var secret = chance.letters(40);
            var push = push(chance);
            var query = eleme(chance, secret).sign(call(push)).query();
            push.setSignature(query.substring(query.indexOf('=') + 1));

            assertThat(CallbackValidationUtil.isValidMessage(push, secret))
                    .as("seed %d", seed)
                    .isTrue();
            push.setTimestamp(push.getTimestamp() + 1);
            assertThat(CallbackValidationUtil.isValidMessage(push, secret)).isFalse();
        }
    }

    private static Signatures eleme(Chance chance, String secret) {
        return Signatures.of(
                "eleme",
                Map.of(
                        "apiUrl", "https://open-api.shop.ele.me/api/v1/",
                        "tokenUrl", "https://open-api.shop.ele.me/token",
                        "appId", "95784565",
                        "appKey", chance.letters(10),
                        "appSecret", secret),
                NOW);
    }

    private static OMessage push(Chance chance) {
        var push = new OMessage();
        push.setRequestId(chance.letters(18));
        push.setType(10 + chance.below(90));
        push.setAppId(95784565);
        push.setMessage(chance.text());
        push.setShopId(chance.number());
        push.setTimestamp(1_795_312_800_000L + chance.below(1_000_000));
        push.setUserId(chance.number());
        return push;
    }

    private static Map<String, Object> members(OMessage push) {
        return Map.of(
                "requestId", push.getRequestId(),
                "type", push.getType(),
                "appId", push.getAppId(),
                "message", push.getMessage(),
                "shopId", push.getShopId(),
                "timestamp", push.getTimestamp(),
                "userId", push.getUserId());
    }

    private static DoorRequest call(OMessage push) {
        var body = JsonNodeFactory.instance.objectNode();
        members(push).forEach((name, value) -> body.set(name, (JsonNode) MessageJson.tree(value)));
        if (push.getSignature() != null) {
            body.put("signature", push.getSignature());
        }
        return Signatures.request("https://hub/doors/eleme/1", Map.of(), Map.of(), MessageJson.write(body));
    }
}
