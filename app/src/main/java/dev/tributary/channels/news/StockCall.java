package dev.tributary.channels.news;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.lane.PlatformCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Tells a platform figures. Never inside a transaction. */
@Component
class StockCall {

    private final PlatformCall call;

    StockCall(PlatformCall call) {
        this.call = call;
    }

    record Told(String channelSku, long available) {}

    PlatformCall.Answer tell(OpenAccount account, Adapter.StockOut stock, String store, List<Told> figures)
            throws InterruptedException {
        return call.make(
                account, stock.request(), stock.answer(), Map.of("store", store), asked(account, store, figures));
    }

    private static JsonNode asked(OpenAccount account, String store, List<Told> figures) {
        var skus = new ArrayList<Map<String, Object>>();
        figures.forEach(told -> skus.add(Map.of("channelSku", told.channelSku(), "available", told.available())));
        return MessageJson.tree(Map.of("account", account.withoutSecrets(), "store", store, "skus", skus));
    }
}
