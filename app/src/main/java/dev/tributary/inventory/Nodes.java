package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import java.util.List;
import java.util.Optional;

/** The places of a merchant; reads answer from memory. */
public interface Nodes {

    Optional<Node> node(MerchantId merchant, NodeId node);

    Optional<Node> byCode(MerchantId merchant, String code);

    /** At most a thousand, by code. */
    List<Node> all(MerchantId merchant);

    /** Creates the node or replaces what is known of it; {@code id} of an existing code stays. */
    Node save(MerchantId merchant, Draft draft);

    record Draft(
            String code,
            String name,
            Node.Kind kind,
            dev.tributary.kernel.Region region,
            Optional<Double> latitude,
            Optional<Double> longitude,
            java.util.Set<Node.Ability> abilities,
            int leadTimeDays) {}
}
