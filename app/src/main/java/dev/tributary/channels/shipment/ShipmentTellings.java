package dev.tributary.channels.shipment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.lane.CallFailure;
import dev.tributary.channels.lane.PlatformCall;
import dev.tributary.channels.lane.PlatformCall.Outcome;
import dev.tributary.channels.telling.Tellings;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderView;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Shipments as the lanes tell them: with the platform's name of the carrier, and what must be looked up there first. */
@Component
class ShipmentTellings implements Tellings<Shipment> {

    private final ShipmentStore store;
    private final OrderBook orders;
    private final PlatformCall call;

    ShipmentTellings(ShipmentStore store, OrderBook orders, PlatformCall call) {
        this.store = store;
        this.orders = orders;
        this.call = call;
    }

    @Override
    public String name() {
        return "order-shipments";
    }

    private static Adapter.ShipmentsOut shipments(OpenAccount account) {
        return account.adapter().shipments().orElseThrow();
    }

    @Override
    public Adapter.Budget budget(OpenAccount account) {
        var budget = shipments(account).budget();
        return budget.at(account.number(OpenAccount.SHIPMENTS_PER_SECOND, budget.callsPerSecond()));
    }

    @Override
    public List<Shipment> due(OpenAccount account, Collection<String> active, int limit) {
        return store.due(account.merchant(), account.channel(), active, limit);
    }

    @Override
    public Optional<String> obstacle(OpenAccount account, Shipment shipment) {
        return shipments(account).carrier(shipment.carrier()).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "unknown_carrier: '%s' is not among the carriers of %s.yaml; add it there, or name another carrier, then tell it again"
                                .formatted(shipment.carrier(), account.adapter().name()));
    }

    @Override
    public PlatformCall.Answer tell(OpenAccount account, Shipment shipment) throws InterruptedException {
        var file = shipments(account);
        var variables = Map.of("number", shipment.number());
        var asked = asked(account, shipment);
        try {
            if (file.lookUp().isPresent()) {
                var lookUp = file.lookUp().get();
                var known = call.ask(account, lookUp.request(), lookUp.answer(), variables, asked);
                if (!known.outcome().equals("found")) {
                    return known.answer();
                }
                asked.set("found", known.said().path("found"));
            }
            return call.make(account, file.request(), file.answer(), variables, asked);
        } catch (CallFailure failure) {
            return new PlatformCall.Answer(Outcome.FAILED, failure.reason());
        }
    }

    private ObjectNode asked(OpenAccount account, Shipment shipment) {
        var details = orders.find(account.merchant(), shipment.order())
                .map(OrderView::details)
                .orElse(Map.of());
        return (ObjectNode) MessageJson.tree(Map.of(
                "account",
                account.withoutSecrets(),
                "number",
                shipment.number(),
                "parcel",
                shipment.parcel(),
                "carrier",
                shipments(account).carrier(shipment.carrier()).orElseThrow(),
                "trackingNumber",
                shipment.trackingNumber(),
                "lines",
                shipment.goods().stream()
                        .map(goods -> Map.of("channelSku", goods.channelSku(), "units", goods.units()))
                        .toList(),
                "whole",
                shipment.whole(),
                "shippedAt",
                shipment.shippedAt().toString(),
                "details",
                details));
    }

    @Override
    public void told(OpenAccount account, List<Told<Shipment>> told) {
        store.told(account.merchant(), account.channel(), told);
    }

    @Override
    public void failed(OpenAccount account, List<Failed<Shipment>> failed) {
        store.failed(account.merchant(), account.channel(), failed);
    }

    @Override
    public Untold untold() {
        return store.untold();
    }

    @Override
    public int forget(int days, int limit) {
        return store.forget(days, limit);
    }
}
