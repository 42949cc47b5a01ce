package dev.tributary.openapi.reorder;

import dev.tributary.inventory.StockAlerts;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Shape;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What the doors of low stock read and answer. */
final class ReorderShapes {

    private ReorderShapes() {}

    @Shape("StockAlert")
    record Alert(
            String id,
            String sku,
            String node,
            Instant openedAt,
            @Member(says = "When there was enough again.") Optional<Instant> closedAt,
            Optional<Silence> silence,

            @Member(says = "As of today; absent where nothing was sold within a year.")
            Optional<Forecast> forecast,

            Optional<Proposal> proposal) {}

    @Shape("AlertSilence")
    record Silence(Instant until, String reason, String by) {}

    @Shape("NewSilence")
    record NewSilence(
            @Member(says = "At most a year from now; where absent, a silence ends.")
            Optional<Instant> until,

            @Member(charactersMin = 1, charactersMax = ReorderDoor.REASON_MAX)
            String reason) {}

    @Shape("SalesForecast")
    record Forecast(
            StockAlerts.Method method,
            @Member(says = "On average, in base units.") double perDay,
            @Member(says = "From Monday on.") List<Double> byWeekday,

            @Member(says = "Root of the mean squared error, one day ahead.")
            double sigma,

            @Member(says = "Of sales it was made from.") int days,
            LocalDate madeOn) {}

    @Shape("ReorderProposal")
    record Proposal(
            @Member(says = "To reorder, in base units.") long units,

            @Member(says = "Forecast over lead time and review.")
            double demand,

            @Member(says = "z times sigma times the root of the lead time.")
            double safety,

            double z,
            long available,
            @Member(says = "On its way.") long expected,

            @Member(says = "How long what is available lasts; 9,999 at most.")
            double coverDays,

            int leadTimeDays,
            int reviewDays,
            long packUnits,
            @Member(says = "All of it in one line.") String formula) {}

    @Shape("StockOutlook")
    record Outlook(
            String sku,
            String node,

            @Member(says = "The last 90 days without today, each once.")
            List<Sold> sold,

            Optional<Forecast> forecast,
            Optional<Proposal> proposal) {}

    @Shape("SoldOnDay")
    record Sold(
            LocalDate day,

            @Member(says = "Net; negative where more was given back than sold.")
            long units) {}

    @Shape("ReorderRule")
    record Rule(
            @Member(charactersMax = ReorderDoor.CODE_MAX, says = "All SKUs where absent.")
            Optional<String> sku,

            @Member(charactersMax = ReorderDoor.CODE_MAX, says = "All nodes where absent.")
            Optional<String> node,

            @Member(
                    min = 0,
                    max = ReorderDoor.DAYS_MAX,
                    says = "From the order to the shelf; the node's, else a week, where absent.")
            Optional<Integer> leadTimeDays,

            @Member(min = 1, max = ReorderDoor.DAYS_MAX, says = "How often somebody looks; 7 where absent.")
            Optional<Integer> reviewDays,

            @Member(
                    min = ReorderDoor.PERMILLE_MIN,
                    max = ReorderDoor.PERMILLE_MAX,
                    says = "How often of a thousand times safety should suffice; 950 where absent.")
            Optional<Integer> servicePermille,

            @Member(min = 1, max = ReorderDoor.PACK_MAX, says = "Proposals are multiples of it; 1 where absent.")
            Optional<Long> packUnits) {}

    @Shape("ReorderRules")
    record Rules(@Member(says = "The widest first.") List<Rule> items) {}
}
