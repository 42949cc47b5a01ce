package dev.tributary.channels.news;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.channels.StockNews;
import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.buffer.Buffers;
import dev.tributary.channels.inbox.Pauses;
import dev.tributary.channels.lane.CallRates;
import dev.tributary.channels.lane.LaneLeases;
import dev.tributary.database.NodeRoles;
import dev.tributary.database.Phases;
import dev.tributary.database.Role;
import dev.tributary.database.Threads;
import dev.tributary.inventory.Availability;
import dev.tributary.inventory.ChannelView;
import dev.tributary.inventory.Compositions;
import dev.tributary.inventory.Nodes;
import dev.tributary.journal.Event;
import dev.tributary.journal.JournalListener;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import dev.tributary.leases.Suspensions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lanes this node tells. Each channel is leased to one node; whoever takes a lane over compares what was told last
 * with what is, so nothing is forgotten between two holders or over a restart.
 */
@Component
class StockNewsLanes implements StockNews, JournalListener, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StockNewsLanes.class);

    private static final String STOCK_CHANGED = "stock.changed.v1";
    private static final String QUOTA_CHANGED = "quota.changed.v1";
    private static final String ORDER_PLACED = "order.placed.v1";
    /** By these a platform that sold the goods by itself may have moved its figure, down or up again. */
    private static final Set<String> ORDER_MOVED = Set.of("order.amended.v1", "order.cancelled.v1", "order.expired.v1");

    private static final String CATALOG_CHANGED = "catalog.changed.v1";
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration WRITE_EVERY = Duration.ofMillis(200);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final int LISTINGS_PAGE = 200;
    private static final int REMEMBER_AT_ONCE_MAX = 2_000;

    private final JdbcChannelAccounts accounts;
    private final CatalogLists lists;
    private final NewsStore store;
    private final LaneLeases leases;
    private final Compositions compositions;
    private final NewsLane.Parts parts;
    private final JsonMapper json;
    private final Clock clock;
    private final boolean playing;
    private final String node = UUID.randomUUID().toString();
    private final Map<ChannelId, NewsLane> lanes = new ConcurrentHashMap<>();
    private volatile Map<MerchantId, List<NewsLane>> lanesByMerchant = Map.of();
    private final Map<NewsKey, NewsStore.Row> unwritten = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    StockNewsLanes(
            JdbcChannelAccounts accounts,
            Catalog catalog,
            CatalogLists lists,
            Availability availability,
            ChannelView view,
            Compositions compositions,
            Nodes nodes,
            NewsStore store,
            LaneLeases leases,
            Suspensions suspensions,
            Buffers buffers,
            StockCall call,
            Differences differences,
            ParkedShelves parked,
            CallRates rates,
            JsonMapper json,
            Clock clock,
            MeterRegistry meters,
            NodeRoles roles) {
        this.accounts = accounts;
        this.lists = lists;
        this.store = store;
        this.leases = leases;
        this.compositions = compositions;
        this.json = json;
        this.clock = clock;
        this.playing = roles.plays(Role.DELIVERY);
        this.parts = new NewsLane.Parts(
                availability,
                view,
                catalog,
                nodes,
                call,
                differences,
                rates,
                clock,
                meters,
                suspensions,
                buffers,
                parked,
                row -> unwritten.put(new NewsKey(row.channel(), row.shelf()), row),
                store::passOver);
    }

    @Override
    public Set<String> types() {
        var types = new HashSet<>(ORDER_MOVED);
        types.addAll(Set.of(STOCK_CHANGED, QUOTA_CHANGED, CATALOG_CHANGED, ORDER_PLACED));
        return types;
    }

    @Override
    public void accept(List<Event> events) {
        if (lanesByMerchant.isEmpty()) {
            return;
        }
        for (var event : events) {
            var interested = lanesByMerchant.getOrDefault(event.merchant(), List.of());
            if (!interested.isEmpty()) {
                switch (event.type()) {
                    case STOCK_CHANGED -> stockChanged(event, interested);
                    case QUOTA_CHANGED -> quotaChanged(event, interested);
                    case ORDER_PLACED -> {
                        var order = json.readTree(event.payload());
                        parts.buffers().placed(event.merchant(), order, System.nanoTime());
                        orderMoved(event, order);
                    }
                    case CATALOG_CHANGED -> catalogChanged(event);
                    default -> {
                        if (interested.stream().anyMatch(NewsLane::figureMovesItself)) {
                            orderMoved(event, json.readTree(event.payload()));
                        }
                    }
                }
            }
        }
        lanesByMerchant.values().forEach(it -> it.forEach(NewsLane::wake));
    }

    /** The key says all that is needed, {@code stock/merchant/sku/node}: the payload need not be read. */
    private void stockChanged(Event event, List<NewsLane> interested) {
        var key = event.key().split("/", -1);
        var sku = new SkuId(Long.parseLong(key[2]));
        var at = new NodeId(Long.parseLong(key[3]));
        interested.forEach(lane -> lane.shelves().changed(sku, at, event.version(), event.appendedAt()));
        for (var bundle : compositions.madeOf(event.merchant(), sku)) {
            interested.forEach(lane -> lane.shelves().componentChanged(bundle, at, event.appendedAt()));
        }
    }

    /** {@code quota/merchant/sku/quota}: what one channel uses may change what all may promise. */
    private void quotaChanged(Event event, List<NewsLane> interested) {
        var sku = new SkuId(Long.parseLong(event.key().split("/", -1)[2]));
        interested.forEach(lane -> lane.shelves().sharedAnew(sku, event.appendedAt()));
        for (var bundle : compositions.madeOf(event.merchant(), sku)) {
            interested.forEach(lane -> lane.shelves().sharedAnew(bundle, event.appendedAt()));
        }
    }

    /** An order of a channel whose platform has moved its own figure for it. */
    private void orderMoved(Event event, JsonNode order) {
        var lane =
                lanes.get(new ChannelId(Long.parseLong(order.path("channelId").asString("0"))));
        if (lane != null && lane.figureMovesItself()) {
            for (var line : order.path("lines")) {
                // A line whose item nobody has mapped yet has none.
                if (Long.parseLong(line.path("skuId").asString("0")) > 0) {
                    lane.shelves().movedThere(sku(line), event.appendedAt());
                    // What was ordered may be a bundle, of which the line is a part.
                    for (var bundle : compositions.madeOf(event.merchant(), sku(line))) {
                        lane.shelves().movedThere(bundle, event.appendedAt());
                    }
                }
            }
        }
    }

    private void catalogChanged(Event event) {
        var change = json.readTree(event.payload());
        var kind = change.path("kind").asString("");
        if (kind.equals("BUNDLE")) {
            for (var lane : lanesByMerchant.getOrDefault(event.merchant(), List.of())) {
                lane.shelves().recomposed(sku(change), event.appendedAt());
            }
        }
        var listing = kind.equals("LISTING")
                ? lanes.get(
                        new ChannelId(Long.parseLong(change.path("channelId").asString("0"))))
                : null;
        if (listing != null) {
            listing.shelves().listed(sku(change), event.appendedAt());
            listing.wake();
        }
    }

    private static SkuId sku(JsonNode change) {
        return new SkuId(Long.parseLong(change.path("skuId").asString("0")));
    }

    @Override
    public List<Lane> lanes(MerchantId merchant) {
        return lanesByMerchant.getOrDefault(merchant, List.of()).stream()
                .map(lane -> lane.shown(clock.instant()))
                .toList();
    }

    /** Only now availability is complete: a figure read earlier would be too low. */
    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        if (playing && running) {
            threads.add(Thread.ofVirtual().name("stock-news-lanes").start(() -> repeat(LOOK_EVERY, this::look)));
            threads.add(Thread.ofVirtual().name("stock-news-told").start(() -> repeat(WRITE_EVERY, this::write)));
        }
    }

    private void repeat(Duration pause, Runnable work) {
        while (running) {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warn("stock news pauses", e);
            }
            Pauses.sleep(pause);
        }
    }

    Optional<NewsLane> lane(ChannelId channel) {
        return Optional.ofNullable(lanes.get(channel));
    }

    /** As leases know it. */
    String node() {
        return node;
    }

    void look() {
        parts.buffers().refresh(System.nanoTime());
        var wanted = new HashMap<ChannelId, OpenAccount>();
        for (var account : accounts.openAll()) {
            if (account.adapter().stock().isPresent()
                    && leases.lease(account.channel(), LaneLeases.Lane.STOCK, node, LEASE)) {
                wanted.put(account.channel(), account);
            }
        }
        lanes.forEach((channel, lane) -> {
            if (!wanted.containsKey(channel) || !lane.speaksFor(lane.account(), nodes(lane.account()))) {
                end(channel);
            }
            if (!wanted.containsKey(channel)) {
                parts.parked().forget(channel);
            }
        });
        tellAgain(wanted.values());
        wanted.forEach((channel, account) -> {
            var lane = lanes.get(channel);
            if (lane != null && !lane.speaksFor(account, nodes(account))) {
                end(channel);
            }
            if (!lanes.containsKey(channel)) {
                begin(account);
            }
        });
    }

    /** Whatever lane begins later compares: a channel's first look takes nothing from it. */
    private void tellAgain(Collection<OpenAccount> accounts) {
        for (var wanted : parts.parked().again(accounts)) {
            lane(wanted.channel()).ifPresent(lane -> {
                lane.shelves().tellAnew(wanted.shelf(), clock.instant());
                lane.wake();
            });
        }
    }

    private List<NodeId> nodes(OpenAccount account) {
        return parts.catalog()
                .channel(account.merchant(), account.channel())
                .map(channel -> channel.nodes())
                .orElse(List.of());
    }

    /** A lane that stumbles while it begins is ended, and begun anew at the next look; the others do not wait for it. */
    private void begin(OpenAccount account) {
        try {
            var lane = new NewsLane(account, nodes(account), parts);
            // It hears the journal before it compares: what changes meanwhile is marked by one or the other.
            lane.begin();
            lanes.put(account.channel(), lane);
            regroup();
            compare(lane);
            Thread.ofVirtual().name("stock-news-lane-" + account.channel()).start(lane::run);
        } catch (RuntimeException e) {
            end(account.channel());
            LOG.warn("stock news of channel {} could not begin and tries again", account.channel(), e);
        }
    }

    private void compare(NewsLane lane) {
        var account = lane.account();
        var told = store.told(account.channel());
        var cursor = Optional.<String>empty();
        do {
            var page = lists.listings(account.merchant(), account.channel(), cursor, LISTINGS_PAGE);
            page.items().forEach(listing -> lane.shelves().compare(listing.sku(), told, clock.instant()));
            cursor = page.nextCursor();
        } while (cursor.isPresent() && running);
    }

    private void end(ChannelId channel) {
        Optional.ofNullable(lanes.remove(channel)).ifPresent(NewsLane::stop);
        regroup();
    }

    private void regroup() {
        var grouped = new HashMap<MerchantId, List<NewsLane>>();
        lanes.values()
                .forEach(lane -> grouped.computeIfAbsent(lane.account().merchant(), any -> new ArrayList<>())
                        .add(lane));
        lanesByMerchant = Map.copyOf(grouped);
    }

    private void write() {
        while (!unwritten.isEmpty()) {
            var rows = unwritten.entrySet().stream().limit(REMEMBER_AT_ONCE_MAX).toList();
            store.remember(rows.stream().map(Map.Entry::getValue).toList());
            rows.forEach(row -> unwritten.remove(row.getKey(), row.getValue()));
        }
        parts.parked().write();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        lanes.keySet().forEach(this::end);
        Threads.join(threads);
        threads.clear();
        try {
            write();
            leases.release(node);
        } catch (RuntimeException e) {
            // What was told is told again after the start, and the lease ends by itself.
            LOG.warn("what was told last could not be written", e);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Phases.WORKERS;
    }

    private record NewsKey(ChannelId channel, Shelf shelf) {}
}
