package dev.tributary.openapi.availability;

import dev.tributary.inventory.Node;
import dev.tributary.kernel.Region;
import dev.tributary.openapi.body.Findings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A question as it was asked, in codes. */
final class CartForm {

    final Findings findings;

    /** Two items of one SKU want together what they want. By code, in the order of their first mention. */
    final LinkedHashMap<String, Long> unitsBySku = new LinkedHashMap<>();

    final List<Place> places = new ArrayList<>();
    final Set<Node.Ability> abilities = EnumSet.noneOf(Node.Ability.class);

    @Nullable
    String channel;

    int nodesPerSku;

    CartForm(Findings findings) {
        this.findings = findings;
    }

    /** One of the three, the others being absent. */
    record Place(
            @Nullable Double latitude,
            @Nullable Double longitude,
            Optional<Region> region,
            @Nullable List<String> nodes) {}
}
