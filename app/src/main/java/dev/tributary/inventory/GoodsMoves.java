package dev.tributary.inventory;

import dev.tributary.engine.Engine;
import dev.tributary.engine.Lot;
import dev.tributary.engine.Lots;
import dev.tributary.engine.StockRow;
import dev.tributary.inventory.HeldMovement.Kind;
import dev.tributary.inventory.held.HeldRows;
import dev.tributary.inventory.lots.LotBatch;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What happens to goods of a batch's locked rows that no order asks for: they are held, given back, scrapped, or travel to
 * another node. Each is a line of the stock row's ledger and, where held goods change, one of theirs.
 */
public final class GoodsMoves {

    private static final Author EXPIRY = new Author("expiry", null);

    private final StockBatch batch;
    private final Engine engine;
    private final HeldRows held;
    private final LotBatch lots;

    GoodsMoves(StockBatch batch, Engine engine, HeldRows held, LotBatch lots) {
        this.batch = batch;
        this.engine = engine;
        this.held = held;
        this.lots = lots;
    }

    /** How many units of the row are in this condition. */
    public long held(StockKey key, Condition condition) {
        batch.row(key);
        return held.units(key, condition);
    }

    /** What of the row may still be promised; negative when facts took more than was there. */
    public long free(StockKey key) {
        return batch.row(key).free();
    }

    /** A fact: goods are there and must not be sold. What was promised of them, and is no longer covered, is short. */
    public void hold(StockKey key, Condition condition, long units, String why, Author author) {
        batch.because("%s: %s".formatted(condition, why), author);
        engine.hold(batch.row(key), units);
        lots.held().put(key, condition, lots.justBlocked(key));
        move(key, condition, Kind.HOLD, units, why);
    }

    /** Held goods may be sold again; no more than are {@link #held}. */
    public void unhold(StockKey key, Condition condition, long units, String why, Author author) {
        batch.because("%s: %s".formatted(condition, why), author);
        engine.unhold(batch.row(key), units, lots.held().take(key, condition, units));
        move(key, condition, Kind.RELEASE, -units, why);
    }

    /** Held goods are gone for good; no more than are {@link #held}. */
    public void scrap(StockKey key, Condition condition, long units, String why, Author author) {
        batch.because("scrap/%s %d: %s".formatted(condition, units, why), author);
        engine.scrap(batch.row(key), lots.held().take(key, condition, units));
        move(key, condition, Kind.SCRAP, -units, why);
    }

    /** Goods are held for another reason; no more than are {@link #held}. */
    public void recondition(StockKey key, Condition from, Condition to, long units, String why, Author author) {
        batch.because("%s > %s %d: %s".formatted(from, to, units, why), author);
        engine.hold(batch.row(key), 0);
        lots.held().put(key, to, lots.held().take(key, from, units));
        move(key, from, Kind.MOVE, -units, why);
        move(key, to, Kind.MOVE, units, why);
    }

    /** @param setAside how many of the units were set aside for it */
    public void leave(StockKey from, StockKey to, long units, long setAside, String why, Author author) {
        batch.because(setAside == 0 ? why : "%s, %d set aside".formatted(why, setAside), author);
        var setAsideOf = lots.held().take(from, Condition.SET_ASIDE, setAside);
        engine.transferOut(batch.row(from), units - setAside, setAsideOf);
        var left =
                Stream.concat(setAsideOf.stream(), lots.justLeft(from).stream()).toList();
        move(from, Condition.SET_ASIDE, Kind.SHIP, -setAside, why);
        batch.because("%s, %d on the way".formatted(why, units), author);
        var expected = same(to, left);
        engine.expect(batch.row(to), expected);
        lots.held().put(to, Condition.IN_TRANSIT, expected);
        move(to, Condition.IN_TRANSIT, Kind.SHIP, units, why);
    }

    /** @param as the condition they came in; empty when they may be sold */
    public void arrive(StockKey to, long units, Optional<Condition> as, String why, Author author) {
        batch.because(
                as.map(condition -> "%s %s %d".formatted(why, condition, units)).orElse(why), author);
        var came = lots.held().take(to, Condition.IN_TRANSIT, units);
        if (as.isPresent()) {
            engine.transferIn(batch.row(to), 0);
            lots.held().put(to, as.get(), came);
        } else {
            engine.transferIn(batch.row(to), units, came);
        }
        move(to, Condition.IN_TRANSIT, Kind.ARRIVE, -units, why);
        as.ifPresent(condition -> move(to, condition, Kind.ARRIVE, units, why));
    }

    /** Goods that left and never came, a task for people. */
    public void lose(StockKey to, long units, String why, Author author) {
        batch.because("%s, %d lost".formatted(why, units), author);
        engine.lose(batch.row(to), lots.held().take(to, Condition.IN_TRANSIT, units));
        move(to, Condition.IN_TRANSIT, Kind.LOSE, -units, why);
        batch.discrepancy(to, units);
    }

    /** More came than was said to have left: the rest left too, a task for people where it left. */
    public void leaveUnsaid(StockKey from, StockKey to, long units, String why, Author author) {
        leave(from, to, units, 0, why, author);
        batch.because("%s, %d more than said".formatted(why, units), author);
        batch.discrepancy(from, units);
    }

    /** Goods on their way are where they came from. */
    public void turnBack(StockKey from, StockKey to, long units, String why, Author author) {
        batch.because("%s, %d turned back".formatted(why, units), author);
        var back = lots.held().take(to, Condition.IN_TRANSIT, units);
        engine.lose(batch.row(to), back);
        move(to, Condition.IN_TRANSIT, Kind.TURN_BACK, -units, why);
        engine.turnBack(batch.row(from), units, same(from, back));
    }

    /** A lot is too near its end to be sold: so many units of it, no more than are on hand. */
    public void expire(StockKey key, Lot lot, long units, String why) {
        batch.because(why, EXPIRY);
        engine.expire(batch.row(key), units, lot);
        lots.held().put(key, Condition.EXPIRED, lots.justBlocked(key));
        move(key, Condition.EXPIRED, Kind.HOLD, units, why);
    }

    /** The row's lots; none of one that is not kept by lots. */
    public List<Lot> lots(StockKey key) {
        var its = batch.row(key).lots();
        return its == null ? List.of() : List.copyOf(its.all());
    }

    /** The lots of the same names at another node, which is kept by lots from now on; what has no number has none there. */
    private List<Lots.Part> same(StockKey key, List<Lots.Part> parts) {
        return parts.stream()
                .filter(part -> !part.lot().unnamed())
                .map(part -> new Lots.Part(batch.named(key, name(part.lot())), part.units()))
                .toList();
    }

    private static LotName name(Lot lot) {
        return new LotName(lot.number(), Optional.ofNullable(lot.producedOn()), Optional.ofNullable(lot.expiresOn()));
    }

    /** A fact: so many more, or fewer, were there than the book had; what moved since the count stays moved. */
    public void recount(StockKey key, long difference, String why, Author author) {
        batch.because(why, author);
        engine.recount(batch.row(key), difference);
    }

    private void move(StockKey key, Condition condition, Kind kind, long change, String why) {
        StockRow row = batch.row(key);
        held.move(key, condition, kind, change, row.version(), why);
    }
}
