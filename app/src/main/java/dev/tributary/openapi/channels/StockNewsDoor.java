package dev.tributary.openapi.channels;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.channels.StockNews;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.Callers;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How fresh a channel's picture of the stock is. */
@RestController
class StockNewsDoor {

    @Shape("ChannelStockNews")
    record Shown(
            StockNews.Health health,

            @Member(says = "SKUs whose newest figure the channel has not been told yet.")
            int waiting,

            @Member(says = "SKUs that leases keep from the channel.")
            int keptBack,

            @Member(says = "SKUs, by store, that the platform has refused three times in a row or more.")
            int parked,

            @Member(says = "How long the longest of those that wait has been waiting.")
            long oldestWaitingMillis,

            @Member(says = "From a change's commit to the channel's acknowledgement, the median of the last minutes.")
            long agePercentile50Millis,

            long agePercentile99Millis,

            @Member(says = "How old a change may be when the channel hears of it.")
            long dueMillis,

            @Member(says = "Changes of the last hour, with those that wait longer than is due.")
            long changesOfTheHour,

            @Member(says = "Those of them that were told later than is due, or wait longer.")
            long lateOfTheHour,

            @Member(says = "Of a hundred changes one may be late: 1 when none was, 0 when that is used up.")
            double errorBudgetLeft,

            double callsPerSecond,

            @Member(says = "Less than the budget for a while after the platform has had enough.")
            double callsPerSecondNow,

            @Member(says = "How often the platform has had enough, since this node tells the channel.")
            long throttled,

            int skusPerCall,

            @Member(says = "What the platform answered last, when it was not thanks.")
            Optional<String> trouble) {}

    private final StockNews news;
    private final Catalog catalog;

    StockNewsDoor(StockNews news, Catalog catalog) {
        this.news = news;
        this.catalog = catalog;
    }

    @Contract(
            id = "showStockNews",
            says =
                    "How fresh the channel's picture of the stock is: one entry, or none when the channel is not told stock or"
                            + " another node tells it.",
            refusals = Problem.NOT_FOUND)
    @GetMapping("/v1/channels/{code}/stock-news")
    @Needs(Scope.SETUP_READ)
    Page<Shown> show(Caller caller, @PathVariable String code) {
        var merchant = Callers.merchant(caller);
        var channel = ChannelCodes.find(catalog, merchant, code);
        return new Page<>(
                news.lanes(merchant).stream()
                        .filter(lane -> lane.channel().equals(channel))
                        .map(StockNewsDoor::shown)
                        .toList(),
                Optional.empty());
    }

    private static Shown shown(StockNews.Lane lane) {
        return new Shown(
                lane.health(),
                lane.waiting(),
                lane.keptBack(),
                lane.parked(),
                lane.oldestWaiting().toMillis(),
                lane.ageMedian().toMillis(),
                lane.age99().toMillis(),
                lane.due().toMillis(),
                lane.budget().told(),
                lane.budget().late(),
                lane.budget().left(),
                lane.callsPerSecond(),
                lane.callsPerSecondNow(),
                lane.throttled(),
                lane.skusPerCall(),
                lane.trouble());
    }
}
