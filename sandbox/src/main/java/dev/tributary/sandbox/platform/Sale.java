package dev.tributary.sandbox.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One order of a platform, as it is after one of its changes.
 *
 * @param placedAt by the platform's clock, as {@code changedAt}
 * @param shown false when the platform only counts it: it is neither brought nor listed nor given by its number
 * @param refund of a part of what was paid; the last thing that happens to it
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
        boolean shown,
        Optional<Refund> refund) {

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

    /**
     * Money that goes back before anything has left.
     *
     * @param piece of one of the sale's, some of the units and what they cost
     * @param goods whether these units are not to be sent either
     */
    record Refund(String id, Piece piece, boolean goods, Instant at) {

        long amount() {
            return piece.amount();
        }
    }

    /** What was ordered. */
    long total() {
        return freight + pieces.stream().mapToLong(Piece::amount).sum();
    }

    private Optional<Refund> goodsBack() {
        return refund.filter(Refund::goods);
    }

    /** What is still to be sent comes to, freight and all. */
    long payable() {
        return total() - goodsBack().map(Refund::amount).orElse(0L);
    }

    long refunded() {
        return refund.map(Refund::amount).orElse(0L);
    }

    /** What is to be sent, by article. */
    Map<Article, Long> units() {
        Map<Article, Long> units = new HashMap<>();
        pieces.forEach(piece -> units.merge(piece.article(), (long) piece.units(), Long::sum));
        goodsBack()
                .map(Refund::piece)
                .ifPresent(piece -> units.merge(piece.article(), (long) -piece.units(), Long::sum));
        return units;
    }

    boolean over() {
        return state == State.CANCELLED;
    }

    /** From its beginning to its last change. */
    Duration life() {
        return Duration.between(placedAt, changedAt);
    }

    Sale changed(State next, Instant at) {
        return new Sale(number, pieces, freight, next, revision + 1, placedAt, at, confirmed, shown, refund);
    }

    Sale confirmed(Instant at) {
        return new Sale(number, pieces, freight, state, revision + 1, placedAt, at, true, shown, refund);
    }

    Sale refunded(Refund one) {
        return new Sale(
                number, pieces, freight, state, revision + 1, placedAt, one.at(), confirmed, shown, Optional.of(one));
    }

    /** Under another number: what a forger says. */
    Sale renumbered(String other) {
        return new Sale(other, pieces, freight, state, revision, placedAt, changedAt, confirmed, shown, refund);
    }
}
