package dev.tributary.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** One piece sold at a till and paid in cash, again and again; when each sale was answered, by its number. */
final class TillSales implements HttpLoad.Script {

    private static final AtomicLong SEQUENCES = new AtomicLong();

    private final String day = LocalDate.now().toString();
    private final RequestTemplate request;
    private final int skus;
    private final Map<Integer, Long> asked = new HashMap<>();
    private final Map<String, Long> answeredMicros = new ConcurrentHashMap<>();

    TillSales(Requests requests, Shop chain) {
        skus = chain.skus().size();
        request = requests.post("/v1/till-sales", "", """
                {"channel":"tills","node":"%s","till":"1","sequence":"##########","businessDay":"%s","soldAt":"%s",\
                "currency":"CNY","lines":[{"sku":"SKU-#####","units":1,"unitPrice":{"amount":1290,"currency":"CNY"}}],\
                "total":{"amount":1290,"currency":"CNY"},\
                "tenders":[{"method":"CASH","amount":{"amount":1290,"currency":"CNY"}}]}""".formatted(Shop.NODE_CODE, day, Instant.now()));
    }

    @Override
    public byte[] next(int connection) {
        long sequence = SEQUENCES.incrementAndGet();
        asked.put(connection, sequence);
        return request.with(sequence, ThreadLocalRandom.current().nextInt(skus));
    }

    @Override
    public void answered(int connection, int status, byte[] answer, int length) {
        Long sequence = asked.remove(connection);
        if (status != 201 || sequence == null) {
            throw new IllegalStateException("a sale was answered %d".formatted(status));
        }
        answeredMicros.put("%s/1/%010d/%s".formatted(Shop.NODE_CODE, sequence, day), Micros.now());
    }

    Map<String, Long> answeredMicros() {
        return Map.copyOf(answeredMicros);
    }
}
