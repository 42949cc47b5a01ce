package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.HubClient;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Compares every platform's own books with what the hub says of them, and prints a certificate for each adapter. */
public final class Check {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int WRONG_SHOWN = 8;
    private static final String HEAD = "%-12s %6s %6s %7s %6s %6s %6s %6s %6s %9s %6s %14s %14s  %-11s %s"
            .formatted(
                    "adapter",
                    "orders",
                    "unseen",
                    "refunds",
                    "sent",
                    "again",
                    "twice",
                    "unsent",
                    "pulled",
                    "forged",
                    "here",
                    "sum theirs",
                    "sum ours",
                    "certificate",
                    "verdict");

    private final HubClient office;
    private final HubBooks hub;
    private final List<Article> articles;
    private final long opening;
    private final List<Stand> stands;
    private final Consumer<String> say;

    Check(HubClient office, List<Article> articles, long opening, List<Stand> stands, Consumer<String> say) {
        this.office = office;
        this.hub = new HubBooks(office);
        this.articles = articles;
        this.opening = opening;
        this.stands = stands;
        this.say = say;
    }

    /** What is not the same yet, by channel, and "stock"; nothing when orders and stock are the same everywhere. */
    Map<String, List<String>> open() throws InterruptedException {
        Map<String, List<String>> open = new LinkedHashMap<>();
        for (Stand stand : stands) {
            List<String> wrong = new ArrayList<>(compared(stand).wrong());
            if (!stand.idle()) {
                wrong.add("it still sends");
            }
            open.put(stand.channel(), wrong);
        }
        open.put("stock", stockWrong());
        return open;
    }

    private Comparison compared(Stand stand) throws InterruptedException {
        return Comparison.of(stand.platform().book(), hub.orders(stand.channel()));
    }

    private List<String> stockWrong() throws InterruptedException {
        var left = StockBooks.left(articles, opening, stands);
        List<String> wrong = new ArrayList<>(StockBooks.held(left, hub.available()));
        stands.forEach(stand -> StockBooks.told(left, articles, stand.platform())
                .forEach(one -> wrong.add(stand.channel() + ": " + one)));
        return wrong;
    }

    /** Prints the table, then what is wrong; true when nothing is. */
    public boolean holds() throws InterruptedException {
        Map<String, List<String>> wrong = new HashMap<>();
        say.accept(HEAD);
        for (Stand stand : stands) {
            wrong.put(stand.channel(), row(stand));
        }
        List<String> stock = stockWrong();
        say.accept("stock: %d articles held and told %d channels (%,d tellings): %s"
                .formatted(
                        articles.size(),
                        stands.size(),
                        stands.stream()
                                .mapToLong(it -> it.platform().stock().tellings())
                                .sum(),
                        stock.isEmpty() ? "the same" : "NOT THE SAME"));
        wrong.put("stock", stock);
        wrong.forEach((name, all) -> {
            all.stream().limit(WRONG_SHOWN).forEach(one -> say.accept("  WRONG %s: %s".formatted(name, one)));
            if (all.size() > WRONG_SHOWN) {
                say.accept("  WRONG %s: and %,d more".formatted(name, all.size() - WRONG_SHOWN));
            }
        });
        return wrong.values().stream().allMatch(List::isEmpty);
    }

