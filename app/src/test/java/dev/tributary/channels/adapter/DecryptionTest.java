package dev.tributary.channels.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class DecryptionTest {

    /** The example of the platform's own demonstration, as WxJava's WxCryptUtilTest has it. */
    private static final String WECHAT_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

    private static final String WECHAT_TEXT =
            "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==";

    private static final Decryption WECHAT = new Decryption(
            Optional.of("Encrypt"),
            "encodingAesKey",
            Decryption.Start.KEY_START,
            Decryption.Padding.PKCS7_32,
            Optional.of(Decryption.Envelope.WECHAT),
            "appId");
    private static final Decryption PLAIN = new Decryption(
            Optional.empty(), "messageSecret", Decryption.Start.ZERO, Decryption.Padding.PKCS5, Optional.empty(), "");

    @Test
    void opensThePlatformsOwnExample() {
        assertThat(WECHAT.open(WECHAT_TEXT, WECHAT_KEY, "wxb11529c136998cb6").map(it -> new String(it, UTF_8)))
                .contains("我是中文abcd123");
    }

    @Test
    void whatIsForAnotherAppDoesNotOpen() {
        assertThat(WECHAT.open(WECHAT_TEXT, WECHAT_KEY, "wxb11529c136998cb7")).isEmpty();
    }

    @Test
    void whatWasChangedOrIsNoTextAtAllDoesNotOpen() {
        assertThat(WECHAT.open(WECHAT_TEXT, "b" + WECHAT_KEY.substring(1), "wxb11529c136998cb6"))
                .isEmpty();
        assertThat(WECHAT.open("", WECHAT_KEY, "wxb11529c136998cb6")).isEmpty();
        assertThat(WECHAT.open("%%%", WECHAT_KEY, "wxb11529c136998cb6")).isEmpty();
        assertThat(WECHAT.open(WECHAT_TEXT.substring(4), WECHAT_KEY, "wxb11529c136998cb6"))
                .isEmpty();
        assertThat(WECHAT.open(WECHAT_TEXT, "short", "wxb11529c136998cb6")).isEmpty();
    }

    @Test
    void opensWhatTheLibrarysOwnPaddingClosed() throws GeneralSecurityException {
        var random = new Random(7);
        for (int length = 0; length < 50; length++) {
            var key = new byte[16];
            random.nextBytes(key);
            var text = "x".repeat(length);
            var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
            var closed = Base64.getEncoder().encodeToString(cipher.doFinal(text.getBytes(UTF_8)));

            assertThat(PLAIN.open(closed, Base64.getEncoder().encodeToString(key), "")
                            .map(it -> new String(it, UTF_8)))
                    .contains(text);
        }
    }
}
