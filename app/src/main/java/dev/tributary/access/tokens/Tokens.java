package dev.tributary.access.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tributary.access.Client;
import dev.tributary.access.Scope;
import dev.tributary.kernel.MerchantId;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Signs and verifies tokens: JWT with HMAC-SHA256, because only the hub itself ever reads them. */
@Component
class Tokens {

    static final Duration LIFE = Duration.ofMinutes(10);
    private static final String ISSUER = "tributary";
    private static final int LENGTH_MAX = 2_048;

    private final MACSigner signer;
    private final MACVerifier verifier;
    private final Clock clock;

    Tokens(SigningKey key, Clock clock) throws JOSEException {
        this.signer = new MACSigner(key.bytes());
        this.verifier = new MACVerifier(key.bytes());
        this.clock = clock;
    }

    /** What a token says, once its signature is found right and its time not over. */
    record Claims(String clientId, Optional<MerchantId> merchant, Set<Scope> scopes, Instant expiresAt) {}

    String issue(Client client, Set<Scope> scopes) {
        Instant now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(client.clientId())
                .claim("merchant", client.merchant().map(MerchantId::toString).orElse(null))
                .claim("scope", ClientStore.text(scopes))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .build();
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
        return token.serialize();
    }

    /** Empty when it is none of ours, was changed, or its time is over. */
    Optional<Claims> verify(String text) {
        if (text.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        try {
            var token = SignedJWT.parse(text);
            // The verifier takes no other algorithm than its key's, so a token cannot choose one.
            if (!token.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256) || !token.verify(verifier)) {
                return Optional.empty();
            }
            return Optional.of(claims(token.getJWTClaimsSet()))
                    .filter(claims -> clock.instant().isBefore(claims.expiresAt()));
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    private static Claims claims(JWTClaimsSet claims) throws ParseException {
        String merchant = claims.getStringClaim("merchant");
        return new Claims(
                claims.getSubject(),
                merchant == null ? Optional.empty() : Optional.of(new MerchantId(Long.parseLong(merchant))),
                ClientStore.scopes(claims.getStringClaim("scope")),
                claims.getExpirationTime().toInstant());
    }
}
