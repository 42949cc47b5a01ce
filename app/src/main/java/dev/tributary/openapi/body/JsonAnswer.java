package dev.tributary.openapi.body;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Answers of hot doors, written straight into the response. */
public final class JsonAnswer {

    private JsonAnswer() {}

    public static void send(
            HttpServletResponse response, JsonMapper mapper, int status, Consumer<JsonGenerator> writing)
            throws IOException {
        try (var bytes = new ByteArrayBuilder(512)) {
            try (var json = mapper.createGenerator(bytes)) {
                writing.accept(json);
            }
            byte[] body = bytes.toByteArray();
            response.setStatus(status);
            response.setContentType(status < 400 ? "application/json" : "application/problem+json");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
