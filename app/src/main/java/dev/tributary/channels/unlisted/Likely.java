package dev.tributary.channels.unlisted;

import dev.tributary.catalog.Sku;
import dev.tributary.channels.UnlistedItems.Likeness;
import dev.tributary.channels.UnlistedItems.Suggestion;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of a merchant's SKUs an item may be: the one with its GTIN or its code, else those whose names share most pairs
 * of neighbouring characters with its title (Dice's coefficient), which needs no words and so serves Chinese too.
 */
final class Likely {

    private static final int SUGGESTIONS_MAX = 3;
    private static final int PERCENT_LEAST = 35;

    private final Map<String, Sku> byGtin = new HashMap<>();
    private final Map<String, Sku> byCode = new HashMap<>();
    private final List<Named> named = new ArrayList<>();

    private record Named(Sku sku, Set<String> pairs) {}

    Likely(List<Sku> skus) {
        for (var sku : skus) {
            sku.gtin().ifPresent(gtin -> byGtin.putIfAbsent(withoutZeros(gtin), sku));
            byCode.putIfAbsent(plain(sku.code()), sku);
            named.add(new Named(sku, pairs(sku.name())));
        }
    }

    List<Suggestion> of(String channelSku, String title) {
        var same = Optional.ofNullable(byGtin.get(withoutZeros(channelSku)))
                .filter(sku -> channelSku.matches("\\d{8,14}"))
                .map(sku -> new Suggestion(sku, Likeness.GTIN, 100))
                .or(() -> Optional.ofNullable(byCode.get(plain(channelSku)))
                        .map(sku -> new Suggestion(sku, Likeness.CODE, 100)));
        var suggestions = new ArrayList<Suggestion>();
        same.ifPresent(suggestions::add);
        var pairs = pairs(title);
        named.stream()
                .filter(it ->
                        same.isEmpty() || !same.get().sku().id().equals(it.sku().id()))
                .map(it -> new Suggestion(it.sku(), Likeness.NAME, percent(pairs, it.pairs())))
                .filter(it -> it.percent() >= PERCENT_LEAST)
                .sorted(Comparator.comparingInt(Suggestion::percent)
                        .reversed()
                        .thenComparing(it -> it.sku().code()))
                .limit(SUGGESTIONS_MAX - suggestions.size())
                .forEach(suggestions::add);
        return List.copyOf(suggestions);
    }

    private static int percent(Set<String> one, Set<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return 0;
        }
        long shared = one.stream().filter(other::contains).count();
        return (int) (200 * shared / (one.size() + other.size()));
    }

    private static Set<String> pairs(String text) {
        var plain = plain(text);
        var pairs = new HashSet<String>();
        for (int i = 0; i + 1 < plain.length(); i++) {
            pairs.add(plain.substring(i, i + 2));
        }
        return pairs;
    }

    /** Letters and digits of any script, in one width and case. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static String withoutZeros(String gtin) {
        return gtin.replaceFirst("^0+", "");
    }
}
