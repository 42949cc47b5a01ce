package dev.tributary.channels.news;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.lane.CallFailure;
import dev.tributary.channels.lane.PlatformCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Tells a platform figures or differences, and asks what it holds. Never inside a transaction. */
@Component
class StockCall {

    /** Whatever it says, a platform is told again by then. */
    private static final int AFTER_SECONDS_MAX = 86_400;

    private final PlatformCall call;

    StockCall(PlatformCall call) {
        this.call = call;
    }

    /** @param difference what is told where a platform takes no figure; empty where it takes one */
    record Told(String channelSku, long available, OptionalLong difference) {

        Told(String channelSku, long available) {
            this(channelSku, available, OptionalLong.empty());
        }

        Told(String channelSku, long available, long difference) {
            this(channelSku, available, OptionalLong.of(difference));
        }

        private Map<String, Object> seen() {
            var seen = new HashMap<String, Object>(Map.of("channelSku", channelSku, "available", available));
            difference.ifPresent(it -> seen.put("difference", it));
            return seen;
        }
    }

    /** @param units what the platform holds, by its names; all it was asked for when it could say */
    record Held(PlatformCall.Answer answer, Map<String, Long> units) {}

    /** @param after how long it cannot be told, where the platform says so */
    record Later(String reason, Optional<Duration> after) {

        Later(String reason) {
            this(reason, Optional.empty());
        }
    }

    /**
     * @param notTaken which of its SKUs the channel refused, and why: of a call that was told or refused
     * @param notYet which of them could not be told, though nobody refused them
     */
    record Said(PlatformCall.Answer answer, Map<String, String> notTaken, Map<String, Later> notYet) {

        Said(PlatformCall.Answer answer, Map<String, String> notTaken) {
            this(answer, notTaken, Map.of());
        }

        static Said of(PlatformCall.Outcome outcome, String reason) {
            return new Said(new PlatformCall.Answer(outcome, reason), Map.of());
        }
    }

    /** @param number of this call and of no other */
    Said tell(OpenAccount account, Adapter.StockOut stock, String store, List<Told> figures, String number)
            throws InterruptedException {
        var asked = asked(account, store, seen(figures)).put("number", number);
        return tell(() -> call.ask(account, stock.request(), stock.answer(), variables(store, number), asked));
    }

    /**
     * @param number of this call and of no other, but when it is made once more
     * @param mark when the call was written down; it is made soon after that, or not at all
     */
    Said move(
            OpenAccount account,
            Adapter.StockOut stock,
            String store,
            List<Told> differences,
            String number,
            Instant mark)
            throws InterruptedException {
        var asked = asked(account, store, seen(differences)).put("number", number);
        return tell(
                () -> call.askSoon(account, stock.request(), stock.answer(), variables(store, number), asked, mark));
    }

    private interface Telling {
        PlatformCall.Said make() throws CallFailure, InterruptedException;
    }

    private static Said tell(Telling telling) throws InterruptedException {
        try {
            var said = telling.make();
            return new Said(said.answer(), notTaken(said.said()), notYet(said.said()));
        } catch (CallFailure failure) {
            return Said.of(PlatformCall.Outcome.FAILED, failure.reason());
        } catch (MappingFailure unspeakable) {
            return Said.of(PlatformCall.Outcome.REFUSED, reason(unspeakable));
        }
    }

    private static Map<String, String> variables(String store, String number) {
        return Map.of("store", store, "number", number);
    }

    /** Asks how many the platform holds. */
    Held held(OpenAccount account, Adapter.LookUp lookUp, String store, List<String> names)
            throws InterruptedException {
        try {
            List<Map<String, Object>> skus = new ArrayList<>();
            names.forEach(name -> skus.add(Map.of("channelSku", name)));
            var said = call.ask(
                    account, lookUp.request(), lookUp.answer(), Map.of("store", store), asked(account, store, skus));
            return said.outcome().equals("found")
                    ? new Held(new PlatformCall.Answer(PlatformCall.Outcome.TOLD, "found"), units(said.said()))
                    : new Held(said.answer(), Map.of());
        } catch (CallFailure failure) {
            return new Held(new PlatformCall.Answer(PlatformCall.Outcome.FAILED, failure.reason()), Map.of());
        } catch (MappingFailure unspeakable) {
            return new Held(new PlatformCall.Answer(PlatformCall.Outcome.REFUSED, reason(unspeakable)), Map.of());
        }
    }

    private static Map<String, Long> units(JsonNode said) {
        var units = new HashMap<String, Long>();
        said.path("held").forEach(sku -> {
            if (sku.path("units").canConvertToLong() && sku.path("units").isIntegralNumber()) {
                units.put(sku.path("channelSku").asText(), sku.path("units").asLong());
            }
        });
        return units;
    }

    /** That is the fault of one of these SKUs, not of the platform, which must go on hearing of the others. */
    private static String reason(MappingFailure unspeakable) {
        return Objects.requireNonNullElse(unspeakable.getMessage(), unspeakable.code());
    }

    private static Map<String, String> notTaken(JsonNode said) {
        var reasons = new HashMap<String, String>();
        said.path("notTaken")
                .forEach(sku -> reasons.put(
                        sku.path("channelSku").asText(), sku.path("reason").asText("refused")));
        return reasons;
    }

    private static Map<String, Later> notYet(JsonNode said) {
        var later = new HashMap<String, Later>();
        said.path("notYet").forEach(sku -> {
            double seconds = sku.path("afterSeconds").asDouble(-1);
            later.put(
                    sku.path("channelSku").asText(),
                    new Later(
                            sku.path("reason").asText("not yet"),
                            seconds < 0
                                    ? Optional.empty()
                                    : Optional.of(Duration.ofMillis(
                                            Math.round(Math.min(seconds, AFTER_SECONDS_MAX) * 1_000)))));
        });
        return later;
    }

    private static List<Map<String, Object>> seen(List<Told> figures) {
        return figures.stream().map(Told::seen).toList();
    }

    private static ObjectNode asked(OpenAccount account, String store, List<Map<String, Object>> skus) {
        return (ObjectNode) MessageJson.tree(Map.of("account", account.withoutSecrets(), "store", store, "skus", skus));
    }
}
