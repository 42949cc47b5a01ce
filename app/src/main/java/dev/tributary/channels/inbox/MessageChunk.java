package dev.tributary.channels.inbox;

import dev.tributary.channels.MessageDesk.State;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import dev.tributary.vault.Vault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Understands a chunk of one channel's messages: all at once, except that what was told about one order number goes to
 * the intake one after the other.
 */
@Component
class MessageChunk {

    private static final Logger LOG = LoggerFactory.getLogger(MessageChunk.class);
    /** How often a message may fail for a reason that is not its own before a person must look at it. */
    private static final int ATTEMPTS_MAX = 5;

    private final List<Understanding> understandings;
    private final PlatformStates states;
    private final OrderIntake intake;
    private final Vault vault;
    private final EarlyMessages earlyMessages;

    MessageChunk(
            List<Understanding> understandings,
            PlatformStates states,
            OrderIntake intake,
            Vault vault,
            EarlyMessages earlyMessages) {
        this.understandings = understandings;
        this.states = states;
        this.intake = intake;
        this.vault = vault;
        this.earlyMessages = earlyMessages;
    }

    /** What became of each message; what came before its order is written down to go on with it. */
    List<InboxStore.Settled> process(OpenAccount account, List<InboxStore.Stored> messages) {
        var settled = new ArrayList<InboxStore.Settled>();
        var here = new LinkedHashSet<String>();
        var early = new HashMap<Long, String>();
        var lines = new LinkedHashMap<String, Deque<Understood>>();
        var known = new HashMap<String, Adapter.Tell>();
        for (var understood : understand(account, messages)) {
            switch (understood.step()) {
                case Understanding.Step.Settle(var result) -> settled.add(settled(understood.message(), result));
                case Understanding.Step.Tell(var number, var command, var state) -> {
                    lines.computeIfAbsent(number, any -> new ArrayDeque<>()).add(understood);
                    state.ifPresent(
                            held -> known.merge(number, held, (one, other) -> one.compareTo(other) > 0 ? one : other));
                }
            }
        }
        if (!known.isEmpty() && account.adapter().answers().isPresent()) {
            states.known(account, known);
        }
        while (!lines.isEmpty()) {
            tellFirsts(lines, (number, done) -> {
                settled.add(done);
                if (done.result().early()) {
                    early.put(done.id(), number);
                } else if (done.result().order().isPresent()) {
                    here.add(number);
                }
            });
        }
        // Their orders came right behind them.
        settled.replaceAll(done -> here.contains(early.getOrDefault(done.id(), "")) ? again(done) : done);
        early.values().removeAll(here);
        earlyMessages.park(account, early);
        earlyMessages.goOn(account, here);
        return settled;
    }

    private static InboxStore.Settled again(InboxStore.Settled done) {
        return new InboxStore.Settled(done.id(), Understanding.Result.waiting(""), done.attempts());
    }

    private List<Understood> understand(OpenAccount account, List<InboxStore.Stored> messages) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var understood = messages.stream()
                    .map(message -> CompletableFuture.supplyAsync(
                            () -> new Understood(message, understand(account, message)), threads))
                    .toList();
            return understood.stream().map(CompletableFuture::join).toList();
        }
    }

    private Understanding.Step understand(OpenAccount account, InboxStore.Stored stored) {
        try {
            var body = vault.openBytes(account.merchant(), stored.body());
            var message =
                    new InboxMessage(stored.id(), account, stored.kind(), stored.receivedAt(), stored.attempts(), body);
            return understandings.stream()
                    .filter(understanding -> understanding.understands(account.adapter()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "nothing understands " + account.adapter().name()))
                    .understand(message);
        } catch (MappingFailure failure) {
            return new Understanding.Step.Settle(Understanding.Result.parked(
                    failure.code(), String.valueOf(failure.getMessage()), failure.suggestion()));
        } catch (RuntimeException e) {
            return new Understanding.Step.Settle(failed(stored, e));
        }
    }

    /** The first of every order number at once, then the caller comes again for the next ones. */
    private void tellFirsts(Map<String, Deque<Understood>> lines, BiConsumer<String, InboxStore.Settled> settled) {
        var answers = new LinkedHashMap<String, CompletableFuture<Outcome>>();
        lines.forEach((number, line) -> answers.put(number, submit(line.getFirst())));
        answers.forEach((number, answer) -> {
            var line = lines.get(number);
            if (line == null) {
                throw new IllegalStateException("an answer to nobody");
            }
            var message = line.removeFirst().message();
            var result = result(message, answer);
            settled.accept(number, settled(message, result));
            if (line.isEmpty() || result.state() == State.WAITING) {
                // What comes after a message that must be tried again waits with it.
                lines.remove(number);
            }
        });
    }

    private CompletableFuture<Outcome> submit(Understood understood) {
        if (!(understood.step() instanceof Understanding.Step.Tell(var number, var command, var known))) {
            throw new IllegalStateException("nothing to tell");
        }
        try {
            return intake.submit(command, OrderIntake.Lane.SINGLE);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Understanding.Result result(InboxStore.Stored message, CompletableFuture<Outcome> answer) {
        try {
            return Outcomes.result(answer.join());
        } catch (CompletionException e) {
            return failed(message, Optional.ofNullable(e.getCause()).orElse(e));
        }
    }

    private static Understanding.Result failed(InboxStore.Stored message, Throwable failure) {
        if (failure instanceof ProblemException problem) {
            if (problem.problem() == Problem.OVERLOADED || problem.problem() == Problem.UNAVAILABLE) {
                return Understanding.Result.waiting("");
            }
            return Outcomes.refused(problem);
        }
        LOG.error("message {} could not be processed, attempt {}", message.id(), message.attempts() + 1, failure);
        return message.attempts() + 1 < ATTEMPTS_MAX
                ? Understanding.Result.waiting("failed, will be tried again")
                : Understanding.Result.parked("internal", "processing failed", "look into the log, then replay");
    }

    private static InboxStore.Settled settled(InboxStore.Stored message, Understanding.Result result) {
        // Waiting because others are ahead is no attempt.
        boolean failed = result.state() == State.WAITING && !result.reason().isEmpty();
        return new InboxStore.Settled(message.id(), result, message.attempts() + (failed ? 1 : 0));
    }

    private record Understood(InboxStore.Stored message, Understanding.Step step) {}
}
