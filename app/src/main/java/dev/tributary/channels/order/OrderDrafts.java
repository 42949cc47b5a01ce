package dev.tributary.channels.order;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Region;
import dev.tributary.kernel.Sha256;
import dev.tributary.orders.OrderDraft;
import dev.tributary.vault.PersonalData;
import dev.tributary.vault.Sealed;
import dev.tributary.vault.Vault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Builds the order from what a mapping made of a platform's message: our SKUs, our nodes, personal data sealed. */
@Component
class OrderDrafts {

    static final int NUMBER_CHARACTERS_MAX = 64;
    private static final int TEXT_CHARACTERS_MAX = 200;
    private static final int PERSONAL_CHARACTERS_MAX = 500;
    private static final int DISCOUNTS_MAX = 100;
    private static final int DETAILS_MAX = 50;

    private final Catalog catalog;
    private final Nodes nodes;
    private final Vault vault;

    OrderDrafts(Catalog catalog, Nodes nodes, Vault vault) {
        this.catalog = catalog;
        this.nodes = nodes;
        this.vault = vault;
    }

    OrderDraft draft(OpenAccount account, JsonNode told) {
        var fields = new Fields(told, "");
        var channel = catalog.channel(account.merchant(), account.channel())
                .orElseThrow(() -> new IllegalStateException("an account without a channel: " + account.channel()));
        var currency = fields.currency("currency");
        var candidates = candidates(account, channel, fields);
        return new OrderDraft(
                account.merchant(),
                account.channel(),
                fields.text("number", NUMBER_CHARACTERS_MAX),
                Sha256.of(MessageJson.write(told)),
                Optional.empty(),
                OrderDraft.Intent.FACT,
                OrderDraft.Fill.WHAT_YOU_CAN,
                fields.whole("version", 1, Long.MAX_VALUE),
                fields.time("placedAt"),
                recipient(account, fields.child("buyer")),
                delivery(fields.child("delivery")),
                lines(account, told.path("lines"), currency, candidates),
                discounts(told.path("discounts"), currency),
                fields.moneyOrZero("freight", currency),
                fields.moneyOrZero("tax", currency),
                told.has("total") ? Optional.of(fields.money("total", currency)) : Optional.empty(),
                payment(fields, currency),
                false,
                false,
                holdTime(fields, channel),
                Optional.empty(),
                details(told.path("details")));
    }

    /** Fails where {@link #draft} would fail whatever the catalog and the nodes are. */
    static void check(JsonNode told) {
        var fields = new Fields(told, "");
        var currency = fields.currency("currency");
        fields.text("number", NUMBER_CHARACTERS_MAX);
        fields.whole("version", 1, Long.MAX_VALUE);
        fields.time("placedAt");
        fields.optionalText("store", TEXT_CHARACTERS_MAX);
        person(fields.child("buyer"));
        delivery(fields.child("delivery"));
        counted(told.path("lines"));
        for (int i = 0; i < told.path("lines").size(); i++) {
            line(i + 1, of(told.path("lines"), i), Map.of(), currency, List.of());
        }
        discounts(told.path("discounts"), currency);
        fields.moneyOrZero("freight", currency);
        fields.moneyOrZero("tax", currency);
        if (told.has("total")) {
            fields.money("total", currency);
        }
        payment(fields, currency);
        if (!fields.node("holdDays").isMissingNode()) {
            fields.whole("holdDays", 1, 366);
        }
    }

    /** A store of the platform is one node of ours; otherwise the channel's nodes serve in their order. */
    private List<NodeId> candidates(OpenAccount account, SalesChannel channel, Fields fields) {
        var store = fields.optionalText("store", TEXT_CHARACTERS_MAX);
        if (store.isPresent()) {
            return List.of(node(account, store.get()));
        }
        if (channel.nodes().isEmpty()) {
            throw new MappingFailure(
                    "no_nodes", "no node serves channel " + channel.code(), "give the channel nodes, then replay");
        }
        return channel.nodes();
    }

    private NodeId node(OpenAccount account, String store) {
        return Optional.ofNullable(account.stores().get(store))
                .flatMap(code -> nodes.byCode(account.merchant(), code))
                .orElseThrow(() -> new MappingFailure(
                        "unknown_store",
                        "the account maps no store '%s'".formatted(store),
                        "add the store to the channel's account, then replay"))
                .id();
    }

    private Optional<Sealed> recipient(OpenAccount account, Fields buyer) {
        var person = person(buyer);
        boolean nobody = person.name().isEmpty()
                && person.phone().isEmpty()
                && person.email().isEmpty()
                && person.address().isEmpty();
        return nobody ? Optional.empty() : Optional.of(vault.seal(account.merchant(), person));
    }

    private static PersonalData person(Fields buyer) {
        return new PersonalData(
                buyer.optionalText("name", PERSONAL_CHARACTERS_MAX),
                buyer.optionalText("phone", PERSONAL_CHARACTERS_MAX),
                buyer.optionalText("email", PERSONAL_CHARACTERS_MAX),
                buyer.optionalText("address", PERSONAL_CHARACTERS_MAX));
    }

