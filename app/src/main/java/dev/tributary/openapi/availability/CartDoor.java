package dev.tributary.openapi.availability;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.CartAvailability;
import dev.tributary.inventory.CartAvailability.Near;
import dev.tributary.inventory.CartAvailability.Place;
import dev.tributary.inventory.CartAvailability.Question;
import dev.tributary.inventory.CartAvailability.Wanted;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.openapi.body.Body;
import dev.tributary.openapi.body.Findings;
import dev.tributary.openapi.body.JsonAnswer;
import dev.tributary.openapi.body.JsonInput;
import dev.tributary.openapi.problem.BodyFaults;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /v1/availability/carts}: which nodes can give a cart, the nearest first, from memory. It changes nothing. */
@RestController
class CartDoor {

    /** Of all parts together, so that no answer is larger than some megabyte. */
    static final int NAMED_MAX = 10_000;

    private final CartAvailability carts;
    private final Catalog catalog;
    private final Nodes nodes;
    private final JsonMapper mapper;

    CartDoor(CartAvailability carts, Catalog catalog, Nodes nodes, JsonMapper mapper) {
        this.carts = carts;
        this.catalog = catalog;
        this.nodes = nodes;
        this.mapper = mapper;
    }

    @Contract(
            id = "getCartAvailability",
            says = "Which nodes can give a cart, for each place and each ability, nearest first, from memory."
                    + " Items, places, abilities and nodes for each SKU may multiply to 10,000 at most.",
            body = CartShapes.Cart.class,
            answer = CartShapes.Answer.class)
    @Needs(Scope.STOCK_READ)
    @PostMapping("/v1/availability/carts")
    void cart(HttpServletRequest request, HttpServletResponse response, Caller caller) throws IOException {
        var merchant = caller.merchant().orElseThrow();
        var form = read(Body.of(request));
        var question = question(merchant, form, form.findings);
        form.findings.raise();
        var answer = carts.of(merchant, question);
        var codes = form.unitsBySku.keySet().toArray(String[]::new);
        boolean placed = !form.places.isEmpty();
        JsonAnswer.send(response, mapper, 200, json -> write(json, answer, codes, placed, question.nodesMost() > 0));
    }

    private CartForm read(byte[] body) {
        try (var in = JsonInput.of(mapper, body)) {
            var form = CartReader.read(in);
            in.end();
            return form;
        } catch (JacksonException e) {
            throw BodyFaults.of(e);
        }
    }

    private Question question(MerchantId merchant, CartForm form, Findings findings) {
        var skus = catalog.skusByCode(merchant, form.unitsBySku.keySet());
        var wanted = new ArrayList<Wanted>(form.unitsBySku.size());
        form.unitsBySku.forEach((code, units) -> {
            Sku sku = skus.get(code);
            if (sku == null) {
                findings.add("/items", "unknown_sku", "there is no SKU \"%s\"".formatted(code));
            } else {
                wanted.add(new Wanted(sku.id(), units));
            }
        });
        var places = places(merchant, form, findings);
        long named = (long) wanted.size() * places.size() * Math.max(1, form.abilities.size()) * form.nodesPerSku;
        if (named > NAMED_MAX) {
            findings.add(
                    "/nodesPerSku", "too_many", "this names up to %d nodes, at most %d".formatted(named, NAMED_MAX));
        }
        return new Question(wanted, places, form.abilities, channel(merchant, form, findings), form.nodesPerSku);
    }

    private Optional<ChannelId> channel(MerchantId merchant, CartForm form, Findings findings) {
        if (form.channel == null) {
            return Optional.empty();
        }
        var channel = catalog.channel(merchant, form.channel).map(SalesChannel::id);
        if (channel.isEmpty()) {
            findings.add("/channel", "unknown_channel", "there is no channel \"%s\"".formatted(form.channel));
        }
        return channel;
    }

    private List<Place> places(MerchantId merchant, CartForm form, Findings findings) {
        if (form.places.isEmpty()) {
            return List.of(new Place.Anywhere());
        }
        var places = new ArrayList<Place>(form.places.size());
        for (int i = 0; i < form.places.size(); i++) {
            places.add(place(merchant, form.places.get(i), "/places/" + i, findings));
        }
        return places;
    }

    private Place place(MerchantId merchant, CartForm.Place told, String at, Findings findings) {
        if (told.latitude() != null && told.longitude() != null) {
            return new Place.Point(told.latitude(), told.longitude());
        }
        if (told.region().isPresent()) {
            return new Place.Within(told.region().get());
        }
        var named = new ArrayList<NodeId>();
        for (String code : Objects.requireNonNullElse(told.nodes(), List.<String>of())) {
            nodes.byCode(merchant, code)
                    .map(node -> node.id())
                    .filter(id -> !named.contains(id))
                    .ifPresentOrElse(
                            named::add,
                            () -> findings.add(
                                    at + "/nodes",
                                    "unknown_node",
                                    "there is no node \"%s\", or it is named twice".formatted(code)));
        }
        return new Place.Named(named);
    }

    private static void write(
            JsonGenerator json, CartAvailability.Answer answer, String[] codes, boolean placed, boolean detailed) {
        json.writeStartObject();
        json.writeNumberProperty("ageMillis", answer.age().toMillis());
        json.writeName("parts");
        json.writeStartArray();
        for (var part : answer.parts()) {
            json.writeStartObject();
            if (placed) {
                json.writeNumberProperty("place", part.place());
            }
            if (part.ability().isPresent()) {
                json.writeStringProperty("ability", part.ability().get().name());
            }
            json.writeNumberProperty("nodes", part.nodesWhole());
            near(json, part.nearestWhole());
            json.writeName("items");
            json.writeStartArray();
            for (int i = 0; i < codes.length; i++) {
                line(json, codes[i], part.lines().get(i), detailed);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void line(JsonGenerator json, String code, CartAvailability.Line line, boolean detailed) {
        json.writeStartObject();
        json.writeStringProperty("sku", code);
        json.writeNumberProperty("available", line.available());
        json.writeNumberProperty("nodes", line.nodesEnough());
        near(json, line.nearest());
        if (detailed) {
            json.writeName("at");
            json.writeStartArray();
            for (var at : line.nodes()) {
                json.writeStartObject();
                near(json, Optional.of(at.near()));
                json.writeNumberProperty("available", at.available());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void near(JsonGenerator json, Optional<Near> near) {
        if (near.isPresent()) {
            json.writeStringProperty("node", near.get().node().code());
            if (near.get().metres() >= 0) {
                json.writeNumberProperty("metres", near.get().metres());
            }
        }
    }
}
