package dev.tributary.orders;

import dev.tributary.catalog.Bundle;
import dev.tributary.catalog.BundleBook;
import dev.tributary.catalog.Bundles;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.kernel.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Takes bundles apart on the caller's thread, from the catalogue's memory: batches, stock and reservations know
 * components alone. Who has no bundles is asked for them once per order.
 */
@Component
class BundleLines {

    private final Bundles bundles;
    private final Catalog catalog;

    BundleLines(Bundles bundles, Catalog catalog) {
        this.bundles = bundles;
        this.catalog = catalog;
    }

    record Exploded(OrderDraft draft, OrderAmounts amounts) {}

    /** A line of a bundle becomes lines of its components, under numbers that no line was told by. */
    Exploded explode(OrderDraft draft, OrderAmounts amounts) {
        var book = bundles.of(draft.merchant());
        if (book.isEmpty()) {
            return new Exploded(draft, amounts);
        }
        var recipes = recipes(
                draft.merchant(),
                draft.lines().stream().flatMap(line -> line.sku().stream()).toList(),
                book);
        if (recipes.isEmpty()) {
            return new Exploded(draft, amounts);
        }
        int number =
                draft.lines().stream().mapToInt(OrderDraft.Line::number).max().orElse(0);
        var lines = new ArrayList<OrderDraft.Line>();
        var allocated = new ArrayList<Money>();
        for (int i = 0; i < draft.lines().size(); i++) {
            var line = draft.lines().get(i);
            var recipe = line.sku().map(recipes::get).orElse(null);
            if (recipe == null) {
                lines.add(line);
                allocated.add(amounts.allocated().get(i));
            } else {
                checkUnits("/lines/%d/units".formatted(i), line.units(), recipe);
                checkLot("/lines/%d/lot".formatted(i), line);
                var whole = new BundleRecipe.Whole(
                        line.units(),
                        line.unitPrice(),
                        line.lineDiscount(),
                        amounts.allocated().get(i),
                        line.sale());
                for (var piece : recipe.pieces(whole)) {
                    number++;
                    lines.add(line(number, line, recipe, piece));
                    allocated.add(piece.allocated());
                }
            }
        }
        checkCount(lines.size());
        return new Exploded(draft.withLines(lines), amounts.allocatedTo(allocated));
    }

    private static OrderDraft.Line line(
            int number, OrderDraft.Line told, BundleRecipe recipe, BundleRecipe.Piece piece) {
        var component = piece.component();
        var part = new BundlePart(told.number(), recipe.bundle(), component.units(), told.title());
        return new OrderDraft.Line(
                number,
                Optional.of(component.sku()),
                told.channelSku(),
                component.title(),
                piece.units(),
                piece.unitPrice(),
                piece.lineDiscount(),
                told.candidates(),
                Optional.of(piece.sale()),
                Optional.empty(),
                Optional.of(part));
    }

    /** What came back is taken apart by its batch, which knows what is stored of it, and the sale. */
    Command.TakeBack withRecipes(Command.TakeBack back) {
        var lines = back.draft().lines();
        var recipes = recipes(
                back.merchant(),
                lines.stream().flatMap(line -> line.sku().stream()).toList(),
                bundles.of(back.merchant()));
        for (var line : lines) {
            line.sku()
                    .map(recipes::get)
                    .ifPresent(
                            recipe -> checkUnits("/lines/%d/units".formatted(line.number() - 1), line.units(), recipe));
        }
        return recipes.isEmpty() ? back : new Command.TakeBack(back.draft(), recipes);
    }

    Command.RetryWaiting withRecipes(Command.RetryWaiting retry) {
        var recipes = recipes(retry.merchant(), List.copyOf(retry.mapped().values()), bundles.of(retry.merchant()));
        return recipes.isEmpty()
                ? retry
                : new Command.RetryWaiting(retry.merchant(), retry.order(), retry.mapped(), retry.baseUnits(), recipes);
    }

    /** What is there of a bundle is what is there of its components. */
    void checkKeepsStock(Command.ChangeStock change) {
        var book = bundles.of(change.merchant());
        if (book.isEmpty()) {
            return;
        }
        var violations = new ArrayList<Violation>();
        for (int i = 0; i < change.changes().size(); i++) {
            if (book.bundle(change.changes().get(i).key().sku()).isPresent()) {
                violations.add(new Violation(
                        "/lines/%d/sku".formatted(i),
                        "bundle",
                        "it is a bundle and keeps no stock of its own; change the stock of its components"));
            }
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }

    /** Of those of the SKUs that are bundles. */
    private Map<SkuId, BundleRecipe> recipes(MerchantId merchant, List<SkuId> skus, BundleBook book) {
        var found = new HashMap<SkuId, BundleRecipe>();
        for (var sku : skus) {
            book.bundle(sku).ifPresent(bundle -> found.computeIfAbsent(sku, any -> recipe(merchant, bundle)));
        }
        return found;
    }

    private BundleRecipe recipe(MerchantId merchant, Bundle bundle) {
        var skus = catalog.skus(
                merchant,
                bundle.components().stream().map(Bundle.Component::sku).toList());
        return new BundleRecipe(
                bundle.sku(),
                bundle.components().stream()
                        .map(component -> {
                            var sku = Optional.ofNullable(skus.get(component.sku()));
                            long price =
                                    sku.map(known -> known.price().amount()).orElse(0L);
                            return new BundleRecipe.Component(
                                    component.sku(),
                                    component.units(),
                                    Math.multiplyExact(price, component.units()),
                                    sku.map(Sku::name).orElse(""));
                        })
                        .toList());
    }

    private static void checkUnits(String pointer, long units, BundleRecipe recipe) {
        for (var component : recipe.components()) {
            if (units > OrderDraft.UNITS_MAX / component.units()) {
                throw ProblemException.invalid(List.of(new Violation(
                        pointer,
                        "out_of_range",
                        "Of each component at most %d units are ordered at once.".formatted(OrderDraft.UNITS_MAX))));
            }
        }
    }

    private static void checkLot(String pointer, OrderDraft.Line line) {
        if (line.lot().isPresent()) {
            throw ProblemException.invalid(
                    pointer, "bundle", "a bundle is of no lot; order its components as lines of their own");
        }
    }

    private static void checkCount(int lines) {
        if (lines > OrderDraft.LINES_MAX) {
            throw ProblemException.invalid(
                    "/lines",
                    "count",
                    "Give lines that come to at most %d when bundles are taken apart into their components, not %d."
                            .formatted(OrderDraft.LINES_MAX, lines));
        }
    }
}
