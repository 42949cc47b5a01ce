package dev.tributary.openapi.channels;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.channels.Certificates;
import dev.tributary.channels.ChannelHealth;
import dev.tributary.channels.StockNews;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.Callers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How each channel stands, for whoever watches the hub from outside. */
@RestController
class HealthDoor {

    @Shape("ChannelHealth")
    record Shown(
            String channel,
            String adapter,
            ChannelHealth.Level level,

            @Member(says = "What keeps it from being `WELL`, the worst first.")
            List<ChannelHealth.Trouble> troubles,

            @Member(says = "When the newest was placed, of the merchant's latest 5,000 orders.")
            Optional<Instant> lastOrder,

            @Member(says = "When the newest came, of the merchant's latest 5,000 messages.")
            Optional<Instant> lastMessage,

            @Member(says = "How many of those messages are the channel's.")
            long messages,

            @Member(says = "How many of its own among them are parked.")
            long messagesParked,

            @Member(says = "Parked messages, counted up to 1,000.")
            long parked,

            @Member(says = "Messages that wait, counted up to 1,000.")
            long waiting,

            Optional<Instant> waitingSince,

            @Member(says = "Absent when the channel is not told about stock, or another node of the hub tells it.")
            Optional<Stock> stock,

            @Member(says = "Answers to orders that are not tried any more, counted up to 1,000.")
            long answersParked,

            @Member(says = "The same of shipments.") long shipmentsParked,

            @Member(
                    says =
                            "SKUs, by store, whose stock the platform has refused three times in a row, counted up to 1,000.")
            long stockParked,

            @Member(
                    says =
                            "Orders and after-sales that the platform named and three tries did not bring, counted up to 1,000.")
            long itemsUnfetched,

            @Member(says = "The one of them that was tried last: its list, its number and what was said.")
            Optional<String> unfetched,

            List<PullDoor.ShownList> lists,
            Optional<Instant> tokenEnds,

            @Member(says = "The newest day that has a certificate.")
            Optional<LocalDate> certificateDay,

            Optional<Certificates.State> certificate) {}

    @Shape("ChannelStockHealth")
    record Stock(
            @Member(says = "`BROKEN` after three failures in a row: it is called with growing pauses.")
            StockNews.Health health,

            @Member(says = "When the channel took news last, since this node began to tell it.")
            Optional<Instant> lastTold,

            @Member(says = "From a change's commit to the channel's acknowledgement, over the last minutes.")
            long ageMedianMillis,

            long age99Millis,

            @Member(says = "How old a change may be when the channel hears of it.")
            long ageDueMillis,

            @Member(
                    says =
                            "Of what may be late, one change in a hundred of the last hour: 1 when none was, 0 when it is used up.")
            double ageBudgetLeft,

            @Member(says = "SKUs that the channel has not been told yet.")
            int waiting,

            @Member(says = "Figures that it has taken.") long told,

            @Member(says = "Calls that failed.") long failed,

            double callsPerSecond,

            @Member(says = "Less for a while after the channel has had enough.")
            double callsPerSecondNow,

            @Member(says = "Calls that could be made at once now.")
            double callsLeft,

            @Member(says = "What the channel answered last, when it was not thanks.")
            Optional<String> trouble) {}

    private final ChannelHealth health;

    HealthDoor(ChannelHealth health) {
        this.health = health;
    }

    @Contract(
            id = "listChannelHealth",
            says =
                    "How each channel stands, the worst first: orders and messages in, stock news out, lists, certificates.")
    @GetMapping("/v1/channels/health")
    @Needs(Scope.SETUP_READ)
    Page<Shown> list(Caller caller) {
        return new Page<>(
                health.of(Callers.merchant(caller)).stream()
                        .map(HealthDoor::shown)
                        .toList(),
                Optional.empty());
    }

    private static Shown shown(ChannelHealth.Standing one) {
        return new Shown(
                one.code(),
                one.adapter(),
                one.level(),
                one.troubles(),
                one.lastOrder(),
                one.inbox().last(),
                one.inbox().heard(),
                one.inbox().heardParked(),
                one.inbox().parked(),
                one.inbox().waiting(),
                one.inbox().waitingSince(),
                one.stock().map(HealthDoor::shown),
                one.answersParked(),
                one.shipmentsParked(),
                one.stockParked(),
                one.itemsUnfetched(),
                one.unfetched(),
                one.lists().stream().map(PullDoor::shown).toList(),
                one.tokenEnds(),
                one.lastDay().map(ChannelHealth.Day::day),
                one.lastDay().map(ChannelHealth.Day::state));
    }

    private static Stock shown(StockNews.Lane lane) {
        return new Stock(
                lane.health(),
                lane.lastTold(),
                lane.ageMedian().toMillis(),
                lane.age99().toMillis(),
                lane.due().toMillis(),
                lane.budget().left(),
                lane.waiting(),
                lane.told(),
                lane.failed(),
                lane.callsPerSecond(),
                lane.callsPerSecondNow(),
                lane.callsLeft(),
                lane.trouble());
    }
}
