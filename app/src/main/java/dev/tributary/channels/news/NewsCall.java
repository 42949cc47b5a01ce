package dev.tributary.channels.news;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.lane.CallRate;
import dev.tributary.channels.lane.PlatformCall;
import dev.tributary.channels.lane.PlatformCall.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Tells a channel some shelves of one store. A SKU with more names than a call carries takes several calls, and has been
 * told when all of them have.
 */
final class NewsCall {

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final OpenAccount account;
    private final Adapter.StockOut stock;
    private final StockCall call;
    private final Differences differences;
    private final CallRate calls;
    private final BooleanSupplier running;

    /** @param running false once another lane may speak for the channel */
    NewsCall(
            OpenAccount account,
            Adapter.StockOut stock,
            StockCall call,
            Differences differences,
            CallRate calls,
            BooleanSupplier running) {
        this.account = account;
        this.stock = stock;
        this.call = call;
        this.differences = differences;
        this.calls = calls;
        this.running = running;
    }

    /** The first call is within the budget already. */
    StockCall.Said tell(List<Shelves.Carried> batch) throws InterruptedException {
        int most = stock.budget().skusPerCall();
        if (batch.size() <= most) {
            return once(batch);
        }
        Map<String, String> notTaken = new HashMap<>();
        Map<String, StockCall.Later> notYet = new HashMap<>();
        for (int from = 0; from < batch.size(); from += most) {
            if (from > 0) {
                awaitTurn();
            }
            var part = batch.subList(from, Math.min(batch.size(), from + most));
            var said = once(part);
            var answer = said.answer();
            if (answer.outcome() == Outcome.REFUSED && part.size() == 1) {
                // The others of its names may be taken.
                notTaken.put(part.getFirst().channelSku(), answer.reason());
            } else if (answer.outcome() != Outcome.TOLD) {
                return said;
            }
            notTaken.putAll(said.notTaken());
            notYet.putAll(said.notYet());
        }
        return new StockCall.Said(new PlatformCall.Answer(Outcome.TOLD, "told"), notTaken, notYet);
    }

    private StockCall.Said once(List<Shelves.Carried> batch) throws InterruptedException {
        var store = batch.getFirst().shelf().store();
        if (stock.difference().isPresent()) {
            var wanted = batch.stream()
                    .map(it -> new Differences.Wanted(
                            it.channelSku(), it.shelf().sku(), it.figure().available()))
                    .toList();
            return differences.tell(account, stock, store, wanted, this::awaitTurn);
        }
        var figures = batch.stream()
                .map(it -> new StockCall.Told(it.channelSku(), it.figure().available()))
                .toList();
        return call.tell(account, stock, store, figures, UUID.randomUUID().toString());
    }

    /** What was read before a long wait must not be told after what another lane has read since. */
    private void awaitTurn() throws InterruptedException {
        for (var wait = calls.take(System.nanoTime()); !wait.isZero(); wait = calls.take(System.nanoTime())) {
            TimeUnit.NANOSECONDS.sleep(Math.min(wait.toNanos(), LOOK_EVERY.toNanos()));
            if (!running.getAsBoolean()) {
                throw new InterruptedException("its lane has ended");
            }
        }
    }
}
