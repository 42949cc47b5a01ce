package dev.tributary.openapi.subscriptions;

import dev.tributary.kernel.MerchantId;
import dev.tributary.openapi.Deliveries;
import java.util.List;
import org.springframework.stereotype.Component;

/** What operators see of deliveries, and what they can do about them. */
@Component
class StoredDeliveries implements Deliveries {

    private static final int LIST_MAX = 500;
    private static final int REPLAY_MAX = 10_000;

    private final DeliveryStore deliveries;
    private final SubscriptionStore subscriptions;
    private final LaneSignal signal;

    StoredDeliveries(DeliveryStore deliveries, SubscriptionStore subscriptions, LaneSignal signal) {
        this.deliveries = deliveries;
        this.subscriptions = subscriptions;
        this.signal = signal;
    }

    @Override
    public List<Failing> failing(MerchantId merchant, int limit) {
        return deliveries.failing(merchant, Math.clamp(limit, 1, LIST_MAX));
    }

    @Override
    public long waiting() {
        return deliveries.waiting();
    }

    @Override
    public long parked() {
        return deliveries.parked();
    }

    @Override
    public boolean replay(MerchantId merchant, long delivery) {
        boolean known = deliveries.replay(merchant, delivery);
        signal.raise();
        return known;
    }

    @Override
    public int replayAll(MerchantId merchant, long subscription) {
        subscriptions.resume(merchant, subscription);
        int replayed = deliveries.replayAll(merchant, subscription, REPLAY_MAX);
        signal.raise();
        return replayed;
    }

    @Override
    public boolean drop(MerchantId merchant, long delivery) {
        return deliveries.drop(merchant, delivery);
    }
}
