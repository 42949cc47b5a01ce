package dev.tributary.openapi.erp;

import dev.tributary.journal.Event;
import dev.tributary.journal.JournalConsumer;
import dev.tributary.kernel.OrderId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Puts every order on the ERP's list once it is paid, whichever door it came by. */
@Component
class PaidOrders implements JournalConsumer {

    private static final String PAID = "\"payment\":\"PAID\"";

    private final ErpOrderStore store;

    PaidOrders(ErpOrderStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "openapi-erp-orders";
    }

    @Override
    public Set<String> types() {
        return Set.of("order.placed.v1", "order.paid.v1", "order.amended.v1");
    }

    @Override
    public void accept(List<Event> events) {
        var paid = new LinkedHashSet<ErpOrderStore.Paid>();
        for (Event event : events) {
            // The journal's own text: paid orders are told apart without reading them.
            if (event.payload().contains(PAID)) {
                paid.add(new ErpOrderStore.Paid(event.merchant(), order(event)));
            }
        }
        if (!paid.isEmpty()) {
            store.remember(paid);
        }
    }

    /** The journal's key of an order is {@code order/ID}. */
    private static OrderId order(Event event) {
        return new OrderId(Long.parseLong(event.key().substring(event.key().indexOf('/') + 1)));
    }
}
