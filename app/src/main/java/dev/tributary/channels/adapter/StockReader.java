package dev.tributary.channels.adapter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads how a platform is told about stock: figures, or differences and how it is asked what it holds. */
final class StockReader {

    private static final Duration DUE = Duration.ofMinutes(1);
    private static final Duration AGAIN = Duration.ofHours(6);
    private static final Duration LOOK_UP_EVERY = Duration.ofHours(1);
    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final int SECONDS_MAX = 86_400;

    private final RequestReader requests;
    private final Mappings mappings;

    StockReader(RequestReader requests, Mappings mappings) {
        this.requests = requests;
        this.mappings = mappings;
    }

    /** What one call carries of each SKU. */
    private enum As {
        FIGURE,
        DIFFERENCE
    }

    Adapter.StockOut stock(FileNode node) {
        node.only(
                "figure",
                "as",
                "lowers-itself",
                "again-seconds",
                "number-seconds",
                "due-seconds",
                "budget",
                "look-up",
                "request",
                "answer");
        var budget = requests.budgetOfSkus(node.required("budget"));
        var as = node.child("as").map(it -> it.oneOf(As.class)).orElse(As.FIGURE);
        var again = again(node, as);
        var difference = difference(node, as, budget.skusPerCall());
        return new Adapter.StockOut(
                node.required("figure").oneOf(Adapter.StockOut.Figure.class),
                seconds(node, "due-seconds", DUE),
                budget,
                again,
                difference,
                requests.request(node.required("request"), Set.of("store", "number")),
                mappings.compile(node.required("answer")));
    }

    private static Optional<Duration> again(FileNode node, As as) {
        boolean figureMovesItself = as == As.FIGURE && node.yes("lowers-itself");
        node.child("again-seconds").filter(any -> !figureMovesItself).ifPresent(given -> {
            throw given.wrong(
                    as == As.FIGURE
                            ? "'again-seconds' goes with 'lowers-itself: true' only"
                            : "a difference is looked up again: say 'every-seconds' of 'look-up'");
        });
        return figureMovesItself ? Optional.of(seconds(node, "again-seconds", AGAIN)) : Optional.empty();
    }

    private Optional<Adapter.StockOut.Difference> difference(FileNode node, As as, int skusPerCall) {
        if (as == As.FIGURE) {
            List.of("number-seconds", "look-up")
                    .forEach(name -> node.child(name).ifPresent(given -> {
                        throw given.wrong("'%s' goes with 'as: difference' only".formatted(name));
                    }));
            return Optional.empty();
        }
        var numbers = node.child("number-seconds");
        numbers.filter(any -> skusPerCall > 1).ifPresent(given -> {
            throw given.wrong("a call that is repeated by its number carries one SKU: set skus-per-call to 1");
        });
        var lookUp = node.required("look-up").only("every-seconds", "settle-seconds", "request", "answer");
        return Optional.of(new Adapter.StockOut.Difference(
                node.yes("lowers-itself"),
                numbers.map(it -> Duration.ofSeconds(it.whole(1, SECONDS_MAX))),
                seconds(lookUp, "every-seconds", LOOK_UP_EVERY),
                seconds(lookUp, "settle-seconds", SETTLE),
                new Adapter.LookUp(
                        requests.request(lookUp.required("request"), Set.of("store")),
                        mappings.compile(lookUp.required("answer")))));
    }

    private static Duration seconds(FileNode node, String name, Duration otherwise) {
        return node.child(name)
                .map(it -> Duration.ofSeconds(it.whole(1, SECONDS_MAX)))
                .orElse(otherwise);
    }
}
