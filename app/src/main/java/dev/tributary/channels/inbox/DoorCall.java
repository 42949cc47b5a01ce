package dev.tributary.channels.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.Decryption;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.adapter.MessageXml;
import dev.tributary.channels.adapter.SignatureScheme;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One call of a platform, as its adapter file says to read and to check it. Of an encrypted call the clear text is what is
 * stored, encrypted again under the merchant's own key: it can be understood when the platform's key is another one by
 * then, shown without personal data, corrected and replayed like any other. What stands inside a member as text stays so
 * until the message is understood, because what cannot be unwrapped must be parked and not refused.
 */
public final class DoorCall {

    private static final String NOT_DECRYPTED = "the body does not decrypt";

    private final OpenAccount account;
    private final Adapter.Door door;
    private final DoorRequest request;
    /** Of the call as it came. */
    private final SortedMap<String, String> parameters;

    private DoorCall(OpenAccount account, DoorRequest request, SortedMap<String, String> parameters) {
        this.account = account;
        this.door = account.adapter().door().orElseThrow();
        this.request = request;
        this.parameters = parameters;
    }

    public static DoorCall read(OpenAccount account, DoorRequest request) {
        var door = account.adapter().door().orElseThrow();
        return new DoorCall(
                account,
                request,
                door.transport() == Adapter.Transport.FORM ? form(request) : treeParameters(door, request));
    }

    /** System parameters may stand in the query; both are signed, and both are kept. */
    private static SortedMap<String, String> form(DoorRequest request) {
        return Forms.read(formBytes(request))
                .orElseThrow(() -> new ProblemException(Problem.MALFORMED_BODY, "the body is not a form in UTF-8"));
    }

    private static byte[] formBytes(DoorRequest request) {
        var query = request.queryBytes();
        var raw = request.body();
        if (query.length == 0) {
            return raw;
        }
        var joined = new byte[query.length + 1 + raw.length];
        System.arraycopy(query, 0, joined, 0, query.length);
        joined[query.length] = '&';
        System.arraycopy(raw, 0, joined, query.length + 1, raw.length);
        return joined;
    }

    /** Nothing is read where the file names none; a body that need not be understood to check it may be anything. */
    private static SortedMap<String, String> treeParameters(Adapter.Door door, DoorRequest request) {
        boolean member = door.decryption().flatMap(Decryption::member).isPresent();
        if (!door.readsParameters() && !member) {
            return new TreeMap<>();
        }
        var parameters = query(request);
        boolean encrypted = door.decryption().isPresent() && !member;
        if (!encrypted) {
            var tree = tree(door, request.body());
            if (tree.isEmpty() && (door.checksParameters() || member)) {
                throw new ProblemException(Problem.MALFORMED_BODY, "the body is no " + door.transport());
            }
            tree.ifPresent(it -> parameters.putAll(parameters(door, it)));
        }
        return parameters;
    }

    private static SortedMap<String, String> parameters(Adapter.Door door, JsonNode tree) {
        return door.transport() == Adapter.Transport.XML ? MessageXml.parameters(tree) : MessageJson.parameters(tree);
    }

    private static SortedMap<String, String> query(DoorRequest request) {
        return Forms.read(request.queryBytes())
                .orElseThrow(() -> new ProblemException(Problem.MALFORMED_BODY, "the query is no form in UTF-8"));
    }

