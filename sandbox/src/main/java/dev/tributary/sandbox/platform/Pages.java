package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.platform.Troubles.Trouble;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** A platform's lists by pages, made anew from its book for each page that is asked for. */
final class Pages {

    static final Comparator<Sale> BY_CHANGE =
            Comparator.comparing(Sale::changedAt).thenComparing(Sale::number);
    static final Comparator<Sale> BY_PLACING =
            Comparator.comparing(Sale::placedAt).thenComparing(Sale::number);

    /** @param total of all pages */
    record Page(List<Sale> sales, int total, int size) {

        int pages() {
            return (total + size - 1) / size;
        }
    }

    private final SalesBook book;
    private final Troubles troubles;
    private final BooleanSupplier names;
    private final LongAdder listed = new LongAdder();

    /** @param names whether the hub fetches each order that a page names, as it is by then */
    Pages(SalesBook book, Troubles troubles, BooleanSupplier names) {
        this.book = book;
        this.troubles = troubles;
        this.names = names;
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
        shown(page.sales());
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

    /** A page behind the order that a cursor names. */
    List<Sale> after(Instant from, Instant to, String cursor, int size) {
        var page = book
                .list(
                        sale -> sale.shown()
                                && within(sale.changedAt(), from, to)
                                && cursor(sale).compareTo(cursor) > 0,
                        BY_CHANGE)
                .stream()
                .limit(size)
                .toList();
        if (!cursor.isEmpty() && !page.isEmpty() && troubles.happens(Trouble.MOVED)) {
            book.touch(troubles.oneOf(page).number());
        }
        shown(page);
        return page;
    }

    static String cursor(Sale sale) {
        return "%d-%s".formatted(sale.changedAt().getEpochSecond(), sale.number());
    }

    private void shown(List<Sale> sales) {
        listed.add(sales.size());
        if (!names.getAsBoolean()) {}
    }

    /** How many orders it showed. */
    long listed() {
        return listed.sum();
    }
}
