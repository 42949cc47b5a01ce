package dev.tributary.channels.till;

import dev.tributary.catalog.Catalog;
import dev.tributary.channels.MessageDesk;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.channels.inbox.InboxMessage;
import dev.tributary.channels.inbox.Outcomes;
import dev.tributary.channels.inbox.Pauses;
import dev.tributary.channels.inbox.Understanding;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.stereotype.Component;

/**
 * Books every sale, return and void of a till's log. What cannot be booked is named and parks the file; the rest is booked all the same,
 * and a replay has no second effect.
 */
@Component
class TillLogs implements Understanding {

    static final String KIND = "pos-log";

    private static final int IN_FLIGHT_MAX = 128;
    private static final int NAMED_MAX = 20;
    private static final int OVERLOADED_TRIES_MAX = 100;
    private static final Duration OVERLOADED_PAUSE = Duration.ofMillis(50);

    private final TillDrafts drafts;
    private final TillReturnDrafts returnDrafts;
    private final OrderIntake intake;
    private final Catalog catalog;

    TillLogs(TillDrafts drafts, TillReturnDrafts returnDrafts, OrderIntake intake, Catalog catalog) {
        this.drafts = drafts;
        this.returnDrafts = returnDrafts;
        this.intake = intake;
        this.catalog = catalog;
    }

    @Override
    public boolean understands(Adapter adapter) {
        return !adapter.brings();
    }

    @Override
    public Step understand(InboxMessage message) {
        if (!message.kind().equals(KIND)) {
            throw new MappingFailure("unknown_kind", "only POSLog files are understood here", "");
        }
        var booking = new Booking();
        try (var reader = new PosLogReader(message.body())) {
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                book(message, next.get(), booking);
            }
        } catch (MappingFailure failure) {
            // What stood before the fault is booked; the rest of the file cannot be read.
            booking.fault("the file", failure);
        }
        booking.settle(0);
        return new Step.Settle(booking.result());
    }

    private void book(InboxMessage message, XmlElement transaction, Booking booking) {
        var account = message.account();
        var name = transaction.textOf("SequenceNumber").orElse("without a number");
        try {
            var merchant = catalog.merchant(account.merchant()).orElseThrow();
            for (var fact : TillTransaction.of(transaction, merchant.zone(), merchant.currency())) {
                booking.submitted(name, submit(command(account, fact, booking)));
                booking.settle(IN_FLIGHT_MAX);
            }
        } catch (MappingFailure failure) {
            booking.fault(name, failure);
        } catch (ArithmeticException e) {
            booking.fault(name, new MappingFailure("amount", "its amounts are too large", ""));
        }
    }

    /** What names a sale waits until the sales before it are booked, for its own may be among them. */
    private Command command(OpenAccount account, TillFact fact, Booking booking) {
        return switch (fact) {
            case TillSale sale -> new Command.Place(drafts.draft(account, sale));
            case TillReturn taken -> {
                booking.settle(0);
                yield new Command.TakeBack(returnDrafts.draft(account, taken));
            }
            case TillVoid undone -> {
                booking.settle(0);
                yield returnDrafts.undo(account, undone);
            }
        };
    }

    /** In the bulk lane: a day's log must not delay orders that come now. */
    private CompletableFuture<Outcome> submit(Command command) {
        for (int attempt = 1; ; attempt++) {
            try {
                return intake.submit(command, OrderIntake.Lane.BULK);
            } catch (ProblemException e) {
                if (e.problem() != Problem.OVERLOADED || attempt == OVERLOADED_TRIES_MAX) {
                    throw e;
                }
                Pauses.sleep(OVERLOADED_PAUSE);
            }
        }
    }

    /** The sales of one file under way, and what went wrong. */
    private static final class Booking {

        private record Submitted(String name, CompletableFuture<Outcome> answer) {}

        private final Deque<Submitted> inFlight = new ArrayDeque<>();
        private final List<String> faults = new ArrayList<>();
        private String suggestion = "";
        private int faulty;
        private int booked;

        void submitted(String name, CompletableFuture<Outcome> answer) {
            inFlight.add(new Submitted(name, answer));
        }

        void settle(int leave) {
            while (inFlight.size() > leave) {
                var first = inFlight.removeFirst();
                try {
                    var result = Outcomes.result(first.answer().join());
                    if (result.state() == MessageDesk.State.PARKED) {
                        fault(first.name(), new MappingFailure("rejected", result.reason(), result.suggestion()));
                    } else {
                        booked++;
                    }
                } catch (CompletionException e) {
                    throw new IllegalStateException("sale %s was not decided".formatted(first.name()), e);
                }
            }
        }

        void fault(String name, MappingFailure failure) {
            faulty++;
            suggestion = failure.suggestion();
            if (faults.size() < NAMED_MAX) {
                faults.add("%s: %s (%s)".formatted(name, failure.getMessage(), failure.code()));
            }
        }

        Result result() {
            if (faulty == 0) {
                return Result.processed(Optional.empty());
            }
            return Result.parked(
                    "till_log",
                    "%d booked, %d not: %s".formatted(booked, faulty, String.join("; ", faults)),
                    suggestion);
        }
    }
}
