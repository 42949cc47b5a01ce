package dev.tributary.sandbox.world;

import dev.tributary.sandbox.check.Fulfilments;
import dev.tributary.sandbox.check.Oddities;
import dev.tributary.sandbox.check.OrderAnswers;
import dev.tributary.sandbox.check.SentOrders;
import dev.tributary.sandbox.check.TillClock;
import dev.tributary.sandbox.wire.Http;
import java.net.URI;
import java.util.concurrent.atomic.LongAdder;

/** What all who send share: the way to the hub, the memory of what was sent, the name of this run. */
public record Desk(
        Http http,
        URI hub,
        World world,
        Secrets secrets,
        Faults faults,
        SentOrders sent,
        Oddities oddities,
        TillClock tillClock,
        OrderAnswers meituanAnswers,
        Fulfilments shopifyFulfilments,
        ShopifyOrders shopifyOrders,
        Tally tally,
        String run) {

    /** What was tried on purpose and answered as it should be. */
    public record Tally(
            LongAdder repeated,
            LongAdder reusedKeys,
            LongAdder wrongSignatures,
            LongAdder duplicates,
            LongAdder outOfOrder,
            LongAdder lateCancels) {
        public static Tally empty() {
            return new Tally(
                    new LongAdder(),
                    new LongAdder(),
                    new LongAdder(),
                    new LongAdder(),
                    new LongAdder(),
                    new LongAdder());
        }
    }
}
