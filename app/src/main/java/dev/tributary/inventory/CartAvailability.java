package dev.tributary.inventory;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Region;
import dev.tributary.kernel.SkuId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a whole cart can be had, nearest node first; from memory, fed by the journal. Costs the rows of its SKUs and, for
 * each place and ability, the merchant's nodes, of which there are at most a thousand.
 */
public interface CartAvailability {

    Answer of(MerchantId merchant, Question question);

    /** @param units together, in base units; at least one */
    record Wanted(SkuId sku, long units) {}

    /** Where the cart is wanted, which says which node is near. */
    sealed interface Place {

        /** In GCJ-02 degrees, as nodes are. Nodes that say not where they lie come last. */
        record Point(double latitude, double longitude) implements Place {}

        /** Nodes whose region's code begins alike are near, the longer the nearer; those of other countries come last. */
        record Within(Region region) implements Place {}

        /** These nodes and no others, in this order. */
        record Named(List<NodeId> nodes) implements Place {}

        /** All nodes, by code. */
        record Anywhere() implements Place {}
    }

    /**
     * @param wanted each SKU once
     * @param abilities what the node must be able to do; empty asks for nothing of it
     * @param channel whose quotas count; empty asks for what is there, whoever may sell it
     * @param nodesMost how many nodes to name for each SKU, nearest first; none of them for the short answer
     */
    record Question(
            List<Wanted> wanted,
            List<Place> places,
            Set<Node.Ability> abilities,
            Optional<ChannelId> channel,
            int nodesMost) {}

    /**
     * @param age how long ago the journal was last read to its end: the answer is no older than this
     * @param parts of each place for each ability, in the order asked for
     */
    record Answer(Duration age, List<Part> parts) {}

    /**
     * @param place of the question, from 0
     * @param nodesWhole how many nodes can give all that is wanted
     * @param nearestWhole the nearest of those
     * @param lines one for each SKU wanted
     */
    record Part(
            int place, Optional<Node.Ability> ability, int nodesWhole, Optional<Near> nearestWhole, List<Line> lines) {}

    /**
     * @param available at all nodes together that are asked for and able
     * @param nodesEnough how many of them can give all units wanted
     * @param nearest the nearest of those
     * @param nodes that have any, nearest first, as many as were asked for
     */
    record Line(Wanted wanted, long available, int nodesEnough, Optional<Near> nearest, List<AtNode> nodes) {}

    /** @param metres as the crow flies; -1 where not known */
    record Near(Node node, long metres) {}

    record AtNode(Near near, long available) {}
}
