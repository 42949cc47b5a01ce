package dev.tributary.channels.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a platform signs, as its adapter file says: a text put together of what is sent, and a digest of the text. In braces
 * stand {@code url} (without its query), {@code path}, {@code body} (its bytes as they came), {@code secret},
 * {@code sorted} (parameters by name, each name with its value), {@code values} (values and the secret, sorted), or the
 * name of a setting, else of a parameter, so that no sender has a say in what is ours. What is not sent is empty.
 */
public final class SignatureScheme {

    private static final Pattern PART = Pattern.compile("\\{(\\w[\\w.-]*)}|([^{]+)");
    private static final Set<String> OF_THE_CALL = Set.of("url", "path", "body", "secret");
    private static final String SORTED = "sorted";
    private static final String VALUES = "values";

    /** @param name true when it stood in braces */
    private record Part(String text, boolean name) {}

    private final List<Part> parts;
    /** Between a sorted parameter's name and its value. */
    private final String pair;
    /** Between two sorted parameters. */
    private final String between;
    /** Which parameters are sorted; all when empty. */
    private final Set<String> only;
    /** True where a parameter that is empty or blank is not among the sorted. */
    private final boolean skipsBlank;

    private final SignatureDigest digest;
    private final SignatureDigest.Encoding encoding;

    private SignatureScheme(
            List<Part> parts,
            String pair,
            String between,
            Set<String> only,
            boolean skipsBlank,
            SignatureDigest digest,
            SignatureDigest.Encoding encoding) {
        this.parts = parts;
        this.pair = pair;
        this.between = between;
        this.only = only;
        this.skipsBlank = skipsBlank;
        this.digest = digest;
        this.encoding = encoding;
    }

    /**
     * What a signature is made over.
     *
     * @param url the called address without its query
     * @param parameters of query and body together, without the signature itself
     * @param sorted which of them {@code {sorted}} and {@code {values}} mean
     * @param settings of the account
     */
    public record Signed(
            String url,
            SortedMap<String, String> parameters,
            SortedMap<String, String> sorted,
            byte[] body,
            Map<String, String> settings) {

        public Signed(String url, SortedMap<String, String> parameters, byte[] body, Map<String, String> settings) {
            this(url, parameters, parameters, body, settings);
        }
    }

    /** The file's {@code text}, {@code digest} and {@code encoding}, with {@code pair}, {@code between}, {@code only} and {@code skips-blank}. */
    static SignatureScheme read(FileNode node) {
        var text = node.required("text");
        var parts = parts(text);
        var digest = node.required("digest").oneOf(SignatureDigest.class);
        if (!digest.keyed()
                && parts.stream()
                        .noneMatch(
                                part -> part.name() && Set.of("secret", VALUES).contains(part.text()))) {
            throw text.wrong("'{secret}' is missing: anybody could make the %s of this".formatted(digest));
        }
        return new SignatureScheme(
                parts,
                node.text("pair", ""),
                node.text("between", ""),
                node.child("only")
                        .map(only -> only.list().stream().map(FileNode::text).collect(Collectors.toUnmodifiableSet()))
                        .orElse(Set.of()),
                node.yes("skips-blank"),
                digest,
                node.required("encoding").oneOf(SignatureDigest.Encoding.class));
    }

    private static List<Part> parts(FileNode text) {
        var parts = new ArrayList<Part>();
        var matcher = PART.matcher(text.text());
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            end = matcher.end();
            Optional<String> name = Optional.ofNullable(matcher.group(1));
            parts.add(new Part(name.orElseGet(matcher::group), name.isPresent()));
        }
        if (end != text.text().length() || parts.stream().noneMatch(Part::name)) {
            throw text.wrong("expected a text with names in braces, such as {body} or {secret}{sorted}{secret}");
        }
        return List.copyOf(parts);
    }

    /** False when the bytes of the call are enough: then nothing of them need be understood. */
    public boolean namesParameters() {
        return parts.stream().anyMatch(part -> part.name() && !OF_THE_CALL.contains(part.text()));
    }

    public String sign(Signed signed, String secret) {
        return encoding.write(digest.of(text(signed, secret), secret));
    }

    /** Takes as long for a wrong signature as for a right one. */
    public boolean matches(Signed signed, String secret, String signature) {
        return digest.matches(text(signed, secret), secret, encoding, signature.strip());
    }

    private byte[] text(Signed signed, String secret) {
        var text = new ByteArrayOutputStream();
        for (var part : parts) {
            text.writeBytes(
                    part.name() && part.text().equals("body")
                            ? signed.body()
                            : (part.name() ? value(part.text(), signed, secret) : part.text()).getBytes(UTF_8));
        }
        return text.toByteArray();
    }

    private String value(String name, Signed signed, String secret) {
        return switch (name) {
            case "url" -> signed.url();
            case "path" -> URI.create(signed.url()).getRawPath();
            case "secret" -> secret;
            case SORTED ->
                chosen(signed)
                        .map(parameter -> parameter.getKey() + pair + parameter.getValue())
                        .collect(Collectors.joining(between));
            case VALUES ->
                Stream.concat(chosen(signed).map(Map.Entry::getValue), Stream.of(secret))
                        .sorted()
                        .collect(Collectors.joining(between));
            default -> signed.settings().getOrDefault(name, signed.parameters().getOrDefault(name, ""));
        };
    }

    private Stream<Map.Entry<String, String>> chosen(Signed signed) {
        return signed.sorted().entrySet().stream()
                .filter(parameter -> only.isEmpty() || only.contains(parameter.getKey()))
                .filter(parameter -> !skipsBlank || !parameter.getValue().isBlank());
    }

    /** What a message was signed with, for those who look at it later. */
    @Override
    public String toString() {
        return digest + " " + encoding;
    }
}