    /** Prints one channel's row and answers what is wrong with it. */
    private List<String> row(Stand stand) throws InterruptedException {
        Comparison compared = compared(stand);
        List<String> wrong = new ArrayList<>(compared.wrong());
        stand.bringer().wrong().forEach(wrong::add);
        Bringer.Counts counts = stand.bringer().counts();
        if (counts.forged() != counts.forgeriesRefused()) {
            wrong.add("of %d forgeries %d were refused".formatted(counts.forged(), counts.forgeriesRefused()));
        }
        if (compared.sumTheirs() != compared.sumOurs()) {
            wrong.add("the sums differ by %d".formatted(compared.sumTheirs() - compared.sumOurs()));
        }
        Optional<DayCertificate> certificate = certificate(stand, compared.unseen(), wrong);
        say.accept("%-12s %,6d %,6d %,7d %,6d %,6d %,6d %,6d %,6d %9s %,6d %,14d %,14d  %-11s %s"
                .formatted(
                        stand.channel(),
                        compared.orders(),
                        compared.unseen().size(),
                        compared.refunds(),
                        counts.sent(),
                        counts.again(),
                        counts.duplicates(),
                        counts.unsent(),
                        stand.platform().pages().listed(),
                        counts.forgeriesRefused() + "/" + counts.forged(),
                        compared.here(),
                        compared.sumTheirs(),
                        compared.sumOurs(),
                        certificate.map(DayCertificate::state).orElse("-"),
                        wrong.isEmpty() ? "all here" : "WRONG"));
        return wrong;
    }

    /** Of today; what was sold before midnight, where that came between, is on the day before. */
    private Optional<DayCertificate> certificate(Stand stand, Set<String> unseen, List<String> wrong)
            throws InterruptedException {
        var sales = stand.platform().book().all().stream()
                .filter(sale -> !unseen.contains(sale.number()))
                .toList();
        List<LocalDate> days = sales.stream()
                .map(sale -> LocalDate.ofInstant(sale.placedAt(), ZONE))
                .distinct()
                .sorted()
                .toList();
        Optional<DayCertificate> last = Optional.empty();
        for (LocalDate day : days) {
            last = DayCertificate.count(office, stand.channel(), day);
            last.ifPresent(counted -> judge(counted, day, sales, wrong));
        }
        if (stand.platform().counts() && last.isEmpty()) {
            wrong.add("its adapter file does not say how its orders are counted");
        }
        return last;
    }

    private static void judge(DayCertificate counted, LocalDate day, List<Sale> sales, List<String> wrong) {
        List<Sale> ofDay = sales.stream()
                .filter(sale -> LocalDate.ofInstant(sale.placedAt(), ZONE).equals(day))
                .toList();
        List<String> hidden =
                ofDay.stream().filter(sale -> !sale.shown()).map(Sale::number).toList();
        String expected = hidden.isEmpty() ? "GREEN" : "RED";
        if (!counted.state().equals(expected) || !counted.missing().equals(hidden)) {
            wrong.add("the certificate of %s is %s, missing %s (%s); it must be %s, missing %s"
                    .formatted(day, counted.state(), counted.missing(), counted.failure(), expected, hidden));
        }
        if (counted.theirs() != ofDay.size()) {
            wrong.add("the certificate counts %d orders of %s, the platform %d"
                    .formatted(counted.theirs(), day, ofDay.size()));
        }
    }

    /** For each channel that was made to lose an order: whether the hub names it; prints what it says. */
    public boolean namesTheLost() throws InterruptedException {
        boolean all = true;
        boolean any = false;
        for (Stand stand : stands) {
            for (Sale sale : stand.platform().book().all()) {
                if (!sale.shown()) {
                    any = true;
                    all &= named(stand, sale);
                }
            }
        }
        if (!any) {
            say.accept("no channel here has a certificate, so nothing was lost on purpose");
        }
        return all && any;
    }

    private boolean named(Stand stand, Sale sale) throws InterruptedException {
        var counted = DayCertificate.count(office, stand.channel(), LocalDate.ofInstant(sale.placedAt(), ZONE));
        boolean named = counted.filter(
                        it -> it.state().equals("RED") && it.missing().equals(List.of(sale.number())))
                .isPresent();
        say.accept(
                named
                        ? "RED, as it must be: %s %s is missing (%d minor units)"
                                .formatted(stand.channel(), sale.number(), sale.total())
                        : "NOT AS IT MUST BE: %s %s is missing, and the certificate is %s"
                                .formatted(
                                        stand.channel(),
                                        sale.number(),
                                        counted.map(it -> it.state() + ", missing " + it.missing())
                                                .orElse("not there")));
        return named;
    }
}
