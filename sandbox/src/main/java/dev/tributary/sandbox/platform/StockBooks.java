package dev.tributary.sandbox.platform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must be left by the platforms' own books, beside what the hub holds and what it told each platform. */
final class StockBooks {

    private StockBooks() {}

    static Map<String, Long> left(List<Article> articles, long opening, List<Stand> stands) {
        Map<String, Long> left = new HashMap<>();
        articles.forEach(article -> left.put(article.code(), opening));
        for (Stand stand : stands) {
            for (Sale sale : stand.platform().book().all()) {
                if (sale.shown() && !sale.over()) {
                    sale.units().forEach((article, units) -> left.merge(article.code(), -units, Long::sum));
                }
            }
        }
        return left;
    }

    static List<String> held(Map<String, Long> left, Map<String, Long> available) {
        List<String> wrong = new ArrayList<>();
        left.forEach((sku, units) -> {
            if (!units.equals(available.get(sku))) {
                wrong.add("of %s %d must be left, the hub says %d".formatted(sku, units, available.get(sku)));
            }
        });
        return wrong;
    }

    static List<String> told(Map<String, Long> left, List<Article> articles, Platform platform) {
        List<String> wrong = new ArrayList<>();
        if (!platform.hearsStock()) {
            return wrong;
        }
        for (Article article : articles) {
            Long units = left.get(article.code());
            var told = platform.left(article);
            if (told.isEmpty() || !told.get().equals(units)) {
                wrong.add("of %s %d are left, it was told %s"
                        .formatted(
                                article.code(), units, told.map(String::valueOf).orElse("nothing")));
            }
        }
        return wrong;
    }
}
