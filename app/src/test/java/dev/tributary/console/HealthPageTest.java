package dev.tributary.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.CatalogSetup;
import dev.tributary.channels.ChannelHealth;
import dev.tributary.channels.ChannelHealth.Trouble;
import dev.tributary.channels.Eventually;
import dev.tributary.channels.Shop;
import dev.tributary.testing.Api;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.MeituanPush;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class HealthPageTest {

    private static HubUnderTest hub;
    private static Shop shop;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        shop = Shop.open(
                hub,
                "meituan",
                Map.of(
                        "appId",
                        MeituanPush.APP_ID,
                        "appSecret",
                        "hush",
                        "apiBaseUrl",
                        "http://localhost:9/api",
                        "stores",
                        Map.of("poi-3", "store-3")));
        hub.bean(CatalogSetup.class)
                .saveChannel(
                        shop.merchant,
                        new CatalogSetup.ChannelDraft(
                                "app", "App", "app", false, List.of(shop.node.id()), Duration.ofMinutes(30)));
    }

    @Test
    void theWorstChannelStandsFirstWithWhatIsWrongAndWhereToAct() {
        push("800170017001", "1");
        push("800170017002", "not a state");
        hub.bean(JdbcClient.class)
                .sql("""
                        insert into channels.certificate (merchant_id, channel_id, day, from_at, to_at, state)
                        values (?, ?, date '2026-11-01', timestamptz '2026-11-01', timestamptz '2026-11-02', 3)
                        """)
                .param(shop.merchant.value())
                .param(shop.channel.value())
                .update();
        hub.bean(JdbcClient.class)
                .sql("""
                        insert into channels.pull_wanted
                               (merchant_id, channel_id, list, number, since, due_at, tries, failure)
                        values (:merchant, :channel, 'orders', '17', now(), now(), 3, 'HTTP <404>'),
                               (:merchant, :channel, 'orders', '18', now(), now(), 2, 'HTTP 503')
                        """)
                .param("merchant", shop.merchant.value())
                .param("channel", shop.channel.value())
                .update();
        Eventually.yes("one is parked, one an order", () -> {
            var first = standings().getFirst();
            return first.inbox().parked() == 1 && first.lastOrder().isPresent();
        });

        var standings = standings();
        assertThat(standings).extracting(ChannelHealth.Standing::code).containsExactly("meituan", "app");
        var worst = standings.getFirst();
        assertThat(worst.troubles()).contains(Trouble.DAY_RED, Trouble.ITEMS_UNFETCHED, Trouble.MESSAGES_PARKED);
        assertThat(worst.level()).isEqualTo(ChannelHealth.Level.BAD);
        assertThat(worst.inbox().heard()).isEqualTo(2);
        assertThat(worst.inbox().heardParked()).isEqualTo(1);
        assertThat(standings.getLast().troubles()).isEmpty();

        var page = ConsoleSession.administrator(hub, "li-health")
                .get("/console/m/" + code() + "/health")
                .body();
        assertThat(page)
                .contains("1 named items cannot be fetched", "orders 17: HTTP &lt;404&gt;")
                .contains("the last day is not the same on both sides", "1 parked", "50 % of 2 parked")
                .contains("/parked/certificates/" + shop.channel + "/2026-11-01");
        assertThat(page.indexOf("health-meituan")).isLessThan(page.indexOf("health-app"));

        var told = Api.of(hub, shop.merchant, Scope.SETUP_READ)
                .get("/v1/channels/health")
                .json()
                .path("items");
        assertThat(told.get(0).path("level").asString()).isEqualTo("BAD");
        assertThat(told.get(0).path("itemsUnfetched").asInt()).isEqualTo(1);
        assertThat(told.get(0).path("parked").asInt()).isEqualTo(1);
        assertThat(told.get(1).path("channel").asString()).isEqualTo("app");
    }

    @Test
    void whatIsLeftOfATimeWithCallsIsNoTrouble() {
        var jdbc = hub.bean(JdbcClient.class);
        jdbc.sql("""
                        insert into channels.token (merchant_id, channel_id, sealed, settings, renew_at, ends_at)
                        values (?, ?, '', '', now() - interval '9 hours', now() - interval '8 hours')
                        """).params(shop.merchant.value(), shop.channel.value()).update();
        jdbc.sql("""
                        insert into channels.pull_mark (merchant_id, channel_id, list, through, failing_since)
                        values (?, ?, 'a list of an earlier file', now() - interval '9 days', now() - interval '9 days')
                        """).params(shop.merchant.value(), shop.channel.value()).update();

        var standing = standings().stream()
                .filter(it -> it.channel().equals(shop.channel))
                .findFirst()
                .orElseThrow();
        assertThat(standing.troubles()).doesNotContain(Trouble.TOKEN_ENDED, Trouble.LIST_FAILING, Trouble.LIST_BEHIND);
        assertThat(standing.lists()).isEmpty();
        assertThat(standing.tokenEnds()).isPresent();
    }

    private static List<ChannelHealth.Standing> standings() {
        return hub.bean(ChannelHealth.class).of(shop.merchant);
    }

    private static void push(String number, String state) {
        var form = Map.of(
                "order_id", number,
                "app_poi_code", "poi-3",
                "total", "10.00",
                "status", state.equals("1") ? "2" : state,
                "ctime", "1795312800",
                "detail", "[{\"sku_id\":\"MILK\",\"food_name\":\"milk\",\"quantity\":1,\"price\":10}]");
        var call = MeituanPush.signed(
                hub.url("/doors/meituan/" + shop.channel + "/order"),
                MeituanPush.encoded(form),
                "hush",
                Instant.now().getEpochSecond());
        assertThat(Api.send(call).status()).isEqualTo(200);
    }

    private static String code() {
        return hub.bean(CatalogLists.class).merchants().stream()
                .filter(known -> known.id().equals(shop.merchant))
                .findFirst()
                .orElseThrow()
                .code();
    }
}
