package dev.tributary.vault;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Someone this node has not seen, waiting to be found or made.
 *
 * @param identity keyed hash of the phone that names them; without one they are made anew every time
 * @param tokens what they can be found by
 * @param found completes after commit
 */
record NewPerson(MerchantKey key, Optional<byte[]> identity, List<byte[]> tokens, CompletableFuture<Person> found) {

    long merchant() {
        return key.merchant().value();
    }
}
