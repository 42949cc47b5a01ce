package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.platform.Troubles.Trouble;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** A platform's lists by pages, made anew from its book for each page that is asked for. */
final class Pages {

    static final Comparator<Sale> BY_CHANGE =
            Comparator.comparing(Sale::changedAt).thenComparing(Sale::number);
    static final Comparator<Sale> BY_PLACING =
            Comparator.comparing(Sale::placedAt).thenComparing(Sale::number);

    /** From the newest on, so that what changes moves to the front. */
    static final Comparator<Sale> LAST_CHANGED_FIRST = BY_CHANGE.reversed();

    static final Comparator<Sale> LAST_PLACED_FIRST = BY_PLACING.reversed();

    /** @param total of all pages */
    record Page(List<Sale> sales, int total, int size) {

        int pages() {
            return (total + size - 1) / size;
        }
    }

    private final SalesBook book;
    private final Troubles troubles;
    private final LongAdder listed = new LongAdder();

    Pages(SalesBook book, Troubles troubles) {
        this.book = book;
        this.troubles = troubles;
    }

    /** From a moment on, up to another; without what is not shown. @param number of the page, from 0 */
    Page changed(Instant from, Instant to, Comparator<Sale> order, int number, int size) {
        if (number > 0 && troubles.happens(Trouble.MOVED)) {
            var seen = changed(from, to, order, 0, size).sales();
            if (!seen.isEmpty()) {
                book.touch(troubles.oneOf(seen).number());
            }
        }
        var all = book.list(sale -> sale.shown() && within(sale.changedAt(), from, to), order);
        var page = page(all, number, size);
        listed.add(page.sales().size());
        return page;
    }

    /** Everything it placed, also what it shows nowhere else. */
    Page placed(Instant from, Instant to, Comparator<Sale> order, int number, int size) {
        return page(book.list(sale -> within(sale.placedAt(), from, to), order), number, size);
    }

    private static boolean within(Instant moment, Instant from, Instant to) {
        return !moment.isBefore(from) && moment.isBefore(to);
    }

    private static Page page(List<Sale> all, int number, int size) {
        int from = Math.min(all.size(), number * size);
        return new Page(all.subList(from, Math.min(all.size(), from + size)), all.size(), size);
    }

    /** Orders of which money went back within that time, the last first. @param number of the page, from 0 */
    Page refunded(Instant from, Instant to, int number, int size) {
        return page(
                book.list(
                        sale -> sale.shown()
                                && sale.refund()
                                        .filter(refund -> within(refund.at(), from, to))
                                        .isPresent(),
                        LAST_CHANGED_FIRST),
                number,
                size);
    }

    /** The order that a refund of this name is of. */
    Optional<Sale> refund(String id) {
        return book
                .list(
                        sale -> sale.shown()
                                && sale.refund()
                                        .filter(it -> it.id().equals(id))
                                        .isPresent(),
                        BY_CHANGE)
                .stream()
                .findFirst();
    }

    /** The same behind the order that a cursor names. */
    List<Sale> placedAfter(Instant from, Instant to, String cursor, int size) {
        return book
                .list(
                        sale -> within(sale.placedAt(), from, to)
                                && cursor(sale.placedAt(), sale).compareTo(cursor) > 0,
                        BY_PLACING)
                .stream()
                .limit(size)
                .toList();
    }

    /** A page behind the order that a cursor names. */
    List<Sale> changedAfter(Instant from, Instant to, String cursor, int size) {
        var page = book
                .list(
                        sale -> sale.shown()
                                && within(sale.changedAt(), from, to)
                                && cursor(sale.changedAt(), sale).compareTo(cursor) > 0,
                        BY_CHANGE)
                .stream()
                .limit(size)
                .toList();
        if (!cursor.isEmpty() && !page.isEmpty() && troubles.happens(Trouble.MOVED)) {
            book.touch(troubles.oneOf(page).number());
        }
        listed.add(page.size());
        return page;
    }

    static String cursor(Instant at, Sale sale) {
        return "%d-%s".formatted(at.getEpochSecond(), sale.number());
    }

    /** How many orders it showed. */
    long listed() {
        return listed.sum();
    }
}
