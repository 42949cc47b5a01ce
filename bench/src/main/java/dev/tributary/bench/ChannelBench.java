package dev.tributary.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.AdapterFiles;
import dev.tributary.channels.adapter.SignatureScheme;
import dev.tributary.channels.inbox.Bodies;
import dev.tributary.channels.inbox.Forms;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What it costs to know a platform's push for its own and to understand it: the signature over the bytes, then the
 * adapter file's expression, on both cores and without a database. Then how soon channels hear of stock.
 */
final class ChannelBench {

    private static final int THREADS = 2;
    private static final int BYTES_LEAST = 2_048;
    private static final String SECRET = "a secret of this bench";
    private static final String URL = "http://localhost/doors/x/1/order";

    private final Lengths lengths;
    private final Rows rows;
    private final AdapterFiles files = new AdapterFiles();

    ChannelBench(Lengths lengths, Rows rows) {
        this.lengths = lengths;
        this.rows = rows;
    }

    Figures run() throws Exception {
        measure("understand.shopify", new Push("shopify", "orders/paid", atLeast(ChannelBench::shopify)));
        measure("understand.meituan", new Push("meituan", "order", atLeast(ChannelBench::meituan)));
        new LaneBench(lengths, rows).run();
        return rows.figures("");
    }

    /** A push as it comes, signed as its platform signs it. */
    private final class Push {
        private final Adapter adapter;
        private final Adapter.Door door;
        private final String kind;
        private final byte[] body;
        private final String signature;

        Push(String name, String kind, byte[] body) {
            this.adapter = files.of(name);
            this.door = adapter.door().orElseThrow();
            this.kind = kind;
            this.body = body;
            this.signature = door.signature().orElseThrow().scheme().sign(signed(), SECRET);
        }

        private SignatureScheme.Signed signed() {
            SortedMap<String, String> parameters = door.transport() == Adapter.Transport.FORM
                    ? Forms.read(body).orElseThrow()
                    : new TreeMap<>();
            return new SignatureScheme.Signed(URL, parameters, body, Map.of());
        }

        /** True when it was known and became an order. */
        boolean understood() {
            return door.signature().orElseThrow().scheme().matches(signed(), SECRET, signature)
                    && adapter.message(kind)
                            .orElseThrow()
                            .apply(Bodies.tree(adapter, kind, body))
                            .path("does")
                            .asText()
                            .equals("order");
        }
    }

    private void measure(String name, Push push) throws Exception {
        if (!rows.wants(name)) {
            return;
        }
        if (!push.understood()) {
            throw new IllegalStateException(name + ": the push of this bench is not understood");
        }
        understood(push, lengths.firstWarmUp().toNanos());
        long start = System.nanoTime();
        long count = understood(push, lengths.time().toNanos());
        double seconds = (System.nanoTime() - start) / 1e9;
        rows.add(Row.of(name)
                .with("pushesPerSecond", count / seconds)
                .with("threads", THREADS)
                .with("bytes", push.body.length)
                .with("target", 20_000));
    }

    private static long understood(Push push, long nanos) throws Exception {
        Callable<Long> loop = () -> {
            long count = 0;
            for (long end = System.nanoTime() + nanos; System.nanoTime() - end < 0; count++) {
                if (!push.understood()) {
                    throw new IllegalStateException("a push was not understood");
                }
            }
            return count;
        };
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            long count = 0;
            for (Future<Long> done : threads.invokeAll(
                    IntStream.range(0, THREADS).mapToObj(thread -> loop).toList())) {
                count += done.get();
            }
            return count;
        }
    }

    /** An order with lines. */
    private interface Order {
        byte[] with(int lines);
    }

    private static byte[] atLeast(Order order) {
        int lines = 1;
        while (order.with(lines).length < BYTES_LEAST) {
            lines++;
        }
        return order.with(lines);
    }

    private static byte[] shopify(int lines) {
        return """
                {"id": 820982911946154508, "name": "#1001", "created_at": "2026-11-22T10:00:00+08:00",
                 "updated_at": "2026-11-22T10:00:05+08:00", "processed_at": "2026-11-22T10:00:04+08:00", "currency": "CNY",
                 "financial_status": "paid", "email": "li@example.com", "total_price": "%d.00", "total_tax": "0.00",
                 "total_discounts": "0.00", "taxes_included": true, "payment_gateway_names": ["alipay"],
                 "shipping_lines": [{"price": "0.00"}],
                 "shipping_address": {"name": "李雷", "phone": "13512342210", "address1": "人民路 1 号", "city": "上海",
                                      "zip": "200000", "country_code": "CN", "province_code": "SH"},
                 "line_items": [%s]}
                """.formatted(
                        12 * lines,
                        lines(
                                lines,
                                "{\"id\": %d, \"variant_id\": 1%1$d, \"title\": \"Milk\", \"quantity\": 1, \"price\": \"12.00\"}"))
                .getBytes(UTF_8);
    }

    private static byte[] meituan(int lines) {
        var detail = "[%s]"
                .formatted(
                        lines(
                                lines,
                                "{\"app_food_code\":\"MILK-%d\",\"sku_id\":\"MILK-%1$d\",\"food_name\":\"牛奶\",\"quantity\":1,\"price\":12.0}"));
        var form = new TreeMap<String, String>();
        form.put("app_id", "5873");
        form.put("timestamp", "1763776805");
        form.put("order_id", "27058431712345678");
        form.put("app_poi_code", "poi-3");
        form.put("recipient_name", "韩梅梅");
        form.put("recipient_phone", "13812345678_1234");
        form.put("recipient_address", "浦东新区 2 号");
        form.put("total", "%d.0".formatted(12 * lines));
        form.put("status", "2");
        form.put("ctime", "1763776800");
        form.put("utime", "1763776803");
        form.put("detail", detail);
        form.put("extras", "[]");
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(UTF_8);
    }

    private static String lines(int count, String line) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> String.format(Locale.ROOT, line, number))
                .collect(Collectors.joining(","));
    }

    static List<String> names() {
        return Stream.concat(Stream.of("understand.shopify", "understand.meituan"), LaneBench.names().stream())
                .toList();
    }
}
