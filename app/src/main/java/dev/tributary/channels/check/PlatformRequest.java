package dev.tributary.channels.check;

import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.Names;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A call of ours that an adapter file describes. */
record PlatformRequest(Part part, String name, Adapter.Request request, Adapter.Mapping answer) {

    /** Where in the file it stands. */
    enum Part {
        STOCK,
        ANSWERS,
        SHIPMENTS,
        TOKEN,
        PULL,
        CERTIFICATE
    }

    private static final String DETAIL = ".detail";
    private static final String CERTIFICATE = "certificate";
    private static final String STOCK = "stock";
    private static final String SHIPMENTS = "shipments";
    private static final String LOOK_UP = ".look-up";

    /**
     * By the name samples call it: {@code stock}, {@code stock.look-up}, {@code confirmed}, {@code shipments}, {@code shipments.look-up},
     * {@code token}, {@code certificate}, a list, or the {@code .detail} of either of both.
     */
    static Map<String, PlatformRequest> of(Adapter adapter) {
        var found = new LinkedHashMap<String, PlatformRequest>();
        adapter.stock().ifPresent(stock -> {
            stock.difference()
                    .map(Adapter.StockOut.Difference::lookUp)
                    .ifPresent(it -> add(found, Part.STOCK, STOCK + LOOK_UP, it.request(), it.answer()));
            add(found, Part.STOCK, STOCK, stock.request(), stock.answer());
        });
        adapter.answers()
                .ifPresent(answers -> answers.tells()
                        .forEach((tell, request) ->
                                add(found, Part.ANSWERS, Names.kebab(tell), request, answers.answer())));
        adapter.shipments().ifPresent(shipments -> {
            shipments
                    .lookUp()
                    .ifPresent(it -> add(found, Part.SHIPMENTS, SHIPMENTS + LOOK_UP, it.request(), it.answer()));
            add(found, Part.SHIPMENTS, SHIPMENTS, shipments.request(), shipments.answer());
        });
        adapter.token().ifPresent(token -> add(found, Part.TOKEN, "token", token.request(), token.answer()));
        adapter.pull()
                .ifPresent(pull -> pull.lists().forEach((name, list) -> {
                    add(
                            found,
                            Part.PULL,
                            name,
                            list.call().request(),
                            list.call().answer());
                    list.detail().ifPresent(item -> addDetail(found, Part.PULL, name, item));
                }));
        adapter.certificate().ifPresent(count -> {
            var call = count.call();
            add(found, Part.CERTIFICATE, CERTIFICATE, call.request(), call.answer());
            count.detail().ifPresent(item -> addDetail(found, Part.CERTIFICATE, CERTIFICATE, item));
        });
        return found;
    }

    /** The list whose items it brings; empty when it brings none that are messages. */
    Optional<String> list() {
        return part != Part.PULL || name.endsWith(LOOK_UP)
                ? Optional.empty()
                : Optional.of(name.endsWith(DETAIL) ? name.substring(0, name.length() - DETAIL.length()) : name);
    }

    private static void addDetail(Map<String, PlatformRequest> found, Part part, String name, Adapter.Detail detail) {
        detail.lookUp().ifPresent(it -> add(found, part, name + DETAIL + LOOK_UP, it.request(), it.answer()));
        add(found, part, name + DETAIL, detail.request(), detail.answer());
    }

    private static void add(
            Map<String, PlatformRequest> found,
            Part part,
            String name,
            Adapter.Request request,
            Adapter.Mapping answer) {
        found.putIfAbsent(name, new PlatformRequest(part, name, request, answer));
    }
}
