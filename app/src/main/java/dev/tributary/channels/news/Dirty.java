package dev.tributary.channels.news;

import dev.tributary.kernel.NodeId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A shelf whose channel has not been told its newest figure.
 *
 * @param since when the oldest untold change was committed
 * @param versions what the rows must have reached before the figure is worth telling
 * @param notBefore a pause after a failure
 * @param failures how often in a row it was not taken
 * @param together with how many others it may share a call: halved when a call was refused, to find the culprit
 */
record Dirty(Instant since, Map<NodeId, Long> versions, Instant notBefore, int failures, int together) {

    static Dirty changed(Instant at, NodeId node, long version) {
        return new Dirty(at, Map.of(node, version), Instant.EPOCH, 0, Integer.MAX_VALUE);
    }

    static Dirty unknown(Instant at) {
        return new Dirty(at, Map.of(), Instant.EPOCH, 0, Integer.MAX_VALUE);
    }

    /** The oldest change counts for the age, the newest version for the figure; pauses after failures stay. */
    Dirty and(Dirty other) {
        var merged = new HashMap<>(versions);
        other.versions.forEach((node, version) -> merged.merge(node, version, Math::max));
        return new Dirty(
                since.isBefore(other.since) ? since : other.since,
                Map.copyOf(merged),
                notBefore.isAfter(other.notBefore) ? notBefore : other.notBefore,
                Math.max(failures, other.failures),
                Math.min(together, other.together));
    }

    Dirty failed(Instant tryAgainAt) {
        return new Dirty(since, versions, tryAgainAt, failures + 1, together);
    }

    Dirty halved(int sentWith) {
        return new Dirty(since, versions, notBefore, failures, Math.max(1, sentWith / 2));
    }
}
