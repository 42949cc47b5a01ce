package dev.tributary.openapi.idempotency;

import dev.tributary.access.Caller;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Sha256;
import dev.tributary.openapi.idempotency.KeyStore.Kept;
import dev.tributary.openapi.idempotency.KeyStore.Owner;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes with an {@code Idempotency-Key} that do not ride the batch: the key is inserted in the transaction of the effect,
 * so there is never one without the other; a concurrent duplicate waits on the unique index and is then answered as the
 * first was. Keys are remembered for {@link KeySweep#KEPT}.
 */
@Component
public class KeyedWrites {

    public static final String HEADER = "Idempotency-Key";
    public static final int KEY_MAX = 64;

    private final KeyStore keys;
    private final TransactionOperations transactions;
    private final JsonMapper json;
    private final Clock clock;

    KeyedWrites(KeyStore keys, TransactionOperations transactions, JsonMapper json, Clock clock) {
        this.keys = keys;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    /** @param kept what is remembered and replayed, which differs from {@code shown} when that holds a secret */
    public record Answer(int status, Object shown, Object kept) {

        public static Answer of(int status, Object body) {
            return new Answer(status, body, body);
        }
    }

    /** Throws INVALID_INPUT when there is none; for writes whose commands carry the key themselves. */
    public static String required(Optional<String> key) {
        return checked(key.orElseThrow(
                () -> ProblemException.invalid(HEADER, "required", "this write needs a key of your own")));
    }

    /**
     * Runs the effect in one transaction, once per key; without a key, just runs it.
     *
     * @param what the address and body, in any stable form: the same key with another is REUSED_KEY
     */
    public ResponseEntity<Object> run(Caller caller, Optional<String> key, String what, Supplier<Answer> effect) {
        if (key.isEmpty()) {
            return fresh(Objects.requireNonNull(transactions.execute(status -> effect.get())));
        }
        var owner = new Owner(
                caller.merchant().map(merchant -> merchant.value()).orElse(0L), caller.clientId(), checked(key.get()));
        byte[] hash = hash(what);
        return Objects.requireNonNull(transactions.execute(status -> keys.claim(owner, hash, clock.instant())
                ? fresh(kept(owner, effect.get()))
                : replayed(keys.find(owner), hash)));
    }

    /**
     * For writes that ride the batch and have a key of their own there: only binds the caller's key to this address and
     * body, and throws REUSED_KEY when it is bound to another.
     */
    public void bind(Caller caller, String key, String what) {
        var owner = new Owner(
                caller.merchant().map(merchant -> merchant.value()).orElse(0L), caller.clientId(), checked(key));
        byte[] hash = hash(what);
        transactions.executeWithoutResult(status -> {
            if (!keys.claim(owner, hash, clock.instant()) && !keys.find(owner).sameBody(hash)) {
                throw new ProblemException(Problem.REUSED_KEY, "make a new key for every new write");
            }
        });
    }

    private Answer kept(Owner owner, Answer answer) {
        keys.keep(owner, answer.status(), json.writeValueAsString(answer.kept()));
        return answer;
    }

    private static ResponseEntity<Object> fresh(Answer answer) {
        return ResponseEntity.status(answer.status()).body(answer.shown());
    }

    private ResponseEntity<Object> replayed(Kept kept, byte[] hash) {
        if (!kept.sameBody(hash)) {
            throw new ProblemException(Problem.REUSED_KEY, "make a new key for every new write");
        }
        return ResponseEntity.status(kept.status())
                .header("Idempotent-Replayed", "true")
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.readTree(kept.answer()));
    }

    /** Throws INVALID_INPUT for what is no key. */
    public static String checked(String key) {
        if (key.isEmpty() || key.length() > KEY_MAX || !key.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw ProblemException.invalid(
                    HEADER, "invalid_value", "1 to %d visible ASCII characters".formatted(KEY_MAX));
        }
        return key;
    }

    /** Tells a repetition from another body under the same key. */
    public static byte[] hash(String what) {
        return Sha256.of(what);
    }
}
