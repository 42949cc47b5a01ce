package dev.tributary.openapi.availability;

import dev.tributary.kernel.Member;
import dev.tributary.kernel.Shape;
import dev.tributary.orders.OrderDraft;
import java.util.List;
import java.util.Optional;

/** What {@link CartDoor} reads and writes by hand, for the API document: nobody makes one. */
final class CartShapes {

    private CartShapes() {}

    @Shape("Cart")
    record Cart(
            @Member(
                    itemsMin = 1,
                    itemsMax = CartReader.ITEMS_MAX,
                    says = "Two of one SKU want together what they want.")
            List<Item> items,

            @Member(itemsMax = CartReader.PLACES_MAX, says = "Where it is wanted; anywhere where absent.")
            Optional<List<Place>> places,

            @Member(
                    itemsMax = 3,
                    says = "What the node must be able to do, one answer for each; nothing in particular where absent.")
            Optional<List<CartReader.Ability>> abilities,

            @Member(
                    charactersMin = 1,
                    charactersMax = CartReader.CODE_MAX,
                    says = "What this channel may promise, by its quotas; what is there where absent.")
            Optional<String> channel,

            @Member(
                    min = 0,
                    max = CartReader.NODES_PER_SKU_MAX,
                    says = "How many nodes to name for each SKU; with 0, as where absent, none but the nearest.")
            Optional<Integer> nodesPerSku) {}

    @Shape("CartItem")
    record Item(
            @Member(charactersMin = 1, charactersMax = CartReader.CODE_MAX)
            String sku,

            @Member(min = 1, max = OrderDraft.UNITS_MAX, says = "In base units.")
            long units) {}

    @Shape("CartPlace")
    record Place(
            @Member(min = -90, max = 90, says = "GCJ-02, with the longitude; nodes are then ordered by distance.")
            Optional<Double> latitude,

            @Member(min = -180, max = 180) Optional<Double> longitude,

            @Member(says = "Instead of a point: nodes are ordered by how much of the code is theirs too.")
            Optional<Region> region,

            @Member(
                    itemsMax = CartReader.NODES_MAX,
                    charactersMin = 1,
                    charactersMax = CartReader.CODE_MAX,
                    says = "Instead of a point: these nodes alone, in this order.")
            Optional<List<String>> nodes) {}

    @Shape("CartRegion")
    record Region(
            @Member(pattern = "[A-Z]{2}", says = "ISO 3166; `CN` where absent.")
            Optional<String> country,

            @Member(
                    pattern = "[0-9A-Za-z-]{0,16}",
                    says = "The smallest known division; in China six digits of GB/T 2260.")
            Optional<String> code) {}

    @Shape("CartAnswer")
    record Answer(
            @Member(says = "How old this knowledge may be.") long ageMillis,

            @Member(says = "Of each place for each ability, in the order asked for.")
            List<Part> parts) {}

    @Shape("CartPart")
    record Part(
            @Member(says = "Which of the places, from 0; absent where none was given.")
            Optional<Integer> place,

            Optional<CartReader.Ability> ability,

            @Member(says = "How many nodes can give the whole cart.")
            int nodes,

            @Member(says = "The nearest of those.") Optional<String> node,
            @Member(says = "To it, as the crow flies.") Optional<Long> metres,

            @Member(says = "One for each SKU, in the order of its first mention.")
            List<Line> items) {}

    @Shape("CartPartItem")
    record Line(
            String sku,

            @Member(says = "In base units, at all nodes of this part.")
            long available,

            @Member(says = "How many nodes can give all units wanted.")
            int nodes,

            @Member(says = "The nearest of those.") Optional<String> node,
            Optional<Long> metres,

            @Member(says = "Nodes that have any, nearest first; where `nodesPerSku` asks for them.")
            Optional<List<AtNode>> at) {}

    @Shape("CartPartNode")
    record AtNode(
            String node,
            Optional<Long> metres,
            @Member(says = "In base units.") long available) {}
}
