package dev.tributary.access.tokens;

import dev.tributary.access.KeyFile;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The key that signs tokens; all nodes share it, so that tokens outlive a restart and are good at every node. Deleting
 * the file and restarting makes a new key.
 */
@Component
class SigningKey {

    private static final String FILE = "access-token-signing.key";

    private final byte[] key;

    SigningKey(@Value("${tributary.vault.keys:var/keys}") Path directory) {
        this.key = KeyFile.bytes(directory, FILE);
    }

    byte[] bytes() {
        return key.clone();
    }
}
