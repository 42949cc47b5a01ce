package dev.tributary.openapi.availability;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Availability;
import dev.tributary.inventory.ChannelView;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.SkuId;
import dev.tributary.openapi.body.Findings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code GET /v1/availability/stream}: the levels of some SKUs, and again each that changes. Every stream begins with all
 * of them, so a reader that comes again has missed nothing and names no place to go on from.
 */
@RestController
class StreamDoor {

    static final int SKUS_MAX = 1_000;
    private static final int PAGE = 200;

    private final Availability availability;
    private final ChannelView view;
    private final Catalog catalog;
    private final CatalogLists lists;
    private final Nodes nodes;
    private final Streams streams;
    private final JsonMapper mapper;
    private final LevelStream.Times times;

    StreamDoor(
            Availability availability,
            ChannelView view,
            Catalog catalog,
            CatalogLists lists,
            Nodes nodes,
            Streams streams,
            JsonMapper mapper,
            @Value("${tributary.availability.stream-coalescing:PT0.1S}") Duration coalescing,
            @Value("${tributary.availability.stream-heartbeat:PT15S}") Duration heartbeat,
            @Value("${tributary.availability.stream-life:PT10M}") Duration life,
            @Value("${tributary.availability.stream-slow:PT10S}") Duration slow) {
        this.availability = availability;
        this.view = view;
        this.catalog = catalog;
        this.lists = lists;
        this.nodes = nodes;
        this.streams = streams;
        this.mapper = mapper;
        this.times = new LevelStream.Times(coalescing, heartbeat, life, slow);
    }

    @Contract(
            id = "streamAvailability",
            says =
                    "Server-sent events: `state` with all levels first, then `change` with each SKU that changed, at most"
                            + " ten a second, and `end` with a reason. A stream lasts ten minutes, as a token does.",
            query = AvailabilityShapes.Streamed.class,
            answer = AvailabilityShapes.Changes.class,
            refusals = {Problem.TOO_MANY_REQUESTS, Problem.OVERLOADED})
    @Needs(Scope.STOCK_READ)
    @GetMapping(path = "/v1/availability/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void stream(HttpServletRequest request, HttpServletResponse response, Caller caller) throws IOException {
        var merchant = caller.merchant().orElseThrow();
        var findings = new Findings();
        var channel = channel(merchant, request.getParameter("channel"), findings);
        var named = AvailabilityDoor.codes(request.getParameter("skus"), "skus", AvailabilityDoor.SKUS_MAX, findings);
        var skus = named.isEmpty() ? listed(channel, findings) : named(merchant, named, findings);
        var wanted = AvailabilityDoor.nodes(
                nodes,
                merchant,
                AvailabilityDoor.codes(request.getParameter("nodes"), "nodes", AvailabilityDoor.NODES_MAX, findings),
                findings);
        if (wanted.isEmpty() && channel.isPresent()) {
            wanted = channel.get().nodes();
        }
        findings.raise();
        open(request, response, caller, merchant, skus, channel, wanted);
    }

    private void open(
            HttpServletRequest request,
            HttpServletResponse response,
            Caller caller,
            MerchantId merchant,
            List<Sku> skus,
            Optional<SalesChannel> channel,
            List<NodeId> wanted)
            throws IOException {
        streams.admit(caller.clientId());
        boolean added = false;
        try {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
            // Proxies that gather answers would hold the news up.
            response.setHeader("X-Accel-Buffering", "no");
            // Filters on the way out look at the headers while the stream's own thread begins to write.
            response.flushBuffer();
            var connection = request.startAsync();
            connection.setTimeout(0);
            var indexes = HashMap.<SkuId, Integer>newHashMap(skus.size());
            for (int i = 0; i < skus.size(); i++) {
                indexes.put(skus.get(i).id(), i);
            }
            var pictures = new LevelPictures(
                    availability, view, nodes, mapper, merchant, skus, channel.map(SalesChannel::id), wanted);
            streams.add(new LevelStream(merchant, caller.clientId(), Map.copyOf(indexes), pictures, times, connection));
            added = true;
        } finally {
            if (!added) {
                streams.leave(caller.clientId());
            }
        }
    }

    private List<Sku> named(MerchantId merchant, Set<String> codes, Findings findings) {
        var known = catalog.skusByCode(merchant, codes);
        var skus = new ArrayList<Sku>(codes.size());
        for (String code : codes) {
            Sku sku = known.get(code);
            if (sku == null) {
                findings.add("skus", "unknown_sku", "there is no SKU \"%s\"".formatted(code));
            } else {
                skus.add(sku);
            }
        }
        return skus;
    }

    /** What the channel lists, each SKU once. */
    private List<Sku> listed(Optional<SalesChannel> channel, Findings findings) {
        var found = new LinkedHashMap<SkuId, Sku>();
        var cursor = Optional.<String>empty();
        boolean more = channel.isPresent();
        while (more && found.size() <= SKUS_MAX) {
            var page = lists.listings(channel.get().merchant(), channel.get().id(), cursor, PAGE);
            var ids = page.items().stream().map(CatalogLists.Listing::sku).toList();
            found.putAll(catalog.skus(channel.get().merchant(), ids));
            cursor = page.nextCursor();
            more = cursor.isPresent();
        }
        if (found.size() > SKUS_MAX) {
            findings.add("channel", "too_many", "it lists more than %d SKUs: name them".formatted(SKUS_MAX));
        }
        if (found.isEmpty()) {
            findings.add("skus", "required", "name SKUs by their codes, or a channel that lists some");
        }
        return List.copyOf(found.values());
    }

    private Optional<SalesChannel> channel(MerchantId merchant, @Nullable String code, Findings findings) {
        if (code == null || code.isEmpty()) {
            return Optional.empty();
        }
        var channel = catalog.channel(merchant, code);
        if (channel.isEmpty()) {
            findings.add("channel", "unknown_channel", "there is no channel \"%s\"".formatted(code));
        }
        return channel;
    }
}
