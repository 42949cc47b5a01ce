package dev.tributary.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one-time link that a hub's first start leaves in a file: where the hub is, and the token. */
record OneTimeLink(URI hub, String token) {

    private static final Pattern LINK = Pattern.compile("(https?://[^/\\s]+)\\S*[?&]token=([^&\\s]+)");

    static OneTimeLink read(Path file) {
        try {
            String text = Files.readString(file);
            Matcher link = LINK.matcher(text);
            if (!link.find()) {
                throw new IllegalStateException(file + " holds no one-time link");
            }
            return new OneTimeLink(URI.create(link.group(1)), link.group(2));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s cannot be read: the hub writes it on its first start, and it is gone once used".formatted(file),
                    e);
        }
    }
}
