package dev.tributary.channels.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a platform encrypts what it tells, as its adapter file says: AES in CBC, Base64 around it. What does not open is
 * empty, for whatever reason: which one it was would help to guess the text.
 *
 * @param member of the JSON body that is encrypted; the whole body when empty
 * @param key the setting that holds the key, in Base64
 * @param names the setting that an envelope must name
 */
public record Decryption(
        Optional<String> member, String key, Start start, Padding padding, Optional<Envelope> envelope, String names) {

    private static final int BLOCK = 16;

    /** What the first block is chained to. */
    public enum Start {
        ZERO,
        /** The first half of the key. */
        KEY_START
    }

    /** Each of the bytes that were added says how many they are. */
    public enum Padding {
        PKCS5(BLOCK),
        PKCS7_32(32);

        private final int most;

        Padding(int most) {
            this.most = most;
        }
    }

    /** What stands around the text before it is encrypted. */
    public enum Envelope {
        /** Sixteen random bytes, the text's length in four, the text, and the name of the app it is for. */
        WECHAT
    }

    static Decryption read(FileNode node, RequestReader requests) {
        node.only("cipher", "member", "key", "iv", "padding", "envelope", "names");
        if (!node.required("cipher").text().equals("aes-cbc")) {
            throw node.required("cipher").wrong("expected aes-cbc");
        }
        var envelope = node.child("envelope").map(it -> it.oneOf(Envelope.class));
        return new Decryption(
                node.child("member").map(FileNode::text),
                requests.secret(node.required("key")),
                node.required("iv").oneOf(Start.class),
                node.required("padding").oneOf(Padding.class),
                envelope,
                envelope.isEmpty()
                        ? ""
                        : requests.setting(node.required("names")).name());
    }

    /**
     * @param text encrypted, in Base64
     * @param key in Base64
     * @param name what the envelope must name
     */
    public Optional<byte[]> open(String text, String key, String name) {
        try {
            var secret = Base64.getDecoder().decode(key.strip());
            var cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(secret, "AES"), new IvParameterSpec(start(secret)));
            return unpadded(cipher.doFinal(Base64.getMimeDecoder().decode(text)))
                    .flatMap(clear -> envelope.isEmpty() ? Optional.of(clear) : letter(clear, name));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] start(byte[] key) {
        return switch (start) {
            case ZERO -> new byte[BLOCK];
            case KEY_START -> Arrays.copyOf(key, BLOCK);
        };
    }

    private Optional<byte[]> unpadded(byte[] clear) {
        if (clear.length == 0) {
            return Optional.empty();
        }
        int added = clear[clear.length - 1];
        if (added < 1 || added > padding.most || added > clear.length) {
            return Optional.empty();
        }
        for (int i = clear.length - added; i < clear.length; i++) {
            if (clear[i] != added) {
                return Optional.empty();
            }
        }
        return Optional.of(Arrays.copyOf(clear, clear.length - added));
    }

    private static Optional<byte[]> letter(byte[] clear, String name) {
        int begin = BLOCK + Integer.BYTES;
        if (clear.length < begin) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(clear, BLOCK, Integer.BYTES).getInt();
        if (length < 0 || length > clear.length - begin) {
            return Optional.empty();
        }
        var named = new String(clear, begin + length, clear.length - begin - length, UTF_8);
        return named.equals(name) ? Optional.of(Arrays.copyOfRange(clear, begin, begin + length)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "aes-cbc";
    }
}
