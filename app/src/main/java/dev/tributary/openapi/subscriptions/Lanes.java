package dev.tributary.openapi.subscriptions;

import dev.tributary.database.NodeRoles;
import dev.tributary.database.Phases;
import dev.tributary.database.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Shares the subscriptions among the nodes that deliver, by leases, and keeps a lane for each that is this node's. */
@Component
class Lanes implements SmartLifecycle {

    /** More than this, and the receiver is given up on until a person lets it go on. */
    static final int BACKLOG_MAX = 200_000;

    private static final int LANES_MAX = 500;
    private static final Duration LEASE = Duration.ofSeconds(10);
    /** A lane stops this long before another node may start. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int TICKS_PER_SWEEP = 30;
    private static final Duration STOPPING_MAX = Duration.ofSeconds(6);
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private final Lane.Services services;
    private final Clock clock;
    private final NodeRoles roles;
    private final String self = UUID.randomUUID().toString();
    private final Map<Long, Lane> lanes = new HashMap<>();
    private volatile boolean running;
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    Lanes(
            SubscriptionStore subscriptions,
            DeliveryStore deliveries,
            Sender sender,
            LaneSignal signal,
            DeliveryMetrics metrics,
            Clock clock,
            NodeRoles roles) {
        this.services = new Lane.Services(subscriptions, deliveries, sender, signal, metrics, clock);
        this.clock = clock;
        this.roles = roles;
    }

    @Override
    public synchronized void start() {
        running = true;
        if (roles.plays(Role.DELIVERY)) {
            thread = Thread.ofVirtual().name("subscriptions").start(this::run);
        }
    }

    private void run() {
        for (long tick = 0; running; tick++) {
            try {
                lease();
                if (tick % TICKS_PER_SWEEP == 0) {
                    tend();
                }
            } catch (RuntimeException failure) {
                LOG.warn("subscriptions could not be leased", failure);
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(TICK);
        } catch (InterruptedException stop) {
            running = false;
        }
    }

    private void lease() {
        Instant until = clock.instant().plus(LEASE).minus(MARGIN);
        var mine = services.subscriptions().lease(self, LEASE, LANES_MAX).stream()
                .collect(Collectors.toMap(Subscription::id, subscription -> subscription));
        lanes.values().removeIf(Lane::ended);
        lanes.forEach((id, lane) -> {
            if (mine.containsKey(id)) {
                lane.renew(until);
            } else {
                lane.end();
            }
        });
        mine.forEach((id, subscription) -> lanes.computeIfAbsent(id, unused -> started(subscription, until)));
    }

    private Lane started(Subscription subscription, Instant until) {
        var lane = new Lane(subscription, until, services);
        lane.start();
        return lane;
    }

    private void tend() {
        services.deliveries().sweep();
        services.metrics()
                .sampled(services.deliveries().waiting(), services.deliveries().parked());
        for (long id : lanes.keySet()) {
            if (services.deliveries().backlog(id, BACKLOG_MAX + 1) > BACKLOG_MAX) {
                LOG.error("subscription {} is suspended: more than {} deliveries wait", id, BACKLOG_MAX);
                services.subscriptions().suspend(id, "more than %d deliveries wait".formatted(BACKLOG_MAX));
            }
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        List<Lane> all = new ArrayList<>();
        try {
            thread.join(STOPPING_MAX);
            all.addAll(lanes.values());
            all.forEach(Lane::end);
            services.signal().raise();
            for (var lane : all) {
                lane.join(STOPPING_MAX);
            }
            services.subscriptions().release(self);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        lanes.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Phases.WORKERS;
    }
}
