package dev.tributary.channels.pull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.lane.CallFailure;
import dev.tributary.channels.lane.PlatformCall;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Asks one channel's platform for pages and items, within its budget. */
final class PlatformLists {

    static final int NUMBER_CHARACTERS_MAX = 64;
    private static final int VERSION_CHARACTERS_MAX = 200;
    private static final int PAGE_ITEMS_MAX = 10_000;

    private final OpenAccount account;
    private final PlatformCall call;
    private final CallBudget budget;

    PlatformLists(OpenAccount account, PlatformCall call, CallBudget budget) {
        this.account = account;
        this.call = call;
        this.budget = budget;
    }

    /** The pages of one window, and what the platform's clock showed when it gave the first of them. */
    final class OfWindow implements ListReader.Pages {

        private final Adapter.ListCall list;
        private final boolean whole;
        private final Window window;
        private Optional<Instant> platformTime = Optional.empty();

        /** @param whole whether the list's own items are messages */
        OfWindow(Adapter.ListCall list, boolean whole, Window window) {
            this.list = list;
            this.whole = whole;
            this.window = window;
        }

        Optional<Instant> platformTime() {
            return platformTime;
        }

        @Override
        public Page page(Page.Ask ask) throws PullFailure, InterruptedException {
            var time = account.adapter().time();
            var variables = Map.of(
                    "from", time.write(window.from()),
                    "to", time.write(window.to()),
                    "page", Integer.toString(ask.page()),
                    "size", Integer.toString(list.paging().size()),
                    "cursor", ask.cursor());
            var said = asked(list.request(), list.answer(), variables, new LinkedHashMap<>(variables), ask.next());
            if (platformTime.isEmpty()) {
                platformTime = said.reply().date();
            }
            return read(said.said(), whole);
        }
    }

    /** One item, whole. */
    JsonNode item(Adapter.Detail detail, String number) throws PullFailure, InterruptedException {
        var variables = Map.of("number", number);
        Map<String, Object> seen = new LinkedHashMap<>(variables);
        if (detail.lookUp().isPresent()) {
            var lookUp = detail.lookUp().get();
            var before = asked(lookUp.request(), lookUp.answer(), variables, seen, Optional.empty());
            seen.put("found", before.said().path("found"));
        }
        var message = asked(detail.request(), detail.answer(), variables, seen, Optional.empty())
                .said()
                .path("message");
        if (!message.isObject()) {
            throw refused("the answer about %s has no message".formatted(number));
        }
        return message;
    }

    private PlatformCall.Said asked(
            Adapter.Request request,
            Adapter.Mapping answer,
            Map<String, String> variables,
            Map<String, Object> seen,
            Optional<URI> next)
            throws PullFailure, InterruptedException {
        seen.put("account", account.withoutSecrets());
        return budget.spend(() -> {
            try {
                var said = call.ask(account, request, answer, variables, MessageJson.tree(seen), next);
                return switch (said.outcome()) {
                    case "listed", "found" -> said;
                    case "slow-down" -> throw PullFailure.slowDown(said.reason(), said.retryAfter());
                    case "refused" -> throw refused(said.reason());
                    default -> throw new PullFailure(PullFailure.Kind.FAILED, said.reason());
                };
            } catch (CallFailure failure) {
                throw new PullFailure(PullFailure.Kind.FAILED, failure.reason());
            } catch (MappingFailure failure) {
                throw refused(String.valueOf(failure.getMessage()));
            } catch (IllegalArgumentException failure) {
                throw refused("an address that cannot be called: " + failure.getMessage());
            }
        });
    }

    private static Page read(JsonNode said, boolean whole) throws PullFailure {
        // An expression leaves out what is empty.
        var told = said.path("items");
        if (!(told.isArray() || told.isMissingNode()) || told.size() > PAGE_ITEMS_MAX) {
            throw refused("the page has no list of at most %d items".formatted(PAGE_ITEMS_MAX));
        }
        var items = new ArrayList<Item>();
        for (var item : told) {
            items.add(item(item, whole));
        }
        return new Page(
                items,
                said.path("pages").isIntegralNumber()
                        ? OptionalInt.of(said.path("pages").asInt())
                        : OptionalInt.empty(),
                said.path("total").isIntegralNumber()
                        ? OptionalLong.of(said.path("total").asLong())
                        : OptionalLong.empty(),
                said.path("more").isBoolean() ? Optional.of(said.path("more").asBoolean()) : Optional.empty(),
                text(said, "cursor"),
                text(said, "next").map(URI::create));
    }

    /** @param whole whether the list's own item is the message */
    private static Item item(JsonNode told, boolean whole) throws PullFailure {
        var number = told.path("number").asText("");
        if (number.isBlank() || number.length() > NUMBER_CHARACTERS_MAX) {
            throw refused("an item of the page has no number of 1 to %d characters".formatted(NUMBER_CHARACTERS_MAX));
        }
        var message = told.path("message");
        if (whole && !message.isObject()) {
            throw refused("item %s of the page has no message".formatted(number));
        }
        var version = text(told, "version");
        if (version.orElse("").length() > VERSION_CHARACTERS_MAX) {
            throw refused(
                    "the version of item %s is longer than %d characters".formatted(number, VERSION_CHARACTERS_MAX));
        }
        return new Item(number, version, message);
    }

    private static Optional<String> text(JsonNode said, String name) {
        return Optional.of(said.path(name).asText("")).filter(text -> !text.isBlank() && !text.equals("null"));
    }

    private static PullFailure refused(String reason) {
        return new PullFailure(PullFailure.Kind.REFUSED, reason);
    }
}
