package dev.tributary.sandbox.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The signature schemes of those who are played here, each from its platform's document. */
public final class Signatures {

    private static final int WECHAT_BLOCK = 32;
    private static final SecureRandom CHANCE = new SecureRandom();

    private Signatures() {}

    /** {@code X-Shopify-Hmac-Sha256}: Base64 of HMAC-SHA256 over the raw bytes. */
    public static String shopify(byte[] rawBody, String secret) {
        return Base64.getEncoder().encodeToString(hmacSha256(secret.getBytes(StandardCharsets.UTF_8), rawBody));
    }

    /** {@code sig}: lower hex MD5 of the called URL, {@code ?}, the sorted raw parameters without {@code sig}, the secret. */
    public static String meituan(String url, Map<String, String> parameters, String secret) {
        StringBuilder text = new StringBuilder(url);
        char separator = '?';
        for (Map.Entry<String, String> parameter : new TreeMap<>(parameters).entrySet()) {
            if (!parameter.getKey().equals("sig")) {
                text.append(separator).append(parameter.getKey()).append('=').append(parameter.getValue());
                separator = '&';
            }
        }
        return HexFormat.of().formatHex(md5(text.append(secret).toString()));
    }

    /** {@code webhook-signature} of Standard Webhooks, version 1: HMAC-SHA256 over {@code id.timestamp.payload}. */
    public static String standardWebhook(String id, String timestamp, byte[] payload, String secret) {
        byte[] key = Base64.getDecoder().decode(secret.startsWith("whsec_") ? secret.substring(6) : secret);
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        byte[] signed = new byte[head.length + payload.length];
        System.arraycopy(head, 0, signed, 0, head.length);
        System.arraycopy(payload, 0, signed, head.length, payload.length);
        return "v1," + Base64.getEncoder().encodeToString(hmacSha256(key, signed));
    }

    /** The header may carry several signatures, parted by spaces, while a secret is being replaced. */
    public static boolean anyMatches(String header, String expected) {
        boolean found = false;
        for (String one : header.split(" ")) {
            found |= same(one, expected);
        }
        return found;
    }

    public static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code sign} of Taobao and Pinduoduo: upper hex MD5 of the sorted parameters between two secrets. */
    public static String wrapped(Map<String, String> parameters, String secret) {
        StringBuilder text = new StringBuilder(secret);
        new TreeMap<>(parameters).forEach((name, value) -> {
            if (!name.equals("sign")) {
                text.append(name).append(value);
            }
        });
        return HexFormat.of().withUpperCase().formatHex(md5(text.append(secret).toString()));
    }

    public static String md5Hex(String text) {
        return HexFormat.of().formatHex(md5(text));
    }

    public static String md5UpperHex(String text) {
        return HexFormat.of().withUpperCase().formatHex(md5(text));
    }

    /** {@code sign} of Vipshop. */
    public static String hmacMd5UpperHex(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacMD5"));
            return HexFormat.of().withUpperCase().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacMD5", e);
        }
    }

    /** {@code msg_signature} of WeChat: lower hex SHA-1 of the values, sorted and joined. */
    public static String wechat(String... values) {
        String[] sorted = values.clone();
        Arrays.sort(sorted);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1")
                            .digest(String.join("", sorted).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    public static String hmacSha256Hex(String secret, String text) {
        return HexFormat.of().formatHex(hmacSha256(secret, text));
    }

    public static String hmacSha256Base64(String secret, String text) {
        return Base64.getEncoder().encodeToString(hmacSha256(secret, text));
    }

    private static byte[] hmacSha256(String secret, String text) {
        return hmacSha256(secret.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }

    /** AES in CBC with an initial vector of zeros, as Kuaishou encrypts what it pushes. */
    public static String aesBase64(byte[] clear, byte[] key) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
            return Base64.getEncoder().encodeToString(cipher.doFinal(clear));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }

    /**
     * What WeChat pushes in its safe mode: sixteen bytes of chance, the length, the message and the app's id, filled up to
     * whole blocks of 32 bytes.
     *
     * @param encodingKey 43 characters of Base64, whose first sixteen bytes are the initial vector too
     */
    public static String wechatEncrypted(byte[] message, String app, String encodingKey) {
        byte[] chance = new byte[16];
        CHANCE.nextBytes(chance);
        return wechatEncrypted(chance, message, app, encodingKey);
    }

    static String wechatEncrypted(byte[] chance, byte[] message, String app, String encodingKey) {
        byte[] key = Base64.getDecoder().decode(encodingKey + "=");
        byte[] id = app.getBytes(StandardCharsets.UTF_8);
        int length = chance.length + Integer.BYTES + message.length + id.length;
        int fill = WECHAT_BLOCK - length % WECHAT_BLOCK;
        byte[] clear = ByteBuffer.allocate(length + fill)
                .put(chance)
                .putInt(message.length)
                .put(message)
                .put(id)
                .array();
        Arrays.fill(clear, length, clear.length, (byte) fill);
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
            return Base64.getEncoder().encodeToString(cipher.doFinal(clear));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }

    private static byte[] hmacSha256(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static byte[] md5(String text) {
        try {
            return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
