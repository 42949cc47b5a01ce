package dev.tributary.openapi.availability;

import dev.tributary.inventory.Node;
import dev.tributary.kernel.Region;
import dev.tributary.openapi.body.JsonInput;
import dev.tributary.orders.OrderDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the body of {@code POST /v1/availability/carts} as a stream. */
final class CartReader {

    static final int ITEMS_MAX = 100;
    static final int PLACES_MAX = 8;
    static final int NODES_MAX = 100;
    static final int NODES_PER_SKU_MAX = 50;
    static final int CODE_MAX = 64;
    private static final Ability[] ABILITIES = Ability.values();

    /** What a buyer may ask of a node; tills are nobody's way to get a cart. */
    enum Ability {
        SHIP(Node.Ability.SHIP),
        PICK_UP(Node.Ability.PICK_UP),
        INSTANT(Node.Ability.INSTANT);

        private final Node.Ability ofNode;

        Ability(Node.Ability ofNode) {
            this.ofNode = ofNode;
        }
    }

    private final JsonInput in;
    private final CartForm form;

    private CartReader(JsonInput in) {
        this.in = in;
        form = new CartForm(in.findings());
    }

    static CartForm read(JsonInput in) {
        var reader = new CartReader(in);
        reader.cart();
        return reader.form;
    }

    private void cart() {
        if (!in.entersObject()) {
            if (in.findings().none()) {
                in.wrong("required", "a cart is expected");
            }
            return;
        }
        boolean itemsGiven = false;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "items" -> itemsGiven = items();
                case "places" -> places();
                case "abilities" -> abilities();
                case "channel" -> form.channel = in.name(CODE_MAX);
                case "nodesPerSku" ->
                    form.nodesPerSku = Objects.requireNonNullElse(in.whole(0, NODES_PER_SKU_MAX), 0L)
                            .intValue();
                default -> in.unknown();
            }
        }
        if (!itemsGiven) {
            in.missing("items");
        }
    }

    private boolean items() {
        if (!in.entersArray()) {
            return false;
        }
        int count = 0;
        while (in.nextItem()) {
            if (count++ == ITEMS_MAX) {
                tooMany(ITEMS_MAX);
                return true;
            }
            item();
        }
        if (count == 0) {
            in.wrong("too_few", "at least 1 item");
        }
        return true;
    }

    private void item() {
        String sku = null;
        Long units = null;
        if (in.entersObject()) {
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                switch (name) {
                    case "sku" -> sku = in.name(CODE_MAX);
                    case "units" -> units = in.whole(1, OrderDraft.UNITS_MAX);
                    default -> in.unknown();
                }
            }
        }
        if (sku == null) {
            in.missing("sku");
        }
        if (units == null) {
            in.missing("units");
        }
        if (sku != null && !sku.isEmpty() && units != null) {
            form.unitsBySku.merge(sku, units, Long::sum);
        }
    }

    private void places() {
        if (!in.entersArray()) {
            return;
        }
        while (in.nextItem()) {
            if (form.places.size() == PLACES_MAX) {
                tooMany(PLACES_MAX);
                return;
            }
            place();
        }
    }

    private void place() {
        Double latitude = null;
        Double longitude = null;
        List<String> nodes = null;
        var region = Optional.<Region>empty();
        if (in.entersObject()) {
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                switch (name) {
                    case "latitude" -> latitude = in.decimal(-90, 90);
                    case "longitude" -> longitude = in.decimal(-180, 180);
                    case "region" -> region = region();
                    case "nodes" -> nodes = nodes();
                    default -> in.unknown();
                }
            }
        }
        if (latitude == null ^ longitude == null) {
            in.wrongMember(latitude == null ? "latitude" : "longitude", "required", "give both together");
        }
        int ways = (latitude == null ? 0 : 1) + (region.isPresent() ? 1 : 0) + (nodes == null ? 0 : 1);
        if (ways != 1) {
            in.wrong("one_of", "give a point, a region or nodes, and only one of them");
        }
        form.places.add(new CartForm.Place(latitude, longitude, region, nodes));
    }

    private Optional<Region> region() {
        if (!in.entersObject()) {
            return Optional.empty();
        }
        String country = "CN";
        String code = "";
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "country" -> country = Objects.requireNonNullElse(in.text(2), country);
                case "code" -> code = Objects.requireNonNullElse(in.text(16), code);
                default -> in.unknown();
            }
        }
        try {
            return Optional.of(new Region(country, code));
        } catch (IllegalArgumentException e) {
            in.wrong("invalid_value", Objects.requireNonNullElse(e.getMessage(), "no region"));
            return Optional.empty();
        }
    }

    private @Nullable List<String> nodes() {
        if (!in.entersArray()) {
            return null;
        }
        var nodes = new ArrayList<String>();
        while (in.nextItem()) {
            if (nodes.size() == NODES_MAX) {
                tooMany(NODES_MAX);
                return nodes;
            }
            nodes.add(Objects.requireNonNullElse(in.name(CODE_MAX), ""));
        }
        return nodes;
    }

    private void abilities() {
        if (!in.entersArray()) {
            return;
        }
        int count = 0;
        while (in.nextItem()) {
            if (count++ == ABILITIES.length) {
                tooMany(ABILITIES.length);
                return;
            }
            Ability ability = in.oneOf(ABILITIES);
            if (ability != null) {
                form.abilities.add(ability.ofNode);
            }
        }
    }

    private void tooMany(int most) {
        in.wrong("too_many", "at most %d".formatted(most));
        do {
            in.skip();
        } while (in.nextItem());
    }
}
