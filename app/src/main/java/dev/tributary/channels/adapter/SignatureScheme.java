package dev.tributary.channels.adapter;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The ways platforms sign, by the name adapter files use. */
public enum SignatureScheme {
    /** Base64 of HMAC-SHA256 over the raw body (Shopify, WooCommerce). */
    HMAC_SHA256_BASE64_BODY {
        @Override
        public String sign(Signed signed, String secret) {
            try {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
                return Base64.getEncoder().encodeToString(mac.doFinal(signed.body()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    },
    /** Lower-case hex MD5 of URL + "?" + sorted k=v joined by "&" + secret (Meituan). */
    MD5_URL_SORTED_PARAMETERS {
        @Override
        public String sign(Signed signed, String secret) {
            var text = new StringBuilder(signed.url()).append('?');
            signed.parameters()
                    .forEach((name, value) ->
                            text.append(name).append('=').append(value).append('&'));
            text.setLength(text.length() - 1);
            try {
                var digest = MessageDigest.getInstance("MD5")
                        .digest(text.append(secret).toString().getBytes(UTF_8));
                return HexFormat.of().formatHex(digest);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    };

    public abstract String sign(Signed signed, String secret);

    /** Takes as long for a wrong signature as for a right one. */
    public boolean matches(Signed signed, String secret, String signature) {
        return MessageDigest.isEqual(
                sign(signed, secret).getBytes(US_ASCII), signature.strip().getBytes(UTF_8));
    }

    /**
     * What a signature is made over.
     *
     * @param url the called address without its query
     * @param parameters of query and form together, without the signature itself
     */
    public record Signed(String url, SortedMap<String, String> parameters, byte[] body) {}
}
