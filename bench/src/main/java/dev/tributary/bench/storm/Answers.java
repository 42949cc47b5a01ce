package dev.tributary.bench.storm;

import dev.tributary.bench.history.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the hub answered, in the history's words. */
final class Answers {

    private static final int TOO_MANY = 429;
    private static final int CHANGED_SINCE = 412;
    private static final int BROKEN = 500;

    private Answers() {}

    /** @return null when the answer leaves open whether it happened */
    static @Nullable Line of(Wish wish, int status, boolean replayed, JsonNode body) {
        if (status == TOO_MANY) {
            return Line.of("busy");
        }
        if (status >= BROKEN) {
            return null;
        }
        String kind = wish.asked().what();
        if (kind.equals("ship") && status < 300) {
            return shipped(body.path("results").path(0));
        }
        if (status >= 400) {
            return problem(kind, status, body);
        }
        return switch (kind) {
            case "take", "sell" -> placed(body, replayed);
            case "pay", "cancel", "edit" ->
                Line.of("done", "state", text(body, "state"), "payment", text(body, "payment"), "replayed", replayed);
            case "look" ->
                Line.of("order", "state", text(body, "state"), "payment", text(body, "payment"), "lines", lines(body));
            case "return" -> Line.of("returned", "replayed", replayed);
            case "void" ->
                status == 202
                        ? Line.of("waits")
                        : Line.of("done", "state", text(body, "state"), "payment", text(body, "payment"));
            case "change" -> Line.of("changed", "replayed", replayed);
            case "read" -> row(body);
            case "available" -> available(body);
            case "snapshot" -> Line.of("applied");
            case "allow" -> Line.of("allowed", "ref", text(body, "id"), "replayed", replayed);
            case "endLease" -> Line.of("ended");
            case "quota", "endQuota", "readQuota" -> quota(body, replayed);
            case "plan", "depart", "arrive", "turnBack" -> transfer(body, replayed);
            default -> throw new IllegalArgumentException("no answer is known to " + wish.asked());
        };
    }

    private static Line placed(JsonNode body, boolean replayed) {
        return Line.of(
                "placed",
                "order",
                text(body, "id"),
                "state",
                text(body, "state"),
                "payment",
                text(body, "payment"),
                "lines",
                lines(body),
                "replayed",
                replayed);
    }

    private static String lines(JsonNode body) {
        List<String> lines = new ArrayList<>();
        for (JsonNode line : body.path("lines")) {
            String node = text(line, "node");
            lines.add(text(line, "reservation") + (node.isEmpty() ? "" : "@" + node));
        }
        return String.join(",", lines);
    }

    private static Line problem(String kind, int status, JsonNode body) {
        String type = text(body, "type");
        boolean byQuota = type.endsWith("quota-exhausted");
        if (byQuota || type.endsWith("insufficient-stock")) {
            return Line.of(
                    "refused",
                    "short",
                    kind.equals("take") ? shortLines(body) : shortOfEdit(body),
                    "why",
                    byQuota ? "quota" : "stock");
        }
        if (type.endsWith("in-progress")) {
            // The same key is being worked on: what comes of it nobody knows yet.
            return Line.of("busy");
        }
        if (status == 409 || status == CHANGED_SINCE) {
            return Line.of(kind.equals("endLease") ? "ended" : "conflict");
        }
        if (status == 404) {
            return Line.of("notFound");
        }
        return Line.of("problem", "status", status, "type", type, "detail", text(body, "detail"));
    }

    private static String shortLines(JsonNode body) {
        List<String> lines = new ArrayList<>();
        for (JsonNode line : body.path("lines")) {
            lines.add("%d:%d:%d"
                    .formatted(
                            line.path("line").asInt(),
                            line.path("wanted").asLong(),
                            line.path("available").asLong()));
        }
        return String.join(",", lines);
    }

    /** {@code /lines/0/units} and {@code 3 wanted, 1 available}. */
    private static String shortOfEdit(JsonNode body) {
        List<String> lines = new ArrayList<>();
        for (JsonNode violation : body.path("violations")) {
            int line = Integer.parseInt(text(violation, "pointer").split("/")[2]) + 1;
            String[] words = text(violation, "detail").split("\\D+");
            lines.add("%d:%s:%s".formatted(line, words[0], words[1]));
        }
        return String.join(",", lines);
    }

    private static @Nullable Line shipped(JsonNode result) {
        JsonNode problem = result.path("problem");
        if (problem.isMissingNode() || problem.isNull()) {
            return Line.of(
                    "done",
                    "state",
                    text(result, "state"),
                    "replayed",
                    result.path("replayed").asBoolean(false));
        }
        int status = problem.path("status").asInt();
        return status == TOO_MANY ? Line.of("busy") : status >= BROKEN ? null : problem("ship", status, problem);
    }

    private static Line transfer(JsonNode body, boolean replayed) {
        List<String> onTheWay = new ArrayList<>();
        body.path("lines")
                .forEach(line ->
                        onTheWay.add(Long.toString(line.path("inTransit").asLong())));
        return Line.of(
                "transfer",
                "ref",
                text(body, "id"),
                "state",
                text(body, "state"),
                "onTheWay",
                String.join(",", onTheWay),
                "replayed",
                replayed);
    }

    private static Line quota(JsonNode body, boolean replayed) {
        return Line.of(
                "quota",
                "state",
                text(body, "state"),
                "amount",
                body.path("amount").asLong(),
                "open",
                body.path("open").asLong(),
                "shipped",
                body.path("shipped").asLong(),
                "version",
                text(body, "version"),
                "replayed",
                replayed);
    }

    private static Line row(JsonNode body) {
        return Line.of(
                "row",
                "onHand",
                body.path("onHand").asLong(),
                "reserved",
                body.path("reserved").asLong(),
                "safety",
                body.path("safety").asLong(),
                "allowance",
                body.path("allowance").asLong(),
                "short",
                body.path("unitsShort").asLong(),
                "version",
                text(body, "version"));
    }

    private static Line available(JsonNode body) {
        List<String> rows = new ArrayList<>();
        for (JsonNode item : body.path("items")) {
            rows.add("%s@%s:%d"
                    .formatted(
                            text(item, "sku"),
                            text(item, "node"),
                            item.path("available").asLong()));
        }
        return Line.of("available", "age", body.path("ageMillis").asLong(), "rows", String.join(",", rows));
    }

    /** A snapshot's lines as the hub shows them once it is applied: row, verdict, held, since, result. */
    static Line applied(List<JsonNode> pages) {
        String lines = pages.stream()
                .flatMap(page -> page.path("items").valueStream())
                .map(line -> "%s@%s:%s:%d:%d:%d"
                        .formatted(
                                text(line, "sku"),
                                text(line, "node"),
                                text(line, "verdict"),
                                line.path("held").asLong(),
                                line.path("since").asLong(),
                                line.path("result").asLong()))
                .collect(Collectors.joining(","));
        return Line.of("applied", "lines", lines);
    }

    static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
