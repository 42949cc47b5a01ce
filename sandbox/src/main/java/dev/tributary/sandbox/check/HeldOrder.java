package dev.tributary.sandbox.check;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** An order as the hub lists it. */
record HeldOrder(
        String id,
        String channel,
        String number,
        String state,
        long payable,
        long refunded,
        Instant updatedAt,
        HeldLine[] lines) {

    record HeldLine(int line, String sku, long units, long unitsReturned, String node, String reservation) {}

    static HeldOrder of(JsonNode order) {
        JsonNode lines = order.path("lines");
        HeldLine[] held = new HeldLine[lines.size()];
        for (int i = 0; i < held.length; i++) {
            JsonNode line = lines.path(i);
            held[i] = new HeldLine(
                    line.path("line").asInt(0),
                    line.path("sku").asString("").intern(),
                    line.path("units").asLong(0),
                    line.path("unitsReturned").asLong(0),
                    line.path("node").asString("").intern(),
                    line.path("reservation").asString("").intern());
        }
        return new HeldOrder(
                order.path("id").asString(""),
                order.path("channel").asString("").intern(),
                order.path("number").asString(""),
                over(order.path("state").asString("")).intern(),
                order.path("payable").path("amount").asLong(Long.MIN_VALUE),
                order.path("refunded").path("amount").asLong(0),
                Instant.parse(order.path("updatedAt").asString("1970-01-01T00:00:00Z")),
                held);
    }

    /** To those who watch from outside, one that was not paid in time is over as one that was cancelled is. */
    private static String over(String state) {
        return state.equals("EXPIRED") ? "CANCELLED" : state;
    }

    HeldLine line(int number) {
        for (HeldLine line : lines) {
            if (line.line == number) {
                return line;
            }
        }
        throw new IllegalStateException("%s has no line %d".formatted(this.number, number));
    }

    boolean waits() {
        for (HeldLine line : lines) {
            if (line.reservation.startsWith("WAITING")) {
                return !state.equals("CANCELLED");
            }
        }
        return false;
    }
}
