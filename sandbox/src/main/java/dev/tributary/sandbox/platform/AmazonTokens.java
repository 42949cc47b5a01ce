package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Access tokens for a refresh token, which end after seconds: one half as they said they would, the others long before. */
final class AmazonTokens {

    static final String PATH = "/auth/o2/token";
    static final String CLIENT = "amzn1.application-oa2-client.proof";
    static final String SECRET = "amazon-proof-secret";
    static final String REFRESH = "Atzr|proof refresh+token";

    private final ShortTokens tokens;
    private final AtomicLong granted = new AtomicLong();

    AmazonTokens(Clock clock) {
        tokens = new ShortTokens(clock, "Atza|proof-");
    }

    Reply grant(Map<String, String> form) {
        if (!CLIENT.equals(form.get("client_id")) || !SECRET.equals(form.get("client_secret"))) {
            return Reply.json(401, Json.object("error", "invalid_client"));
        }
        if (!"refresh_token".equals(form.get("grant_type")) || !REFRESH.equals(form.get("refresh_token"))) {
            return Reply.json(400, Json.object("error", "invalid_grant"));
        }
        return Reply.json(
                200,
                Json.object(
                        "access_token",
                        tokens.issue(),
                        "token_type",
                        "bearer",
                        "expires_in",
                        granted.getAndIncrement() % 2 == 0 ? ShortTokens.SAID_SECONDS : ShortTokens.LIFE.toSeconds(),
                        "refresh_token",
                        REFRESH));
    }

    boolean lives(String token) {
        return tokens.holds(token);
    }
}
