package dev.tributary.channels.pull;

import dev.tributary.channels.ChannelConnection;
import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.channels.lane.CallFailure;
import dev.tributary.channels.lane.CallRates;
import dev.tributary.channels.lane.PlatformCall;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

@Component
class AskedConnection implements ChannelConnection {

    /** Long enough to see an order of today, short enough for one page. */
    private static final Duration LATELY = Duration.ofHours(1);

    private final JdbcChannelAccounts accounts;
    private final PlatformCall call;
    private final CallRates rates;
    private final Clock clock;
    private final Semaphore places = new Semaphore(AT_ONCE_MAX);

    AskedConnection(JdbcChannelAccounts accounts, PlatformCall call, CallRates rates, Clock clock) {
        this.accounts = accounts;
        this.call = call;
        this.rates = rates;
        this.clock = clock;
    }

    @Override
    public Asks asks(MerchantId merchant, ChannelId channel) {
        return asks(account(merchant, channel).adapter());
    }

    private static Asks asks(Adapter adapter) {
        if (adapter.pull().isPresent()) {
            return Asks.PAGE;
        }
        return adapter.token().isPresent() ? Asks.TOKEN : Asks.NOTHING;
    }

    private OpenAccount account(MerchantId merchant, ChannelId channel) {
        return accounts.open(channel)
                .filter(account -> account.merchant().equals(merchant))
                .orElseThrow(() -> ProblemException.notFound("no such channel with an account"));
    }

    @Override
    public Answer ask(MerchantId merchant, ChannelId channel) {
        var account = account(merchant, channel);
        if (asks(account.adapter()) == Asks.NOTHING) {
            throw new ProblemException(Problem.CONFLICT, "its platform calls; there is nothing to ask it");
        }
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    Problem.OVERLOADED, "%d channels are being asked: try again in a moment".formatted(AT_ONCE_MAX));
        }
        var asking = new FutureTask<>(() -> answer(account));
        Thread.ofVirtual().name("asks-" + channel).start(() -> {
            try {
                asking.run();
            } finally {
                places.release();
            }
        });
        return within(asking);
    }

    /** A platform that hangs, or a shared limit that is spent, keeps nobody longer than was said. */
    private static Answer within(FutureTask<Answer> asking) {
        try {
            return asking.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asking.cancel(true);
            return new Answer(Outcome.FAILED, "", 0, "no answer within %d s".formatted(ANSWER_MAX.toSeconds()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("a connection could not be asked", e.getCause());
        } catch (InterruptedException e) {
            asking.cancel(true);
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.UNAVAILABLE, "the hub is stopping");
        }
    }

    private Answer answer(OpenAccount account) throws InterruptedException {
        try {
            call.hasToken(account);
        } catch (CallFailure failure) {
            return new Answer(Outcome.NO_TOKEN, "", 0, failure.reason());
        } catch (MappingFailure | IllegalArgumentException failure) {
            return new Answer(Outcome.NO_TOKEN, "", 0, String.valueOf(failure.getMessage()));
        }
        var pull = account.adapter().pull();
        return pull.isPresent() ? page(account, pull.get()) : new Answer(Outcome.ANSWERED, "", 0, "");
    }

    private Answer page(OpenAccount account, Adapter.Pull pull) throws InterruptedException {
        var first = pull.lists().entrySet().iterator().next();
        var list = first.getValue();
        var paging = list.call().paging();
        var platform = new PlatformLists(account, call, CallBudget.besideLanes(account, pull.budget(), rates));
        var pages = platform.new OfWindow(list.call(), list.detail().isEmpty(), lately(list));
        try {
            var page = pages.page(new Page.Ask(paging.first(), paging.start(), Optional.empty()));
            return new Answer(Outcome.ANSWERED, first.getKey(), page.items().size(), "");
        } catch (PullFailure failure) {
            return new Answer(outcome(failure), first.getKey(), 0, failure.reason());
        }
    }

    private Window lately(Adapter.PulledList list) {
        var to = clock.instant().minus(list.settle()).truncatedTo(ChronoUnit.SECONDS);
        return new Window(to.minus(Collections.min(List.of(LATELY, list.call().windowMax()))), to);
    }

    private static Outcome outcome(PullFailure failure) {
        return switch (failure.kind()) {
            case SLOW_DOWN -> Outcome.SLOW_DOWN;
            case REFUSED -> Outcome.REFUSED;
            // One page asks for no window that could be too long.
            case FAILED, TOO_MUCH -> Outcome.FAILED;
        };
    }
}
