package dev.tributary.channels.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.inbox.NewMessage;
import dev.tributary.channels.lane.CallFailure;
import dev.tributary.kernel.Sha256;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a file makes of the frames of its platform. */
public final class Frames {

    private static final String VERDICT = "over a socket of ours";

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

    /** @throws CallFailure when this is no talk that the file knows, which the connection is not worth holding for */
    public Told told(String text, Instant now) throws CallFailure {
        try {
            var said = frame.apply(MessageJson.tree(
                    Map.of("frame", MessageJson.read(text.getBytes(UTF_8)), "now", now.toEpochMilli())));
            var kind = said.path("kind").asText("");
            return new Told(
                    kind.isEmpty()
                            ? Optional.empty()
                            : Optional.of(message(kind, said.path("key").asText(""), text, now)),
                    Optional.of(said.path("answer")).filter(JsonNode::isObject).map(MessageJson::write));
        } catch (IOException e) {
            throw new CallFailure("a frame that is no JSON");
        } catch (MappingFailure e) {
            throw new CallFailure("a frame that the adapter file does not understand: " + e.getMessage());
        }
    }

    private NewMessage message(String kind, String key, String text, Instant now) {
        var naturalKey = Sha256.of(kind + "\0" + (key.isBlank() ? text : key));
        return new NewMessage(account, kind, naturalKey, now, VERDICT, "", text.getBytes(UTF_8));
    }
}
