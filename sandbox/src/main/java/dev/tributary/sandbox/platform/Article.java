package dev.tributary.sandbox.platform;

import java.util.List;
import java.util.stream.IntStream;

/** What is sold everywhere. @param price of one, in minor units */
record Article(int index, String code, String name, long price) {

    private static final long FIRST_PRICE = 199;

    /** Prices that do not divide evenly, so that a lost cent shows. */
    static List<Article> some(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Article(i, "SKU-%03d".formatted(i), "Article 商品 " + i, FIRST_PRICE + 137L * i))
                .toList();
    }
}
