package dev.tributary.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of one run: which there are, which were asked for, and which ceiling stands beside each. */
final class Rows {

    /** How many ask at once, in process and over HTTP. */
    static final List<Integer> CALLERS = List.of(1, 64, 512);

    /** What bare PostgreSQL was measured with; nothing where it was not measured with orders of that shape. */
    enum Against {
        NOTHING,
        UNIFORM,
        HOT
    }

    /** What {@code bench stock} measures; none of it stands beside a ceiling. */
    private static final List<String> OF_STOCK = List.of(
            "placing.againstEarlier",
            "placing.withFeatures",
            "snapshot.alone",
            "snapshot.besideOrders",
            "carts.64",
            "carts.half",
            "ledger.page",
            "ledger.moment",
            "hub.memory");

    private static Map<String, Against> knownOfPlace() {
        Map<String, Against> rows = new LinkedHashMap<>();
        CALLERS.forEach(callers -> rows.put("inProcess.uniform." + callers, Against.UNIFORM));
        CALLERS.forEach(callers -> rows.put("inProcess.hot." + callers, Against.HOT));
        rows.put("cancelAndExpire.hot", Against.HOT);
        rows.put("start.existingData", Against.NOTHING);
        CALLERS.forEach(callers -> rows.put("http.uniform." + callers, Against.UNIFORM));
        CALLERS.forEach(callers -> rows.put("http.hot." + callers, Against.HOT));
        // Three lines and a buyer: the ceiling's orders have one line and none.
        rows.put("http.full.64", Against.NOTHING);
        rows.put("http.openLoop.half", Against.UNIFORM);
        rows.put("availability.64", Against.NOTHING);
        rows.put("news.stock.halfLoad", Against.NOTHING);
        rows.put("news.till.halfLoad", Against.NOTHING);
        rows.put("overload.connections5000", Against.NOTHING);
        rows.put("overload.secondAfter", Against.NOTHING);
        rows.put("hub.memory", Against.NOTHING);
        rows.put("overload.throttled", Against.NOTHING);
        return rows;
    }

    private final Map<String, Against> known;
    private final List<String> prefixes;
    private final Map<Against, Ceiling.Best> ceilings = new EnumMap<>(Against.class);
    private final List<Row> measured = new ArrayList<>();

    private Rows(Map<String, Against> known, List<String> prefixes) {
        this.known = known;
        this.prefixes = List.copyOf(prefixes);
    }

    /**
     * Of {@code bench place}.
     *
     * @param prefixes how the names of the rows wanted begin; all rows when there is none
     */
    static Rows ofPlace(List<String> prefixes) {
        return new Rows(knownOfPlace(), prefixes);
    }

    /**
     * Of {@code bench stock}.
     *
     * @param prefixes how the names of the rows wanted begin; all rows when there is none
     */
    static Rows ofStock(List<String> prefixes) {
        return withoutCeiling(OF_STOCK, prefixes);
    }

    /**
     * Of {@code bench channels}.
     *
     * @param prefixes how the names of the rows wanted begin; all rows when there is none
     */
    static Rows ofChannels(List<String> prefixes) {
        return withoutCeiling(ChannelBench.names(), prefixes);
    }

    private static Rows withoutCeiling(List<String> names, List<String> prefixes) {
        Map<String, Against> known = new LinkedHashMap<>();
        names.forEach(name -> known.put(name, Against.NOTHING));
        return new Rows(known, prefixes);
    }

    List<String> names() {
        return List.copyOf(known.keySet());
    }

    /** Whether every prefix begins the name of some row. */
    boolean exist() {
        return prefixes.stream().allMatch(prefix -> known.keySet().stream().anyMatch(name -> name.startsWith(prefix)));
    }

    /** Whether any row that begins so was asked for. */
    boolean wants(String... beginnings) {
        return known.keySet().stream().filter(this::wanted).anyMatch(name -> beginsWith(List.of(beginnings), name));
    }

    boolean needs(Against ceiling) {
        return known.entrySet().stream().anyMatch(row -> row.getValue() == ceiling && wanted(row.getKey()));
    }

    private boolean wanted(String name) {
        return prefixes.isEmpty() || beginsWith(prefixes, name);
    }

    private static boolean beginsWith(List<String> beginnings, String name) {
        return beginnings.stream().anyMatch(name::startsWith);
    }

    void compare(Against with, Ceiling.Best ceiling) {
        ceilings.put(with, ceiling);
    }

    /** Keeps a row that was asked for, with its share of the ceiling; one that was only measured on the way is dropped. */
    void add(Row row) {
        Against against = known.get(row.name());
        if (against == null) {
            throw new IllegalArgumentException("no row is called " + row.name());
        }
        if (!wanted(row.name())) {
            return;
        }
        Ceiling.Best ceiling = ceilings.get(against);
        if (ceiling != null) {
            row.with("ratioToCeiling", row.figure("ordersPerSecond") / ceiling.ordersPerSecond());
        }
        Bench.say(row.text());
        measured.add(row);
    }

    Figures figures(String shape) {
        return new Figures(Map.copyOf(ceilings), shape, List.copyOf(measured));
    }
}
