package dev.tributary.inventory.carts;

import dev.tributary.inventory.CartAvailability.AtNode;
import dev.tributary.inventory.CartAvailability.Line;
import dev.tributary.inventory.CartAvailability.Near;
import dev.tributary.inventory.CartAvailability.Part;
import dev.tributary.inventory.CartAvailability.Place;
import dev.tributary.inventory.CartAvailability.Question;
import dev.tributary.inventory.CartAvailability.Wanted;
import dev.tributary.inventory.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a cart wants and what there is.
 *
 * @param rows one for each SKU wanted
 */
record Cart(NodeMap map, List<Wanted> wanted, Units[] rows) {

    /**
     * @param byNode by index in the map
     * @param together at most so many of all nodes
     */
    record Units(long[] byNode, long together) {}

    Part part(Question question, int placeIndex, Optional<Node.Ability> ability) {
        var place = question.places().get(placeIndex);
        int[] order = map.nearestFirst(place, ability);
        int[] met = new int[map.size()];
        var lines = new ArrayList<Line>(wanted.size());
        for (int i = 0; i < rows.length; i++) {
            lines.add(line(wanted.get(i), rows[i], place, order, met, question.nodesMost()));
        }
        int whole = 0;
        int nearest = -1;
        for (int node : order) {
            if (met[node] == rows.length) {
                whole++;
                nearest = nearest < 0 ? node : nearest;
            }
        }
        return new Part(placeIndex, ability, whole, near(place, nearest), lines);
    }

    /** @param met by node, how many of the cart's SKUs it can give; counted on here */
    private Line line(Wanted one, Units row, Place place, int[] order, int[] met, int nodesMost) {
        long[] units = row.byNode();
        long total = 0;
        int enough = 0;
        int nearest = -1;
        for (int node : order) {
            total += units[node];
            if (units[node] >= one.units()) {
                met[node]++;
                enough++;
                nearest = nearest < 0 ? node : nearest;
            }
        }
        return new Line(
                one,
                Math.min(total, row.together()),
                enough,
                near(place, nearest),
                named(units, place, order, nodesMost));
    }

    private List<AtNode> named(long[] units, Place place, int[] order, int nodesMost) {
        if (nodesMost == 0) {
            return List.of();
        }
        var named = new ArrayList<AtNode>(Math.min(nodesMost, order.length));
        for (int i = 0; i < order.length && named.size() < nodesMost; i++) {
            if (units[order[i]] > 0) {
                named.add(new AtNode(new Near(map.node(order[i]), map.metres(place, order[i])), units[order[i]]));
            }
        }
        return named;
    }

    private Optional<Near> near(Place place, int node) {
        return node < 0 ? Optional.empty() : Optional.of(new Near(map.node(node), map.metres(place, node)));
    }
}
