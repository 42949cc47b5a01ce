package dev.tributary.bench.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Writes a history to a file as it happens; only what is under way is in memory. All times are microseconds of one
 * monotonic clock since the recorder was made.
 */
public final class Recorder implements AutoCloseable {

    /** What the checker, which reads a whole history, may have to keep. */
    public static final long CALLS_MAX = 400_000;

    private final BufferedWriter out;
    private final long start = System.nanoTime();
    private final Instant startTime = Instant.now();
    private long calls;
    private long answers;

    public Recorder(Path file, Line head) {
        try {
            out = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        note(head);
    }

    public long now() {
        return (System.nanoTime() - start) / 1_000;
    }

    /** The recorder's time of a wall clock's. Both are of this machine, so they part by milliseconds at most in minutes. */
    public long at(Instant time) {
        return ChronoUnit.MICROS.between(startTime, time);
    }

    /**
     * A client is about to ask.
     *
     * @param operation what it wants, by a name of its own: asked again it is the same
     * @return the call's number, or -1 when the history is full
     */
    public synchronized long call(String operation, Line asked) {
        if (calls == CALLS_MAX) {
            return -1;
        }
        long number = ++calls;
        note("call id=%d at=%d op=%s do=%s".formatted(number, now(), operation, asked));
        return number;
    }

    /**
     * What the client was told. A call that has no answer in the history may or may not have happened.
     *
     * @param at when the answer came
     */
    public synchronized void answer(long call, long at, Line said) {
        answers++;
        note("answer id=%d at=%d said=%s".formatted(call, at, said));
    }

    public void note(Line line) {
        note(line.toString());
    }

    private synchronized void note(String line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized long calls() {
        return calls;
    }

    public synchronized long unknown() {
        return calls - answers;
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
