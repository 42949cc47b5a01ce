package dev.tributary.inventory.carts;

import dev.tributary.inventory.CartAvailability.Place;
import dev.tributary.inventory.Node;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Region;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A merchant's nodes, ready to be put in order of distance: of each the point where it lies on a ball of radius one, so
 * that nearness is three multiplications and no sine.
 */
final class NodeMap {

    /** Mean radius of the Earth (IUGG). The real one differs by up to 0.5 %, which no courier notices. */
    private static final double EARTH_METRES = 6_371_008.8;

    /** More than twice any distance on the ball. */
    private static final float FARTHEST = 8;

    private final List<Node> source;
    private final Node[] nodes;
    private final double[] x;
    private final double[] y;
    private final double[] z;
    private final boolean[] placed;
    private final Map<NodeId, Integer> indexes;

    NodeMap(List<Node> source) {
        this.source = source;
        nodes = source.toArray(Node[]::new);
        x = new double[nodes.length];
        y = new double[nodes.length];
        z = new double[nodes.length];
        placed = new boolean[nodes.length];
        indexes = HashMap.newHashMap(nodes.length);
        for (int i = 0; i < nodes.length; i++) {
            indexes.put(nodes[i].id(), i);
            var latitude = nodes[i].latitude();
            var longitude = nodes[i].longitude();
            if (latitude.isPresent() && longitude.isPresent()) {
                double[] point = onBall(latitude.get(), longitude.get());
                x[i] = point[0];
                y[i] = point[1];
                z[i] = point[2];
                placed[i] = true;
            }
        }
    }

    /** Whether it was made of this very list: nodes that change come in another. */
    boolean isOf(List<Node> all) {
        return source == all;
    }

    int size() {
        return nodes.length;
    }

    Node node(int index) {
        return nodes[index];
    }

    /** -1 for a node that is not among them. */
    int index(NodeId node) {
        return indexes.getOrDefault(node, -1);
    }

    /** The nodes that can do it, nearest first; those as near as each other by code. */
    int[] nearestFirst(Place place, Optional<Node.Ability> ability) {
        return switch (place) {
            case Place.Named named ->
                named.nodes().stream()
                        .mapToInt(this::index)
                        .filter(index -> index >= 0 && can(index, ability))
                        .toArray();
            case Place.Anywhere ignored -> sorted(ability, index -> 0);
            case Place.Point point -> {
                double[] at = onBall(point.latitude(), point.longitude());
                yield sorted(ability, index -> placed[index] ? (float) chordSquared(at, index) : FARTHEST);
            }
            case Place.Within within -> sorted(ability, index -> apart(within.region(), nodes[index].region()));
        };
    }

    /** -1 where it is not known. */
    long metres(Place place, int index) {
        if (!(place instanceof Place.Point(double latitude, double longitude)) || !placed[index]) {
            return -1;
        }
        double half = Math.sqrt(chordSquared(onBall(latitude, longitude), index)) / 2;
        return Math.round(2 * EARTH_METRES * Math.asin(Math.min(1, half)));
    }

    private interface Distance {
        float of(int index);
    }

    /** One number a node, distance before index: floats from zero on sort as their bits do. */
    private int[] sorted(Optional<Node.Ability> ability, Distance distance) {
        long[] keys = new long[nodes.length];
        int count = 0;
        for (int i = 0; i < nodes.length; i++) {
            if (can(i, ability)) {
                keys[count++] = (long) Float.floatToIntBits(distance.of(i)) << 32 | i;
            }
        }
        Arrays.sort(keys, 0, count);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }

    private boolean can(int index, Optional<Node.Ability> ability) {
        return ability.isEmpty() || nodes[index].abilities().contains(ability.get());
    }

    private double chordSquared(double[] at, int index) {
        double dx = at[0] - x[index];
        double dy = at[1] - y[index];
        double dz = at[2] - z[index];
        return dx * dx + dy * dy + dz * dz;
    }

    private static float apart(Region wanted, Region node) {
        if (!wanted.country().equals(node.country())) {
            return FARTHEST;
        }
        int alike = 0;
        int most = Math.min(wanted.code().length(), node.code().length());
        while (alike < most && wanted.code().charAt(alike) == node.code().charAt(alike)) {
            alike++;
        }
        return 1f / (1 + alike);
    }

    private static double[] onBall(double latitude, double longitude) {
        double north = Math.toRadians(latitude);
        double east = Math.toRadians(longitude);
        double cos = Math.cos(north);
        return new double[] {cos * Math.cos(east), cos * Math.sin(east), Math.sin(north)};
    }
}
