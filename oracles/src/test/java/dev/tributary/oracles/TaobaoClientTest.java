package dev.tributary.oracles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.taobao.api.internal.spi.SpiUtils;
import com.taobao.api.internal.util.TaobaoUtils;
import dev.tributary.channels.inbox.DoorRequest;
import dev.tributary.channels.inbox.Forms;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The platform's own client (com.taobao.api) signs and checks the same calls as the adapter file. */
class TaobaoClientTest {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final int ROUNDS = 200;
    /** As a merchant calls the platform. */
    private static final String FORM_DOOR = """
            transport: form
            signature: {text: "%s", skips-blank: true, digest: %s, encoding: upper-hex, parameter: sign, secret: secret}
            message-key: {hash-without: [sign]}
            acknowledgement: {status: 200}
            """;
    /** As the platform calls its merchants: what stands in the query, then the body as it came. */
    private static final String TEXT_DOOR = """
            transport: json
            signature: {text: "{secret}{sorted}{body}{secret}", only: [app_key, customerId, format, method, sign_method, timestamp, v], digest: md5, encoding: upper-hex, parameter: sign, secret: secret}
            message-key: {}
            acknowledgement: {status: 200}
            """;

    @Test
    void theClientSignsWhatTheFileSendsAsTheFileDoes() throws IOException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var chance = new Chance(seed);
            var secret = chance.letters(32);
            var taobao = Signatures.of(
                    "taobao",
                    Map.of(
                            "apiUrl",
                            "https://eco.taobao.com/router/rest",
                            "appKey",
                            chance.letters(8),
                            "appSecret",
                            secret,
                            "session",
                            chance.text()),
                    NOW);
            var calls = taobao.calls(chance);
            assertThat(calls).hasSize(4);
            for (var call : calls) {
                var form = new TreeMap<>(Forms.read(call.body()).orElseThrow());
                var sign = form.remove("sign");
                assertThat(sign).as("seed %d", seed).isEqualTo(TaobaoUtils.signTopRequest(form, null, secret, "md5"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "md5, '{secret}{sorted}{secret}', md5",
        "hmac, '{sorted}', hmac-md5",
        "hmac-sha256, '{sorted}', hmac-sha256",
    })
    void aDoorTakesWhatTheClientSigns(String method, String text, String digest) throws IOException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var chance = new Chance(seed);
            var secret = chance.letters(32);
            var door = Signatures.ofDoor(FORM_DOOR.formatted(text, digest), secret, NOW);
            var parameters = Signatures.parameters(chance, chance::textOrBlank);
            var sign = TaobaoUtils.signTopRequest(parameters, null, secret, method);

            assertThat(door.taken(form(parameters, sign))).as("seed %d", seed).isPresent();
            assertThat(door.taken(form(parameters, chance.changed(sign)))).isEmpty();
            parameters.put("more", "1");
            assertThat(door.taken(form(parameters, sign))).isEmpty();
        }
    }

    @Test
    void theClientTakesFormsThatTheFileSigns() throws IOException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var chance = new Chance(seed);
            var secret = chance.letters(32);
            var door = Signatures.ofDoor(FORM_DOOR.formatted("{secret}{sorted}{secret}", "md5"), secret, NOW);
            var query = new TreeMap<>(Map.of("method", chance.text(), "timestamp", "2026-11-22 10:00:00"));
            var form = Signatures.parameters(chance, chance::text);
            var signed =
                    door.sign(Signatures.request("https://hub/doors/own/1", query, Map.of(), Signatures.encoded(form)));

            assertThat(SpiUtils.checkSign(
                                    new SpiRequest(signed, "application/x-www-form-urlencoded;charset=UTF-8", form)
                                            .asServlet(),
                                    secret)
                            .isSuccess())
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(door.taken(signed)).isPresent();
        }
    }

    @Test
    void theClientTakesBodiesThatTheFileSigns() throws IOException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var chance = new Chance(seed);
            var secret = chance.letters(32);
            var door = Signatures.ofDoor(TEXT_DOOR, secret, NOW);
            var query = new TreeMap<>(Map.of(
                    "method",
                    chance.text(),
                    "timestamp",
                    "2026-11-22 10:00:00",
                    "app_key",
                    chance.letters(8),
                    "v",
                    "2.0"));
            var body = "{\"title\": \"%s\",  \"number\": %d}".formatted(chance.letters(9) + "茶🍵", chance.number());
            var signed = door.sign(Signatures.request("https://hub/doors/own/1", query, Map.of(), body));

            assertThat(SpiUtils.checkSign(
                                    new SpiRequest(signed, "application/json;charset=UTF-8", Map.of()).asServlet(),
                                    secret)
                            .isSuccess())
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(door.taken(signed)).isPresent();
            assertThat(door.taken(new DoorRequest(
                            signed.url(), signed.query(), signed.headers(), (body + " ").getBytes(UTF_8))))
                    .isEmpty();
        }
    }

    private static DoorRequest form(Map<String, String> parameters, String sign) {
        var form = new TreeMap<>(parameters);
        form.put("sign", sign);
        return Signatures.request("https://hub/doors/own/1", Map.of(), Map.of(), Signatures.encoded(form));
    }
}
