package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Region;
import java.util.Optional;
import java.util.Set;

/** A place that holds stock, where it lies and what it can do. Coordinates are GCJ-02 degrees. */
public record Node(
        MerchantId merchant,
        NodeId id,
        String code,
        String name,
        Kind kind,
        Region region,
        Optional<Double> latitude,
        Optional<Double> longitude,
        Set<Ability> abilities,
        int leadTimeDays) {

    public Node {
        abilities = Set.copyOf(abilities);
    }

    public enum Kind {
        WAREHOUSE,
        STORE,
        DARK_STORE,
        SUPPLIER,
        FACTORY
    }

    public enum Ability {
        SHIP,
        PICK_UP,
        INSTANT,
        TILL
    }
}
