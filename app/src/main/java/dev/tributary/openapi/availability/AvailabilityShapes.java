package dev.tributary.openapi.availability;

import dev.tributary.kernel.Member;
import dev.tributary.kernel.Shape;
import java.util.List;
import java.util.Optional;

/** What the door reads and writes by hand, for the API document: nobody makes one. */
final class AvailabilityShapes {

    private AvailabilityShapes() {}

    record Asked(
            @Member(itemsMin = 1, itemsMax = AvailabilityDoor.SKUS_MAX, says = "Codes, with commas between them.")
            List<String> skus,

            @Member(itemsMax = AvailabilityDoor.NODES_MAX, says = "Codes; all nodes where absent.")
            Optional<List<String>> nodes,

            @Member(
                    says =
                            "A channel's code: what it may promise by its quotas, at its own nodes where `nodes` is absent.")
            Optional<String> channel) {}

    record Streamed(
            @Member(
                    itemsMax = AvailabilityDoor.SKUS_MAX,
                    says = "Codes; where absent, all that the channel lists, up to 1,000.")
            Optional<List<String>> skus,

            @Member(says = "What this channel may promise, at its nodes, by its quotas.")
            Optional<String> channel,

            @Member(itemsMax = AvailabilityDoor.NODES_MAX, says = "Codes; the channel's, or all, where absent.")
            Optional<List<String>> nodes) {}

    @Shape("Availability")
    record Levels(
            @Member(says = "How old this knowledge may be.") long ageMillis,
            List<Level> items,

            @Member(says = "One for each SKU, in the order asked for.")
            List<Total> totals) {}

    @Shape("AvailabilityEvent")
    record Changes(
            @Member(says = "How old this knowledge may be.") long ageMillis,
            List<Level> items,
            List<Total> totals,

            @Member(says = "SKUs that have nothing left, at the nodes of this stream together.")
            Optional<List<String>> out,

            @Member(says = "SKUs that have something again.")
            Optional<List<String>> back) {}

    @Shape("AvailableAtNode")
    record Level(
            String sku,
            String node,
            @Member(says = "In base units.") long available,

            @Member(says = "With `channel`: units set aside here for others.")
            Optional<Long> setAside,

            @Member(says = "With `channel`: what its quotas of this node leave it; absent without one.")
            Optional<Long> left) {}

    @Shape("AvailableInAll")
    record Total(
            String sku,
            @Member(says = "In base units.") long available,

            @Member(says = "With `channel`: units set aside for others over all nodes.")
            Optional<Long> setAside,

            @Member(says = "With `channel`: what its quotas over all nodes leave it; absent without one.")
            Optional<Long> left) {}
}
