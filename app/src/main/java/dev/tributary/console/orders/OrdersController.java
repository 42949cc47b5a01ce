package dev.tributary.console.orders;

import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.console.Desk;
import dev.tributary.kernel.ChannelId;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderState;
import dev.tributary.orders.OrderView;
import dev.tributary.vault.PersonalData;
import dev.tributary.vault.Vault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Finding orders. */
@Controller
class OrdersController {

    private static final int ORDERS_MAX = 100;
    private static final int RECORDS_MAX = 200;

    private final OrderBook orders;
    private final CatalogLists catalog;
    private final Vault vault;

    OrdersController(OrderBook orders, CatalogLists catalog, Vault vault) {
        this.orders = orders;
        this.catalog = catalog;
        this.vault = vault;
    }

    @GetMapping("/console/m/{merchant}/orders")
    String list(
            Desk desk,
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String channel,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "false") boolean waiting,
            Model model) {
        var channels = catalog.channels(desk.id());
        var search = new OrderBook.Search(
                Optional.of(number.strip()).filter(text -> !text.isEmpty()),
                channels.stream()
                        .filter(known -> known.code().equals(channel))
                        .map(SalesChannel::id)
                        .findFirst(),
                state(state),
                waiting,
                List.of());
        model.addAttribute("number", number);
        model.addAttribute("channel", channel);
        model.addAttribute("state", state);
        model.addAttribute("waiting", waiting);
        return show(desk, model, orders.search(desk.id(), search, ORDERS_MAX));
    }

    /** By POST, so that a phone number never stands in an address, a log or a browser's history. */
    @PostMapping("/console/m/{merchant}/orders/person")
    String ofPerson(Desk desk, @RequestParam String person, Model model) {
        List<Long> records = person.isBlank() ? List.of() : vault.find(desk.id(), person.strip(), RECORDS_MAX);
        var search = new OrderBook.Search(Optional.empty(), Optional.empty(), Optional.empty(), false, records);
        model.addAttribute("personSearched", true);
        return show(desk, model, records.isEmpty() ? List.of() : orders.search(desk.id(), search, ORDERS_MAX));
    }

    private String show(Desk desk, Model model, List<OrderView> found) {
        model.addAttribute("orders", found);
        model.addAttribute("more", found.size() == ORDERS_MAX);
        model.addAttribute("channels", catalog.channels(desk.id()));
        model.addAttribute("channelsById", channelsById(desk));
        model.addAttribute("states", OrderState.values());
        model.addAttribute("recipients", recipients(desk, found));
        return "console/orders";
    }

    private Map<ChannelId, SalesChannel> channelsById(Desk desk) {
        return catalog.channels(desk.id()).stream().collect(Collectors.toMap(SalesChannel::id, Function.identity()));
    }

    private Map<Long, PersonalData> recipients(Desk desk, List<OrderView> found) {
        var records = found.stream()
                .flatMap(order -> order.recipientRecord().stream())
                .toList();
        return records.isEmpty() ? Map.of() : vault.masked(desk.id(), records);
    }

    private static Optional<OrderState> state(String name) {
        for (OrderState state : OrderState.values()) {
            if (state.name().equals(name)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
