package dev.tributary.bench;

import org.HdrHistogram.Histogram;

/** Times only the answers that say the queue is full. */
final class Refusals implements HttpLoad.Script {

    private final HttpLoad.Script script;
    private final Histogram micros = new Histogram(60_000_000, 3);
    private final java.util.Map<Integer, Long> sent = new java.util.HashMap<>();

    Refusals(HttpLoad.Script script) {
        this.script = script;
    }

    @Override
    public byte[] next(int connection) {
        sent.put(connection, System.nanoTime());
        return script.next(connection);
    }

    @Override
    public void answered(int connection, int status, byte[] answer, int length) {
        Long since = sent.remove(connection);
        if (status == 429 && since != null) {
            micros.recordValue(Math.min((System.nanoTime() - since) / 1_000, 60_000_000));
        } else {
            script.answered(connection, status, answer, length);
        }
    }

    /** Forgets those so far: they warmed the hub up. */
    void reset() {
        micros.reset();
    }

    Row in(Row row) {
        return row.with("refused", micros.getTotalCount())
                .with("refusalP50Millis", micros.getValueAtPercentile(50) / 1_000.0)
                .with("refusalP99Millis", micros.getValueAtPercentile(99) / 1_000.0);
    }
}
