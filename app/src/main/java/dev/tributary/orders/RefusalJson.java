package dev.tributary.orders;

import dev.tributary.kernel.SkuId;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The short lines of a refusal, as they are kept for whoever asks again. */
final class RefusalJson {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private RefusalJson() {}

    static String write(List<Outcome.ShortLine> lines) {
        var json = new StringBuilder(64 * lines.size()).append('[');
        for (var line : lines) {
            if (json.length() > 1) {
                json.append(',');
            }
            json.append("{\"line\":")
                    .append(line.line())
                    .append(",\"sku\":")
                    .append(line.sku())
                    .append(",\"wanted\":")
                    .append(line.wanted())
                    .append(",\"available\":")
                    .append(line.available())
                    .append(line.byQuota() ? ",\"byQuota\":true}" : "}");
        }
        return json.append(']').toString();
    }

    static List<Outcome.ShortLine> read(String json) {
        var lines = new ArrayList<Outcome.ShortLine>();
        for (var line : JSON.readTree(json)) {
            lines.add(new Outcome.ShortLine(
                    line.get("line").asInt(),
                    new SkuId(line.get("sku").asLong()),
                    line.get("wanted").asLong(),
                    line.get("available").asLong(),
                    line.path("byQuota").asBoolean(false)));
        }
        return lines;
    }
}
