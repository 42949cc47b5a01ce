package dev.tributary.sandbox.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** A platform's own book of orders, by the platform's own clock, which counts whole seconds. */
final class SalesBook {

    /** What was open for longer is in a list that was read in between, whatever failed. */
    private static final Duration UNSEEN_LIFE_MAX = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Sale> sales = new LinkedHashMap<>();
    private final Set<String> toldAlive = new HashSet<>();

    SalesBook(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    synchronized Sale place(String number, List<Sale.Piece> pieces, long freight, Sale.State state, boolean shown) {
        var now = now();
        var sale = new Sale(number, pieces, freight, state, 1, now, now, false, shown, Optional.empty());
        sales.put(number, sale);
        return sale;
    }

    /** Empty when the order is over: nothing changes any more. */
    synchronized Optional<Sale> change(String number, Sale.State next) {
        return change(number, sale -> sale.changed(next, now()));
    }

    /** Empty when it is not paid, is over, or money has gone back already. */
    synchronized Optional<Sale> refund(String number, String id, Sale.Piece piece, boolean goods) {
        return find(number)
                .filter(sale -> sale.state() == Sale.State.PAID && sale.refund().isEmpty())
                .flatMap(any -> change(number, sale -> sale.refunded(new Sale.Refund(id, piece, goods, now()))));
    }

    /** It changes without meaning anything, as a note on it does. */
    synchronized Optional<Sale> touch(String number) {
        return change(number, sale -> sale.changed(sale.state(), now()));
    }

    synchronized Optional<Sale> confirm(String number) {
        return change(number, sale -> sale.confirmed(now()));
    }

    private Optional<Sale> change(String number, Function<Sale, Sale> next) {
        var before = find(number).filter(sale -> !sale.over());
        var after = before.map(next);
        after.ifPresent(sale -> sales.put(number, sale));
        return after;
    }

    /** The hub has acknowledged all of it; that counts where it was not over by then. */
    synchronized void acknowledged(String number) {
        find(number).filter(sale -> !sale.over()).ifPresent(sale -> toldAlive.add(number));
    }

    /** The hub has it, whatever becomes of it. */
    synchronized void toldForGood(String number) {
        toldAlive.add(number);
    }

    /** Whether it was over before the hub can have known of it: then there is nothing for the hub to have. */
    synchronized boolean mayBeUnseen(Sale sale) {
        return sale.over() && !toldAlive.contains(sale.number()) && sale.life().compareTo(UNSEEN_LIFE_MAX) < 0;
    }

    /** To the hub, when it asks for one order. */
    synchronized Optional<Sale> give(String number) {
        return find(number).filter(Sale::shown);
    }

    synchronized Optional<Sale> find(String number) {
        return Optional.ofNullable(sales.get(number));
    }

    /** Those that meet it, in the order given. */
    synchronized List<Sale> list(Predicate<Sale> wanted, Comparator<Sale> order) {
        return sales.values().stream().filter(wanted).sorted(order).toList();
    }

    synchronized List<Sale> all() {
        return List.copyOf(sales.values());
    }
}
