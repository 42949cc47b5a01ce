package dev.tributary.bench.storm;

import dev.tributary.bench.history.Line;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything that can be asked for. Every unit costs 1. */
final class Wishes {

    private final Stage stage;

    Wishes(Stage stage) {
        this.stage = stage;
    }

    /** @param places in order of preference; the channel's own order when it names them all */
    record Item(String sku, long units, List<String> places) {
        @Override
        public String toString() {
            return "%s*%d@%s".formatted(sku, units, String.join("|", places));
        }
    }

    Wish take(String name, String channel, boolean all, List<Item> items, long pay) {
        long hold = channel.equals("flash") ? stage.holdMillis() * 1_000 : 7_200_000_000L;
        var asked = Line.of(
                "take",
                "number",
                name,
                "channel",
                channel,
                "fill",
                all ? "all" : "some",
                "hold",
                hold,
                "pay",
                pay,
                "lines",
                joined(items));
        var lines = new ArrayList<Map<String, Object>>();
        for (var item : items) {
            var line = new LinkedHashMap<String, Object>();
            line.put("sku", item.sku());
            line.put("units", item.units());
            line.put("unitPrice", money(1));
            if (item.places().size() == 1) {
                line.put("node", item.places().getFirst());
            }
            lines.add(line);
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("channel", channel);
        body.put("number", name);
        body.put("fill", all ? "ALL_OR_NOTHING" : "WHAT_YOU_CAN");
        body.put("currency", "CNY");
        body.put("lines", lines);
        if (pay > 0) {
            body.put("payment", payment(name + "-with", "CARD", pay));
        }
        return Wish.of(name, asked, "/v1/orders", body);
    }

    /** The method of payment names the wish, for the timeline says it again. */
    Wish pay(String name, String number, String order, long amount) {
        return Wish.of(
                name,
                Line.of("pay", "number", number, "reference", name, "amount", amount),
                "/v1/orders/%s/pay".formatted(order),
                payment(name, name, amount));
    }

    Wish cancel(String name, String number, String order) {
        return Wish.of(
                name,
                Line.of("cancel", "number", number),
                "/v1/orders/%s/cancel".formatted(order),
                Map.of("reason", name));
    }

    Wish edit(String name, String number, String order, int line, long units, String rows) {
        return Wish.of(
                name,
                Line.of("edit", "number", number, "line", line, "units", units, "rows", rows),
                "/v1/orders/%s/lines".formatted(order),
                Map.of("units", Map.of(Integer.toString(line), units), "reason", name));
    }

    Wish ship(String name, String number, String order, int line, long units) {
        var shipment = Map.of(
                "order",
                order,
                "key",
                name,
                "carrier",
                "SF",
                "trackingNumber",
                name,
                "lines",
                List.of(Map.of("line", line, "units", units)));
        return Wish.of(
                name,
                Line.of("ship", "number", number, "line", line, "units", units),
                "/v1/erp/shipments:batch",
                Map.of("shipments", List.of(shipment)));
    }

    Wish look(String name, String number, String order) {
        return Wish.reading(name, Line.of("look", "number", number), "/v1/orders/" + order);
    }

    /** @param sequence of the till's receipt, at most 16 characters */
    Wish sell(String name, String place, String sequence, List<Item> items) {
        long total = items.stream().mapToLong(Item::units).sum();
        var body = receipt(place, sequence);
        body.put("soldAt", Instant.now().toString());
        body.put("currency", "CNY");
        body.put(
                "lines",
                items.stream()
                        .map(item -> Map.of("sku", item.sku(), "units", item.units(), "unitPrice", money(1)))
                        .toList());
        body.put("total", money(total));
        body.put("tenders", List.of(Map.of("method", "CASH", "amount", money(total))));
        return Wish.of(
                name,
                Line.of("sell", "number", number(place, sequence), "lines", joined(items)),
                "/v1/till-sales",
                body);
    }

    /** @param original the sale's receipt, or empty for a return that stands alone */
    Wish takeBack(
            String name,
            String place,
            String sequence,
            String original,
            String soldAt,
            List<Item> items,
            boolean restock) {
        String disposition = restock ? "RESTOCK" : "DAMAGED";
        var asked = new ArrayList<Object>(
                List.of("number", number(place, sequence), "disposition", disposition, "lines", joined(items)));
        var body = receipt(place, sequence);
        body.put("returnedAt", Instant.now().toString());
        body.put("currency", "CNY");
        if (!original.isEmpty()) {
            asked.addAll(List.of("original", number(soldAt, original)));
            body.put("original", Map.of("node", soldAt, "till", "1", "sequence", original, "businessDay", stage.day()));
        }
        body.put(
                "lines",
                items.stream()
                        .map(item -> Map.of("sku", item.sku(), "units", item.units(), "disposition", disposition))
                        .toList());
        body.put("tenders", List.of());
        return Wish.of(name, Line.of("return", asked.toArray()), "/v1/till-returns", body);
    }

    Wish undo(String name, String place, String sequence) {
        var body = receipt(place, sequence);
        body.put("reason", name);
        return Wish.of(name, Line.of("void", "number", number(place, sequence)), "/v1/till-voids", body);
    }

    /** @param row the SKU and the place, {@code S1@N1} */
    record Change(String kind, String row, long units) {}

    Wish change(String name, List<Change> changes) {
        String lines = changes.stream()
                .map(change -> "%s:%s:%d".formatted(change.kind(), change.row(), change.units()))
                .collect(Collectors.joining(","));
        var body = changes.stream()
                .map(change -> Map.of(
                        "sku",
                        sku(change.row()),
                        "node",
                        place(change.row()),
                        "kind",
                        change.kind(),
                        "units",
                        change.units(),
                        "cause",
                        name))
                .toList();
        return Wish.of(name, Line.of("change", "lines", lines), "/v1/stock:batch", Map.of("lines", body));
    }

    Wish read(String name, String row) {
        return Wish.reading(name, Line.of("read", "row", row), "/v1/stock/%s/%s".formatted(sku(row), place(row)));
    }

    Wish available(String name) {
        return Wish.reading(name, Line.of("available"), "/v1/availability?skus=" + String.join(",", stage.skus()));
    }

    /**
     * @param told the recorder's time of {@code asOf}, as it was told
     * @param taken the same when it was taken
     * @param behind by so many microseconds our sales reach the sender late; 0 where it does not say
     */
    record Moment(Instant asOf, long told, long taken, long behind) {}

    /** @param full rows of its places that it does not list are empty by it: all of them are there from the beginning */
    Wish snapshot(String number, boolean full, Moment moment, Map<String, Long> saidByRow) {
        var asOf = moment.asOf();
        var places = saidByRow.keySet().stream().map(Wishes::place).distinct().toList();
        var all = new LinkedHashMap<>(saidByRow);
        if (full) {
            stage.rows().stream().filter(row -> places.contains(place(row))).forEach(row -> all.putIfAbsent(row, 0L));
        }
        String lines = all.entrySet().stream()
                .map(said -> said.getKey() + ":" + said.getValue())
                .collect(Collectors.joining(","));
        String through = asOf.minus(moment.behind(), ChronoUnit.MICROS).toString();
        var body = new LinkedHashMap<String, Object>();
        body.put("number", number);
        body.put("asOf", asOf.toString());
        body.put("scope", full ? "FULL" : "PARTIAL");
        body.put(
                "nodes",
                places.stream()
                        .map(place -> moment.behind() == 0
                                ? Map.of("node", place)
                                : Map.of("node", place, "deductedThrough", through))
                        .toList());
        body.put(
                "lines",
                saidByRow.entrySet().stream()
                        .map(said -> Map.of(
                                "node", place(said.getKey()), "sku", sku(said.getKey()), "onHand", said.getValue()))
                        .toList());
        return new Wish(
                number,
                Line.of(
                        "snapshot",
                        "number",
                        number,
                        "asOf",
                        moment.told(),
                        "moment",
                        moment.taken(),
                        "behind",
                        moment.behind(),
                        "lines",
                        lines),
                "PUT",
                "/v1/stock/snapshots",
                "",
                body);
    }

    /** More may be sold than there is, by so many units, until then; the reason names the wish. */
    Wish allow(String name, String row, long units, Instant until, long untilMicros) {
        return Wish.of(
                name,
                Line.of("allow", "row", row, "units", units, "until", untilMicros),
                "/v1/leases",
                Map.of(
                        "subject",
                        "OVERSELL",
                        "sku",
                        sku(row),
                        "node",
                        place(row),
                        "units",
                        units,
                        "owner",
                        "storm",
                        "reason",
                        name,
                        "expiresAt",
                        until.toString(),
                        "atExpiry",
                        "DISCARD"));
    }

    /** Named after the lease, for what follows it is the hub's own doing. */
    Wish endLease(String lease, String id) {
        return Wish.of(
                lease + "x",
                Line.of("endLease", "lease", lease),
                "/v1/leases/%s/end".formatted(id),
                Map.of("drift", "DISCARD", "reason", lease));
    }

    /** @param version of the quota that it changes; empty makes one, which its code names */
    Wish quota(
            String name,
            String code,
            Sharer.Slot slot,
            long amount,
            @Nullable Instant until,
            long untilMicros,
            String version) {
        var asked = new ArrayList<Object>(List.of(
                "sku",
                stage.shared(),
                "code",
                code,
                "kind",
                slot.kind(),
                "channels",
                String.join("|", slot.channels()),
                "node",
                slot.node(),
                "amount",
                amount,
                "only",
                slot.only()));
        var body = new LinkedHashMap<String, Object>();
        body.put("sku", stage.shared());
        body.put("channels", slot.channels());
        body.put("kind", slot.kind());
        body.put("amount", amount);
        body.put("only", slot.only());
        body.put("reason", name);
        if (!slot.node().isEmpty()) {
            body.put("node", slot.node());
        }
        if (until != null) {
            body.put("until", until.toString());
            asked.addAll(List.of("until", untilMicros));
        }
        if (!version.isEmpty()) {
            asked.addAll(List.of("if", version));
        }
        return new Wish(name, Line.of("quota", asked.toArray()), "PUT", "/v1/quotas/" + code, version, body);
    }

    Wish readQuota(String name, String code) {
        return Wish.reading(name, Line.of("readQuota", "sku", stage.shared(), "code", code), "/v1/quotas/" + code);
    }

    /** One wish of a quota's, by a name made of it, for the book of quotas says no more than who ended it. */
    Wish endQuota(String code) {
        return new Wish(
                code + "x",
                Line.of("endQuota", "sku", stage.shared(), "code", code),
                "DELETE",
                "/v1/quotas/" + code,
                "",
                null);
    }

    Wish plan(String name, String from, String to, Map<String, Long> unitsBySku) {
        String lines = unitsBySku.entrySet().stream()
                .map(line -> line.getKey() + ":" + line.getValue())
                .collect(Collectors.joining(","));
        return Wish.of(
                name,
                Line.of("plan", "transfer", name, "from", from, "to", to, "lines", lines),
                "/v1/transfers",
                Map.of(
                        "number",
                        name,
                        "from",
                        from,
                        "to",
                        to,
                        "note",
                        name,
                        "lines",
                        unitsBySku.entrySet().stream()
                                .map(line -> Map.of("sku", line.getKey(), "units", line.getValue()))
                                .toList()));
    }

    /** Its timeline says no more than that it left: one wish of a transfer's, by a name made of it. */
    Wish depart(String transfer, String id) {
        return Wish.of(
                transfer + "d",
                Line.of("depart", "transfer", transfer),
                "/v1/transfers/%s/ship".formatted(id),
                Map.of());
    }

    Wish arrive(String name, String transfer, String id, Map<Integer, Long> unitsByLine, boolean last) {
        String lines = unitsByLine.entrySet().stream()
                .map(line -> line.getKey() + ":" + line.getValue())
                .collect(Collectors.joining(","));
        return Wish.of(
                name,
                Line.of("arrive", "transfer", transfer, "lines", lines, "last", last),
                "/v1/transfers/%s/receive".formatted(id),
                Map.of(
                        "lines",
                        unitsByLine.entrySet().stream()
                                .map(line -> Map.of("line", line.getKey(), "units", line.getValue()))
                                .toList(),
                        "rest",
                        last ? "LOST" : "COMES_LATER",
                        "reason",
                        name));
    }

    Wish turnBack(String name, String transfer, String id) {
        return Wish.of(
                name,
                Line.of("turnBack", "transfer", transfer),
                "/v1/transfers/%s/cancel".formatted(id),
                Map.of("reason", name));
    }

    private LinkedHashMap<String, Object> receipt(String place, String sequence) {
        var body = new LinkedHashMap<String, Object>();
        body.put("channel", "tills");
        body.put("node", place);
        body.put("till", "1");
        body.put("sequence", sequence);
        body.put("businessDay", stage.day());
        return body;
    }

    private String number(String place, String sequence) {
        return "%s/1/%s/%s".formatted(place, sequence, stage.day());
    }

    private static Map<String, Object> payment(String reference, String method, long amount) {
        return Map.of("reference", reference, "method", method, "amount", money(amount));
    }

    private static Map<String, Object> money(long amount) {
        return Map.of("amount", amount, "currency", "CNY");
    }

    private static String joined(List<Item> items) {
        return items.stream().map(Item::toString).collect(Collectors.joining(","));
    }

    static String sku(String row) {
        return row.substring(0, row.indexOf('@'));
    }

    static String place(String row) {
        return row.substring(row.indexOf('@') + 1);
    }
}
