package dev.tributary.bench.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one client wanted, however often it asked: the hub promises that the same thing twice has one effect. Each call is
 * either answered within its time or may still happen.
 */
final class Operation {

    static final long NEVER = Long.MAX_VALUE / 4;

    /** @param said what it was answered, null where nobody knows */
    record Call(
            long id, long invoked, long answered, @Nullable Line said) {

        /** Whatever it was answered, the hub had understood it. */
        boolean definite() {
            return said != null && !said.what().equals("busy");
        }

        boolean fresh() {
            return said != null && !said.text("replayed", "false").equals("true");
        }

        /** Whether the operation was over by then: what was turned down for the state of things may still be done later. */
        boolean settles(String kind) {
            return said != null
                    && definite()
                    && switch (said.what()) {
                        case "conflict", "notFound", "problem" -> false;
                        case "refused" -> kind.equals("take");
                        default -> true;
                    };
        }
    }

    final String name;
    final Line asked;
    final List<Call> calls = new ArrayList<>();

    /** Done by the hub itself, such as the end of a hold; not before {@link #invoked()}. */
    final boolean own;

    private final long notBefore;

    Operation(String name, Line asked) {
        this(name, asked, false, 0);
    }

    private Operation(String name, Line asked, boolean own, long notBefore) {
        this.name = name;
        this.asked = asked;
        this.own = own;
        this.notBefore = notBefore;
    }

    /** What the hub does by itself at any time from then on. */
    static Operation ofTheHub(String name, Line asked, long notBefore) {
        return new Operation(name, asked, true, notBefore);
    }

    String kind() {
        return asked.what();
    }

    /** The first moment at which it may have had its effect. A call that was turned away as too many had none. */
    long invoked() {
        if (own) {
            return notBefore;
        }
        var fresh = freshAnswer();
        if (fresh != null) {
            return fresh.invoked();
        }
        return calls.stream()
                .filter(call -> call.said() == null || call.settles(kind()))
                .mapToLong(Call::invoked)
                .min()
                .orElse(NEVER);
    }

    /** When it was asked for: as {@link #invoked()}, or first at all where it was only ever turned down. */
    long askedAt() {
        long invoked = invoked();
        return invoked == NEVER ? calls.stream().mapToLong(Call::invoked).min().orElse(NEVER) : invoked;
    }

    /** The last moment at which it may have had its effect, if it had one that was answered. */
    long answered() {
        return calls.stream()
                .filter(call -> call.settles(kind()))
                .mapToLong(Call::answered)
                .min()
                .orElse(NEVER);
    }

    /** The call that was told that it is the one that had the effect. */
    @Nullable
    Call freshAnswer() {
        if (kind().equals("void") || kind().equals("endQuota")) {
            // Whether it was the first to undo the sale, or to end the quota, the answer does not say.
            return null;
        }
        for (var call : calls) {
            // Nor does a refusal say whether an earlier call, of which nothing was heard, had been refused already.
            if (call.settles(kind())
                    && call.fresh()
                    && !Objects.requireNonNull(call.said).what().equals("refused")) {
                return call;
            }
        }
        return null;
    }

    /** Of a thing that is decided once, whoever asks: one call from the first asking to the first answer. */
    @Nullable
    Call together() {
        var told = calls.stream()
                .filter(Call::definite)
                .min(Comparator.comparingLong(Call::answered))
                .orElse(null);
        return told == null ? null : new Call(told.id, invoked(), answered(), told.said);
    }

    boolean isAnswered() {
        return calls.stream().anyMatch(Call::definite);
    }

    @Override
    public String toString() {
        return "%s (%s) [%s, %s]".formatted(asked, name, time(invoked()), answered() == NEVER ? "?" : time(answered()));
    }

    static String time(long micros) {
        return "%.3f s".formatted(micros / 1e6);
    }
}
