package dev.tributary.console.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.Merchant;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.channels.MessageDesk;
import dev.tributary.channels.StockNews;
import dev.tributary.console.live.LiveView.CappedCount;
import dev.tributary.console.live.LiveView.ChannelRow;
import dev.tributary.inventory.Ledger;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderIntake.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Gathers the live page; however many people look, each merchant's is made at most once a second. */
@Component
class LiveBoard {

    private static final int COUNT_MAX = 200;
    private static final int CHART_SECONDS = 120;
    /** Rates are means over these, so that single orders do not make the figures jump. */
    private static final int RATE_SECONDS = 10;

    private static final int COLOURS = 8;
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final LiveFigures figures;
    private final HubMeters meters;
    private final CatalogLists catalog;
    private final OrderBook orders;
    private final Ledger ledger;
    private final MessageDesk messages;
    private final StockNews news;
    private final RefusalRates refusals;
    private final StockCrossings crossings;
    private final JsonMapper json;
    private final Clock clock;
    private final Cache<MerchantId, LiveView> fresh = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofMillis(900))
            .build();

    LiveBoard(
            LiveFigures figures,
            HubMeters meters,
            CatalogLists catalog,
            OrderBook orders,
            Ledger ledger,
            MessageDesk messages,
            StockNews news,
            RefusalRates refusals,
            StockCrossings crossings,
            JsonMapper json,
            Clock clock) {
        this.figures = figures;
        this.meters = meters;
        this.catalog = catalog;
        this.orders = orders;
        this.ledger = ledger;
        this.messages = messages;
        this.news = news;
        this.refusals = refusals;
        this.crossings = crossings;
        this.json = json;
        this.clock = clock;
    }

    LiveView of(Merchant merchant) {
        return fresh.get(merchant.id(), ignored -> gather(merchant));
    }

    private LiveView gather(Merchant merchant) {
        var channels = catalog.channels(merchant.id());
        var rows = rows(merchant.id(), channels);
        return new LiveView(
                rows.stream().mapToDouble(ChannelRow::ordersPerSecond).sum(),
                rows.stream().mapToDouble(ChannelRow::refusalsPerSecond).sum(),
                new LiveView.Intake(meters.waitingCommands(Lane.SINGLE), meters.waitingCommands(Lane.BULK)),
                rows.stream()
                        .flatMap(row -> row.news().stream())
                        .map(LiveView.News::age)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO),
                rows,
                waiting(merchant.id()),
                CappedCount.of(
                        ledger.openDiscrepancies(merchant.id(), COUNT_MAX).size(), COUNT_MAX),
                rows.stream().mapToLong(ChannelRow::parked).sum(),
                crossings.latest(merchant.id()),
                chart(merchant, channels));
    }

    private CappedCount waiting(MerchantId merchant) {
        var search = new OrderBook.Search(Optional.empty(), Optional.empty(), Optional.empty(), true, List.of());
        return CappedCount.of(orders.search(merchant, search, COUNT_MAX).size(), COUNT_MAX);
    }

    private List<ChannelRow> rows(MerchantId merchant, List<SalesChannel> channels) {
        Map<ChannelId, Long> parked = messages.parked(merchant).stream()
                .collect(Collectors.toMap(MessageDesk.Parked::channel, MessageDesk.Parked::messages, Long::sum));
        Map<ChannelId, StockNews.Lane> lanes = news.lanes(merchant).stream()
                .collect(Collectors.toMap(StockNews.Lane::channel, Function.identity(), (first, second) -> first));
        var rows = new ArrayList<ChannelRow>();
        for (SalesChannel channel : channels) {
            rows.add(new ChannelRow(
                    channel.code(),
                    channel.name(),
                    channel.adapter(),
                    colour(rows.size()),
                    mean(figures.placedPerSecond(merchant, channel.id(), RATE_SECONDS)),
                    mean(figures.cancelledPerSecond(merchant, channel.id(), RATE_SECONDS)),
                    refusals.perSecond(channel.id()),
                    figures.placed(merchant, channel.id()),
                    meters.refused(channel.id()),
                    parked.getOrDefault(channel.id(), 0L),
                    Optional.ofNullable(lanes.get(channel.id())).map(LiveBoard::newsOf)));
        }
        return rows;
    }

    private static LiveView.News newsOf(StockNews.Lane lane) {
        return new LiveView.News(
                lane.health().name(),
                lane.waiting(),
                lane.waiting() > 0 ? lane.oldestWaiting() : Duration.ZERO,
                lane.age99(),
                lane.told(),
                lane.trouble());
    }

    private String chart(Merchant merchant, List<SalesChannel> channels) {
        Instant now = clock.instant();
        var times = new ArrayList<String>();
        for (int i = CHART_SECONDS; i > 0; i--) {
            times.add(now.minusSeconds(i).atZone(merchant.zone()).format(SECOND));
        }
        var series = new ArrayList<Map<String, Object>>();
        for (SalesChannel channel : channels) {
            series.add(Map.of(
                    "name", channel.name(),
                    "colour", colour(series.size()),
                    "values", figures.placedPerSecond(merchant.id(), channel.id(), CHART_SECONDS)));
        }
        return json.writeValueAsString(Map.of("times", times, "series", series, "stacked", true));
    }

    private static int colour(int index) {
        return index % COLOURS + 1;
    }

    private static double mean(long[] counts) {
        return Arrays.stream(counts).average().orElse(0);
    }
}
