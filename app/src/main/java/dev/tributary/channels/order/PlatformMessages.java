package dev.tributary.channels.order;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.account.OpenAccount;
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
        var told = Bodies.told(adapter, message.kind(), message.body());
        return switch (told.path("does").asText()) {
            case "order" -> order(message, told);
            case "cancel" -> cancel(message.account(), told);
            case "refund" -> refund(message.account(), told);
            case "fetch" -> fetch(message, told);
            case "ignore" -> new Step.Settle(Result.ignored(told.path("reason").asText()));
            default -> throw saysNothing();
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
        wanted.want(message.account(), list(message.account(), told), number(told));
        return new Step.Settle(Result.processed(Optional.empty()));
    }

    private static String list(OpenAccount account, JsonNode told) {
        var list = new Fields(told, "").text("list", 80);
        if (!account.adapter().pulls(list)) {
            throw new MappingFailure("mapping", "the adapter fetches nothing called '%s'".formatted(list), "");
        }
        return list;
    }

    private static String number(JsonNode told) {
        return new Fields(told, "").text("number", OrderDrafts.NUMBER_CHARACTERS_MAX);
    }

    private static MappingFailure saysNothing() {
        return new MappingFailure("mapping", "the mapping does not say what the message does", "");
    }

    /** Fails where the message would be parked whatever the catalog holds; for samples of adapter files. */
    static void check(OpenAccount account, JsonNode told) {
        switch (told.path("does").asText()) {
            case "order" -> OrderDrafts.check(told);
            case "cancel" -> cancel(account, told);
            case "refund" -> refund(account, told);
            case "fetch" -> {
                list(account, told);
                number(told);
            }
            case "ignore" -> {
                // Nothing is read of it.
            }
            default -> throw saysNothing();
        }
    }

    private static Step refund(OpenAccount account, JsonNode told) {
        var refund = Refunds.of(account, told);
        return new Step.Tell(refund.number(), refund);
    }

    private static Step cancel(OpenAccount account, JsonNode told) {
        var fields = new Fields(told, "");
        var number = number(told);
        return new Step.Tell(
                number,
                new Command.TellCancelled(
                        account.merchant(),
                        account.channel(),
                        number,
                        fields.whole("version", 1, Long.MAX_VALUE),
                        fields.shortened("reason", 200)),
                Optional.of(Adapter.Tell.CANCELLED));
    }
}