    private static OrderDraft.Delivery delivery(Fields delivery) {
        var method = switch (delivery.text("method", TEXT_CHARACTERS_MAX)) {
            case "SHIP" -> OrderDraft.Delivery.Method.SHIP;
            case "PICK_UP" -> OrderDraft.Delivery.Method.PICK_UP;
            case "INSTANT" -> OrderDraft.Delivery.Method.INSTANT;
            default -> throw new MappingFailure("delivery", "the way of delivery is not known", "correct the mapping");
        };
        return new OrderDraft.Delivery(method, region(delivery));
    }

    /** What a platform says about places is kept where it has our form; a region decides nothing here. */
    private static Optional<Region> region(Fields delivery) {
        var country = delivery.optionalText("country", TEXT_CHARACTERS_MAX).orElse("");
        var code = delivery.optionalText("region", TEXT_CHARACTERS_MAX).orElse("");
        if (!country.matches("[A-Z]{2}")) {
            return Optional.empty();
        }
        return Optional.of(new Region(country, code.matches("[0-9A-Za-z-]{1,16}") ? code : ""));
    }

    private List<OrderDraft.Line> lines(
            OpenAccount account, JsonNode told, Currency currency, List<NodeId> candidates) {
        counted(told);
        var names = new HashSet<String>();
        told.forEach(line -> names.add(line.path("channelSku").asText()));
        var skus = catalog.listed(account.merchant(), account.channel(), names);
        var lines = new ArrayList<OrderDraft.Line>();
        for (int i = 0; i < told.size(); i++) {
            lines.add(line(i + 1, of(told, i), skus, currency, candidates));
        }
        return lines;
    }

    private static void counted(JsonNode lines) {
        if (lines.isEmpty() || lines.size() > OrderDraft.LINES_MAX) {
            throw new MappingFailure(
                    "lines",
                    "an order has 1 to %d lines, not %d".formatted(OrderDraft.LINES_MAX, lines.size()),
                    "correct the lines");
        }
    }

    private static Fields of(JsonNode lines, int index) {
        return new Fields(lines.path(index), "line %d ".formatted(index + 1));
    }

    private static OrderDraft.Line line(
            int number, Fields line, Map<String, Sku> skus, Currency currency, List<NodeId> candidates) {
        var channelSku = line.text("channelSku", TEXT_CHARACTERS_MAX);
        return new OrderDraft.Line(
                number,
                Optional.ofNullable(skus.get(channelSku)).map(Sku::id),
                channelSku,
                line.shortened("title", TEXT_CHARACTERS_MAX),
                line.whole("units", 1, OrderDraft.UNITS_MAX),
                line.money("unitPrice", currency),
                line.moneyOrZero("discount", currency),
                candidates);
    }

    private static List<OrderDraft.Discount> discounts(JsonNode told, Currency currency) {
        if (told.size() > DISCOUNTS_MAX) {
            throw new MappingFailure("discounts", "an order has at most %d discounts".formatted(DISCOUNTS_MAX), "");
        }
        var discounts = new ArrayList<OrderDraft.Discount>();
        for (var discount : told) {
            var fields = new Fields(discount, "discount ");
            var bearer = switch (fields.text("bearer", TEXT_CHARACTERS_MAX)) {
                case "PLATFORM" -> OrderDraft.Discount.Bearer.PLATFORM;
                case "BRAND" -> OrderDraft.Discount.Bearer.BRAND;
                default -> OrderDraft.Discount.Bearer.MERCHANT;
            };
            discounts.add(new OrderDraft.Discount(
                    bearer, fields.money("amount", currency), fields.shortened("reason", TEXT_CHARACTERS_MAX)));
        }
        return discounts;
    }

    private static Optional<OrderDraft.Payment> payment(Fields fields, Currency currency) {
        if (fields.node("payment").isMissingNode()) {
            return Optional.empty();
        }
        var payment = fields.child("payment");
        return Optional.of(new OrderDraft.Payment(
                payment.text("reference", NUMBER_CHARACTERS_MAX),
                payment.shortened("method", 40),
                payment.money("amount", currency),
                payment.time("paidAt")));
    }

    private static Duration holdTime(Fields fields, SalesChannel channel) {
        return fields.node("holdDays").isMissingNode()
                ? channel.holdTime()
                : Duration.ofDays(fields.whole("holdDays", 1, 366));
    }

    private static Map<String, Object> details(JsonNode told) {
        var details = new LinkedHashMap<String, Object>();
        told.properties().stream().limit(DETAILS_MAX).forEach(entry -> {
            var value = entry.getValue();
            details.put(entry.getKey(), value.isBoolean() ? (Object) value.booleanValue() : shortened(value.asText()));
        });
        return details;
    }

    private static String shortened(String text) {
        return text.length() <= TEXT_CHARACTERS_MAX ? text : text.substring(0, TEXT_CHARACTERS_MAX);
    }
}
