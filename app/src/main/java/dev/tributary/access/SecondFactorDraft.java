package dev.tributary.access;

import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A second factor that is being set up: the only time its secret is seen, by its owner. {@link #toString()} does not
 * show it.
 *
 * @param account the operator's name, which the authenticator app shows
 * @param secret in base 32, as apps take it by hand
 * @param replaces since when the second factor is in force whose place it may take; {@link #NONE} where there was none
 */
public record SecondFactorDraft(String account, String secret, Instant replaces) implements Serializable {

    public static final Instant NONE = Instant.EPOCH;

    private static final String ISSUER = "Tributary";

    /** What apps read from the QR code; they assume SHA-1, six digits and 30 seconds, which are ours. */
    public String uri() {
        String name = URLEncoder.encode(account, StandardCharsets.UTF_8).replace("+", "%20");
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s".formatted(ISSUER, name, secret, ISSUER);
    }

    public QrPicture picture() {
        return QrPicture.of(uri());
    }

    @Override
    public String toString() {
        return "SecondFactorDraft(%s)".formatted(account);
    }
}
