package dev.tributary.sandbox.check;

import dev.tributary.sandbox.wire.HubClient;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Waits until the hub has come to rest, then compares order by order and row by row with what we know ourselves. */
public final class Check {

    private static final Duration ORDERS_WAIT_MAX = Duration.ofSeconds(120);
    private static final Duration NEWS_WAIT_MAX = Duration.ofSeconds(120);
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final int LOOKS_MAX = 15;

    private final HubClient auditor;
    private final SentOrders sent;
    private final StockBook receipts;
    private final OrderAnswers answers;
    private final Fulfilments fulfilments;
    private final HeldOrders held;
    private final BooleanSupplier erpIdle;

    public Check(
            HubClient auditor,
            SentOrders sent,
            StockBook receipts,
            OrderAnswers answers,
            Fulfilments fulfilments,
            Instant startedAt,
            BooleanSupplier erpIdle) {
        this.auditor = auditor;
        this.sent = sent;
        this.receipts = receipts;
        this.answers = answers;
        this.fulfilments = fulfilments;
        this.held = new HeldOrders(auditor, startedAt);
        this.erpIdle = erpIdle;
    }

    /**
     * Every accepted order is listed, who never paid has lost the hold, the ERP has taken over what there was,
     * Meituan has heard of each of its orders that it is confirmed or not to be met, and Shopify of what has left.
     */
    public void awaitOrders() throws InterruptedException {
        long deadline = System.nanoTime() + ORDERS_WAIT_MAX.toNanos();
        do {
            held.look();
            if (openOrders() == 0 && erpIdle.getAsBoolean()) {
                return;
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        } while (System.nanoTime() < deadline);
    }

    private long openOrders() {
        return sent.all().stream()
                .filter(order -> order.reception() == SentOrder.Reception.ACCEPTED)
                .filter(order -> {
                    HeldOrder found = held.find(order);
                    return found == null
                            || !settled(order, found)
                            || unanswered(order, found)
                            || !order.refundKnown(found);
                })
                .count();
    }

    private boolean unanswered(SentOrder sent, HeldOrder order) {
        return sent.channel() == Channel.MEITUAN && order.waits()
                || !misfit(sent.channel(), order).isEmpty();
    }

    /** Between what the hub holds and what it has told the order's platform. */
    private String misfit(Channel channel, HeldOrder order) {
        return switch (channel) {
            case MEITUAN -> answers.misfit(order);
            case SHOPIFY -> fulfilments.misfit(order);
            case APP, MINI, TILLS -> "";
        };
    }

    private static boolean settled(SentOrder sent, HeldOrder order) {
        return switch (sent.fate()) {
            case KEPT -> true;
            case CANCELLED, LEFT_TO_EXPIRE ->
                order.state().equals("CANCELLED") || order.state().equals("SHIPPED");
        };
    }

    /** What does not fit is looked at again for a while: a hub at rest agrees at once, a wrong one never does. */
    public Verdict compare(List<Told> channels, List<Party> parties) throws InterruptedException {
        Verdict verdict = books(parties);
        for (int looks = 1; !verdict.good() && looks < LOOKS_MAX; looks++) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            held.look();
            verdict = books(parties);
        }
        compareNews(verdict, channels);
        return verdict;
    }

    private Verdict books(List<Party> parties) throws InterruptedException {
        Verdict verdict = new Verdict();
        OwnBook book = new OwnBook(receipts);
        compareOrders(verdict, book, parties);
        compareStock(verdict, book);
        return verdict;
    }

    /** Someone who subscribed to news of orders. */
    public record Party(String name, OrdersHeard heard) {}

    private void compareOrders(Verdict verdict, OwnBook book, List<Party> parties) {
        Map<Channel, Long> ours = new EnumMap<>(Channel.class);
        Map<Channel, Long> theirs = new EnumMap<>(Channel.class);
        long expected = 0;
        for (SentOrder order : sent.all()) {
            HeldOrder found = held.find(order);
            if (order.reception() == SentOrder.Reception.ACCEPTED) {
                expected++;
                ours.merge(order.channel(), found == null ? order.total() : worth(order, found), Long::sum);
                if (found == null) {
                    verdict.lost++;
                    verdict.finding("%s %s is lost", order.channel().title(), order.number());
                } else {
                    theirs.merge(order.channel(), found.payable(), Long::sum);
                    compareOrder(verdict, book, order, found, parties);
                }
            } else if (found != null && order.reception() == SentOrder.Reception.REFUSED) {
                verdict.finding("%s was refused and is an order all the same", order.number());
            }
        }
        verdict.orders = expected;
        if (held.twice() > 0 || held.all().size() != expected) {
            verdict.finding(
                    "the hub lists %d orders, %d of them twice; we know of %d",
                    held.all().size(), held.twice(), expected);
        }
        compareSums(verdict, ours, theirs);
        if (!verdict.afterSales.sums().isEmpty()) {
            verdict.finding("%s", verdict.afterSales.sums());
        }
    }

