package dev.tributary.bench.history;

import java.util.List;

/**
 * Availability is answered from memory, so it need not be the truth of a moment between call and answer. What is checked
 * is what it promises: each number was true at some moment within the age it states before the call.
 */
final class Cached {

    /** Between the moment that a batch is over and the moment that its numbers can be heard anywhere. */
    private static final long SLACK = 1_000_000;

    private Cached() {}

    static void check(Replay replay, Operation operation) {
        for (var call : operation.calls) {
            var said = call.said();
            if (said == null || !said.what().equals("available")) {
                continue;
            }
            long since = call.invoked() - said.number("age") * 1_000 - SLACK;
            for (String item : said.list("rows")) {
                replay.checked();
                String row = item.substring(0, item.indexOf(':'));
                long available = Long.parseLong(item.substring(item.indexOf(':') + 1));
                if (!wasTrue(replay, row, available, since, call.answered())) {
                    replay.wrong("call %d was told %d available of %s, %d ms old at most: it was not, from %s to %s"
                            .formatted(
                                    call.id(),
                                    available,
                                    row,
                                    said.number("age"),
                                    Operation.time(since),
                                    Operation.time(call.answered())));
                }
            }
        }
    }

    private static boolean wasTrue(Replay replay, String row, long available, long since, long until) {
        int from = replay.firstFrom(since);
        int to = Math.max(from, replay.lastUntil(until));
        for (int place : replay.past().places(from, to, List.of(row), List.of())) {
            var state = replay.past().before(place).row(row);
            if (Math.max(0, state == null ? 0 : state.free()) == available) {
                return true;
            }
        }
        return false;
    }
}
