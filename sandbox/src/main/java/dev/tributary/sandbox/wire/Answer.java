package dev.tributary.sandbox.wire;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a door said. */
public record Answer(int status, JsonNode body, boolean replayed) {

    public boolean good() {
        return status >= 200 && status < 300;
    }

    /** The last part of the problem's type, such as {@code insufficient-stock}. */
    public String problem() {
        String type = body.path("type").asString("");
        return type.substring(type.lastIndexOf('/') + 1);
    }

    public Answer orElseThrow(String what) {
        if (!good()) {
            throw new IllegalStateException("%s was answered with %d: %s".formatted(what, status, body));
        }
        return this;
    }

    public Optional<String> text(String field) {
        return body.path(field).asStringOpt();
    }
}
