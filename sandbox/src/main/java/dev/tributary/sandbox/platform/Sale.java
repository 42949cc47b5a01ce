package dev.tributary.sandbox.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One order of a platform, as it is after one of its changes.
 *
 * @param placedAt by the platform's clock, as {@code changedAt}
 * @param shown false when the platform only counts it: it is neither brought nor listed nor given by its number
 */
record Sale(
        String number,
        List<Piece> pieces,
        long freight,
        State state,
        int revision,
        Instant placedAt,
        Instant changedAt,
        boolean confirmed,
        boolean shown) {

    enum State {
        OPEN,
        PAID,
        CANCELLED
    }

    record Piece(Article article, int units) {

        long amount() {
            return article.price() * units;
        }
    }

    long total() {
        return freight + pieces.stream().mapToLong(Piece::amount).sum();
    }

    boolean over() {
        return state == State.CANCELLED;
    }

    /** From its beginning to its last change. */
    Duration life() {
        return Duration.between(placedAt, changedAt);
    }

    Sale changed(State next, Instant at) {
        return new Sale(number, pieces, freight, next, revision + 1, placedAt, at, confirmed, shown);
    }

    Sale confirmed(Instant at) {
        return new Sale(number, pieces, freight, state, revision + 1, placedAt, at, true, shown);
    }

    /** Under another number: what a forger says. */
    Sale renumbered(String other) {
        return new Sale(other, pieces, freight, state, revision, placedAt, changedAt, confirmed, shown);
    }
}
