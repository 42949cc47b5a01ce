package dev.tributary.openapi.leases;

import dev.tributary.kernel.Member;
import dev.tributary.kernel.Shape;
import dev.tributary.leases.Drift;
import dev.tributary.leases.Field;
import dev.tributary.leases.Lease;
import dev.tributary.leases.Leases;
import dev.tributary.leases.Resume;
import dev.tributary.leases.Subject;
import java.time.Instant;
import java.util.Optional;

/** What the doors of leases read and answer. */
final class LeaseShapes {

    private LeaseShapes() {}

    @Shape("NewLease")
    record NewLease(
            @Member(
                    says =
                            "`STOCK_IN`: numbers told to the hub become shadow values. `STOCK_OUT`: channels are not told."
                                    + " `OVERSELL`: a row may promise more than is there.")
            Subject subject,

            @Member(charactersMax = LeaseDoor.CODE_MAX, says = "Of `STOCK_OUT` alone; all channels where absent.")
            Optional<String> channel,

            @Member(charactersMax = LeaseDoor.CODE_MAX, says = "All nodes where absent; `OVERSELL` needs one.")
            Optional<String> node,

            @Member(charactersMax = LeaseDoor.CODE_MAX, says = "All SKUs where absent; `OVERSELL` needs one.")
            Optional<String> sku,

            @Member(says = "`ON_HAND` or `SAFETY` of `STOCK_IN`, `AVAILABLE` of `STOCK_OUT`; all where absent.")
            Optional<Field> field,

            @Member(min = 1, max = Leases.UNITS_MAX, says = "Of `OVERSELL`: so many base units beyond what is there.")
            Optional<Long> units,

            @Member(charactersMax = Leases.OWNER_MAX, says = "Who answers for it; the client where absent.")
            Optional<String> owner,

            @Member(charactersMin = 1, charactersMax = Leases.REASON_MAX)
            String reason,

            @Member(says = "At most 90 days from now.") Instant expiresAt,

            @Member(says = "What becomes of shadow values when it ends by itself; `APPLY` where absent.")
            Optional<Resume> atExpiry) {}

    @Shape("LeaseExtension")
    record Extension(
            @Member(says = "The new end, at most 90 days from now.")
            Optional<Instant> expiresAt,

            @Member(
                    min = 1,
                    max = Leases.UNITS_MAX,
                    says = "The new limit of an `OVERSELL`; never below what is promised beyond what is there.")
            Optional<Long> units,

            @Member(charactersMin = 1, charactersMax = Leases.REASON_MAX)
            String reason) {}

    @Shape("LeaseEnd")
    record End(
            @Member(says = "What becomes of shadow values: look at the drift first.")
            Resume drift,

            @Member(charactersMin = 1, charactersMax = Leases.REASON_MAX)
            String reason) {}

    @Shape("Lease")
    record Shown(
            String id,
            Subject subject,
            Optional<String> channel,
            Optional<String> node,
            Optional<String> sku,
            Optional<Field> field,
            Optional<Long> units,
            String owner,
            String reason,

            @Member(says = "What becomes, or became, of shadow values at its end.")
            Resume resume,

            @Member(says = "`ENDING`: over, and what it kept back is being settled.")
            Lease.State state,

            Instant madeAt,
            Instant expiresAt,
            Optional<Instant> endedAt,

            @Member(says = "What its end still waits for.") Optional<String> note,

            String version) {}

    @Shape("LeaseChange")
    record Change(String version, Leases.Change.What what, String actor, String detail, Instant at) {}

    @Shape("LeaseDrift")
    record Drifting(
            @Member(says = "Whose number it is; absent for the hub's own.")
            Optional<String> channel,

            @Member(says = "Absent where the channel has one number for several nodes.")
            Optional<String> node,

            String sku,
            Field field,

            @Member(says = "What was told last, such as `COUNT 7`.")
            String told,

            Instant toldAt,

            @Member(says = "What counts now.") long inEffect,

            @Member(says = "What would count if the lease ended now and all were applied.")
            long without,

            long difference,

            @Member(
                    says =
                            "`COUNTED_SINCE`: somebody counted later and knows better. `OTHER_LEASE`: another lease decides."
                                    + " `STILL_PROMISED`: the allowance goes as promises go.")
            Optional<Drift.Why> why) {}
}
