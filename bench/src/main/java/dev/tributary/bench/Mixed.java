package dev.tributary.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Several scripts in turn. */
final class Mixed implements HttpLoad.Script {

    private final List<HttpLoad.Script> scripts;
    private final Map<Integer, HttpLoad.Script> asked = new HashMap<>();
    private int turn;

    Mixed(HttpLoad.Script... scripts) {
        this.scripts = List.of(scripts);
    }

    @Override
    public byte[] next(int connection) {
        var script = scripts.get(turn++ % scripts.size());
        asked.put(connection, script);
        return script.next(connection);
    }

    @Override
    public void answered(int connection, int status, byte[] answer, int length) {
        var script = asked.get(connection);
        if (script == null) {
            throw new IllegalStateException("connection %d was answered unasked".formatted(connection));
        }
        script.answered(connection, status, answer, length);
    }
}
