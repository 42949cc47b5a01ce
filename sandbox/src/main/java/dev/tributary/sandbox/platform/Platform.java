package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.platform.Troubles.Trouble;
import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.Server;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What all platforms have in common: a server of their own, a book of orders by a clock of their own, the stock they were
 * told, and troubles.
 */
abstract class Platform implements AutoCloseable {

    /** The hub waits five seconds for what it tells. */
    private static final Duration TOO_LATE = Duration.ofSeconds(6);

    /** What they stand on. @param ahead how far the platform's clock is ahead of ours */
    record Ground(List<Article> articles, String node, Troubles troubles, Duration ahead) {

        Clock clock() {
            return Clock.offset(Clock.systemUTC(), ahead);
        }
    }

    /** How the hub comes to know of an order and its changes. */
    enum Orders {
        /** By messages alone, which hold all of it. */
        BROUGHT,
        /** By a list of what changed, which holds all of it, and perhaps by messages too. */
        LISTED,
        /** By messages and a list that only name it. */
        NAMED
    }

    /** What of a paid order can go back before it is sent, as far as its adapter file can know. */
    enum Refunds {
        NONE,
        MONEY,
        GOODS
    }

    private static final long REFUNDS_FROM = 88_000_000_000L;

    private final String adapter;
    private final Ground ground;
    private final Orders orders;
    private final SalesBook book;
    private final ToldStock stock = new ToldStock();
    private final AtomicLong refunds = new AtomicLong();
    private final Pages pages;
    private final Server server;
    private volatile Consumer<Sale> listener = sale -> {};

    Platform(String adapter, Ground ground, Orders orders) {
        this.adapter = adapter;
        this.ground = ground;
        this.orders = orders;
        this.book = new SalesBook(ground.clock());
        this.pages = new Pages(book, ground.troubles());
        this.server = Server.start(this::troubled);
    }

    final String adapter() {
        return adapter;
    }

    final SalesBook book() {
        return book;
    }

    final ToldStock stock() {
        return stock;
    }

    final Pages pages() {
        return pages;
    }

    final Troubles troubles() {
        return ground.troubles();
    }

    final Ground ground() {
        return ground;
    }

    /** @param listener brings what changed because the hub said so */
    final void listen(Consumer<Sale> listener) {
        this.listener = listener;
    }

    final void changed(Sale sale) {
        listener.accept(sale);
    }

    /** The hub confirms an order. False when it was confirmed before or is over; else that comes back as all states do. */
    final boolean confirm(String number) {
        var confirmed = book.find(number).filter(sale -> !sale.confirmed()).flatMap(sale -> book.confirm(number));
        confirmed.ifPresent(this::changed);
        return confirmed.isPresent();
    }

    final String address() {
        return server.address().toString();
    }

    /** The settings a merchant copies into the hub. */
    abstract Map<String, Object> account();

    abstract String channelSku(Article article);

    String number(long index) {
        return Long.toString(5_500_000_000_000L + index);
    }

    /** Whether a list shows what was not brought. */
    final boolean lists() {
        return orders != Orders.BROUGHT;
    }

    /** Whether a list shows this change of an order, should no message bring it. */
    boolean lists(Sale sale) {
        return lists();
    }

    Refunds refunds() {
        return Refunds.NONE;
    }

    /** Whether it counts its orders by the moment they were placed, and its adapter file knows how. */
    boolean counts() {
        return lists();
    }

    /** Whether the hub fetches an order that it brings or lists, as it is by then. */
    final boolean names() {
        return orders == Orders.NAMED;
    }

    /** How much later than by most platforms' lists the hub may hear of a change. */
    Duration listedWithin() {
        return Duration.ZERO;
    }

    /** Whether what it signs with covers its words too. */
    boolean signsWords() {
        return true;
    }

    /** Whether the buyer may still think better of it there. */
    boolean cancels(Sale sale) {
        return true;
    }

