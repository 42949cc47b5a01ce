package dev.tributary.channels.health;

import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.channels.Certificates;
import dev.tributary.channels.ChannelHealth;
import dev.tributary.channels.Pulls;
import dev.tributary.channels.StockNews;
import dev.tributary.channels.adapter.AdapterFiles;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.orders.OrderBook;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

@Component
class StoredHealth implements ChannelHealth {

    private static final Duration LATE = Duration.ofMinutes(1);
    private static final Duration LOST_SHOWN = Duration.ofDays(7);
    private static final Duration BEHIND = Duration.ofMinutes(30);

    private static final Set<Trouble> FAILING =
            Set.of(Trouble.LIST_FAILING, Trouble.STOCK_TRYING, Trouble.STOCK_BROKEN);

    private static final Comparator<Standing> WORST_FIRST = Comparator.comparing(
                    (Standing one) -> one.troubles().isEmpty()
                            ? Trouble.values().length
                            : one.troubles().getFirst().ordinal())
            .thenComparing(one -> -one.troubles().size())
            .thenComparing(Standing::code);

    private final HealthStore store;
    private final CatalogLists catalog;
    private final AdapterFiles files;
    private final OrderBook orders;
    private final StockNews news;
    private final Clock clock;

    StoredHealth(
            HealthStore store,
            CatalogLists catalog,
            AdapterFiles files,
            OrderBook orders,
            StockNews news,
            Clock clock) {
        this.store = store;
        this.catalog = catalog;
        this.files = files;
        this.orders = orders;
        this.news = news;
        this.clock = clock;
    }

    private record Known(
            Map<ChannelId, Instant> lastOrders,
            Map<ChannelId, HealthStore.Counts> counts,
            Map<ChannelId, HealthStore.Heard> heard,
            Map<ChannelId, List<Pulls.PulledList>> lists,
            Map<ChannelId, Instant> tokenEnds,
            Map<ChannelId, Day> days,
            Map<ChannelId, StockNews.Lane> lanes) {}

    @Override
    public List<Standing> of(MerchantId merchant) {
        var channels = catalog.channels(merchant);
        var ids = channels.stream().map(SalesChannel::id).toList();
        var known = new Known(
                orders.lastPlaced(merchant),
                store.counts(merchant, ids),
                store.heard(merchant),
                store.lists(merchant, ids),
                store.tokenEnds(merchant, ids),
                store.lastDays(merchant, ids),
                news.lanes(merchant).stream()
                        .collect(Collectors.toMap(
                                StockNews.Lane::channel, Function.identity(), (first, second) -> first)));
        return channels.stream()
                .map(channel -> standing(channel, known))
                .sorted(WORST_FIRST)
                .toList();
    }

    @Override
    public Optional<Instant> lastMessage(MerchantId merchant, ChannelId channel) {
        return Optional.ofNullable(store.heard(merchant).get(channel)).flatMap(HealthStore.Heard::last);
    }

    private Standing standing(SalesChannel channel, Known known) {
        var id = channel.id();
        var counts = known.counts().getOrDefault(id, HealthStore.Counts.NONE);
        var heard = known.heard().getOrDefault(id, HealthStore.Heard.NOTHING);
        var lane = Optional.ofNullable(known.lanes().get(id));
        // Marks of lists that its file has no more stay where they were.
        var adapter = files.find(channel.adapter());
        var lists = known.lists().getOrDefault(id, List.of()).stream()
                .filter(list -> adapter.filter(file -> file.pulls(list.name())).isPresent())
                .toList();
        var tokenEnds = Optional.ofNullable(known.tokenEnds().get(id));
        var day = Optional.ofNullable(known.days().get(id));
        var troubles = EnumSet.noneOf(Trouble.class);
        lane.ifPresent(it -> ofStock(it, troubles));
        lists.forEach(it -> ofList(it, troubles));
        ofCounts(counts, troubles);
        // A token is got when a call needs one: that it ended says something only where calls fail.
        boolean ended = tokenEnds.filter(ends -> ends.isBefore(clock.instant())).isPresent();
        when(ended && !Collections.disjoint(troubles, FAILING), Trouble.TOKEN_ENDED, troubles);
        when(day.filter(it -> it.state() == Certificates.State.RED).isPresent(), Trouble.DAY_RED, troubles);
        return new Standing(
                id,
                channel.code(),
                channel.name(),
                channel.adapter(),
                List.copyOf(troubles),
                Optional.ofNullable(known.lastOrders().get(id)),
                new Inbox(
                        heard.last(),
                        heard.messages(),
                        heard.parked(),
                        counts.waiting(),
                        counts.waitingSince(),
                        counts.parked()),
                lane,
                counts.answers(),
                counts.shipments(),
                counts.stock(),
                counts.unfetched(),
                counts.unfetchedLast(),
                lists,
                tokenEnds,
                day);
    }

    private void ofCounts(HealthStore.Counts counts, Set<Trouble> troubles) {
        when(counts.answers() > 0, Trouble.ANSWERS_PARKED, troubles);
        when(counts.shipments() > 0, Trouble.SHIPMENTS_PARKED, troubles);
        when(counts.stock() > 0, Trouble.STOCK_PARKED, troubles);
        when(counts.unfetched() > 0, Trouble.ITEMS_UNFETCHED, troubles);
        when(counts.parked() > 0, Trouble.MESSAGES_PARKED, troubles);
        when(counts.waitingSince().filter(since -> isOlder(since, LATE)).isPresent(), Trouble.MESSAGES_LATE, troubles);
    }

    private static void ofStock(StockNews.Lane lane, Set<Trouble> troubles) {
        when(lane.health() == StockNews.Health.BROKEN, Trouble.STOCK_BROKEN, troubles);
        when(lane.health() == StockNews.Health.TRYING, Trouble.STOCK_TRYING, troubles);
        when(lane.waiting() > 0 && lane.oldestWaiting().compareTo(LATE) > 0, Trouble.STOCK_LATE, troubles);
        when(lane.budget().told() > 0 && lane.budget().left() <= 0, Trouble.STOCK_AGE, troubles);
    }

    private void ofList(Pulls.PulledList list, Set<Trouble> troubles) {
        when(list.failingSince().isPresent(), Trouble.LIST_FAILING, troubles);
        when(isOlder(list.through(), BEHIND), Trouble.LIST_BEHIND, troubles);
        when(list.lostTo().filter(to -> !isOlder(to, LOST_SHOWN)).isPresent(), Trouble.LIST_LOST, troubles);
    }

    private boolean isOlder(Instant moment, Duration than) {
        return moment.isBefore(clock.instant().minus(than));
    }

    private static void when(boolean so, Trouble trouble, Set<Trouble> troubles) {
        if (so) {
            troubles.add(trouble);
        }
    }
}
