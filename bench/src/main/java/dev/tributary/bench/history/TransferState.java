package dev.tributary.bench.history;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Goods that travel from one place to another, as the model has them. */
record TransferState(State state, String from, String to, List<Item> items) {

    enum State {
        PLANNED,
        SHIPPED,
        PARTLY_RECEIVED,
        RECEIVED,
        CANCELLED
    }

    /** @param onTheWay left, and neither arrived nor lost nor turned back */
    record Item(String sku, long units, long onTheWay) {}

    TransferState with(State next, List<Item> now) {
        return new TransferState(next, from, to, List.copyOf(now));
    }

    /** {@code S1:3,S2:2} */
    static List<Item> items(Line asked) {
        var items = new ArrayList<Item>();
        for (String line : asked.list("lines")) {
            int colon = line.indexOf(':');
            items.add(new Item(line.substring(0, colon), Long.parseLong(line.substring(colon + 1)), 0));
        }
        return items;
    }

    Line told() {
        return Line.of(
                "transfer",
                "state",
                state,
                "onTheWay",
                items.stream().map(item -> Long.toString(item.onTheWay)).collect(Collectors.joining(",")));
    }
}
