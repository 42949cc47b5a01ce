package dev.tributary.vault;

import javax.crypto.SecretKey;

/** Someone's number and key. */
record Person(long id, SecretKey key) {

    @Override
    public String toString() {
        return "Person(" + id + ")";
    }
}
