package dev.tributary.sandbox.own;

import dev.tributary.sandbox.wire.Json;
import java.time.LocalDate;
import java.util.Map;

/** What a till calls a transaction of its own. @param sequence the till's own running number */
public record Receipt(String node, String till, String sequence, LocalDate businessDay) {

    /** Of the number that {@link #number} made. */
    public static Receipt of(String number) {
        String[] parts = number.split("/", -1);
        return new Receipt(parts[0], parts[1], parts[2], LocalDate.parse(parts[3]));
    }

    /** As the hub numbers the sale. */
    public String number() {
        return String.join("/", node, till, sequence, businessDay.toString());
    }

    public Receipt with(String otherSequence) {
        return new Receipt(node, till, otherSequence, businessDay);
    }

    /** The members that name it. */
    public Map<String, Object> body() {
        return Json.object("node", node, "till", till, "sequence", sequence, "businessDay", businessDay.toString());
    }

    /** The sale that never was, as {@code POST /v1/till-voids} takes it. */
    public Map<String, Object> voided(String channel, String reason) {
        Map<String, Object> body = Json.object("channel", channel);
        body.putAll(body());
        body.put("reason", reason);
        return body;
    }
}
