package dev.tributary.channels.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.AdapterReader;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.ProblemException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorCallTest {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final byte[] KEY = "0123456789abcdef".getBytes(UTF_8);

    /** An array of messages, signed as a whole, each with its rest as text. */
    private static final String GATHERED = """
            door:
              transport: json
              signature: {text: "{body}{secret}", digest: md5, encoding: hex, header: sign, secret: secret}
              kind: {parameter: tag}
              message-key: {parameter: msg_id}
              each: true
              unwrap: {member: data, as: json}
              acknowledgement: {status: 200}
            """;

    private static final String ENCRYPTED = """
            door:
              transport: json
              decrypt: {cipher: aes-cbc, key: key, iv: zero, padding: pkcs5}
              timestamp: {parameter: createTime, unit: millis, window-seconds: 600}
              matches:
                - {parameter: appKey, setting: appKey}
              kind: {parameter: event}
              message-key: {parameter: msgId}
              unwrap: {member: info, as: url-encoded-json}
              acknowledgement: {status: 200}
            """;

    @Test
    void aBodyOfSeveralMessagesIsSeveralMessages() throws Exception {
        var account = account(GATHERED);
        var told = check(
                account,
                "[{\"tag\":\"101\",\"msg_id\":\"a\",\"data\":\"{\\\"p_id\\\":4674000000000000001}\"},{\"tag\":\"106\",\"msg_id\":\"b\",\"data\":\"{}\"}]");

        assertThat(told).extracting(NewMessage::kind).containsExactly("101", "106");
        assertThat(told.getFirst().naturalKey()).isNotEqualTo(told.getLast().naturalKey());
        assertThat(MessageJson.write(
                        Bodies.tree(account.adapter(), "101", told.getFirst().body())))
                .isEqualTo("{\"tag\":\"101\",\"msg_id\":\"a\",\"data\":{\"p_id\":4674000000000000001}}");
    }

    @Test
    void theSameMessageInAnotherCallIsTheSame() throws Exception {
        var once = check(account(GATHERED), "[{\"tag\":\"101\",\"msg_id\":\"a\",\"data\":\"{}\"}]");
        var again = check(
                account(GATHERED),
                "[{\"tag\":\"100\",\"msg_id\":\"a\",\"data\":\"{}\"}, {\"tag\":\"101\",\"msg_id\":\"a\",\"data\":\"{}\"}]");

        assertThat(again.getLast().naturalKey()).isEqualTo(once.getFirst().naturalKey());
        assertThat(again.getFirst().naturalKey()).isNotEqualTo(once.getFirst().naturalKey());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[] | 0", "{\"tag\":\"101\"} | 1", "no json | 1", "[1, 2] | 2"})
    void whatShouldBeAnArrayAndIsNoneIsStoredForPeopleToSee(String body, int messages) throws Exception {
        assertThat(check(account(GATHERED), body)).hasSize(messages);
    }

    @Test
    void tooManyMessagesInOneCallAreRefused() {
        var body = "[" + "{},".repeat(200) + "{}]";
        assertThatThrownBy(() -> check(account(GATHERED), body))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("at most 200 messages");
    }

    @Test
    void whatCannotBeUnwrappedIsParkedAndWhatAPersonWroteInsteadIsTaken() throws Exception {
        var adapter = account(GATHERED).adapter();

        assertThatThrownBy(() -> Bodies.tree(adapter, "101", "{\"data\":\"{\"}".getBytes(UTF_8)))
                .isInstanceOf(MappingFailure.class)
                .hasMessage("the text of 'data' is no JSON");
        assertThat(MessageJson.write(Bodies.tree(adapter, "101", "{\"data\":{\"p_id\":1}}".getBytes(UTF_8))))
                .isEqualTo("{\"data\":{\"p_id\":1}}");
    }

    @Test
    void anEncryptedBodyIsStoredInClearAndNamedByWhatStandsInIt() throws Exception {
        var account = account(ENCRYPTED);
        var clear =
                "{\"event\":\"paid\",\"msgId\":\"m1\",\"appKey\":\"app\",\"createTime\":1795312790000,\"info\":\"%7B%22oid%22%3A7%7D\"}";
        var told = check(account, encrypted(clear)).getFirst();

        assertThat(told.kind()).isEqualTo("paid");
        assertThat(told.verdict()).isEqualTo("aes-cbc");
        assertThat(new String(told.body(), UTF_8)).isEqualTo(clear);
        assertThat(Bodies.tree(account.adapter(), "paid", told.body())
                        .at("/info/oid")
                        .asInt())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"appKey\":\"other\",\"createTime\":1795312790000} | the message is for another appKey",
                "{\"createTime\":1795312790000} | the message is for another appKey",
                "{\"appKey\":\"app\",\"createTime\":1795312799999999} | the timestamp is missing or no number of milliseconds",
                "{\"appKey\":\"app\",\"createTime\":1795312000000} | the timestamp is more than 600 seconds away from now",
                "[] | the body does not decrypt",
                "no json | the body does not decrypt",
            })
    void whatIsEncryptedIsCheckedByWhatStandsInIt(String clear, String reason) {
        assertThatThrownBy(() -> check(account(ENCRYPTED), encrypted(clear))).hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource({"''", "AAAA", "{}", "AAAAAAAAAAAAAAAAAAAAAA=="})
    void whatDoesNotDecryptIsNotFromThePlatform(String body) {
        assertThatThrownBy(() -> check(account(ENCRYPTED), body)).hasMessage("the body does not decrypt");
    }

    @Test
    void aHandshakeIsAnsweredOnceItsSignatureIsChecked() throws Exception {
        var account = account("""
                door:
                  transport: json
                  signature: {text: "{body}{secret}", digest: md5, encoding: hex, header: sign, secret: secret}
                  message-key: {}
                  handshake:
                    signature: {text: "{values}", only: [timestamp, nonce], digest: sha1, encoding: hex, parameter: signature, secret: secret}
                    answers: echostr
                  acknowledgement: {status: 200}
                """);
        var handshake = account.adapter().door().orElseThrow().handshake().orElseThrow();
        var signature = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-1").digest("1795312800n1s3cret".getBytes(UTF_8)));
        var query = "timestamp=1795312800&nonce=n1&echostr=hello%20there&signature=";

        assertThat(DoorCall.ofQuery(account, asked(query + signature)).shaken(handshake))
                .isEqualTo("hello there");
        assertThatThrownBy(() -> DoorCall.ofQuery(account, asked(query + "x")).shaken(handshake))
                .hasMessage("the signature does not fit the bytes");
    }

    private static DoorRequest asked(String query) {
        return new DoorRequest("http://hub/doors/x/1", query, new TreeMap<>(), new byte[0]);
    }

    private static List<NewMessage> check(OpenAccount account, String body) throws GeneralSecurityException {
        var sign = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest((body + "s3cret").getBytes(UTF_8)));
        var request =
                new DoorRequest("http://hub/doors/x/1", "", new TreeMap<>(Map.of("sign", sign)), body.getBytes(UTF_8));
        return DoorCall.read(account, request).check("", NOW);
    }

    private static String encrypted(String clear) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new IvParameterSpec(new byte[16]));
        return Base64.getEncoder().encodeToString(cipher.doFinal(clear.getBytes(UTF_8)));
    }

    private static OpenAccount account(String door) {
        var file = """
                adapter: x
                intent: fact
                rests-on: {}
                account:
                  appKey: {required: true}
                  secret: {required: true, secret: true}
                  key: {required: true, secret: true}
                """;
        return new OpenAccount(
                new MerchantId(1),
                new ChannelId(1),
                AdapterReader.read("x.yaml", new StringReader(file + door)),
                Map.of(
                        "appKey", "app",
                        "secret", "s3cret",
                        "key", Base64.getEncoder().encodeToString(KEY)),
                Map.of());
    }
}
