package dev.tributary.orders;

import dev.tributary.kernel.SkuId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes lines of bundles that came back apart into lines of their components: by what the sale's lines hold, and by what
 * the catalogue says now only where no sale of the bundle is known. One for all lines of a return, which may bring back what
 * several lines of the sale hold.
 */
final class ReturnedBundles {

    private final List<ToldLine> sold;
    private final Map<SkuId, BundleRecipe> recipes;
    /** What lines of this return brought back, by the number of the sale's line; nothing is written of it yet. */
    private final Map<Integer, Long> back = new HashMap<>();

    ReturnedBundles(@Nullable OrderRecord sale, Map<SkuId, BundleRecipe> recipes) {
        sold = sale == null || sale.lines.stream().allMatch(line -> line.bundle == null)
                ? List.of()
                : ToldLine.of(sale).stream().filter(ToldLine::isBundle).toList();
        this.recipes = recipes;
    }

    /** So many bundles that were made of the same. */
    private record Share(BundleRecipe recipe, long bundles) {}

    /** The line as it is where it is of no bundle; else its components, all under its number. */
    List<ReturnDraft.Line> parts(ReturnDraft.Line line) {
        var shares = shares(line);
        if (shares.isEmpty()) {
            return List.of(line);
        }
        var amounts =
                line.amount().split(shares.stream().mapToLong(Share::bundles).toArray());
        var parts = new LinkedHashMap<SkuId, ReturnDraft.Line>();
        for (int i = 0; i < amounts.length; i++) {
            var share = shares.get(i);
            for (var part : line.parts(share.recipe(), share.bundles(), amounts[i])) {
                parts.merge(part.sku().orElseThrow(), part, ReturnDraft.Line::and);
            }
        }
        return List.copyOf(parts.values());
    }

    /** Of a bundle the first component has its line's number, the others have numbers that no line was told by. */
    static List<ReturnDraft.Line> apart(
            ReturnDraft draft, @Nullable OrderRecord sale, Map<SkuId, BundleRecipe> recipes) {
        var bundles = new ReturnedBundles(sale, recipes);
        var lines = new ArrayList<ReturnDraft.Line>(draft.lines().size());
        var others = new ArrayList<ReturnDraft.Line>();
        int number = draft.lines().size();
        for (var line : draft.lines()) {
            var parts = bundles.parts(line);
            lines.add(parts.getFirst());
            for (var part : parts.subList(1, parts.size())) {
                number++;
                others.add(part.numbered(number));
            }
        }
        lines.addAll(others);
        return lines;
    }

    /** Of several of the sale's lines, those that are told as it was come first, each with what is still out of it. */
    private List<Share> shares(ReturnDraft.Line line) {
        if (line.sku().isEmpty()) {
            return List.of();
        }
        var bundle = line.sku().get();
        var lines = sold.stream()
                .filter(told -> told.bundle().filter(bundle::equals).isPresent())
                .sorted(Comparator.comparing(told -> !told.channelSku().equals(line.channelSku())))
                .toList();
        if (lines.isEmpty()) {
            var now = recipes.get(bundle);
            return now == null ? List.of() : List.of(new Share(now, line.units()));
        }
        var shares = new ArrayList<Share>();
        long left = line.units();
        for (var told : lines) {
            long units = Math.min(left, told.unitsOut() - back.getOrDefault(told.number(), 0L));
            if (units > 0) {
                shares.add(new Share(recipe(bundle, told), units));
                back.merge(told.number(), units, Long::sum);
                left -= units;
            }
        }
        if (left > 0) {
            // More than anybody knows to be out, so for people to look at: the goods are what was sold all the same.
            shares.add(new Share(recipe(bundle, lines.getFirst()), left));
        }
        return shares;
    }

    private static BundleRecipe recipe(SkuId bundle, ToldLine told) {
        return new BundleRecipe(
                bundle,
                told.parts().stream()
                        .map(part -> new BundleRecipe.Component(
                                Objects.requireNonNull(part.sku()), ToldLine.each(part), part.unitPrice, part.title))
                        .toList());
    }
}
