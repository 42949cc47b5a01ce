package dev.tributary.channels.news;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.channels.ChannelHealth;
import dev.tributary.channels.Eventually;
import dev.tributary.channels.Shop;
import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.buffer.Buffers;
import dev.tributary.channels.lane.CallRates;
import dev.tributary.channels.lane.PlatformCall;
import dev.tributary.inventory.Availability;
import dev.tributary.inventory.ChannelView;
import dev.tributary.inventory.Nodes;
import dev.tributary.leases.Suspensions;
import dev.tributary.testing.Api;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a platform refuses: how its lane goes on, and how people see it and have it told again. */
class ParkedNewsTest {

    private static final StockCall.Said REFUSED = StockCall.Said.of(PlatformCall.Outcome.REFUSED, "no such goods");

    private final HubUnderTest hub = HubUnderTest.shared();
    private final ParkedStore store = hub.bean(ParkedStore.class);
    private final ParkedShelves parked = new ParkedShelves(store);
    private Platform platform;
    private Shop shop;
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");

    @BeforeEach
    void start() throws IOException {
        platform = new Platform();
        shop = Shop.open(
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
        shop.list("here-1", "MILK");
        Eventually.yes("told", () -> platform.heard("poi-3/here-1", 10));
    }

    @AfterEach
    void stop() {
        platform.server.stop(0);
    }

    @Test
    void whatIsRefusedThreeTimesWaitsForItsPauseOrItsNextChange() {
        var lane = lane();
        lane.shelves().compare(shop.sku("MILK"), Map.of(), now);
        for (int time = 1; time <= 3; time++) {
            refuse(lane);
            now = now.plusSeconds(5);
        }
        assertThat(lane.shown(now).parked()).isEqualTo(1);
        assertThat(lane.shown(now).waiting()).isZero();
        parked.write();
        assertThat(store.of(shop.merchant, shop.channel).values())
                .singleElement()
                .satisfies(it -> assertThat(it.reason()).isEqualTo("no such goods"));

        lane.shelves().changed(shop.sku("MILK"), shop.node.id(), 1, now);
        refuse(lane);
        assertThat(lane.shown(now).waiting()).isZero();

        now = now.plusSeconds(59);
        lane.shelves().retryParked(now, 10);
        assertThat(lane.shelves().next(now, 10, 10)).isEmpty();
        now = now.plusSeconds(1);
        lane.shelves().retryParked(now, 10);
        settle(lane, StockCall.Said.of(PlatformCall.Outcome.TOLD, "told"));
        assertThat(lane.shown(now).parked()).isZero();
        parked.write();
        assertThat(store.of(shop.merchant, shop.channel)).isEmpty();
    }

    @Test
    void aLaneThatBeginsDoesNotTellAtOnceWhatThePlatformIsKnownToRefuse() {
        var before = lane();
        before.shelves().compare(shop.sku("MILK"), Map.of(), now);
        for (int time = 1; time <= 3; time++) {
            refuse(before);
            now = now.plusSeconds(5);
        }
        var lane = lane();
        lane.begin();
        lane.shelves().compare(shop.sku("MILK"), Map.of(), now);
        lane.shelves().retryParked(now, 10);
        assertThat(lane.shown(now).waiting()).isZero();
        assertThat(lane.shown(now).parked()).isEqualTo(1);
        now = now.plus(Duration.ofMinutes(1));
        lane.shelves().retryParked(now, 10);
        assertThat(lane.shown(now).waiting()).isEqualTo(1);
        lane.shelves().listed(shop.sku("MILK"), now);
        assertThat(lane.shown(now).parked()).isZero();
    }

    @Test
    void peopleSeeItAndHaveItToldAgain() {
        park();
        var api = Api.of(hub, shop.merchant, Scope.SETUP_READ, Scope.SETUP_WRITE);
        var path = "/v1/channels/meituan/parked-stock";
        var item = api.get(path).json().at("/items/0");
        assertThat(item.path("sku").asString()).isEqualTo("MILK");
        assertThat(item.path("store").asString()).isEqualTo("poi-3");
        assertThat(item.path("reason").asString()).isEqualTo("<no> such goods");
        assertThat(hub.bean(ChannelHealth.class).of(shop.merchant).getFirst().troubles())
                .contains(ChannelHealth.Trouble.STOCK_PARKED);

        var console = ConsoleSession.administrator(hub, "li-parked-stock");
        var page = shop.console() + "/parked/stock";
        assertThat(console.get(page).body()).contains("&lt;no&gt; such goods", "MILK", "here-1", "Tell again");
        assertThat(console.get(page + "?channel=meituan").body()).contains("again-all");
        assertThat(console.get(shop.console() + "/health").body()).contains("1 SKUs refused");

        platform.figures.clear();
        assertThat(api.post(path + "/MILK/tell-again", "").status()).isEqualTo(204);
        Eventually.yes("told again", () -> platform.heard("poi-3/here-1", 10));
        assertThat(api.get(path).json().at("/items")).isEmpty();
        assertThat(api.post(path + "/MILK/tell-again", "").status()).isEqualTo(404);
        assertThat(api.post(path + "/NOBODY/tell-again", "").status()).isEqualTo(404);

        park();
        platform.figures.clear();
        assertThat(api.post(path + "/tell-again", "").json().path("count").asInt())
                .isEqualTo(1);
        Eventually.yes("all told again", () -> platform.heard("poi-3/here-1", 10));

        park();
        platform.figures.clear();
        console.post(
                page + "/again",
                Map.of(
                        "channel",
                        shop.channel.toString(),
                        "sku",
                        shop.sku("MILK").toString()));
        Eventually.yes("told again by hand", () -> platform.heard("poi-3/here-1", 10));

        park();
        platform.figures.clear();
        console.post(page + "/again-all", Map.of("channel", shop.channel.toString()));
        Eventually.yes("all told again by hand", () -> platform.heard("poi-3/here-1", 10));
        assertThat(console.get(page).body()).doesNotContain("such goods");
    }

    private void park() {
        var shelf = new Shelf("poi-3", shop.sku("MILK"));
        store.write(List.of(new ParkedStore.Row(
                new ParkedShelves.Key(shop.merchant, shop.channel, shelf),
                new Refusal("here-1", 5, "<no> such goods", false, 3, now, now, now.plusSeconds(30)))));
    }

    private void refuse(NewsLane lane) {
        settle(lane, REFUSED);
    }

    private void settle(NewsLane lane, StockCall.Said said) {
        var batch = lane.shelves().next(now, 10, 10);
        assertThat(batch).extracting(Shelves.Carried::channelSku).containsExactly("here-1");
        lane.shelves().sent(batch);
        lane.settle(batch, said, 0);
        lane.shelves().landed(batch);
    }

    /** It is never started: the test plays its thread and its platform. */
    private NewsLane lane() {
        var parts = new NewsLane.Parts(
                hub.bean(Availability.class),
                hub.bean(ChannelView.class),
                hub.bean(Catalog.class),
                hub.bean(Nodes.class),
                hub.bean(StockCall.class),
                hub.bean(Differences.class),
                new CallRates(new SimpleMeterRegistry()),
                clock(),
                new SimpleMeterRegistry(),
                hub.bean(Suspensions.class),
                hub.bean(Buffers.class),
                parked,
                told -> {},
                (channel, figures) -> {});
        var account = hub.bean(JdbcChannelAccounts.class).open(shop.channel).orElseThrow();
        return new NewsLane(account, List.of(shop.node.id()), parts);
    }

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }
}