    /** What is wrong with the lines is found where they are compared. */
    private static long worth(SentOrder order, HeldOrder found) {
        return found.lines().length == order.items().length ? order.worth(found) : order.total();
    }

    private void compareOrder(Verdict verdict, OwnBook book, SentOrder order, HeldOrder found, List<Party> parties) {
        String misfit = book.enter(order, found);
        if (!misfit.isEmpty()) {
            verdict.finding("%s", misfit);
        } else {
            compareAfterSales(verdict, order, found, parties);
        }
        if (found.payable() != worth(order, found)) {
            verdict.finding("%s: we sent %d, the hub says %d", order.number(), worth(order, found), found.payable());
        }
        if (!settled(order, found)) {
            verdict.finding("%s should be over and is %s", order.number(), found.state());
        }
        if (!misfit(order.channel(), found).isEmpty()) {
            verdict.finding("%s", misfit(order.channel(), found));
        }
        if (found.waits()) {
            verdict.waits(order.channel());
        }
        if (found.state().equals("CANCELLED")) {
            verdict.over(order.channel());
        }
        for (Party party : parties) {
            if (!party.heard().knows(found.channel(), found.number(), found.state())) {
                verdict.finding("%s was not told that %s is %s", party.name(), found.number(), found.state());
            }
        }
    }

    private static void compareAfterSales(Verdict verdict, SentOrder order, HeldOrder found, List<Party> parties) {
        String misfit = verdict.afterSales.enter(order, found);
        if (!misfit.isEmpty()) {
            verdict.finding("%s", misfit);
        }
        GivenBack back = order.givenBack();
        if (back != null && !back.receipt().isEmpty()) {
            for (Party party : parties) {
                if (!party.heard().knows(found.channel(), back.receipt(), "")) {
                    verdict.finding("%s was not told of the return %s", party.name(), back.receipt());
                }
            }
        }
    }

    private static void compareSums(Verdict verdict, Map<Channel, Long> ours, Map<Channel, Long> theirs) {
        ours.forEach((channel, sum) -> {
            long held = theirs.getOrDefault(channel, 0L);
            if (sum != held) {
                verdict.finding("%s: we sold for %d, the hub says %d", channel.title(), sum, held);
            }
        });
    }

    private void compareStock(Verdict verdict, OwnBook book) throws InterruptedException {
        Map<String, HeldStock.Row> stock = HeldStock.read(auditor);
        verdict.rows = stock.size();
        stock.forEach((key, row) -> {
            OwnBook.Row own = book.rows().getOrDefault(key, new OwnBook.Row());
            if (own.onHand() != row.onHand() || own.held != row.reserved() || own.available() != row.available()) {
                verdict.finding(
                        "%s: on hand %d, held %d, available %d by our book; %d, %d, %d by the hub's",
                        key, own.onHand(), own.held, own.available(), row.onHand(), row.reserved(), row.available());
            }
            if (row.reserved() > row.onHand() + row.allowance() + row.unitsShort() || row.reserved() < 0) {
                verdict.finding("%s promises more than it has: %s", key, row);
            }
            if (row.unitsShort() > 0 && own.soldAtTills == 0) {
                verdict.finding("%s is %d short, but no till sold it", key, row.unitsShort());
            }
            verdict.unitsShort += row.unitsShort();
        });
        book.rows().forEach((key, own) -> {
            verdict.oversold += own.oversold();
            if (!stock.containsKey(key)) {
                verdict.finding("%s is not in the hub's book", key);
            }
        });
    }

    private void compareNews(Verdict verdict, List<Told> channels) throws InterruptedException {
        if (awaitNews(auditor, channels)) {
            return;
        }
        Map<String, Long> available = available(auditor);
        for (Told channel : channels) {
            long differing = channel.differing(available);
            if (differing > 0) {
                verdict.finding("%s was told other stock than the hub holds, of %d rows", channel.title(), differing);
            }
        }
    }

    /** Waits until every channel believes of its rows what the hub holds; answers whether it came to that. */
    public static boolean awaitNews(HubClient auditor, List<Told> channels) throws InterruptedException {
        long deadline = System.nanoTime() + NEWS_WAIT_MAX.toNanos();
        Map<String, Long> available = available(auditor);
        while (channels.stream().anyMatch(channel -> channel.differing(available) > 0)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return true;
    }

    private static Map<String, Long> available(HubClient auditor) throws InterruptedException {
        Map<String, Long> available = new HashMap<>();
        HeldStock.read(auditor).forEach((key, row) -> available.put(key, row.available()));
        return available;
    }
}
