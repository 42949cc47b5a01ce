package dev.tributary.oracles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.inbox.DoorRequest;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import me.chanjar.weixin.common.util.crypto.SHA1;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import org.junit.jupiter.api.Test;

/** WxJava, the client that most Chinese shops use, encrypts and signs pushes as the adapter file opens and signs them. */
class WeixinClientTest {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final int ROUNDS = 200;

    private record Shop(String token, String key, String app, Signatures door, WxCryptUtil client) {

        static Shop of(Chance chance) {
            var token = chance.letters(16);
            var key = Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(chance.letters(32).getBytes(UTF_8));
            var app = "wx" + chance.letters(16);
            var settings = Map.of(
                    "apiBaseUrl", "https://api.weixin.qq.com",
                    "appId", app,
                    "appSecret", "s",
                    "messageToken", token,
                    "encodingAesKey", key);
            return new Shop(
                    token, key, app, Signatures.of("wechat-shop", settings, NOW), new WxCryptUtil(token, key, app));
        }
    }

    @Test
    void theDoorTakesAndOpensWhatTheClientEncryptsAndSigns() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var chance = new Chance(seed);
            var shop = Shop.of(chance);
            var clear = MessageJson.write(MessageJson.tree(Map.of("Event", chance.letters(9), "note", chance.text())));
            var closed = shop.client().encryptContext(clear);

            var told = shop.door()
                    .taken(push(closed.getEncrypt(), closed.getTimeStamp(), closed.getNonce(), closed.getSignature()));
            assertThat(told.map(it -> new String(it.body(), UTF_8)))
                    .as("seed %d", seed)
                    .contains(clear);
            assertThat(shop.door()
                            .taken(push(
                                    closed.getEncrypt(),
                                    closed.getTimeStamp(),
                                    closed.getNonce(),
                                    chance.changed(closed.getSignature()))))
                    .isEmpty();
            assertThat(Shop.of(new Chance(seed + ROUNDS))
                            .door()
                            .taken(push(
                                    closed.getEncrypt(),
                                    closed.getTimeStamp(),
                                    closed.getNonce(),
                                    closed.getSignature())))
                    .isEmpty();
        }
    }

    @Test
    void theClientSignsAndOpensAsTheFile() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var chance = new Chance(seed);
            var shop = Shop.of(chance);
            var closed = shop.client().encrypt(chance.letters(16), chance.text());
            var nonce = chance.letters(10);
            var signed = shop.door().sign(push(closed, "1795312800", nonce, ""));

            assertThat(signed.query())
                    .as("seed %d", seed)
                    .endsWith("msg_signature=" + SHA1.gen(shop.token(), "1795312800", nonce, closed));
        }
    }

    private static DoorRequest push(String encrypted, String timestamp, String nonce, String signature) {
        var query = new TreeMap<>(Map.of("timestamp", timestamp, "nonce", nonce));
        if (!signature.isEmpty()) {
            query.put("msg_signature", signature);
        }
        return Signatures.request(
                "https://hub/doors/wechat-shop/1",
                query,
                Map.of(),
                MessageJson.write(MessageJson.tree(Map.of("ToUserName", "gh_1", "Encrypt", encrypted))));
    }
}
