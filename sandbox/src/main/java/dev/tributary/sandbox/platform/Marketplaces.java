package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.platform.Troubles.Trouble;
import dev.tributary.sandbox.wire.Http;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All platforms at once around one hub: they sell, are in trouble, and come to rest. */
public final class Marketplaces implements AutoCloseable {

    private static final Map<String, Function<Platform.Ground, Platform>> PLATFORMS = platforms();

    private static final int ARTICLES = 24;
    private static final long UNITS_EACH = 1_000_000;
    private static final int CLOCK_SECONDS_APART_MAX = 8;
    private static final Duration BEGIN_MAX = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final int SAID_EVERY = 10;

    private final Consumer<String> say;
    private final Troubles troubles;
    private final Shopkeeper shopkeeper;
    private final List<Article> articles;
    private final List<Stand> stands;

    private Marketplaces(
            Consumer<String> say,
            Troubles troubles,
            Shopkeeper shopkeeper,
            List<Article> articles,
            List<Stand> stands) {
        this.say = say;
        this.troubles = troubles;
        this.shopkeeper = shopkeeper;
        this.articles = articles;
        this.stands = stands;
    }

    private static Map<String, Function<Platform.Ground, Platform>> platforms() {
        Map<String, Function<Platform.Ground, Platform>> platforms = new LinkedHashMap<>();
        platforms.put("shopify", Shopify::new);
        platforms.put("meituan", Meituan::new);
        platforms.put("woocommerce", Woocommerce::new);
        platforms.put("pinduoduo", Pinduoduo::new);
        platforms.put("taobao", Taobao::new);
        platforms.put("douyin", Douyin::new);
        platforms.put("kuaishou", Kuaishou::new);
        platforms.put("square", Square::new);
        platforms.put("amazon", Amazon::new);
        platforms.put("jd", Jd::new);
        platforms.put("xiaohongshu", Xiaohongshu::new);
        platforms.put("eleme", Eleme::new);
        platforms.put("wechat-shop", WechatShop::new);
        platforms.put("youzan", Youzan::new);
        platforms.put("vipshop", Vipshop::new);
        platforms.put("order-sheet", OrderSheet::new);
        platforms.put("tills", Tills::new);
        platforms.put("app", App::new);
        return platforms;
    }

    /** Whose adapter files are played. */
    public static List<String> names() {
        return List.copyOf(PLATFORMS.keySet());
    }

    /**
     * Connects the named platforms to an empty hub, whose lists are begun when this returns.
     *
     * @param token of the one-time link that the hub's first start leaves
     */
    public static Marketplaces connect(URI hub, String token, List<String> names, long seed, Consumer<String> say)
            throws InterruptedException {
        var dice = new SplittableRandom(seed);
        var troubles = new Troubles(dice.nextLong());
        var articles = Article.some(ARTICLES);
        var shopkeeper = Shopkeeper.open(new Http(), hub, token);
        shopkeeper.stock(articles, UNITS_EACH);
        List<Stand> stands = new ArrayList<>();
        for (String name : names) {
            var ahead = Duration.ofSeconds(dice.nextInt(-CLOCK_SECONDS_APART_MAX, CLOCK_SECONDS_APART_MAX + 1));
            var platform = known(name).apply(new Platform.Ground(articles, Shopkeeper.NODE, troubles, ahead));
            var bringer = new Bringer(platform, shopkeeper.connect(platform, articles));
            stands.add(new Stand(platform, bringer, new Seller(platform, bringer, articles, dice.nextLong())));
        }
        var marketplaces = new Marketplaces(say, troubles, shopkeeper, articles, stands);
        marketplaces.awaitLists();
        return marketplaces;
    }

    private static Function<Platform.Ground, Platform> known(String name) {
        Function<Platform.Ground, Platform> platform = PLATFORMS.get(name);
        if (platform == null) {
            throw new IllegalArgumentException("nobody plays %s; known are %s".formatted(name, names()));
        }
        return platform;
    }

    /** What is sold before a list is begun, by either clock, is none of the hub's. */
    private void awaitLists() throws InterruptedException {
        long deadline = System.nanoTime() + BEGIN_MAX.toNanos();
        for (Stand stand : stands) {
            while (stand.platform().lists() && !shopkeeper.listsBegun(stand.channel())) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("the hub does not begin to read the list of " + stand.channel());
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
        TimeUnit.SECONDS.sleep(CLOCK_SECONDS_APART_MAX + 2);
    }

    public void open() {
        stands.forEach(stand -> stand.seller().open());
    }

    /** Nobody buys any more, and nothing goes wrong any more; what is under way goes on. */
    public void shut() {
        stands.forEach(stand -> stand.seller().shut());
        troubles.end();
        say.accept(Arrays.stream(Trouble.values())
                .map(trouble ->
                        "%s %,d".formatted(trouble.name().toLowerCase(java.util.Locale.ROOT), troubles.times(trouble)))
                .collect(Collectors.joining(", ", "troubles: ", "")));
    }

    /** Each platform sells something that it neither brings nor lists nor gives by number, but counts. */
    public void loseOneEach() {
        for (Stand stand : stands) {
            if (stand.platform().counts()) {
                stand.seller().sell(false);
            }
        }
    }

    /** Waits until every book agrees, or the time is over, and says what does not agree then; answers whether it came to that. */
    public boolean awaitQuiet(Duration most) throws InterruptedException {
        long since = System.nanoTime();
        var check = check();
        var open = new StillOpen();
        Duration limit = most.plus(slowestList());
        for (int looks = 1; ; looks++) {
            open.see(check.open(), Instant.now());
            long waited = System.nanoTime() - since;
            if (open.quiet()) {
                say.accept("quiet after %d s".formatted(waited / 1_000_000_000));
                return true;
            }
            if (looks % SAID_EVERY == 0) {
                say.accept("after %d s still open: %s".formatted(waited / 1_000_000_000, open.brief()));
            }
            if (waited > limit.toNanos()) {
                open.named().forEach(say);
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
        }
    }

    private Duration slowestList() {
        return stands.stream()
                .map(stand -> stand.platform().listedWithin())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    public Check check() {
        return new Check(shopkeeper.office(), articles, UNITS_EACH, stands, say);
    }

    @Override
    public void close() {
        stands.forEach(Stand::close);
    }
}
