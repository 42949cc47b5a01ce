package dev.tributary.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.Eventually;
import dev.tributary.channels.MessageDesk.State;
import dev.tributary.channels.MessageDesk.Summary;
import dev.tributary.channels.MessageSearch;
import dev.tributary.channels.Shop;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.MeituanPush;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class MessageSearchPageTest {

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
        MeituanPush.order(hub, shop.channel, "810170017001", "MILK", "2");
        MeituanPush.order(hub, shop.channel, "810170017002", "HONEY-77", "not a state");
        Eventually.yes(
                "both are looked at",
                () -> shop.messages().stream().noneMatch(it -> it.state() == State.WAITING)
                        && shop.messages().size() == 2);
    }

    @Test
    void aMessageIsFoundByItsOrderItsSkuItsStateAndNotByWhatIsPersonal() {
        assertThat(found("810170017001")).hasSize(1).allMatch(it -> it.order().isPresent());
        assertThat(found("honey-77")).extracting(Summary::state).containsExactly(State.PARKED);
        assertThat(found("")).hasSize(2);
        assertThat(found("李雷")).isEmpty();
        assertThat(found("13512342210")).isEmpty();
        var wanted = new MessageSearch.Wanted(
                Optional.of(shop.channel),
                Optional.of(State.PARKED),
                Instant.now().minus(Duration.ofDays(30)),
                Instant.now().plusSeconds(1),
                "");
        var all = hub.bean(MessageSearch.class).find(shop.merchant, wanted);
        assertThat(all.messages()).hasSize(1);
        assertThat(all.cutAt()).isEmpty();
    }

    @Test
    void theBytesAreShownAsTheyCameWithoutWhatIsPersonalAndWhoLookedIsKnown() {
        var console = ConsoleSession.administrator(hub, "li-search");
        var page = console.get(path() + "/search?go=1&text=honey-77").body();
        assertThat(page).contains("/bytes").doesNotContain("cut short");
        long id = found("honey-77").getFirst().id();

        var text = console.get(path() + "/" + id + "/bytes").body();
        assertThat(text).contains("order_id=810170017002", "recipient_phone=****", "HONEY-77");
        assertThat(text).doesNotContain("13512342210", "%E6%9D%8E%E9%9B%B7", "李雷");
        var hex = console.get(path() + "/" + id + "/bytes?as=hex").body();
        assertThat(hex).contains("000000  61 70 70 5f 69 64 3d").contains("app_id=5873");

        var kinds = hub.bean(JdbcClient.class)
                .sql("select distinct kind from access.audit where merchant_id = ?")
                .param(shop.merchant.value())
                .query(String.class)
                .list();
        assertThat(kinds).contains("messages-searched", "message-bytes-seen");
    }

    @Test
    void allParkedMessagesOfAChannelAreReplayedOnce() {
        var console = ConsoleSession.administrator(hub, "li-replay");
        assertThat(console.get(path() + "?channel=meituan").body()).contains("Replay all of meituan");
        assertThat(console.post(path() + "/replay-all", Map.of("channel", "meituan"))
                        .body())
                .contains("1 messages are processed again now");
        Eventually.yes(
                "it is parked again",
                () -> shop.messages().stream()
                                .filter(it -> it.state() == State.PARKED)
                                .count()
                        == 1);
        assertThat(console.post(path() + "/replay-all", Map.of("channel", "none"))
                        .statusCode())
                .isEqualTo(404);
    }

    private static List<Summary> found(String text) {
        var now = Instant.now();
        return hub.bean(MessageSearch.class)
                .find(
                        shop.merchant,
                        new MessageSearch.Wanted(
                                Optional.empty(),
                                Optional.empty(),
                                now.minus(Duration.ofDays(1)),
                                now.plusSeconds(1),
                                text))
                .messages();
    }

    private static String path() {
        return shop.console() + "/parked";
    }
}
