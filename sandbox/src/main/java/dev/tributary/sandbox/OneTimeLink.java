package dev.tributary.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the token out of the one-time link that a hub's first start leaves in a file. */
final class OneTimeLink {

    private static final Pattern TOKEN = Pattern.compile("[?&]token=([^&\\s]+)");

    private OneTimeLink() {}

    static String token(Path file) {
        try {
            String link = Files.readString(file).strip();
            Matcher token = TOKEN.matcher(link);
            if (!token.find()) {
                throw new IllegalStateException(file + " holds no one-time link");
            }
            return token.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s cannot be read: the hub writes it on its first start, and it is gone once used".formatted(file),
                    e);
        }
    }
}