    /** Whether it can be told how much is left. */
    boolean hearsStock() {
        return true;
    }

    /** Whether its own sales lower the figure that it was told, and its own cancels raise it again. */
    boolean lowersFigure() {
        return true;
    }

    /** What it holds of an article. */
    Optional<Long> left(Article article) {
        return stock.left(channelSku(article));
    }

    /** @param shown false for an order that it only counts */
    final Sale place(long index, List<Sale.Piece> pieces, long freight, boolean shown) {
        Sale sale = book.place(number(index), pieces, freight, first(), shown);
        moveFigures(sale.pieces(), -1);
        return sale;
    }

    /** Empty when the order is over already. */
    final Optional<Sale> cancel(String number) {
        Optional<Sale> cancelled = book.change(number, Sale.State.CANCELLED);
        cancelled.ifPresent(sale -> moveFigures(sale.pieces(), 1));
        return cancelled;
    }

    /** Some units of a line of several; empty when there is no such line, or nothing that can go back. */
    final Optional<Sale> refund(String number, SplittableRandom dice) {
        List<Sale.Piece> several = book.find(number).stream()
                .flatMap(sale -> sale.pieces().stream())
                .filter(piece -> piece.units() > 1)
                .toList();
        if (several.isEmpty()) {
            return Optional.empty();
        }
        Sale.Piece line = several.get(dice.nextInt(several.size()));
        Sale.Piece back = new Sale.Piece(line.article(), 1 + dice.nextInt(line.units() - 1));
        String id = Long.toString(REFUNDS_FROM + refunds.incrementAndGet());
        Optional<Sale> refunded = book.refund(number, id, back, refunds() == Refunds.GOODS);
        refunded.filter(sale -> refunds() == Refunds.GOODS).ifPresent(sale -> moveFigures(List.of(back), 1));
        return refunded;
    }

    private void moveFigures(List<Sale.Piece> pieces, int sign) {
        if (lowersFigure()) {
            pieces.forEach(piece -> stock.movedItself(channelSku(piece.article()), sign * piece.units()));
        }
    }

    Sale.State first() {
        return Sale.State.OPEN;
    }

    /**
     * How it brings an order as it is now; empty when it brings nothing.
     *
     * @param delivery names this message, however often it is tried
     * @param secret what it is signed with: its own, or a forger's
     */
    abstract Optional<Message> message(URI door, Sale sale, String delivery, String secret);

    abstract String secret();

    boolean acknowledges(int status, String body) {
        return status == 200;
    }

    /** The hub has acknowledged what was brought of an order. */
    void taken(Sale sale, String answer) {
        if (!names()) {
            book.acknowledged(sale.number());
        }
    }

    /** Whether the buyer can go on after having placed it. */
    boolean goesOn(Sale sale) {
        return true;
    }

    /** Whether what is bought there is sent somewhere, at a price. */
    boolean delivers() {
        return true;
    }

    abstract Reply answer(Call call);

    /** As the platform says that it has had enough. */
    Reply throttled() {
        return Reply.empty(429);
    }

    private Reply troubled(Call call) {
        if (troubles().happens(Trouble.BROKEN)) {
            return dated(Reply.empty(500));
        }
        if (troubles().happens(Trouble.THROTTLED)) {
            return dated(throttled());
        }
        Reply reply = dated(answer(call));
        if (troubles().happens(Trouble.TOO_LATE)) {
            pause(TOO_LATE);
        }
        return troubles().happens(Trouble.CUT)
                ? reply.cut()
                : troubles().happens(Trouble.HALVED) ? reply.halved() : reply;
    }

    private Reply dated(Reply reply) {
        return reply.with(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ground.clock().instant().atZone(ZoneOffset.UTC)));
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Minor units as platforms write them. */
    static String decimal(long minorUnits) {
        return BigDecimal.valueOf(minorUnits, 2).toPlainString();
    }

    @Override
    public void close() {
        server.close();
    }
}
