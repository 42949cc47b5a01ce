package dev.tributary.channels.order;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.channels.inbox.Bodies;
import dev.tributary.channels.inbox.InboxMessage;
import dev.tributary.channels.inbox.Understanding;
import dev.tributary.orders.Command;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What platforms tell through a door, translated by their adapter file. */
@Component
class PlatformMessages implements Understanding {

    private final OrderDrafts drafts;

    PlatformMessages(OrderDrafts drafts) {
        this.drafts = drafts;
    }

    @Override
    public boolean understands(Adapter adapter) {
        return adapter.door().isPresent();
    }

    @Override
    public Step understand(InboxMessage message) {
        var adapter = message.account().adapter();
        var mapping = adapter.message(message.kind())
                .orElseThrow(() -> new MappingFailure(
                        "unknown_kind",
                        "the adapter %s has no mapping for '%s'".formatted(adapter.name(), message.kind()),
                        "add a mapping to the adapter file, or stop the platform from sending it"));
        var told = mapping.apply(Bodies.tree(adapter.door().orElseThrow(), message.body()));
        return switch (told.path("does").asText()) {
            case "order" -> order(message, told);
            case "cancel" -> cancel(message, told);
            case "refund" -> refund(message, told);
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
