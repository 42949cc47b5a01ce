package dev.tributary.sandbox;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Tells the person at the terminal what happens, each line with the seconds since the start. */
public final class Progress {

    private final PrintStream out;
    private final long startedNanos = System.nanoTime();

    public Progress(PrintStream out) {
        this.out = out;
    }

    public void say(String format, Object... arguments) {
        out.printf("%6.1f s  %s%n", seconds(), format.formatted(arguments));
    }

    /** A line without time: tables, verdicts. */
    public void print(String line) {
        out.println(line);
    }

    public double seconds() {
        return (System.nanoTime() - startedNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
