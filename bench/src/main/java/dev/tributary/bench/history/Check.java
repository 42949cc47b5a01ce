package dev.tributary.bench.history;

import java.io.IOException;
import java.nio.file.Path;

/** {@code ./tributary prove check FILE}: decides about a history that was recorded before. */
public final class Check {

    private static final int SHOWN_MAX = 30;

    private Check() {}

    /** @return whether it can be explained */
    public static boolean run(Path file) throws IOException {
        var history = History.read(file);
        history.heads().forEach(System.err::println);
        var verdict = Verdict.of(history);
        System.err.printf(
                "%,d calls of %,d operations, %,d never answered; %,d checks%n",
                history.calls(), history.operations(), history.unknown(), verdict.checks());
        verdict.wrong().stream().limit(SHOWN_MAX).forEach(System.err::println);
        return verdict.explained();
    }
}
