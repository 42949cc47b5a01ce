package dev.tributary.bench;

import dev.tributary.access.IssuedClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

/** What the app's server and the tills send to {@code /v1}, byte for byte. */
final class Requests {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final int port;
    private final String token;

    private Requests(int port, String token) {
        this.port = port;
        this.token = token;
    }

    /** Fetches a token; it is good for ten minutes. */
    static Requests to(int port, IssuedClient client) throws IOException, InterruptedException {
        return new Requests(port, Token.of(port, client));
    }

    /** One line of one piece. */
    HttpLoad.Script place(IntSupplier sku) {
        var request = post("/v1/orders", "", """
                {"number":"H-##########","lines":[{"sku":"SKU-#####","units":1,\
                "unitPrice":{"amount":1290,"currency":"CNY"}}],"total":{"amount":1290,"currency":"CNY"}}""");
        return script(connection -> request.with(NUMBERS.incrementAndGet(), sku.getAsInt()));
    }

    /** Three lines, a buyer, a payment, an idempotency key: about what a checkout sends. */
    HttpLoad.Script full(IntSupplier sku) {
        var request = post("/v1/orders", "Idempotency-Key: H-##########\r\n", """
                {"number":"H-##########","fill":"ALL_OR_NOTHING","currency":"CNY",\
                "buyer":{"name":"李雷","phone":"138########","email":"lilei@example.com"},\
                "delivery":{"method":"SHIP","region":{"country":"CN","code":"310101"},"address":"上海市黄浦区南京东路88号"},\
                "lines":[{"sku":"SKU-#####","units":1,"unitPrice":{"amount":1290,"currency":"CNY"}},\
                {"sku":"SKU-#####","units":2,"unitPrice":{"amount":1290,"currency":"CNY"}},\
                {"sku":"SKU-#####","units":1,"unitPrice":{"amount":1290,"currency":"CNY"}}],\
                "discounts":[{"bearer":"MERCHANT","amount":{"amount":300,"currency":"CNY"},"reason":"coupon 5"}],\
                "freight":{"amount":600,"currency":"CNY"},"total":{"amount":5460,"currency":"CNY"},\
                "payment":{"reference":"wx-##########","method":"WECHAT","amount":{"amount":5460,"currency":"CNY"},\
                "paidAt":"2026-11-22T10:00:00Z"},\
                "risk":{"deviceId":"d-1","cardAgeDays":300},"remark":"no onions"}""");
        return script(connection -> {
            long number = NUMBERS.incrementAndGet();
            long phone = ThreadLocalRandom.current().nextInt(20_000);
            return request.with(number, number, phone, sku.getAsInt(), sku.getAsInt(), sku.getAsInt(), number);
        });
    }

    /** Availability of so many SKUs. */
    HttpLoad.Script availability(int skus, IntSupplier sku) {
        var request = RequestTemplate.of(
                "GET /v1/availability?skus=%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(String.join(",", Collections.nCopies(skus, "SKU-#####")), port, token));
        return script(connection -> {
            long[] wanted = new long[skus];
            for (int i = 0; i < skus; i++) {
                wanted[i] = sku.getAsInt();
            }
            return request.with(wanted);
        });
    }

    /** Reads; paths may differ in length. */
    HttpLoad.Script get(IntFunction<String> path, BiConsumer<Integer, String> answered) {
        var taken = script(connection -> "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(path.apply(connection), port, token)
                .getBytes(StandardCharsets.UTF_8));
        return new HttpLoad.Script() {
            @Override
            public byte[] next(int connection) {
                return taken.next(connection);
            }

            @Override
            public void answered(int connection, int status, byte[] answer, int length) {
                taken.answered(connection, status, answer, length);
                answered.accept(connection, new String(answer, 0, length, StandardCharsets.UTF_8));
            }
        };
    }

    private interface Next {
        byte[] request(int connection);
    }

    /** A script whose every request must be taken. */
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

    /** A request to be filled in; its places left open keep their width, so its length is known. */
    RequestTemplate post(String path, String moreHeaders, String body) {
        String head = """
                POST %s HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                %sContent-Length: %d\r
                \r
                """.formatted(path, port, token, moreHeaders, body.getBytes(StandardCharsets.UTF_8).length);
        return RequestTemplate.of(head + body);
    }
}
