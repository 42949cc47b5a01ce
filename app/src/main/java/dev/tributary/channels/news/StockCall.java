package dev.tributary.channels.news;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.lane.CallFailure;
import dev.tributary.channels.lane.PlatformCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Tells a platform figures. Never inside a transaction. */
@Component
class StockCall {

    private final PlatformCall call;

    StockCall(PlatformCall call) {
        this.call = call;
    }

    record Told(String channelSku, long available) {}

    /** @param notTaken of a call that was told: which of its SKUs the channel left out, and why */
    record Said(PlatformCall.Answer answer, Map<String, String> notTaken) {

        static Said of(PlatformCall.Outcome outcome, String reason) {
            return new Said(new PlatformCall.Answer(outcome, reason), Map.of());
        }
    }

    Said tell(OpenAccount account, Adapter.StockOut stock, String store, List<Told> figures)
            throws InterruptedException {
        try {
            var said = call.ask(
                    account, stock.request(), stock.answer(), Map.of("store", store), asked(account, store, figures));
            return new Said(said.answer(), notTaken(said.said()));
        } catch (CallFailure failure) {
            return Said.of(PlatformCall.Outcome.FAILED, failure.reason());
        } catch (MappingFailure unspeakable) {
            // That is the fault of one of these SKUs, not of the platform, which must go on hearing of the others.
            return Said.of(
                    PlatformCall.Outcome.REFUSED,
                    Objects.requireNonNullElse(unspeakable.getMessage(), unspeakable.code()));
        }
    }

    private static Map<String, String> notTaken(JsonNode said) {
        var reasons = new HashMap<String, String>();
        said.path("notTaken")
                .forEach(sku -> reasons.put(
                        sku.path("channelSku").asText(), sku.path("reason").asText("refused")));
        return reasons;
    }

    private static JsonNode asked(OpenAccount account, String store, List<Told> figures) {
        var skus = new ArrayList<Map<String, Object>>();
        figures.forEach(told -> skus.add(Map.of("channelSku", told.channelSku(), "available", told.available())));
        return MessageJson.tree(Map.of("account", account.withoutSecrets(), "store", store, "skus", skus));
    }
}
