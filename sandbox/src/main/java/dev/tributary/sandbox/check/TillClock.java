package dev.tributary.sandbox.check;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** When each till sale was sent to the hub. */
public final class TillClock {

    private final Map<String, Long> soldAtMicros = new ConcurrentHashMap<>();

    public void sold(String number, long micros) {
        soldAtMicros.put(number, micros);
    }

    public OptionalLong soldAtMicros(String number) {
        Long micros = soldAtMicros.get(number);
        return micros == null ? OptionalLong.empty() : OptionalLong.of(micros);
    }
}
