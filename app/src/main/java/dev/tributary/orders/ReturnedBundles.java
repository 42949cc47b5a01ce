package dev.tributary.orders;

import dev.tributary.kernel.SkuId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes lines of bundles that came back apart into lines of their components. */
final class ReturnedBundles {

    private ReturnedBundles() {}

    /** The line as it is where it is of no bundle; else its components, all under its number. */
    static List<ReturnDraft.Line> parts(ReturnDraft.Line line, Map<SkuId, BundleRecipe> recipes) {
        var recipe = line.sku().map(recipes::get).orElse(null);
        if (recipe == null) {
            return List.of(line);
        }
        var amounts = line.amount()
                .split(recipe.components().stream()
                        .mapToLong(BundleRecipe.Component::weight)
                        .toArray());
        var parts = new ArrayList<ReturnDraft.Line>(amounts.length);
        for (int i = 0; i < amounts.length; i++) {
            parts.add(line.part(recipe, i, amounts[i]));
        }
        return parts;
    }

    /** Of a bundle the first component has its line's number, the others have numbers that no line was told by. */
    static List<ReturnDraft.Line> apart(ReturnDraft draft, Map<SkuId, BundleRecipe> recipes) {
        var lines = new ArrayList<ReturnDraft.Line>(draft.lines().size());
        var others = new ArrayList<ReturnDraft.Line>();
        int number = draft.lines().size();
        for (var line : draft.lines()) {
            var parts = parts(line, recipes);
            lines.add(parts.getFirst());
            for (var part : parts.subList(1, parts.size())) {
                number++;
                others.add(part.numbered(number));
            }
        }
        lines.addAll(others);
        return lines;
    }
}
