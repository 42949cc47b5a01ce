package dev.tributary.vault;

import java.util.Optional;

/** Someone's data in clear. Exists only in memory; {@link #toString()} shows nothing of it. */
public record PersonalData(
        Optional<String> name, Optional<String> phone, Optional<String> email, Optional<String> address) {

    @Override
    public String toString() {
        return "PersonalData(masked)";
    }
}
