package dev.tributary.channels.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.adapter.SignatureScheme;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One call of a platform, as its adapter file says to read and to check it. */
final class DoorCall {

    private final OpenAccount account;
    private final Adapter.Door door;
    private final String kind;
    private final HttpServletRequest request;
    private final byte[] raw;
    /** What is stored. */
    private final byte[] body;

    private final SortedMap<String, String> parameters;

    private DoorCall(
            OpenAccount account,
            String kind,
            HttpServletRequest request,
            byte[] raw,
            byte[] body,
            SortedMap<String, String> parameters) {
        this.account = account;
        this.door = account.adapter().door().orElseThrow();
        this.kind = kind;
        this.request = request;
        this.raw = raw;
        this.body = body;
        this.parameters = parameters;
    }

    static DoorCall read(OpenAccount account, String pathKind, HttpServletRequest request, byte[] raw) {
        var door = account.adapter().door().orElseThrow();
        var kind = door.kindHeader()
                .map(header -> Optional.ofNullable(request.getHeader(header)).orElse(""))
                .orElse(pathKind);
        return switch (door.transport()) {
            case JSON -> new DoorCall(account, kind, request, raw, raw, jsonParameters(door, request, raw));
            case FORM -> form(account, kind, request, raw);
        };
    }

    /** System parameters may stand in the query; both are signed, and both are kept. */
    private static DoorCall form(OpenAccount account, String kind, HttpServletRequest request, byte[] raw) {
        var query = query(request);
        var body = query.length == 0 ? raw : joined(query, raw);
        var parameters = Forms.read(body)
                .orElseThrow(() -> new ProblemException(Problem.MALFORMED_BODY, "the body is not a form in UTF-8"));
        return new DoorCall(account, kind, request, raw, body, parameters);
    }

    /** The query's, and members of the body that are texts or numbers; nothing is read where the file names none. */
    private static SortedMap<String, String> jsonParameters(Adapter.Door door, HttpServletRequest request, byte[] raw) {
        if (!door.namesParameters()) {
            return new TreeMap<>();
        }
        var parameters = Forms.read(query(request))
                .orElseThrow(() -> new ProblemException(Problem.MALFORMED_BODY, "the query is no form in UTF-8"));
        try {
            for (var member : MessageJson.read(raw).properties()) {
                if (member.getValue().isValueNode() && !member.getValue().isNull()) {
                    parameters.put(member.getKey(), member.getValue().asText());
                }
            }
        } catch (IOException e) {
            throw new ProblemException(Problem.MALFORMED_BODY, "the body is no JSON");
        }
        return parameters;
    }

    private static byte[] query(HttpServletRequest request) {
        return Optional.ofNullable(request.getQueryString()).orElse("").getBytes(UTF_8);
    }

    private static byte[] joined(byte[] query, byte[] raw) {
        var joined = new byte[query.length + 1 + raw.length];
        System.arraycopy(query, 0, joined, 0, query.length);
        joined[query.length] = '&';
        System.arraycopy(raw, 0, joined, query.length + 1, raw.length);
        return joined;
    }

    NewMessage check(Instant now) {
        checkSignature();
        door.timestamp().ifPresent(timestamp -> checkAge(timestamp, now));
        door.matches().forEach(this::checkMatch);
        return new NewMessage(account, kind, naturalKey(), now, scheme().toString(), headers(), body);
    }

    private SignatureScheme scheme() {
        return door.signature().scheme();
    }

    private void checkSignature() {
        var signature = door.signature()
                .header()
                .map(request::getHeader)
                .or(() -> door.signature().parameter().map(parameters::get))
                .orElseThrow(() -> new ProblemException(Problem.BAD_SIGNATURE, "the signature is missing"));
        var secret = account.text(door.signature().secret());
        var signed = new TreeMap<>(parameters);
        door.signature().parameter().ifPresent(signed::remove);
        boolean matches = matches(signed, secret, signature)
                || (door.textMayBeEncodedTwice() && matches(Forms.decodedAgain(signed), secret, signature));
        if (!matches) {
            throw new ProblemException(Problem.BAD_SIGNATURE, "the signature does not fit the bytes");
        }
    }

    private boolean matches(SortedMap<String, String> signed, String secret, String signature) {
        return scheme().matches(
                        new SignatureScheme.Signed(
                                request.getRequestURL().toString(), signed, raw, account.withoutSecrets()),
                        secret,
                        signature);
    }

    private void checkAge(Adapter.Timestamp timestamp, Instant now) {
        var seconds = Optional.ofNullable(parameters.get(timestamp.parameter())).orElse("");
        if (!seconds.matches("\\d{1,11}")) {
            throw new ProblemException(Problem.STALE_TIMESTAMP, "the timestamp is missing or no number of seconds");
        }
        var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), now)
                .abs();
        if (age.compareTo(Duration.ofSeconds(timestamp.windowSeconds())) > 0) {
            throw new ProblemException(
                    Problem.STALE_TIMESTAMP,
                    "the timestamp is more than %d seconds away from now".formatted(timestamp.windowSeconds()));
        }
    }

    private void checkMatch(Adapter.Match match) {
        var named = match.header()
                .map(header -> Optional.ofNullable(request.getHeader(header)))
                .orElseGet(() -> match.parameter().map(parameters::get));
        if (!named.equals(Optional.of(account.text(match.setting())))) {
            throw new ProblemException(
                    Problem.BAD_SIGNATURE, "the message is for another %s".formatted(match.setting()));
        }
    }

    private byte[] naturalKey() {
        var digest = sha256();
        digest.update(kind.getBytes(UTF_8));
        digest.update((byte) 0);
        var named = door.messageKey().header().map(request::getHeader).filter(id -> !id.isBlank());
        if (named.isPresent()) {
            digest.update(named.get().getBytes(UTF_8));
        } else if (door.transport() == Adapter.Transport.FORM) {
            parameters.forEach((name, value) -> {
                if (!door.messageKey().hashWithout().contains(name)) {
                    digest.update((name + "=" + value + "\n").getBytes(UTF_8));
                }
            });
        } else {
            digest.update(body);
        }
        return digest.digest();
    }

    /** What explains a message later; no credentials are among them. */
    private String headers() {
        List<String> names = Collections.list(request.getHeaderNames());
        return names.stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).matches("x-.*|content-type|user-agent"))
                .map(name -> name + ": " + request.getHeader(name))
                .collect(Collectors.joining("\n"));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
