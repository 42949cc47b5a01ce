package dev.tributary.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.Eventually;
import dev.tributary.channels.MessageDesk;
import dev.tributary.channels.MessageDesk.State;
import dev.tributary.channels.MessageDesk.Summary;
import dev.tributary.channels.Shop;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.MeituanPush;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Three orders whose state nobody knows: two of one kind, one of another. */
class ParkedPagesTest {

    private static HubUnderTest hub;
    private static ConsoleSession console;
    private Shop shop;
    private String path;

    @BeforeAll
    static void logIn() {
        hub = HubUnderTest.shared();
        console = ConsoleSession.administrator(hub, "wang-parked");
    }

    @BeforeEach
    void park() {
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
        path = shop.console() + "/parked";
        MeituanPush.order(hub, shop.channel, "810180000001", "MILK", "junk");
        MeituanPush.order(hub, shop.channel, "810180000002", "MILK", "junk");
        MeituanPush.order(hub, shop.channel, "810180000003", "MILK", "rubbish");
        Eventually.yes("all are parked", () -> states().equals(List.of(State.PARKED, State.PARKED, State.PARKED)));
    }

    @Test
    void whoTakesMessagesOnOwnsThemUntilTheyAreGivenBack() {
        var one = shop.messages().getFirst();
        assertThat(post("/take", Map.of("message", Long.toString(one.id())))).contains("1 messages are yours now");
        assertThat(console.get(path + "?owner=mine").body())
                .contains("/parked/" + one.id(), "wang-parked")
                .doesNotContain("Nothing here");
        assertThat(console.get(path + "?owner=nobody").body()).doesNotContain("/parked/" + one.id() + "\"");

        assertThat(post("/replay", Map.of("message", Long.toString(one.id())))).contains("processed again now");
        Eventually.yes("it is parked again", () -> found(one.id()).state() == State.PARKED);
        assertThat(found(one.id()).owner()).contains("operator:wang-parked");

        assertThat(post("/give-back", Map.of("message", Long.toString(one.id()))))
                .contains("1 messages have no owner now");
        assertThat(found(one.id()).owner()).isEmpty();
        assertThat(done(one.id())).contains("taken on", "given back");
    }

    @Test
    void oneTextIsCorrectedInAllThatHaveItAndNoOther() {
        var page = post("/correct-all", Map.of("channel", "meituan", "find", "status=junk", "put", "status=2"));
        assertThat(page).contains("2 messages had the text");
        Eventually.yes(
                "two are orders",
                () -> shop.messages().stream()
                                .filter(it -> it.state() == State.PROCESSED
                                        && it.order().isPresent())
                                .count()
                        == 2);
        var left = shop.messages().stream()
                .filter(it -> it.state() == State.PARKED)
                .findFirst()
                .orElseThrow();
        assertThat(done(left.id())).doesNotContain("corrected");

        var text = Map.of("message", Long.toString(left.id()), "find", "rubbish", "put", "2");
        assertThat(post("/correct", text)).contains("1 messages had the text");
        Eventually.yes("so is the third", () -> found(left.id()).state() == State.PROCESSED);
        assertThat(post("/correct", text)).contains("0 messages had the text");
    }

    @Test
    void whatWouldBeTooLongOrIsKeptNoMoreIsLeftAloneAndCounted() {
        var jdbc = hub.bean(JdbcClient.class);
        var parked = shop.messages();
        var desk = hub.bean(MessageDesk.class);
        desk.correct(shop.merchant, parked.get(0).id(), "status=x".repeat(4_000).getBytes(UTF_8), "tester");
        Eventually.yes("it is parked again", () -> found(parked.get(0).id()).state() == State.PARKED);
        jdbc.sql("update channels.message set corrected_body = '\\x00' where id = ?")
                .param(parked.get(1).id())
                .update();
        var page = post("/correct-all", Map.of("channel", "meituan", "find", "s", "put", "y".repeat(200)));
        assertThat(page).contains("1 messages had the text", "1 would be longer", "1 are kept no more");
    }

    @Test
    void aTextThatIsMissingOrAChannelThatIsNotThereIsRefused() {
        assertThat(console.post(path + "/correct-all", Map.of("channel", "none", "find", "a"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(console.post(path + "/correct-all", Map.of("find", " ")).statusCode())
                .isEqualTo(400);
        assertThat(console.post(path + "/correct-all", Map.of("find", "a".repeat(201)))
                        .statusCode())
                .isEqualTo(400);
    }

    private String post(String action, Map<String, String> form) {
        return console.post(path + action, form).body();
    }

    private List<State> states() {
        return shop.messages().stream().map(Summary::state).toList();
    }

    private List<String> done(long id) {
        return hub.bean(MessageDesk.class).show(shop.merchant, id).orElseThrow().history().stream()
                .map(MessageDesk.Entry::what)
                .toList();
    }

    private Summary found(long id) {
        return shop.messages().stream().filter(it -> it.id() == id).findFirst().orElseThrow();
    }
}
