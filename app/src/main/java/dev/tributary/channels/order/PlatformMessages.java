package dev.tributary.channels.order;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.channels.inbox.Bodies;
import dev.tributary.channels.inbox.InboxMessage;
import dev.tributary.channels.inbox.Understanding;
import dev.tributary.channels.pull.WantedItems;
import dev.tributary.orders.Command;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What platforms tell through a door, translated by their adapter file. */
@Component
class PlatformMessages implements Understanding {

    private final OrderDrafts drafts;
    private final WantedItems wanted;

    PlatformMessages(OrderDrafts drafts, WantedItems wanted) {
        this.drafts = drafts;
        this.wanted = wanted;
    }

    @Override
    public boolean understands(Adapter adapter) {
        return adapter.brings();
    }

    @Override
    public Step understand(InboxMessage message) {
        var adapter = message.account().adapter();
        var mapping = adapter.message(message.kind())
                .orElseThrow(() -> new MappingFailure(
                        "unknown_kind",
                        "the adapter %s has no mapping for '%s'".formatted(adapter.name(), message.kind()),
                        "add a mapping to the adapter file, or stop the platform from sending it"));
        var told = mapping.apply(Bodies.tree(adapter, message.kind(), message.body()));
        return switch (told.path("does").asText()) {
            case "order" -> order(message, told);
            case "cancel" -> cancel(message, told);
            case "refund" -> refund(message, told);
            case "fetch" -> fetch(message, told);
            case "ignore" -> new Step.Settle(Result.ignored(told.path("reason").asText()));
            default -> throw new MappingFailure("mapping", "the mapping does not say what the message does", "");
        };
    }

    private Step order(InboxMessage message, JsonNode told) {
        var draft = drafts.draft(message.account(), told);
        return new Step.Tell(
                draft.number(),
                new Command.Place(draft),
                told.path("confirmed").asBoolean() ? Optional.of(Adapter.Tell.CONFIRMED) : Optional.empty());
    }

    /** The platform only names it: it is fetched, and comes back as a message of its own. */
    private Step fetch(InboxMessage message, JsonNode told) {
        var fields = new Fields(told, "");
        var list = fields.text("list", 80);
        if (!message.account().adapter().pulls(list)) {
            throw new MappingFailure("mapping", "the adapter fetches nothing called '%s'".formatted(list), "");
        }
        wanted.want(message.account(), list, fields.text("number", OrderDrafts.NUMBER_CHARACTERS_MAX));
        return new Step.Settle(Result.processed(Optional.empty()));
    }

    private static Step refund(InboxMessage message, JsonNode told) {
        var refund = Refunds.of(message.account(), told);
        return new Step.Tell(refund.number(), refund);
    }

    private static Step cancel(InboxMessage message, JsonNode told) {
        var fields = new Fields(told, "");
        var number = fields.text("number", OrderDrafts.NUMBER_CHARACTERS_MAX);
        return new Step.Tell(
                number,
                new Command.TellCancelled(
                        message.account().merchant(),
                        message.account().channel(),
                        number,
                        fields.whole("version", 1, Long.MAX_VALUE),
                        fields.shortened("reason", 200)),
                Optional.of(Adapter.Tell.CANCELLED));
    }
}
