package dev.tributary.inventory;

import dev.tributary.engine.Engine;
import dev.tributary.engine.StockRow;
import dev.tributary.inventory.HeldMovement.Kind;
import dev.tributary.inventory.held.HeldRows;
import java.util.Optional;

/**
 * What happens to goods of a batch's locked rows that no order asks for: they are held, given back, scrapped, or travel to
 * another node. Each is a line of the stock row's ledger and, where held goods change, one of theirs.
 */
public final class GoodsMoves {

    private final StockBatch batch;
    private final Engine engine;
    private final HeldRows held;

    GoodsMoves(StockBatch batch, Engine engine, HeldRows held) {
        this.batch = batch;
        this.engine = engine;
        this.held = held;
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
        move(key, condition, Kind.HOLD, units, why);
    }

    /** Held goods may be sold again; no more than are {@link #held}. */
    public void unhold(StockKey key, Condition condition, long units, String why, Author author) {
        batch.because("%s: %s".formatted(condition, why), author);
        engine.unhold(batch.row(key), units);
        move(key, condition, Kind.RELEASE, -units, why);
    }

    /** Held goods are gone for good; no more than are {@link #held}. */
    public void scrap(StockKey key, Condition condition, long units, String why, Author author) {
        batch.because("scrap/%s %d: %s".formatted(condition, units, why), author);
        engine.unhold(batch.row(key), 0);
        move(key, condition, Kind.SCRAP, -units, why);
    }

    /** Goods are held for another reason; no more than are {@link #held}. */
    public void recondition(StockKey key, Condition from, Condition to, long units, String why, Author author) {
        batch.because("%s > %s %d: %s".formatted(from, to, units, why), author);
        engine.hold(batch.row(key), 0);
        move(key, from, Kind.MOVE, -units, why);
        move(key, to, Kind.MOVE, units, why);
    }

    /** @param setAside how many of the units were set aside for it */
    public void leave(StockKey from, StockKey to, long units, long setAside, String why, Author author) {
        batch.because(setAside == 0 ? why : "%s, %d set aside".formatted(why, setAside), author);
        engine.transferOut(batch.row(from), units - setAside);
        move(from, Condition.SET_ASIDE, Kind.SHIP, -setAside, why);
        batch.because("%s, %d on the way".formatted(why, units), author);
        engine.transferIn(batch.row(to), 0);
        move(to, Condition.IN_TRANSIT, Kind.SHIP, units, why);
    }

    /** @param as the condition they came in; empty when they may be sold */
    public void arrive(StockKey to, long units, Optional<Condition> as, String why, Author author) {
        batch.because(
                as.map(condition -> "%s %s %d".formatted(why, condition, units)).orElse(why), author);
        engine.transferIn(batch.row(to), as.isPresent() ? 0 : units);
        move(to, Condition.IN_TRANSIT, Kind.ARRIVE, -units, why);
        as.ifPresent(condition -> move(to, condition, Kind.ARRIVE, units, why));
    }

    /** Goods that left and never came, a task for people. */
    public void lose(StockKey to, long units, String why, Author author) {
        batch.because("%s, %d lost".formatted(why, units), author);
        engine.transferIn(batch.row(to), 0);
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
        engine.transferIn(batch.row(to), 0);
        move(to, Condition.IN_TRANSIT, Kind.TURN_BACK, -units, why);
        engine.transferIn(batch.row(from), units);
    }

    private void move(StockKey key, Condition condition, Kind kind, long change, String why) {
        StockRow row = batch.row(key);
        held.move(key, condition, kind, change, row.version(), why);
    }
}
