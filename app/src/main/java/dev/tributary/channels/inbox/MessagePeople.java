package dev.tributary.channels.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.MessageDesk.State;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.kernel.ProblemException;
import dev.tributary.vault.Vault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Whose phone numbers stand in messages that became no order: an order's recipient leads to its messages, and nothing
 * but these hashes to the others.
 */
@Component
class MessagePeople {

    private static final int PHONES_MAX = 50;
    private static final int TEXTS_MAX = 200;
    private static final int UNREADABLE_CHARACTERS_MAX = 64 * 1024;

    private final Vault vault;

    MessagePeople(Vault vault) {
        this.vault = vault;
    }

    /** Tokens by message, of those of the settled that are over and without an order. */
    Map<Long, List<byte[]>> without(
            OpenAccount account, List<InboxStore.Stored> messages, List<InboxStore.Settled> settled) {
        var stored = messages.stream().collect(Collectors.toMap(InboxStore.Stored::id, Function.identity()));
        var tokens = new HashMap<Long, List<byte[]>>();
        for (var one : settled) {
            var message = stored.get(one.id());
            boolean over = one.result().state() != State.WAITING;
            if (account.adapter().brings() && over && one.result().order().isEmpty() && message != null) {
                open(account, message.body())
                        .map(clear -> personal(account.adapter(), message.kind(), clear))
                        .map(texts -> vault.phoneTokens(account.merchant(), texts, PHONES_MAX))
                        .ifPresent(found -> tokens.put(one.id(), found));
            }
        }
        return tokens;
    }

    /** Empty when their retention is over: then nobody can be read out of them any more. */
    private Optional<byte[]> open(OpenAccount account, byte[] body) {
        try {
            return Optional.of(vault.openBytes(account.merchant(), body));
        } catch (ProblemException over) {
            return Optional.empty();
        }
    }

    /** What the adapter file calls personal; of a message that cannot be read, all of it. */
    private static List<String> personal(Adapter adapter, String kind, byte[] body) {
        var texts = new ArrayList<String>();
        try {
            collect(Bodies.tree(adapter, kind, body), adapter, false, texts);
        } catch (MappingFailure unreadable) {
            texts.add(new String(body, 0, Math.min(body.length, UNREADABLE_CHARACTERS_MAX), UTF_8));
        }
        return texts;
    }

    private static void collect(JsonNode node, Adapter adapter, boolean personal, List<String> texts) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> collect(
                            entry.getValue(),
                            adapter,
                            personal || adapter.personal().contains(entry.getKey()),
                            texts));
        } else if (node.isArray()) {
            node.forEach(item -> collect(item, adapter, personal, texts));
        } else if (personal && !node.isNull() && texts.size() < TEXTS_MAX) {
            texts.add(node.asText());
        }
    }
}
