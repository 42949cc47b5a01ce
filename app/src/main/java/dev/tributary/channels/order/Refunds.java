package dev.tributary.channels.order;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderDraft;
import java.util.ArrayList;
import java.util.List;

/** Builds the news of a refund from what a mapping made of a platform's message. */
final class Refunds {

    private static final int REFERENCE_CHARACTERS_MAX = 64;
    private static final int SKU_CHARACTERS_MAX = 200;
    private static final int REASON_CHARACTERS_MAX = 200;

    private Refunds() {}

    static Command.TellRefunded of(OpenAccount account, JsonNode told) {
        var fields = new Fields(told, "");
        return new Command.TellRefunded(
                account.merchant(),
                account.channel(),
                fields.text("number", OrderDrafts.NUMBER_CHARACTERS_MAX),
                fields.text("reference", REFERENCE_CHARACTERS_MAX),
                fields.text("method", REFERENCE_CHARACTERS_MAX),
                fields.money("amount", fields.currency("currency")),
                lines(told.path("lines")),
                fields.shortened("reason", REASON_CHARACTERS_MAX),
                fields.time("at"));
    }

    private static List<Command.TellRefunded.Units> lines(JsonNode told) {
        if (told.size() > OrderDraft.LINES_MAX) {
            throw new MappingFailure(
                    "too_many", "a refund has at most %d lines".formatted(OrderDraft.LINES_MAX), "settle it by hand");
        }
        var lines = new ArrayList<Command.TellRefunded.Units>();
        for (int i = 0; i < told.size(); i++) {
            var fields = new Fields(told.path(i), "lines[%d].".formatted(i));
            lines.add(new Command.TellRefunded.Units(
                    fields.text("channelSku", SKU_CHARACTERS_MAX), fields.whole("units", 1, OrderDraft.UNITS_MAX)));
        }
        return lines;
    }
}
