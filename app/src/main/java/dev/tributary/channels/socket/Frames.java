package dev.tributary.channels.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.inbox.NewMessage;
import dev.tributary.kernel.Sha256;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a file makes of the frames of its platform. */
public final class Frames {

    private static final String VERDICT = "over a socket of ours";
    /** The kind of a frame that names none. */
    private static final String UNKNOWN = "frame";

    private final OpenAccount account;
    private final Adapter.Mapping frame;

    public Frames(OpenAccount account) {
        this.account = account;
        this.frame = account.adapter().socket().orElseThrow().frame();
    }

    /**
     * @param message absent of a frame that only the connection is about
     * @param answer said once the message is stored
     */
    public record Told(Optional<NewMessage> message, Optional<String> answer) {}

    /** @throws MappingFailure when this is no talk that the file knows */
    public Told told(String text, Instant now) {
        JsonNode said;
        try {
            said = frame.apply(MessageJson.tree(
                    Map.of("frame", MessageJson.read(text.getBytes(UTF_8)), "now", now.toEpochMilli())));
        } catch (IOException e) {
            throw new MappingFailure("malformed", "a frame that is no JSON", "");
        }
        var kind = said.path("kind").asText("");
        return new Told(
                kind.isEmpty()
                        ? Optional.empty()
                        : Optional.of(message(kind, said.path("key").asText(""), VERDICT, text, now)),
                Optional.of(said.path("answer")).filter(JsonNode::isObject).map(MessageJson::write));
    }

    /**
     * The same, but what the file does not know is a message too, which people find parked: it came over our own
     * connection, and neither those that came with it nor the connection are to suffer from it.
     */
    Told kept(String text, Instant now) {
        try {
            return told(text, now);
        } catch (MappingFailure unknown) {
            var verdict = "%s, not understood: %s".formatted(VERDICT, unknown.getMessage());
            return new Told(Optional.of(message(UNKNOWN, "", verdict, text, now)), Optional.empty());
        }
    }

    private NewMessage message(String kind, String key, String verdict, String text, Instant now) {
        var naturalKey = Sha256.of(kind + "\0" + (key.isBlank() ? text : key));
        return new NewMessage(account, kind, naturalKey, now, verdict, "", text.getBytes(UTF_8));
    }
}
