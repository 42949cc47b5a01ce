package dev.tributary.channels.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.channels.adapter.MessageJson;
import java.net.URLEncoder;
import java.nio.charset.CharacterCodingException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The bytes of a message with what is personal starred out where it stands, in every way of writing that platforms use.
 * When one personal value is not found, none of the bytes are shown: it may be written in a way nobody here thought of.
 * Nor are they when so many personal values stand in so long a text that to find them takes a processor away from others.
 */
final class MaskedBytes {

    /** Each personal value is looked for in all of the text some forty times: about a second of it is enough. */
    private static final long WORK_MAX = 64L << 20;

    private MaskedBytes() {}

    static Optional<byte[]> of(Adapter adapter, String kind, byte[] body) {
        if (!adapter.brings()) {
            return Optional.of(Masking.masked(adapter, kind, body).getBytes(UTF_8));
        }
        try {
            return starred(Forms.text(body), personal(adapter, kind, body)).map(text -> text.getBytes(UTF_8));
        } catch (MappingFailure | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Every value of the message that its adapter's file calls personal. */
    static Set<String> personal(Adapter adapter, String kind, byte[] body) {
        var values = new HashSet<String>();
        collect(Bodies.tree(adapter, kind, body), adapter.personal(), false, values);
        return values;
    }

    private static void collect(JsonNode node, Set<String> personal, boolean hide, Set<String> values) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry ->
                            collect(entry.getValue(), personal, hide || personal.contains(entry.getKey()), values));
        } else if (node.isArray()) {
            node.forEach(item -> collect(item, personal, hide, values));
        } else if (hide && !node.isNull() && !node.asText().isEmpty()) {
            values.add(node.asText());
        }
    }

    private static Optional<String> starred(String text, Set<String> values) {
        if ((long) text.length() * values.size() > WORK_MAX) {
            return Optional.empty();
        }
        var starred = text;
        // The longest first: a name may stand within an address.
        for (var value : values.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            boolean stands = false;
            for (var written : writtenAs(value)) {
                stands |= text.contains(written);
                starred = starred.replace(written, "*".repeat(written.length()));
            }
            if (!stands) {
                return Optional.empty();
            }
        }
        return Optional.of(starred);
    }

    private static Set<String> writtenAs(String value) {
        var json = inside(MessageJson.write(TextNode.valueOf(value)));
        var written = new LinkedHashSet<String>();
        for (var one :
                List.of(value, json, json.replace("/", "\\/"), escaped(json, false), escaped(json, true), xml(value))) {
            written.add(one);
            // What stands in a text within a text.
            written.add(inside(MessageJson.write(TextNode.valueOf(one))));
            for (var encoded : List.of(one, encoded(one))) {
                written.add(encoded(encoded));
                written.add(encoded(encoded).replace("+", "%20"));
                written.add(smallHex(encoded(encoded)));
            }
        }
        return written;
    }

    private static String inside(String quoted) {
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String escaped(String text, boolean capitals) {
        var written = new StringBuilder();
        text.chars()
                .forEach(character -> written.append(
                        character < 128
                                ? Character.toString(character)
                                : (capitals ? "\\u%04X" : "\\u%04x").formatted(character)));
        return written.toString();
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static String smallHex(String encoded) {
        var small = new StringBuilder(encoded);
        for (int at = small.indexOf("%"); at >= 0 && at + 3 <= small.length(); at = small.indexOf("%", at + 1)) {
            small.replace(at + 1, at + 3, small.substring(at + 1, at + 3).toLowerCase(Locale.ROOT));
        }
        return small.toString();
    }
}
