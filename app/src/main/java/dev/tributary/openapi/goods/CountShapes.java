package dev.tributary.openapi.goods;

import dev.tributary.inventory.CountSheet;
import dev.tributary.inventory.CountSheets;
import dev.tributary.inventory.CountState;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Shape;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the doors of count sheets read and answer. */
final class CountShapes {

    private CountShapes() {}

    @Shape("NewCountSheet")
    record NewSheet(
            @Member(charactersMin = 1, charactersMax = GoodsCodes.CODE_MAX)
            String node,

            @Member(
                    itemsMax = CountSheets.LINES_MAX,
                    charactersMax = GoodsCodes.CODE_MAX,
                    says = "Which to count, each once.")
            Optional<List<String>> skus,

            @Member(
                    min = 1,
                    max = 3_650,
                    says = "Instead of `skus`: rows that nobody has counted for so many days, at most 1,000.")
            Optional<Long> notCountedForDays,

            @Member(charactersMax = CountSheets.TEXT_MAX) Optional<String> note) {}

    @Shape("CountEntries")
    record Entries(
            @Member(itemsMin = 1, itemsMax = CountSheets.LINES_MAX)
            List<Found> lines) {}

    @Shape("CountEntry")
    record Found(
            @Member(charactersMin = 1, charactersMax = GoodsCodes.CODE_MAX)
            String sku,

            @Member(min = 0, max = CountSheets.UNITS_MAX, says = "Sellable units found at this moment.")
            long units) {}

    @Shape("CountDecision")
    record Decision(
            @Member(charactersMin = 1, charactersMax = CountSheets.TEXT_MAX)
            String reason) {}

    @Shape("CountSheet")
    record Shown(
            String id,
            String node,
            CountState state,
            String note,
            String openedBy,
            Instant openedAt,
            Optional<String> decidedBy,
            Optional<Instant> decidedAt,
            Optional<String> reason,
            String version,

            @Member(says = "Absent in lists.") Optional<List<Line>> lines) {}

    @Shape("CountLine")
    record Line(
            String sku,

            @Member(says = "On hand when the sheet was opened.")
            long frozen,

            @Member(says = "What moved since then.") long moved,

            @Member(says = "On hand now.") long onHand,

            Optional<Long> counted,

            @Member(says = "Of what was found from what the book had at that moment: what approval adds.")
            Optional<Long> difference,

            @Member(says = "Of an approved sheet.") Optional<CountSheet.Verdict> verdict) {}
}
