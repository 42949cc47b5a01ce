package dev.tributary.sandbox;

import dev.tributary.sandbox.check.Channel;
import dev.tributary.sandbox.check.Check;
import dev.tributary.sandbox.check.Oddities;
import dev.tributary.sandbox.check.SentOrders;
import dev.tributary.sandbox.check.StockBook;
import dev.tributary.sandbox.check.TillClock;
import dev.tributary.sandbox.check.Told;
import dev.tributary.sandbox.check.Verdict;
import dev.tributary.sandbox.foodmart.FoodMart;
import dev.tributary.sandbox.wire.Http;
import dev.tributary.sandbox.world.Desk;
import dev.tributary.sandbox.world.Erp;
import dev.tributary.sandbox.world.Faults;
import dev.tributary.sandbox.world.Listings;
import dev.tributary.sandbox.world.Receivers;
import dev.tributary.sandbox.world.Secrets;
import dev.tributary.sandbox.world.Setup;
import dev.tributary.sandbox.world.Traffic;
import dev.tributary.sandbox.world.World;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sets an empty hub up, replays the FoodMart chain as live traffic, and checks the hub's books against its own. */
public final class Sandbox {

    private static final int PROGRESS_SECONDS = 5;
    private static final int GENTLE_PER_SECOND = 3;
    private static final long GENTLE_ROUND = 1_000;

    private final Options options;
    private final Progress progress = new Progress(System.out);
    private final Instant startedAt = Instant.now();
    private final FoodMart mart = FoodMart.read();
    private final Http http = new Http();
    private final Secrets secrets = Secrets.fresh();
    private final Faults faults;
    private final StockBook receipts = new StockBook();
    private final TillClock tillClock = new TillClock();
    private final Oddities oddities = new Oddities();
    private final SentOrders sent = new SentOrders(oddities);
    private final Desk.Tally tally = Desk.Tally.empty();
    private final String run = Long.toString(Instant.now().getEpochSecond(), 36);

    private Sandbox(Options options) {
        this.options = options;
        this.faults = Faults.named(options.faults(), options.deadCrmSeconds());
    }

    public static void main(String[] arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Options.HELP);
            return;
        }
        int verdict;
        try {
            verdict = new Sandbox(Options.parse(arguments)).play();
        } catch (IllegalArgumentException | IllegalStateException | java.io.UncheckedIOException failure) {
            System.err.println(failure.getMessage());
            verdict = 1;
        }
        System.exit(verdict);
    }

    private int play() throws InterruptedException {
        try (Receivers receivers = new Receivers(mart.products(), secrets, faults, tillClock)) {
            World world = setUp(receivers);
            Desk desk = new Desk(
                    http,
                    options.hub(),
                    world,
                    secrets,
                    faults,
                    sent,
                    oddities,
                    tillClock,
                    receivers.meituanAnswers(),
                    receivers.shopifyFulfilments(),
                    receivers.shopifyOrders(),
                    tally,
                    run);
            Erp erp = new Erp(desk, mart, receipts, options.seed());
            Thread clerk = Thread.ofVirtual().start(erp::work);
            try (Traffic traffic = new Traffic(desk, mart, options.seed())) {
                replay(traffic, world);
                Verdict verdict = check(receivers, world, erp);
                if (!options.exit()) {
                    goOn(traffic, world);
                }
                return verdict.good() && oddities.count() == 0 ? 0 : 1;
            } finally {
                erp.stop();
                clerk.join(TimeUnit.SECONDS.toMillis(10));
            }
        }
    }

    private World setUp(Receivers receivers) throws InterruptedException {
        progress.say("setting up %s through its public API", options.hub());
        Setup setup = new Setup(http, options.hub(), mart, progress, secrets, options.merchant());
        World world = setup.build(options.link().token(), receivers, receipts, options.seed(), options.orders(), run);
        awaitOpeningNews(receivers, world);
        return world;
    }

    /** Bulk news of the opening stock is told first, and not measured: the figures are those of live traffic. */
    private void awaitOpeningNews(Receivers receivers, World world) throws InterruptedException {
        boolean known = Check.awaitNews(world.auditor(), told(receivers, false));
        told(receivers, false).forEach(channel -> channel.news().latency().reset());
        progress.say(
                known
                        ? "the hub is set up, every channel knows the opening stock"
                        : "the hub is set up, but not every channel knows the opening stock yet");
    }

    private List<Told> told(Receivers receivers, boolean forgottenToo) {
        return List.of(
                new Told("App", receivers.appNews(), Rows.changed(receipts)),
                new Told("Shopify", receivers.shopifyNews(), Rows.ofShopify(mart, forgottenToo)),
                new Told("Meituan", receivers.meituanNews(), Rows.ofMeituan(mart)));
    }

    private void replay(Traffic traffic, World world) throws InterruptedException {
        progress.say(
                "replaying %,d baskets %s",
                options.orders(),
                options.perSecond() == 0 ? "as fast as the hub takes them" : "at " + options.perSecond() + " a second");
        double began = progress.seconds();
        try (ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().factory())) {
            ticker.scheduleAtFixedRate(this::tick, PROGRESS_SECONDS, PROGRESS_SECONDS, TimeUnit.SECONDS);
            traffic.play(options.orders(), options.perSecond());
            ticker.shutdownNow();
        }
        int forgotten = Listings.mapForgotten(world.setup(), mart.products());
        double took = progress.seconds() - began;
        progress.say(
                "%,d orders sent in %.1f s (%.0f/s); %d forgotten listings mapped",
                sent.sent(), took, sent.sent() / took, forgotten);
    }

    private void tick() {
        long accepted = 0;
        long refused = 0;
        for (Channel channel : Channel.values()) {
            accepted += sent.accepted(channel);
            refused += sent.refused(channel);
        }
        progress.say("sent %,d, accepted %,d, refused %,d", sent.sent(), accepted, refused);
    }

    private Verdict check(Receivers receivers, World world, Erp erp) throws InterruptedException {
        erp.stopReceiving();
        progress.say("waiting until all is processed, held or expired");
        Check check = new Check(
                world.auditor(),
                sent,
                receipts,
                receivers.meituanAnswers(),
                receivers.shopifyFulfilments(),
                startedAt,
                erp::idle);
        check.awaitOrders();
        progress.say("comparing the books");
        Verdict verdict = check.compare(
                told(receivers, true),
                List.of(new Check.Party("ERP", receivers.erpOrders()), new Check.Party("CRM", receivers.crmOrders())));
        new Report(progress, sent, receivers, tally, oddities, http).print(verdict, erp);
        return verdict;
    }

    private void goOn(Traffic traffic, World world) throws InterruptedException {
        sent.stopRemembering();
        progress.print("");
        progress.print("The chain goes on with gentle traffic. Console: %s/console".formatted(options.hub()));
        progress.print(
                "Log in as %s with the password %s . Stop with Ctrl-C.".formatted(world.operator(), world.password()));
        while (!Thread.currentThread().isInterrupted()) {
            traffic.play(GENTLE_ROUND, GENTLE_PER_SECOND);
        }
    }
}
