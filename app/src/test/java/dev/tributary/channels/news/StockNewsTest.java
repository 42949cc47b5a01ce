package dev.tributary.channels.news;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.channels.Eventually;
import dev.tributary.channels.Shop;
import dev.tributary.channels.StockBuffers;
import dev.tributary.channels.StockNews;
import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.buffer.Buffers;
import dev.tributary.channels.lane.CallRates;
import dev.tributary.inventory.Availability;
import dev.tributary.inventory.ChannelQuota;
import dev.tributary.inventory.ChannelView;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.QuotaDraft;
import dev.tributary.inventory.Quotas;
import dev.tributary.journal.Event;
import dev.tributary.kernel.ChannelId;
import dev.tributary.leases.Suspensions;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockNewsTest {

    private HubUnderTest hub;
    private Platform platform;

    @BeforeAll
    void start() throws IOException {
        platform = new Platform();
        hub = HubUnderTest.shared();
    }

    @AfterAll
    void stop() {
        platform.server.stop(0);
    }

    private Shop meituan() {
        return Shop.open(
                hub,
                "meituan",
                Map.of(
                        "appId",
                        "5873",
                        "appSecret",
                        "hush",
                        "apiBaseUrl",
                        platform.url("/meituan"),
                        "stores",
                        Map.of("poi-3", "store-3")));
    }

    private StockNews.Lane lane(Shop shop) {
        return Eventually.present(
                "a lane",
                () -> hub.bean(StockNews.class).lanes(shop.merchant).stream().findFirst());
    }

    @Test
    void shopifyHearsTheNewestFigureInItsOwnFormat() {
        var shop = platform.shopify(hub, "/shopify");
        shop.list("4411", "MILK");
        Eventually.yes("first figure", () -> platform.heard("4411", 10));
        shop.receive("MILK", 5);
        Eventually.yes("newest figure", () -> platform.heard("4411", 15));
        assertThat(platform.bodies)
                .anySatisfy(body ->
                        assertThat(body).contains("InventoryItem/4411", "quantity: 15", "gid://shopify/Location/9"));
        assertThat(platform.tokens).containsOnly("token");
        assertThat(lane(shop).health()).isEqualTo(StockNews.Health.WELL);
        Eventually.yes("nothing waits", () -> lane(shop).waiting() == 0);
    }

    @Test
    void meituanHearsAStoresFiguresSignedInOneCall() {
        var shop = meituan();
        shop.list("m-1", "MILK");
        shop.list("m-2", "BREAD");
        Eventually.yes("figures", () -> platform.heard("poi-3/m-1", 10) && platform.heard("poi-3/m-2", 10));
        assertThat(platform.badSignatures).hasValue(0);
    }

    @Test
    void aBundlesFigureFollowsItsScarcestComponent() {
        var shop = platform.shopify(hub, "/shopify");
        shop.newProduct("BREAKFAST");
        shop.compose("BREAKFAST", Map.of("MILK", 3L, "BREAD", 1L));
        shop.list("3311", "BREAKFAST");
        Eventually.yes("ten of milk make three", () -> platform.heard("3311", 3));
        shop.receive("MILK", 100);
        Eventually.yes("ten of bread make ten", () -> platform.heard("3311", 10));
        shop.compose("BREAKFAST", Map.of("MILK", 1L, "BREAD", 2L));
        Eventually.yes("of two breads each it is five", () -> platform.heard("3311", 5));
    }

    @Test
    void aChannelHearsWhatQuotasLeaveIt() {
        var shop = platform.shopify(hub, "/shopify");
        shop.list("4417", "MILK");
        Eventually.yes("all of it", () -> platform.heard("4417", 10));
        shop.newProduct("PAIR");
        shop.compose("PAIR", Map.of("MILK", 2L));
        shop.list("4418", "PAIR");
        Eventually.yes("five pairs", () -> platform.heard("4418", 5));
        var quotas = hub.bean(Quotas.class);
        var aside = new QuotaDraft(
                shop.sku("MILK"),
                List.of(new ChannelId(77)),
                Optional.empty(),
                ChannelQuota.Kind.DEDICATED,
                4,
                false,
                Optional.empty(),
                Optional.empty(),
                "test",
                "for another channel");
        quotas.put(shop.merchant, "aside", aside, Optional.empty(), "test");
        Eventually.yes("without what is set aside", () -> platform.heard("4417", 6));
        Eventually.yes("three pairs", () -> platform.heard("4418", 3));
        shop.receive("MILK", 2);
        Eventually.yes("and what came", () -> platform.heard("4417", 8));
        quotas.end(shop.merchant, "aside", Optional.empty(), "test");
        Eventually.yes("all of it again", () -> platform.heard("4417", 12));
    }

    @Test
    void aChannelIsToldLessOfTheLastUnitsWhileTheySellFastAndAllWhenTheyDoNot() {
        var shop = platform.shopify(hub, "/shopify");
        var buffers = hub.bean(StockBuffers.class);
        shop.list("3312", "MILK");
        Eventually.yes("all there is", () -> platform.heard("3312", 10));
        Eventually.yes("how late it hears is known", () -> lane(shop).age99().isPositive());
        shop.sell("MILK", 2);

        // The buffer is what sells until the channel has heard; twice as many as make one, so that it lasts.
        var sold = new AtomicInteger();
        var shown = Eventually.present("something is held back", () -> {
            shop.receive("MILK", 1);
            shop.sell("MILK", 1);
            sold.incrementAndGet();
            return buffers.of(shop.merchant, shop.channel).stream().findFirst();
        });
        shop.receive("MILK", sold.get());
        shop.sell("MILK", sold.get());
        Eventually.yes("told less", () -> platform.lastHeard("3312") < 8);
        assertThat(shown.formula()).endsWith("/s, rounded up").startsWith(shown.units() + " = ");
        Eventually.yes("all again", () -> platform.lastHeard("3312") == 8);
        assertThat(buffers.of(shop.merchant, shop.channel)).isEmpty();

        buffers.set(shop.merchant, shop.channel, shop.sku("MILK"), 7, "li", "the count is doubted");
        Eventually.yes("seven less", () -> platform.lastHeard("3312") == 1);
        buffers.set(shop.merchant, shop.channel, shop.sku("MILK"), 0, "li", "off");
        Eventually.yes("all", () -> platform.lastHeard("3312") == 8);
        assertThat(buffers.clear(shop.merchant, shop.channel, shop.sku("MILK"))).isTrue();
        assertThat(buffers.clear(shop.merchant, shop.channel, shop.sku("MILK"))).isFalse();
    }

    @Test
    void whileManyAreLeftTheChannelIsToldAllHoweverFastTheySell() {
        var shop = platform.shopify(hub, "/shopify");
        shop.receive("MILK", 9_990);
        shop.list("3312", "MILK");
        Eventually.yes("how late it hears is known", () -> lane(shop).age99().isPositive());
        shop.sell("MILK", 2_000);
        Eventually.yes("all there is", () -> platform.heard("3312", 8_000));
        assertThat(hub.bean(StockBuffers.class).of(shop.merchant, shop.channel)).isEmpty();
    }

    @Test
    void whatWasToldIsRememberedAndOnlyThat() {
        var shop = platform.shopify(hub, "/shopify");
        shop.list("5511", "BREAD");
        Eventually.yes("figure", () -> platform.heard("5511", 10));
        var told = Eventually.present(
                "remembered",
                () -> hub.bean(JdbcClient.class)
                        .sql("select available from channels.told where channel_id = ?")
                        .param(shop.channel.value())
                        .query(Long.class)
                        .optional());
        assertThat(told).isEqualTo(10);
    }

    @Test
    void aChannelIsNotToldAgainWhatItKnows() {
        var shop = platform.shopify(hub, "/shopify");
        shop.list("9911", "BREAD");
        Eventually.yes("first figure", () -> platform.heard("9911", 10));
        Eventually.yes("remembered", () -> toldVersion(shop) > 0 && lane(shop).waiting() == 0);
        long before = toldVersion(shop);
        long calls = calls("9911");
        shop.receiveAndKeepBack("BREAD", 5);
        Eventually.yes("the newer row is known to be told", () -> toldVersion(shop) > before);
        shop.receive("BREAD", 1);
        Eventually.yes("newest figure", () -> platform.heard("9911", 11));
        assertThat(calls("9911")).isEqualTo(calls + 1);
    }

    private long calls(String sku) {
        return platform.bodies.stream()
                .filter(body -> body.contains("InventoryItem/" + sku))
                .count();
    }

    private long toldVersion(Shop shop) {
        return hub.bean(JdbcClient.class)
                .sql("select version from channels.told where channel_id = ?")
                .param(shop.channel.value())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    @Test
    void aChannelThatIsDownIsShownAndDelaysNoOther() {
        var broken = platform.shopify(hub, "/down");
        broken.list("6611", "MILK");
        broken.list("6612", "BREAD");
        var well = platform.shopify(hub, "/shopify");
        well.list("7711", "MILK");
        Eventually.yes("the other is told", () -> platform.heard("7711", 10));
        Eventually.yes("shown as broken", () -> lane(broken).health() == StockNews.Health.BROKEN);
        assertThat(lane(broken).trouble()).contains("HTTP 500");
        assertThat(lane(broken).waiting()).isEqualTo(2);
    }

    @Test
    void goodsAChannelDoesNotSellTakeNoPlaceInItsNews() {
        var shop = platform.shopify(hub, "/shopify");
        var lane = idle(shop);
        lane.shelves().compare(shop.sku("MILK"), Map.of(), Instant.EPOCH);
        lane.shelves().changed(shop.sku("MILK"), shop.node.id(), 2, Instant.EPOCH);
        lane.shelves().changed(shop.sku("BREAD"), shop.node.id(), 2, Instant.EPOCH);
        assertThat(lane.shown(Instant.EPOCH).waiting()).isEqualTo(1);
        lane.shelves().listed(shop.sku("BREAD"), Instant.EPOCH);
        lane.shelves().changed(shop.sku("BREAD"), shop.node.id(), 3, Instant.EPOCH);
        assertThat(lane.shown(Instant.EPOCH).waiting()).isEqualTo(2);
    }

    /** What the call under way brings may be older than what the platform has done. */
    @Test
    void whatAPlatformMovesWhileItIsToldIsToldOnceMore() {
        var shop = platform.shopify(hub, "/shopify");
        shop.list("9922", "MILK");
        Eventually.yes("told", () -> platform.heard("9922", 10));
        var shelves = idle(shop).shelves();
        shelves.compare(shop.sku("MILK"), Map.of(), Instant.EPOCH);
        var batch = shelves.next(Instant.EPOCH, 10, 10);
        assertThat(batch).hasSize(1);
        shelves.sent(batch);
        shelves.movedThere(shop.sku("MILK"), Instant.EPOCH);
        shelves.told(batch.getFirst());
        shelves.landed(batch);
        var again = shelves.next(Instant.EPOCH, 10, 10);
        assertThat(again).hasSize(1);
        shelves.sent(again);
        shelves.told(again.getFirst());
        shelves.landed(again);
        shelves.changed(shop.sku("MILK"), shop.node.id(), 0, Instant.EPOCH);
        assertThat(shelves.next(Instant.EPOCH, 10, 10)).isEmpty();
    }

    /** It is never started, so what it marks stays marked. */
    private NewsLane idle(Shop shop) {
        var parts = new NewsLane.Parts(
                hub.bean(Availability.class),
                hub.bean(ChannelView.class),
                hub.bean(Catalog.class),
                hub.bean(Nodes.class),
                hub.bean(StockCall.class),
                hub.bean(Differences.class),
                new CallRates(new SimpleMeterRegistry()),
                Clock.systemUTC(),
                new SimpleMeterRegistry(),
                hub.bean(Suspensions.class),
                hub.bean(Buffers.class),
                hub.bean(ParkedShelves.class),
                told -> {},
                (channel, figures) -> {});
        var account = hub.bean(JdbcChannelAccounts.class).open(shop.channel).orElseThrow();
        return new NewsLane(account, List.of(shop.node.id()), parts);
    }

    @Test
    void aHiccupIsTriedAgainAtOnce() {
        var shop = Shop.open(
                hub,
                "shopify",
                Map.of(
                        "shopDomain",
                        "x.example",
                        "webhookSecret",
                        "hush",
                        "apiBaseUrl",
                        platform.url("/hiccup"),
                        "accessToken",
                        "token",
                        "locationId",
                        "9"));
        shop.list("8811", "MILK");
        Eventually.yes("told after one failure", () -> platform.heard("8811", 10));
        assertThat(lane(shop).failed()).isEqualTo(1);
    }

    @Test
    void oneRefusedSkuIsFoundAmongMany() {
        var shop = meituan();
        shop.list("bad-1", "MILK");
        shop.list("good-1", "BREAD");
        Eventually.yes("the good one is told", () -> platform.heard("poi-3/good-1", 10));
        Eventually.yes("the bad one is shown", () -> lane(shop).trouble().isPresent());
    }

    @Test
    void oneItemThatKeepsShopifyFromTakingACallIsTriedWithoutTheOthers() {
        var shop = platform.shopify(hub, "/shopify");
        shop.list("40411", "MILK");
        shop.list("4422", "BREAD");
        Eventually.yes("the other is told", () -> platform.heard("4422", 10));
        Eventually.yes(
                "the one is shown",
                () -> lane(shop).trouble().equals(Optional.of("40411: INVALID_INVENTORY_ITEM: no")));
        assertThat(lane(shop).health()).isEqualTo(StockNews.Health.WELL);
        Eventually.yes("only that waits", () -> lane(shop).waiting() == 1);
    }

    /** By its own sale it has less, and by its own cancel more, than it was told. */
    @Test
    void whatAPlatformMovesByItselfIsToldAgainThoughTheFigureHereIsTheSame() {
        var shop = platform.shopify(hub, "/shopify");
        shop.list("7711", "MILK");
        Eventually.yes("told", () -> platform.heard("7711", 10) && lane(shop).told() == 1);
        for (var type : List.of("order.placed.v1", "order.cancelled.v1", "order.amended.v1", "order.expired.v1")) {
            platform.figures.clear();
            var order = "{\"channelId\": \"%s\", \"lines\": [{\"line\": 1}, {\"skuId\": \"%s\"}]}"
                    .formatted(shop.channel, shop.sku("MILK"));
            hub.bean(StockNewsLanes.class)
                    .accept(List.of(new Event(1, Instant.now(), type, "order/1", shop.merchant, 1, order)));
            Eventually.yes("told again after " + type, () -> platform.heard("7711", 10));
        }
    }

    /** What was sold and cancelled before the hub heard of it makes no news. */
    @Test
    void aFigureThatAPlatformMayHaveMovedIsToldAgainAfterAWhile() {
        var shop = Shop.open(
                hub,
                "meituan",
                Map.of(
                        "appId",
                        "5873",
                        "appSecret",
                        "hush",
                        "apiBaseUrl",
                        platform.url("/meituan"),
                        "tellAgainSeconds",
                        "0.1",
                        "stores",
                        Map.of("poi-3", "store-3")));
        shop.list("again-1", "MILK");
        Eventually.yes("told", () -> platform.heard("poi-3/again-1", 10));
        platform.figures.clear();
        Eventually.yes("told again", () -> platform.heard("poi-3/again-1", 10));
    }

    /** Douyin numbers its goods: a letter cannot be told to it, and is no sign that it is not there. */
    @Test
    void aSkuThatTheFileCannotSayIsItsOwnTroubleAndNotTheChannels() {
        var shop = Shop.open(
                hub,
                "douyin",
                Map.of(
                        "apiBaseUrl",
                        platform.url("/down"),
                        "appKey",
                        "7001",
                        "appSecret",
                        "hush",
                        "accessToken",
                        "token"));
        shop.list("ABC:1", "MILK");
        Eventually.yes("shown", () -> lane(shop).trouble().isPresent());
        assertThat(lane(shop).failed()).isEqualTo(1);
        assertThat(lane(shop).health()).isEqualTo(StockNews.Health.WELL);
    }

    @Test
    void ofACallThatWasTakenInPartTheRestIsTold() {
        var shop = meituan();
        shop.list("gone-1", "MILK");
        shop.list("here-1", "BREAD");
        Eventually.yes("the rest is told", () -> platform.heard("poi-3/here-1", 10));
        Eventually.yes(
                "what was left out is shown", () -> lane(shop).trouble().equals(Optional.of("gone-1: no such goods")));
        assertThat(lane(shop).health()).isEqualTo(StockNews.Health.WELL);
        Eventually.yes("only that waits", () -> lane(shop).waiting() == 1);
        Eventually.yes(
                "only what was told is remembered",
                () -> hub.bean(JdbcClient.class)
                        .sql("select sku_id from channels.told where channel_id = ?")
                        .param(shop.channel.value())
                        .query(Long.class)
                        .list()
                        .equals(List.of(shop.sku("BREAD").value())));
    }

    @Test
    void aChannelThatHasHadEnoughIsLeftAloneAsLongAsItSaysAndThenCalledLess() {
        var shop = platform.shopify(hub, "/throttled");
        shop.list("9311", "MILK");
        Eventually.yes("told after a while", () -> platform.heard("9311", 10));
        assertThat(System.nanoTime() - platform.throttledAt.get()).isGreaterThan(1_000_000_000L);
        Eventually.yes("thanks", () -> lane(shop).told() == 1);
        assertThat(lane(shop).callsPerSecond()).isEqualTo(200);
        assertThat(lane(shop).callsPerSecondNow()).isGreaterThanOrEqualTo(100);

        var shown = Api.of(hub, shop.merchant, Scope.SETUP_READ).get("/v1/channels/shopify/stock-news");

        assertThat(shown.status()).isEqualTo(200);
        var lane = shown.json().at("/items/0");
        assertThat(lane.path("throttled").asInt()).isEqualTo(1);
        assertThat(lane.path("health").asString()).isEqualTo("WELL");
        assertThat(lane.path("dueMillis").asInt()).isEqualTo(60_000);
        assertThat(lane.path("changesOfTheHour").asInt()).isEqualTo(1);
        assertThat(lane.path("errorBudgetLeft").asDouble()).isEqualTo(1);
    }
}
