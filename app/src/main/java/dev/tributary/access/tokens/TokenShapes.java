package dev.tributary.access.tokens;

import dev.tributary.kernel.Member;
import dev.tributary.kernel.Shape;
import java.util.Optional;

/** What the door reads and writes in the names of RFC 6749, for the API document: nobody makes one. */
final class TokenShapes {

    private TokenShapes() {}

    @Shape(value = "TokenRequest", open = true)
    record Asked(
            @Member(pattern = "client_credentials") String grant_type,

            @Member(says = "Scopes with spaces between them; all of the client's where absent.")
            Optional<String> scope) {}

    @Shape("Token")
    record Issued(
            String access_token,
            String token_type,
            @Member(says = "In seconds.") long expires_in,
            String scope) {}

    @Shape("TokenError")
    record Refused(String error, String error_description) {}
}
