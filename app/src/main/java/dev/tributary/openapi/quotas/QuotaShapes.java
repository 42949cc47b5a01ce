package dev.tributary.openapi.quotas;

import dev.tributary.inventory.ChannelQuota;
import dev.tributary.inventory.Quotas;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Shape;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the doors of quotas read and answer. */
final class QuotaShapes {

    private QuotaShapes() {}

    @Shape("QuotaSetting")
    record Setting(
            @Member(charactersMax = QuotaDoor.CODE_MAX) String sku,

            @Member(
                    itemsMin = 1,
                    itemsMax = Quotas.CHANNELS_MAX,
                    says = "Codes of channels that share it: the use of any of them counts.")
            List<String> channels,

            @Member(charactersMax = QuotaDoor.CODE_MAX, says = "All nodes together where absent.")
            Optional<String> node,

            @Member(
                    says =
                            "`DEDICATED`: so many units set aside, which other channels cannot have. `CAP`: so many at most."
                                    + " `PERCENT`: so many hundredths at most of what can be promised now and what the channels hold.")
            ChannelQuota.Kind kind,

            @Member(min = 0, max = Quotas.UNITS_MAX, says = "Base units; of `PERCENT` 0 to 100.")
            long amount,

            @Member(says = "Of `DEDICATED`: its channels get nothing of the shared pool. False where absent.")
            Optional<Boolean> only,

            @Member(says = "At once where absent.") Optional<Instant> from,

            @Member(says = "For ever where absent.") Optional<Instant> until,

            @Member(charactersMax = Quotas.OWNER_MAX, says = "Who answers for it; the client where absent.")
            Optional<String> owner,

            @Member(charactersMin = 1, charactersMax = Quotas.REASON_MAX)
            String reason) {}

    @Shape("Quota")
    record Shown(
            String code,
            String sku,
            List<String> channels,
            Optional<String> node,
            ChannelQuota.Kind kind,
            long amount,
            boolean only,
            ChannelQuota.State state,

            @Member(says = "What counts against the amount; of `PERCENT` what its channels hold.")
            long used,

            @Member(says = "Units that its channels have promised and hold.")
            long open,

            @Member(says = "Units of its channels that left since it began.")
            long shipped,

            @Member(says = "Of the amount; absent for `PERCENT`, which depends on the stock.")
            Optional<Long> left,

            Instant from,
            Optional<Instant> until,
            String owner,
            String reason,
            String setBy,
            Instant setAt,
            Optional<Instant> endedAt,

            @Member(says = "Of what was set: use does not change it.")
            String version) {}
}
