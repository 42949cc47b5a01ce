package dev.tributary.bench;

import dev.tributary.access.IssuedClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;

/** What the app's server sends to {@code /v1}, byte for byte. */
final class Requests {

    private static final Pattern TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final int port;
    private final String token;

    private Requests(int port, String token) {
        this.port = port;
        this.token = token;
    }

    /** Fetches a token; it is good for ten minutes. */
    static Requests to(int port, IssuedClient client) throws IOException, InterruptedException {
        String basic = Base64.getEncoder()
                .encodeToString((client.clientId() + ":" + client.clientSecret()).getBytes(StandardCharsets.UTF_8));
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/oauth/token".formatted(port)))
                            .header("Authorization", "Basic " + basic)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            var token = TOKEN.matcher(answer.body());
            if (!token.find()) {
                throw new IOException("no token: %d %s".formatted(answer.statusCode(), answer.body()));
            }
            return new Requests(port, token.group(1));
        }
    }

    /** One line of one piece. */
    HttpLoad.Script place(IntSupplier sku) {
        return script(connection -> post("/v1/orders", "", """
                {"number":"%s","lines":[{"sku":"SKU-%05d","units":1,"unitPrice":{"amount":1290,"currency":"CNY"}}],\
                "total":{"amount":1290,"currency":"CNY"}}""".formatted(number(), sku.getAsInt())));
    }

    /** Three lines, a buyer, a payment, an idempotency key: about what a checkout sends. */
    HttpLoad.Script full(IntSupplier sku) {
        return script(connection -> {
            String number = number();
            return post("/v1/orders", "Idempotency-Key: " + number + "\r\n", """
                    {"number":"%s","fill":"ALL_OR_NOTHING","currency":"CNY",\
                    "buyer":{"name":"李雷","phone":"138%08d","email":"lilei@example.com"},\
                    "delivery":{"method":"SHIP","region":{"country":"CN","code":"310101"},"address":"上海市黄浦区南京东路88号"},\
                    "lines":[{"sku":"SKU-%05d","units":1,"unitPrice":{"amount":1290,"currency":"CNY"}},\
                    {"sku":"SKU-%05d","units":2,"unitPrice":{"amount":1290,"currency":"CNY"}},\
                    {"sku":"SKU-%05d","units":1,"unitPrice":{"amount":1290,"currency":"CNY"}}],\
                    "discounts":[{"bearer":"MERCHANT","amount":{"amount":300,"currency":"CNY"},"reason":"coupon 5"}],\
                    "freight":{"amount":600,"currency":"CNY"},"total":{"amount":5460,"currency":"CNY"},\
                    "payment":{"reference":"wx-%s","method":"WECHAT","amount":{"amount":5460,"currency":"CNY"},\
                    "paidAt":"2026-11-22T10:00:00Z"},\
                    "risk":{"deviceId":"d-1","cardAgeDays":300},"remark":"no onions"}""".formatted(
                            number,
                            ThreadLocalRandom.current().nextInt(20_000),
                            sku.getAsInt(),
                            sku.getAsInt(),
                            sku.getAsInt(),
                            number));
        });
    }

    /** Availability of so many SKUs. */
    HttpLoad.Script availability(int skus, IntSupplier sku) {
        return script(connection -> {
            var list = new StringBuilder();
            for (int i = 0; i < skus; i++) {
                list.append(i == 0 ? "" : ",").append("SKU-%05d".formatted(sku.getAsInt()));
            }
            return ("GET /v1/availability?skus=%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n\r\n")
                    .formatted(list, port, token)
                    .getBytes(StandardCharsets.US_ASCII);
        });
    }

    /** Like another, but a full queue's answer is expected. */
    static HttpLoad.Script underOverload(HttpLoad.Script script, AtomicLong refused) {
        return new HttpLoad.Script() {
            @Override
            public byte[] next(int connection) {
                return script.next(connection);
            }

            @Override
            public void answered(int connection, int status, byte[] answer, int length) {
                if (status == 429) {
                    refused.incrementAndGet();
                } else {
                    script.answered(connection, status, answer, length);
                }
            }
        };
    }

    private interface Next {
        byte[] request(int connection);
    }

    private static HttpLoad.Script script(Next next) {
        return new HttpLoad.Script() {
            @Override
            public byte[] next(int connection) {
                return next.request(connection);
            }

            @Override
            public void answered(int connection, int status, byte[] answer, int length) {
                if (status >= 300) {
                    throw new IllegalStateException(
                            "unexpected answer: " + new String(answer, 0, length, StandardCharsets.UTF_8));
                }
            }
        };
    }

    private byte[] post(String path, String moreHeaders, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] head =
                """
                POST %s HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                %sContent-Length: %d\r
                \r
                """.formatted(path, port, token, moreHeaders, bytes.length).getBytes(StandardCharsets.US_ASCII);
        byte[] request = java.util.Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, request, head.length, bytes.length);
        return request;
    }

    private static String number() {
        return "H-%010d".formatted(NUMBERS.incrementAndGet());
    }
}
