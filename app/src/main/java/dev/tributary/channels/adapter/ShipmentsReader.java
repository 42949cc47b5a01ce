package dev.tributary.channels.adapter;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads how a platform hears which goods left with which carrier. */
final class ShipmentsReader {

    /** What its requests can name. */
    private static final Set<String> OF_A_SHIPMENT = Set.of("number");

    private final RequestReader requests;
    private final Mappings mappings;

    ShipmentsReader(RequestReader requests, Mappings mappings) {
        this.requests = requests;
        this.mappings = mappings;
    }

    Adapter.ShipmentsOut shipments(FileNode node) {
        node.only("budget", "carriers", "look-up", "request", "answer");
        return new Adapter.ShipmentsOut(
                requests.budget(node.required("budget")),
                carriers(node.required("carriers")),
                node.child("look-up").map(this::lookUp),
                requests.request(node.required("request"), OF_A_SHIPMENT),
                mappings.compile(node.required("answer")));
    }

    private static Map<String, Map<String, String>> carriers(FileNode node) {
        var carriers = new HashMap<String, Map<String, String>>();
        node.entries().forEach((code, entry) -> {
            if (carriers.putIfAbsent(code.toLowerCase(Locale.ROOT), entry.texts()) != null) {
                throw entry.wrong("'%s' stands here twice: case makes no difference".formatted(code));
            }
        });
        return Map.copyOf(carriers);
    }

    private Adapter.LookUp lookUp(FileNode node) {
        node.only("request", "answer");
        return new Adapter.LookUp(
                requests.request(node.required("request"), OF_A_SHIPMENT), mappings.compile(node.required("answer")));
    }
}