    private static Optional<JsonNode> tree(Adapter.Door door, byte[] body) {
        try {
            return Optional.of(
                    door.transport() == Adapter.Transport.XML ? MessageXml.read(body) : MessageJson.read(body));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** @param pathKind the kind of message that the called address names */
    public List<NewMessage> check(String pathKind, Instant now) {
        door.signature().ifPresent(this::checkSignature);
        var body = door.decryption().map(this::decrypted).orElseGet(this::asItCame);
        var told = new TreeMap<>(parameters);
        if (door.decryption().isPresent()) {
            told.putAll(parameters(
                    door,
                    tree(door, body)
                            .filter(tree -> tree.isObject() || door.each())
                            .orElseThrow(() -> new ProblemException(Problem.BAD_SIGNATURE, NOT_DECRYPTED))));
        }
        door.timestamp().ifPresent(timestamp -> checkAge(timestamp, told, now));
        door.matches().forEach(match -> checkMatch(match, told));
        return new DoorMessages(account, request, pathKind, verdict()).messages(body, told, now);
    }

    private byte[] asItCame() {
        return door.transport() == Adapter.Transport.FORM ? formBytes(request) : request.body();
    }

    private String verdict() {
        return Stream.concat(
                        door.signature().map(it -> it.scheme().toString()).stream(),
                        door.decryption().map(Decryption::toString).stream())
                .collect(Collectors.joining(", "));
    }

    private byte[] decrypted(Decryption decryption) {
        var text = decryption
                .member()
                .map(member -> Optional.ofNullable(parameters.get(member)).orElse(""))
                .orElseGet(() -> new String(request.body(), UTF_8));
        return decryption
                .open(
                        text,
                        account.text(decryption.key()),
                        decryption.names().isEmpty() ? "" : account.text(decryption.names()))
                .orElseThrow(() -> new ProblemException(Problem.BAD_SIGNATURE, NOT_DECRYPTED));
    }

    /** What the platform wants to hear before it calls. */
    String shaken(Adapter.Handshake handshake) {
        checkSignature(handshake.signature());
        return Optional.ofNullable(parameters.get(handshake.answers()))
                .orElseThrow(() -> new ProblemException(Problem.MALFORMED_BODY, handshake.answers() + " is missing"));
    }

    static DoorCall ofQuery(OpenAccount account, DoorRequest request) {
        return new DoorCall(account, request, query(request));
    }

    /** The same call with the signature its platform would give it; of a form and of JSON a parameter stands in the query. */
    public DoorRequest signed() {
        var headers = new TreeMap<>(request.headers());
        var query = new StringBuilder(request.query());
        door.signature().ifPresent(signature -> {
            var unsigned = new TreeMap<>(parameters);
            signature.parameter().ifPresent(unsigned::remove);
            var text = signature.scheme().sign(signed(unsigned), account.text(signature.secret()));
            signature.header().ifPresent(name -> headers.put(name.toLowerCase(Locale.ROOT), text));
            signature
                    .parameter()
                    .ifPresent(name -> query.append(query.isEmpty() ? "" : "&")
                            .append(name)
                            .append('=')
                            .append(URLEncoder.encode(text, UTF_8)));
        });
        return new DoorRequest(request.url(), query.toString(), headers, request.body());
    }

    private SignatureScheme.Signed signed(SortedMap<String, String> signed) {
        return new SignatureScheme.Signed(request.url(), signed, request.body(), account.withoutSecrets());
    }

    private void checkSignature(Adapter.Signature signature) {
        var given = signature
                .header()
                .flatMap(request::header)
                .or(() -> signature.parameter().map(parameters::get))
                .orElseThrow(() -> new ProblemException(Problem.BAD_SIGNATURE, "the signature is missing"));
        var signed = new TreeMap<>(parameters);
        signature.parameter().ifPresent(signed::remove);
        boolean matches = matches(signature, signed, given)
                || (door.textMayBeEncodedTwice() && matches(signature, Forms.decodedAgain(signed), given));
        if (!matches) {
            throw new ProblemException(Problem.BAD_SIGNATURE, "the signature does not fit the bytes");
        }
    }

    private boolean matches(Adapter.Signature signature, SortedMap<String, String> signed, String given) {
        return signature.scheme().matches(signed(signed), account.text(signature.secret()), given);
    }

    private static void checkAge(Adapter.Timestamp timestamp, SortedMap<String, String> told, Instant now) {
        var text = Optional.ofNullable(told.get(timestamp.parameter())).orElse("");
        var unit = timestamp.unit() == Adapter.Timestamp.Unit.SECONDS ? "seconds" : "milliseconds";
        if (!text.matches("\\d{1,14}")) {
            throw new ProblemException(Problem.STALE_TIMESTAMP, "the timestamp is missing or no number of " + unit);
        }
        var number = Long.parseLong(text);
        var moment = timestamp.unit() == Adapter.Timestamp.Unit.SECONDS
                ? Instant.ofEpochSecond(number)
                : Instant.ofEpochMilli(number);
        if (Duration.between(moment, now).abs().compareTo(Duration.ofSeconds(timestamp.windowSeconds())) > 0) {
            throw new ProblemException(
                    Problem.STALE_TIMESTAMP,
                    "the timestamp is more than %d seconds away from now".formatted(timestamp.windowSeconds()));
        }
    }

    private void checkMatch(Adapter.Match match, SortedMap<String, String> told) {
        var named = match.header()
                .map(request::header)
                .orElseGet(() -> match.parameter().map(told::get));
        if (!named.equals(Optional.of(account.text(match.setting())))) {
            throw new ProblemException(
                    Problem.BAD_SIGNATURE, "the message is for another %s".formatted(match.setting()));
        }
    }
}
