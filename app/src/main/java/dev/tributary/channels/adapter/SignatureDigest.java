package dev.tributary.channels.adapter;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What is made of a text that is signed. */
public enum SignatureDigest {
    MD5(Kind.HASH, "MD5"),
    SHA1(Kind.HASH, "SHA-1"),
    SHA256(Kind.HASH, "SHA-256"),
    /** Keyed with the secret, which need not stand in the text too. */
    HMAC_MD5(Kind.KEYED, "HmacMD5"),
    HMAC_SHA1(Kind.KEYED, "HmacSHA1"),
    HMAC_SHA256(Kind.KEYED, "HmacSHA256"),
    /** The secret is a key in Base64, with or without PEM lines: PKCS #8 to sign with, X.509 to check with. */
    RSA_SHA256(Kind.KEY_PAIR, "SHA256withRSA");

    /** How its bytes are written. */
    public enum Encoding {
        HEX {
            @Override
            String write(byte[] digest) {
                return HexFormat.of().formatHex(digest);
            }
        },
        UPPER_HEX {
            @Override
            String write(byte[] digest) {
                return HexFormat.of().withUpperCase().formatHex(digest);
            }
        },
        BASE64 {
            @Override
            String write(byte[] digest) {
                return Base64.getEncoder().encodeToString(digest);
            }
        },
        BASE64_OF_HEX {
            @Override
            String write(byte[] digest) {
                return Base64.getEncoder().encodeToString(HEX.write(digest).getBytes(US_ASCII));
            }
        };

        abstract String write(byte[] digest);

        @Override
        public String toString() {
            return Names.kebab(this);
        }
    }

    private enum Kind {
        HASH,
        KEYED,
        KEY_PAIR
    }

    private final Kind kind;
    private final String algorithm;

    SignatureDigest(Kind kind, String algorithm) {
        this.kind = kind;
        this.algorithm = algorithm;
    }

    boolean keyed() {
        return kind != Kind.HASH;
    }

    byte[] of(byte[] text, String secret) {
        try {
            return switch (kind) {
                case HASH -> MessageDigest.getInstance(algorithm).digest(text);
                case KEYED -> {
                    var mac = Mac.getInstance(algorithm);
                    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), algorithm));
                    yield mac.doFinal(text);
                }
                case KEY_PAIR -> {
                    var signature = Signature.getInstance(algorithm);
                    signature.initSign(
                            KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key(secret))));
                    signature.update(text);
                    yield signature.sign();
                }
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the account's key cannot be used for " + this, e);
        }
    }

    boolean matches(byte[] text, String secret, Encoding encoding, String signature) {
        if (kind != Kind.KEY_PAIR) {
            return MessageDigest.isEqual(
                    encoding.write(of(text, secret)).getBytes(US_ASCII), signature.getBytes(UTF_8));
        }
        try {
            var check = Signature.getInstance(algorithm);
            check.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key(secret))));
            check.update(text);
            return check.verify(
                    encoding == Encoding.BASE64
                            ? Base64.getDecoder().decode(signature)
                            : HexFormat.of().parseHex(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // No signature at all, or a key that is none: neither is a match.
            return false;
        }
    }

    private static byte[] key(String secret) {
        return Base64.getMimeDecoder().decode(secret.replaceAll("-----[A-Z ]+-----", ""));
    }

    @Override
    public String toString() {
        return Names.kebab(this);
    }
}
