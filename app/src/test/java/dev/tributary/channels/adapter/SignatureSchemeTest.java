package dev.tributary.channels.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureSchemeTest {

    static Stream<Named<JsonNode>> vectors() throws IOException {
        try (var file = SignatureSchemeTest.class.getResourceAsStream("/channels/signatures.json")) {
            var all = MessageJson.read(Objects.requireNonNull(file).readAllBytes());
            return StreamSupport.stream(all.spliterator(), false)
                    .map(vector -> Named.of(vector.path("name").asText(), vector));
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void saysWhatThePlatformSays(JsonNode vector) {
        var scheme = scheme(MessageJson.write(vector.path("signature")));
        var signed = new SignatureScheme.Signed(
                vector.path("url").asText(),
                new TreeMap<>(texts(vector.path("parameters"))),
                vector.path("body").asText().getBytes(UTF_8),
                texts(vector.path("settings")));
        var secret = vector.path("secret").asText();
        var expected = vector.path("expected").asText();

        assertThat(scheme.matches(signed, secret, expected)).isTrue();
        assertThat(scheme.matches(changed(signed), secret, expected)).isFalse();
        assertThat(scheme.matches(signed, secret, "")).isFalse();
        if (!vector.at("/signature/digest").asText().startsWith("rsa")) {
            // Of a key pair only the platform has the half that signs.
            assertThat(scheme.sign(signed, secret)).isEqualTo(expected);
            assertThat(scheme.matches(signed, secret + "x", expected)).isFalse();
        }
    }

    private static Map<String, String> texts(JsonNode members) {
        var texts = new TreeMap<String, String>();
        members.properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asText()));
        return texts;
    }

    private static SignatureScheme.Signed changed(SignatureScheme.Signed signed) {
        var parameters = new TreeMap<>(signed.parameters());
        parameters.replaceAll((name, value) -> value + "1");
        var body = (new String(signed.body(), UTF_8) + " ").getBytes(UTF_8);
        return new SignatureScheme.Signed(signed.url(), parameters, body, signed.settings());
    }

    @Test
    void valuesAreSortedTogetherWithTheSecret() {
        var scheme = scheme("{text: '{values}', digest: sha1, encoding: hex}");
        var signed = new SignatureScheme.Signed(
                "", new TreeMap<>(Map.of("timestamp", "c", "nonce", "a")), new byte[0], Map.of());

        // SHA-1 of "abc", as FIPS 180 prints it.
        assertThat(scheme.sign(signed, "b")).isEqualTo("a9993e364706816aba3e25717850c26c9cd0d89d");
    }

    @Test
    void aSettingIsOursWhateverParameterHasItsName() {
        var scheme = scheme("{text: '{shop}{nonce}{secret}', digest: sha1, encoding: hex}");
        var same = scheme("{text: 'ab{secret}', digest: sha1, encoding: hex}");
        var signed = new SignatureScheme.Signed(
                "", new TreeMap<>(Map.of("shop", "x", "nonce", "b")), new byte[0], Map.of("shop", "a"));

        assertThat(scheme.sign(signed, "s")).isEqualTo(same.sign(signed, "s"));
    }

    @Test
    void thePathIsThatOfTheCalledAddress() {
        var scheme = scheme("{text: '{path}{secret}', digest: md5, encoding: hex}");
        var same = scheme("{text: '/api/v2/orders{secret}', digest: md5, encoding: hex}");
        var signed = new SignatureScheme.Signed(
                "https://shop.example/api/v2/orders", new TreeMap<>(), new byte[0], Map.of());

        assertThat(scheme.sign(signed, "s")).isEqualTo(same.sign(signed, "s"));
    }

    @Test
    void aPairOfKeysSignsWithOneAndChecksWithTheOther() throws GeneralSecurityException {
        var pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        var own = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
        var theirs = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        for (var encoding : List.of("base64", "hex")) {
            var scheme = scheme("{text: '{body}', digest: rsa-sha256, encoding: %s}".formatted(encoding));
            var signed = new SignatureScheme.Signed("", new TreeMap<>(), "{}".getBytes(UTF_8), Map.of());
            var signature =
                    scheme.sign(signed, "-----BEGIN PRIVATE KEY-----\n" + own + "\n-----END PRIVATE KEY-----\n");

            assertThat(scheme.matches(signed, theirs, signature)).isTrue();
            assertThat(scheme.matches(changed(signed), theirs, signature)).isFalse();
            assertThat(scheme.matches(signed, theirs, "no signature")).isFalse();
            assertThat(scheme.matches(signed, "no key", signature)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{text: '{body', digest: hmac-sha256, encoding: hex} | expected a text with names in braces, such as {body} or {secret}{sorted}{secret}",
                "{text: 'body', digest: hmac-sha256, encoding: hex} | expected a text with names in braces, such as {body} or {secret}{sorted}{secret}",
                "{text: '{body}', digest: md5, encoding: hex} | '{secret}' is missing: anybody could make the md5 of this",
                "{text: '{body}', digest: md6, encoding: hex} | expected one of [md5, sha1, sha256, hmac-md5, hmac-sha1, hmac-sha256, rsa-sha256], not 'md6'",
                "{text: '{body}', digest: hmac-md5} | 'encoding' is missing",
            })
    void aSchemeThatCannotBeMeantIsRefused(String yaml, String reason) {
        assertThatThrownBy(() -> scheme(yaml)).hasMessageContaining(reason);
    }

    private static SignatureScheme scheme(String yaml) {
        return SignatureScheme.read(FileNode.read("test", new StringReader(yaml)));
    }
}
