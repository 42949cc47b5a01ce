package dev.tributary.channels.adapter;

/** An adapter file that cannot be used; the hub does not start with it. */
public final class AdapterFileException extends RuntimeException {

    AdapterFileException(String file, int line, String reason) {
        super("%s line %d: %s".formatted(file, line, reason));
    }
}
