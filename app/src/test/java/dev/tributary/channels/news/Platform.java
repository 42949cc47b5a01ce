package dev.tributary.channels.news;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.tributary.channels.Shop;
import dev.tributary.testing.HubUnderTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Hears stock as Shopify and Meituan do, and fails where the path says so. */
public final class Platform {

    private static final Pattern MEITUAN = Pattern.compile("\"sku_id\":\"([^\"]+)\",\"stock\":\"(\\d+)\"");
    private static final Pattern SHOPIFY = Pattern.compile(
            "\\{inventoryItemId: \\\\\"gid://shopify/InventoryItem/(\\d+)\\\\\", locationId: \\$location, quantity: (\\d+),"
                    + " changeFromQuantity: null}");

    public final HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    final Map<String, Long> figures = new ConcurrentHashMap<>();
    final List<String> bodies = new CopyOnWriteArrayList<>();
    final List<String> tokens = new CopyOnWriteArrayList<>();
    final AtomicInteger badSignatures = new AtomicInteger();
    /** When the one call was that came too soon. */
    final AtomicLong throttledAt = new AtomicLong();

    final AtomicInteger hiccups = new AtomicInteger();

    public Platform() throws IOException {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var path = exchange.getRequestURI().getPath();
            int status = 200;
            var answer = "{}";
            if (path.startsWith("/down") || (path.startsWith("/hiccup") && hiccups.getAndIncrement() == 0)) {
                status = 500;
            } else if (path.startsWith("/throttled") && throttledAt.compareAndSet(0, System.nanoTime())) {
                status = 429;
                exchange.getResponseHeaders().set("Retry-After", "1");
            } else if (path.startsWith("/meituan")) {
                answer = meituan(body, exchange.getRequestURI().getQuery());
            } else {
                tokens.add(exchange.getRequestHeaders().getFirst("X-Shopify-Access-Token"));
                bodies.add(body);
                answer = shopify(body);
            }
            exchange.sendResponseHeaders(status, answer.length());
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
            exchange.close();
        });
        server.start();
    }

    /** All or none: it knows no item whose number begins with 404. */
    private String shopify(String body) {
        var told = new HashMap<String, Long>();
        var errors = new ArrayList<String>();
        int index = 0;
        for (var sku = SHOPIFY.matcher(body); sku.find(); index++) {
            told.put(sku.group(1), Long.parseLong(sku.group(2)));
            if (sku.group(1).startsWith("404")) {
                errors.add(
                        "{\"code\":\"INVALID_INVENTORY_ITEM\",\"field\":[\"input\",\"quantities\",\"%d\",\"inventoryItemId\"],\"message\":\"no\"}"
                                .formatted(index));
            }
        }
        if (errors.isEmpty()) {
            figures.putAll(told);
        }
        return "{\"data\":{\"inventorySetQuantities\":{\"userErrors\":[%s]}}}".formatted(String.join(",", errors));
    }

    private String meituan(String body, String query) {
        if (!query.matches("app_id=5873&sig=[0-9a-f]{32}&timestamp=\\d+")) {
            badSignatures.incrementAndGet();
        }
        var form = URLDecoder.decode(body, UTF_8);
        if (form.contains("bad-")) {
            return "{\"data\":\"ng\",\"error\":{\"code\":1001,\"msg\":\"x\"}}";
        }
        var store = form.replaceAll("(?s).*app_poi_code=([^&]+).*", "$1");
        var sku = MEITUAN.matcher(form);
        var leftOut = "";
        while (sku.find()) {
            if (sku.group(1).startsWith("gone-")) {
                leftOut = "[{\\\"app_food_code\\\":\\\"%s\\\",\\\"error_msg\\\":\\\"no such goods\\\"}]"
                        .formatted(sku.group(1));
            } else {
                figures.put(store + "/" + sku.group(1), Long.parseLong(sku.group(2)));
            }
        }
        return leftOut.isEmpty() ? "{\"data\":\"ok\"}" : "{\"data\":\"ok\",\"msg\":\"%s\"}".formatted(leftOut);
    }

    /** A shop of Shopify whose calls come here. */
    Shop shopify(HubUnderTest hub, String path) {
        return Shop.open(
                hub,
                "shopify",
                Map.of(
                        "shopDomain",
                        "shop.example",
                        "webhookSecret",
                        "hush",
                        "apiBaseUrl",
                        url(path),
                        "accessToken",
                        "token",
                        "locationId",
                        "9",
                        "callsPerSecond",
                        "200"));
    }

    public String url(String path) {
        return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
    }

    long lastHeard(String sku) {
        return figures.getOrDefault(sku, -1L);
    }

    public boolean heard(String sku, long available) {
        return Long.valueOf(available).equals(figures.get(sku));
    }
}
