package dev.tributary.channels.news;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.lane.PlatformCall;
import dev.tributary.kernel.SkuId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Tells figures to platforms whose stock is moved by a difference only. A difference that is lost or done twice would
 * stay, so each is written down before its call, and after an unknown outcome the platform is asked what it holds.
 */
@Component
class Differences {

    private static final StockCall.Later TOLD_MEANWHILE = new StockCall.Later("another node has told it meanwhile");

    private final StockCall call;
    private final HoldingStore store;
    private final Clock clock;

    Differences(StockCall call, HoldingStore store, Clock clock) {
        this.call = call;
        this.store = store;
        this.clock = clock;
    }

    record Wanted(String channelSku, SkuId sku, long available) {}

    /** Waits until one more call is within the budget. */
    interface Turns {
        void await() throws InterruptedException;
    }

    static Duration every(OpenAccount account, Adapter.StockOut.Difference how) {
        double seconds = account.number(OpenAccount.LOOK_UP_SECONDS, how.every().toSeconds());
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }

    /** Those that are to be looked up although they have not changed; names that are listed no more are left out. */
    List<HoldingStore.Item> due(OpenAccount account, Adapter.StockOut.Difference how, int limit) {
        return store.due(account, clock.instant().minus(every(account, how)), limit);
    }

    void drop(OpenAccount account, HoldingStore.Item item) {
        store.drop(account, item);
    }

    /** @param turns for each call but the first, which is within the budget already */
    StockCall.Said tell(OpenAccount account, Adapter.StockOut stock, String storeName, List<Wanted> wanted, Turns turns)
            throws InterruptedException {
        return new Telling(account, stock, storeName, wanted, turns).run();
    }

    /** One round with the platform about items of one store. */
    private final class Telling {
        private final OpenAccount account;
        private final Adapter.StockOut stock;
        private final Adapter.StockOut.Difference how;
        private final String storeName;
        private final List<Wanted> wanted;
        private final Turns turns;
        private final Map<String, SkuId> items = new LinkedHashMap<>();
        /** By the platform, which does not say how many it holds. */
        private final Map<String, String> notTaken = new HashMap<>();

        private final Map<String, StockCall.Later> notYet = new HashMap<>();
        private boolean called;

        Telling(OpenAccount account, Adapter.StockOut stock, String storeName, List<Wanted> wanted, Turns turns) {
            this.account = account;
            this.stock = stock;
            this.how = stock.difference().orElseThrow();
            this.storeName = storeName;
            this.wanted = wanted;
            this.turns = turns;
            wanted.forEach(item -> items.put(item.channelSku(), item.sku()));
        }

        StockCall.Said run() throws InterruptedException {
            var holdings = store.of(account, storeName, items);
            for (var again : at(Holding.Step.REPEAT, holdings)) {
                turn();
                // The platform may have forgotten the number by now, or another node has been told how it ended.
                holdings = store.of(account, storeName, items);
                if (at(Holding.Step.REPEAT, holdings).contains(again)) {
                    var sent = holding(again, holdings).sent().orElseThrow();
                    var told = new StockCall.Told(again.channelSku(), again.available(), sent.difference());
                    var said = send(List.of(told), sent.number(), clock.instant());
                    if (said.answer().outcome() != PlatformCall.Outcome.TOLD) {
                        return said;
                    }
                    holdings = store.of(account, storeName, items);
                }
            }
            at(Holding.Step.WAIT, holdings)
                    .forEach(item -> notYet.put(
                            item.channelSku(),
                            new StockCall.Later(
                                    "nobody knows how the call before ended; the platform is asked %d s after it"
                                            .formatted(Holding.silence(how).toSeconds()))));
            var unknown = at(Holding.Step.LOOK_UP, holdings);
            if (!unknown.isEmpty()) {
                var failed = lookUp(unknown, holdings);
                if (failed.outcome() != PlatformCall.Outcome.TOLD) {
                    return new StockCall.Said(failed, Map.of());
                }
                holdings = store.of(account, storeName, items);
            }
            return move(holdings);
        }

