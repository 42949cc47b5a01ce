package dev.tributary.channels.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.kernel.ProblemException;
import dev.tributary.vault.Vault;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A stored message understood by another adapter file than the one in use, without any effect. */
@Component
public final class Trial {

    private static final String MASK = "***";
    private static final String BUYER = "buyer";
    /** Shorter values would be starred out of prices and codes too. */
    private static final int VALUE_CHARACTERS_MIN = 2;
    /** Where more would be needed to tell what is personal, every value is hidden. */
    private static final long COMPARISONS_MAX = 10_000_000;

    private final DeskStore store;
    private final Vault vault;

    Trial(DeskStore store, Vault vault) {
        this.store = store;
        this.vault = vault;
    }

    /** @param masked what people may see of it */
    public record Told(JsonNode whole, String masked) {}

    /**
     * @param inUse says what of the message is personal: the file that is tried may have lost it
     * @throws MappingFailure when nothing can be made of it
     */
    public Told told(OpenAccount inUse, OpenAccount tried, long message) {
        var shown = store.show(inUse.merchant(), message)
                .filter(found -> found.summary().channel().equals(inUse.channel()))
                .orElseThrow(() -> ProblemException.notFound("there is no such message of this channel"));
        if (shown.current().length == 0) {
            throw new MappingFailure("erased", "the person this message told of was erased", "take another message");
        }
        var kind = shown.summary().kind();
        var body = vault.openBytes(inUse.merchant(), shown.current());
        var told = Bodies.told(tried.adapter(), kind, body);
        var personal = MaskedBytes.personal(inUse.adapter(), kind, body);
        boolean tooMany = texts(told) * personal.size() > COMPARISONS_MAX;
        return new Told(told, MessageJson.pretty(masked(told, personal, tooMany)));
    }

    private static long texts(JsonNode node) {
        long texts = node.isValueNode() ? 1 : 0;
        for (var member : node) {
            texts += texts(member);
        }
        return texts;
    }

    private static JsonNode masked(JsonNode node, Set<String> personal, boolean hide) {
        return switch (node) {
            case ObjectNode object -> {
                var copy = JsonNodeFactory.instance.objectNode();
                object.properties()
                        .forEach(entry -> copy.set(
                                entry.getKey(),
                                masked(
                                        entry.getValue(),
                                        personal,
                                        hide || entry.getKey().equals(BUYER))));
                yield copy;
            }
            case ArrayNode array -> {
                var copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(item -> copy.add(masked(item, personal, hide)));
                yield copy;
            }
            default -> !node.isNull() && (hide || holds(node.asText(), personal)) ? TextNode.valueOf(MASK) : node;
        };
    }

    private static boolean holds(String text, Set<String> personal) {
        return personal.stream()
                .anyMatch(
                        value -> text.equals(value) || (value.length() > VALUE_CHARACTERS_MIN && text.contains(value)));
    }
}
