package dev.tributary.channels.inbox;

import dev.tributary.channels.account.OpenAccount;
import java.time.Instant;

/**
 * What came in, checked for its sender but not yet understood.
 *
 * @param naturalKey the same message twice has the same key
 * @param verdict how the sender was checked
 * @param headers those that matter later, one a line
 */
public record NewMessage(
        OpenAccount account,
        String kind,
        byte[] naturalKey,
        Instant receivedAt,
        String verdict,
        String headers,
        byte[] body) {

    static final int HEADERS_CHARACTERS_MAX = 8_192;
    private static final int KIND_CHARACTERS_MAX = 80;
    private static final int VERDICT_CHARACTERS_MAX = 500;

    public NewMessage {
        kind = storable(kind, KIND_CHARACTERS_MAX);
        verdict = storable(verdict, VERDICT_CHARACTERS_MAX);
        headers = storable(headers, HEADERS_CHARACTERS_MAX);
    }

    NewMessage withKey(byte[] key) {
        return new NewMessage(account, kind, key, receivedAt, verdict, headers, body);
    }

    /** PostgreSQL keeps no NUL in texts; what a stranger sends must never fail the batch it is stored with. */
    static String storable(String text, int charactersMax) {
        var clean = text.replace('\0', '\uFFFD');
        return clean.length() <= charactersMax ? clean : clean.substring(0, charactersMax);
    }
}
