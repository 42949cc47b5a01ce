package dev.tributary.sandbox.check;

import java.util.Map;

/** One channel's picture of our stock. @param listed the rows it must have heard of, with the hub's row key */
public record Told(String title, StockNews news, Iterable<String> listed) {

    /** How many rows the channel believes something else about than the hub holds. */
    long differing(Map<String, Long> available) {
        long differing = 0;
        for (String row : listed) {
            Long held = available.get(row);
            if (held != null && news.lastTold(row) != held) {
                differing++;
            }
        }
        return differing;
    }
}
