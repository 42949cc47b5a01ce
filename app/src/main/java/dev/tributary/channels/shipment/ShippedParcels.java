package dev.tributary.channels.shipment;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.telling.OrderAccounts;
import dev.tributary.journal.Event;
import dev.tributary.journal.JournalConsumer;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.RetrySchedule;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderView;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes down, in the transaction of the journal's cursor, which parcels platforms have to hear of. */
@Component
class ShippedParcels implements JournalConsumer {

    private static final int ORDERS_AT_ONCE_MAX = 200;

    private final OrderAccounts accounts;
    private final OrderBook orders;
    private final ShipmentStore store;
    private final ShipmentSignal signal;
    private final JsonMapper json;
    private final Clock clock;

    ShippedParcels(
            OrderAccounts accounts,
            OrderBook orders,
            ShipmentStore store,
            ShipmentSignal signal,
            JsonMapper json,
            Clock clock) {
        this.accounts = accounts;
        this.orders = orders;
        this.store = store;
        this.signal = signal;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "channels-shipments";
    }

    @Override
    public Set<String> types() {
        return Set.of("order.shipped.v1");
    }

    /** What an event tells, before its order is read. */
    private record Parcel(OpenAccount account, OrderId order, JsonNode shipped, Instant at) {}

    @Override
    public void accept(List<Event> events) {
        // What left so long ago people have told by now, and nobody is told of it for the first time any more.
        var tooOld = clock.instant().minus(RetrySchedule.GIVEN_UP_AFTER);
        var parcels = new LinkedHashMap<MerchantId, List<Parcel>>();
        for (var event : events) {
            if (event.appendedAt().isAfter(tooOld)) {
                accounts.of(event, adapter -> adapter.shipments().isPresent())
                        .flatMap(account -> parcel(account, event))
                        .ifPresent(parcel -> parcels.computeIfAbsent(event.merchant(), any -> new ArrayList<>())
                                .add(parcel));
            }
        }
        var sent = new ArrayList<ShipmentStore.Sent>();
        parcels.forEach((merchant, theirs) -> {
            for (int from = 0; from < theirs.size(); from += ORDERS_AT_ONCE_MAX) {
                sent.addAll(sent(merchant, theirs.subList(from, Math.min(theirs.size(), from + ORDERS_AT_ONCE_MAX))));
            }
        });
        if (!sent.isEmpty()) {
            store.write(sent);
            signal.raiseAfterCommit();
        }
    }

    /** Empty for one from before events named what is in a parcel. */
    private Optional<Parcel> parcel(OpenAccount account, Event event) {
        var shipped = json.readTree(event.payload());
        var order = new OrderId(Long.parseLong(text(shipped, "orderId")));
        return shipped.has("parcel")
                ? Optional.of(new Parcel(account, order, shipped, event.appendedAt()))
                : Optional.empty();
    }

    private List<ShipmentStore.Sent> sent(MerchantId merchant, List<Parcel> parcels) {
        var known = orders.findAll(merchant, parcels.stream().map(Parcel::order).collect(Collectors.toSet())).stream()
                .collect(Collectors.toMap(OrderView::id, order -> order));
        return parcels.stream()
                .map(parcel -> sent(
                        parcel,
                        Optional.ofNullable(known.get(parcel.order()))
                                .orElseThrow(() -> new IllegalStateException(
                                        "order %s has shipped and is not there".formatted(parcel.order())))))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Empty when nothing of it is whole for the platform: a later parcel brings the rest of its bundle. */
    private static Optional<ShipmentStore.Sent> sent(Parcel parcel, OrderView order) {
        var goods = ParcelGoods.of(parcel.shipped(), order);
        var label = parcel.shipped().path("parcel");
        var shipment = new Shipment(
                order.number(),
                order.id(),
                text(label, "key"),
                text(label, "carrier"),
                text(label, "trackingNumber"),
                goods,
                text(parcel.shipped(), "state").equals("SHIPPED"),
                Instant.parse(text(parcel.shipped(), "occurredAt")),
                parcel.at(),
                0);
        return goods.isEmpty()
                ? Optional.empty()
                : Optional.of(new ShipmentStore.Sent(
                        parcel.account().merchant(), parcel.account().channel(), shipment));
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).asString("");
    }
}