        private List<Wanted> at(Holding.Step step, Map<String, Holding> holdings) {
            var every = every(account, how);
            var now = clock.instant();
            return wanted.stream()
                    .filter(item -> holding(item, holdings).next(how, every, now) == step)
                    .toList();
        }

        private static Holding holding(Wanted item, Map<String, Holding> holdings) {
            return holdings.getOrDefault(item.channelSku(), Holding.UNKNOWN);
        }

        private PlatformCall.Answer lookUp(List<Wanted> unknown, Map<String, Holding> before)
                throws InterruptedException {
            turn();
            var asked = unknown.stream().map(Wanted::channelSku).toList();
            var seen = call.held(account, how.lookUp(), storeName, asked);
            var now = clock.instant();
            store.asked(account, storeName, asked, now);
            if (seen.answer().outcome() == PlatformCall.Outcome.TOLD) {
                for (var item : unknown) {
                    var held = seen.units().get(item.channelSku());
                    if (held == null) {
                        notTaken.put(item.channelSku(), "the platform does not say how many it holds");
                    } else if (!store.looked(account, storeName, item.channelSku(), holding(item, before), held, now)) {
                        notYet.put(item.channelSku(), TOLD_MEANWHILE);
                    }
                }
            }
            return seen.answer();
        }

        private StockCall.Said move(Map<String, Holding> holdings) throws InterruptedException {
            var moves = new ArrayList<HoldingStore.Move>();
            for (var item : wanted) {
                var held = holding(item, holdings).held();
                if (!isLeftOut(item) && held.isPresent() && held.get() != item.available()) {
                    moves.add(new HoldingStore.Move(item.channelSku(), held.get(), item.available() - held.get()));
                }
            }
            if (moves.isEmpty()) {
                return new StockCall.Said(
                        new PlatformCall.Answer(PlatformCall.Outcome.TOLD, "it holds that already"), notTaken, notYet);
            }
            // Whoever waits for a turn may not speak for the channel any more: what is written is sent at once.
            turn();
            var number = UUID.randomUUID().toString();
            var mark = clock.instant();
            var written = store.sending(account, storeName, moves, number, mark);
            moves.stream()
                    .filter(move -> !written.contains(move.channelSku()))
                    .forEach(move -> notYet.put(move.channelSku(), TOLD_MEANWHILE));
            var told = moves.stream()
                    .filter(move -> written.contains(move.channelSku()))
                    .map(move ->
                            new StockCall.Told(move.channelSku(), move.held() + move.difference(), move.difference()))
                    .toList();
            if (told.isEmpty()) {
                return new StockCall.Said(
                        new PlatformCall.Answer(PlatformCall.Outcome.TOLD, "nothing"), notTaken, notYet);
            }
            var said = send(told, number, mark);
            var all = new HashMap<>(notTaken);
            all.putAll(said.notTaken());
            return new StockCall.Said(said.answer(), all, notYet);
        }

        private boolean isLeftOut(Wanted item) {
            return notTaken.containsKey(item.channelSku()) || notYet.containsKey(item.channelSku());
        }

        private StockCall.Said send(List<StockCall.Told> told, String number, Instant mark)
                throws InterruptedException {
            var said = call.move(account, stock, storeName, told, number, mark);
            var names = told.stream().map(StockCall.Told::channelSku).toList();
            switch (said.answer().outcome()) {
                case TOLD -> {
                    var taken = names.stream()
                            .collect(Collectors.partitioningBy(
                                    name -> !said.notTaken().containsKey(name)));
                    store.sent(account, storeName, taken.getOrDefault(true, List.of()), number);
                    store.forget(account, storeName, taken.getOrDefault(false, List.of()), number);
                }
                case REFUSED, SLOW_DOWN -> store.forget(account, storeName, names, number);
                // What was written before the call stays, and says so.
                case FAILED -> {}
            }
            return said;
        }

        private void turn() throws InterruptedException {
            if (called) {
                turns.await();
            }
            called = true;
        }
    }
}
