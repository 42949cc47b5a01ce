package dev.tributary.bench.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Ties the rows of a SKU that has quotas together. While one counts over all places, whoever moves a row of the SKU holds
 * that quota until it is done, so that their times of record are their order; that it is so, the replay shows.
 */
final class Shares {

    private static final String PREFIX = Witness.orderChain("quota/");

    private Shares() {}

    static void insert(Witness witness) {
        for (String sku : skus(witness)) {
            var chain = witness.chain(PREFIX + sku);
            var all = new LinkedHashSet<>(chain);
            for (var effect : witness.effects().values()) {
                if (touches(effect, sku)) {
                    all.add(effect);
                }
            }
            var sorted = new ArrayList<>(all);
            sorted.sort(Comparator.comparingLong(effect -> time(effect, sku)));
            witness.chains.put(PREFIX + sku, sorted);
        }
    }

    /** One that moved nothing, and looks at what its time says. */
    static void insert(Witness witness, Witness.Effect effect) {
        for (String sku : asked(effect, witness)) {
            List<Witness.Effect> chain = new ArrayList<>(witness.chain(PREFIX + sku));
            int place = 0;
            while (place < chain.size() && time(chain.get(place), sku) <= effect.at) {
                place++;
            }
            chain.add(place, effect);
            witness.chains.put(PREFIX + sku, chain);
        }
    }

    static void remove(Witness witness, Witness.Effect effect) {
        asked(effect, witness).forEach(sku -> witness.chain(PREFIX + sku).remove(effect));
    }

    /** When it moved the SKU's first row by the ledger, or set a quota of it. */
    static long time(Witness.Effect effect, String sku) {
        return effect.moved.entrySet().stream()
                .filter(row -> row.getKey().startsWith(sku + "@"))
                .mapToLong(row -> row.getValue().getFirst().at())
                .min()
                .orElse(effect.at);
    }

    private static boolean touches(Witness.Effect effect, String sku) {
        return effect.moved.keySet().stream().anyMatch(row -> row.startsWith(sku + "@"));
    }

    private static List<String> skus(Witness witness) {
        return witness.chains.keySet().stream()
                .filter(object -> object.startsWith(PREFIX))
                .map(object -> object.substring(PREFIX.length()))
                .toList();
    }

    private static Set<String> asked(Witness.Effect effect, Witness witness) {
        var asked = new LinkedHashSet<String>();
        var shared = skus(witness);
        for (String row : Touched.rows(effect.operation.asked)) {
            String sku = row.substring(0, row.indexOf('@'));
            if (shared.contains(sku)) {
                asked.add(sku);
            }
        }
        return asked;
    }
}
