package dev.tributary.channels.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Sha256;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The messages of one call: mostly one. Each is named, so that the same one twice is seen. */
final class DoorMessages {

    /** A platform that gathers more than this in one call is told to send fewer. */
    private static final int MESSAGES_MAX = 200;

    private final OpenAccount account;
    private final Adapter.Door door;
    private final DoorRequest request;
    private final String pathKind;
    private final String verdict;

    DoorMessages(OpenAccount account, DoorRequest request, String pathKind, String verdict) {
        this.account = account;
        this.door = account.adapter().door().orElseThrow();
        this.request = request;
        this.pathKind = pathKind;
        this.verdict = verdict;
    }

    /** @param told parameters of the whole call */
    List<NewMessage> messages(byte[] body, SortedMap<String, String> told, Instant now) {
        return door.each() ? each(body, told, now) : List.of(message(body, told, now));
    }

    /** What should be an array and is none is one message, which a person will see. */
    private List<NewMessage> each(byte[] body, SortedMap<String, String> told, Instant now) {
        try {
            var array = MessageJson.read(body);
            if (!array.isArray()) {
                return List.of(message(body, told, now));
            }
            if (array.size() > MESSAGES_MAX) {
                throw new ProblemException(
                        Problem.MALFORMED_BODY, "a call brings at most %d messages".formatted(MESSAGES_MAX));
            }
            var messages = new ArrayList<NewMessage>();
            for (var item : array) {
                var parameters = new TreeMap<>(told);
                parameters.putAll(MessageJson.parameters(item));
                messages.add(message(MessageJson.write(item).getBytes(UTF_8), parameters, now));
            }
            return messages;
        } catch (IOException e) {
            return List.of(message(body, told, now));
        }
    }

    private NewMessage message(byte[] body, SortedMap<String, String> told, Instant now) {
        var kind = door.kind().map(named -> value(named, told).orElse("")).orElse(pathKind);
        return new NewMessage(account, kind, naturalKey(kind, body, told), now, verdict, request.explaining(), body);
    }

    private Optional<String> value(Adapter.Named named, SortedMap<String, String> told) {
        return named.header()
                .flatMap(request::header)
                .or(() -> named.parameter().map(told::get));
    }

    private byte[] naturalKey(String kind, byte[] body, SortedMap<String, String> told) {
        var digest = Sha256.begin();
        digest.update(kind.getBytes(UTF_8));
        digest.update((byte) 0);
        var named = door.messageKey().named().flatMap(it -> value(it, told)).filter(id -> !id.isBlank());
        if (named.isPresent()) {
            digest.update(named.get().getBytes(UTF_8));
        } else if (door.transport() == Adapter.Transport.FORM) {
            told.forEach((name, value) -> {
                if (!door.messageKey().hashWithout().contains(name)) {
                    digest.update((name + "=" + value + "\n").getBytes(UTF_8));
                }
            });
        } else {
            digest.update(body);
        }
        return digest.digest();
    }
}
