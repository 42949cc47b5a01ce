package dev.tributary.channels.news;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.AdapterReader;
import dev.tributary.channels.lane.PlatformCall;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A platform that holds stock which only a difference moves, and may do what it is told without saying so. */
class DifferencesTest {

    static final String FILE = """
            adapter: mover
            intent: fact
            rests-on: {}
            account:
              base: {kind: url, required: true}
            stock:
              figure: channel
              as: difference
              lowers-itself: %s
              %s
              budget: {calls-per-second: 100, burst: 100, skus-per-call: 1, parallel: 4}
              look-up:
                every-seconds: %d
                settle-seconds: 10
                request: {url: "{base}/look", transport: json}
                answer: |
                  if (.status == 200) {"outcome": "found", "held": [{"channelSku": .asked.skus[0].channelSku, "units": .body.held}]}
                  else {"outcome": "failed", "reason": "HTTP " + .status}
              request:
                url: "{base}/move"
                headers: {X-Number: "{number}"}
                transport: json
                body: |
                  {"by": .skus[0].difference}
              answer: |
                if (.status == 200) {"outcome": "told"}
                else if (.status == 409) {"outcome": "refused", "reason": "too few"}
                else {"outcome": "failed", "reason": "HTTP " + .status}
            """;

    private static final String ITEM = "item-1";

    /** How the platform takes the next call that would move its stock. */
    private enum Mood {
        DOES,
        DOES_AND_SAYS_NOTHING,
        FAILS
    }

    private final HubUnderTest hub = HubUnderTest.shared();
    private final HoldingStore store = hub.bean(HoldingStore.class);
    private final List<String> calls = new ArrayList<>();
    private final Set<String> numbers = new HashSet<>();
    private HttpServer platform;
    private Mood mood = Mood.DOES;
    private boolean honoursNumbers;
    private long held = 7;
    private Duration later = Duration.ZERO;

    @BeforeEach
    void open() throws IOException {
        platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        platform.createContext("/look", call -> {
            calls.add("look");
            answer(call, 200, "{\"held\": %d}".formatted(held));
        });
        platform.createContext("/move", call -> {
            var body = new String(call.getRequestBody().readAllBytes(), UTF_8);
            answer(call, moved(Long.parseLong(body.replaceAll("[^-0-9]", "")), call), "{}");
        });
        platform.start();
    }

    private int moved(long by, HttpExchange call) {
        calls.add("move " + by);
        if (mood == Mood.FAILS) {
            return 500;
        }
        if (held + by < 0) {
            return 409;
        }
        boolean fresh = numbers.add(call.getRequestHeaders().getFirst("X-Number"));
        held += fresh || !honoursNumbers ? by : 0;
        return mood == Mood.DOES ? 200 : 502;
    }

    private static void answer(HttpExchange call, int status, String text) throws IOException {
        var bytes = text.getBytes(UTF_8);
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    @AfterEach
    void close() {
        platform.stop(0);
    }

    @Test
    void theFirstTellingLooksUpAndTheNextGoesOnFromThere() throws Exception {
        var account = account(false, "");
        assertThat(tell(account, 12)).isEqualTo(PlatformCall.Outcome.TOLD);
        tell(account, 9);
        tell(account, 9);
        assertThat(calls).containsExactly("look", "move 5", "move -3");
        assertThat(held).isEqualTo(9);
    }

    @Test
    void afterAnUnknownOutcomeThePlatformIsAskedOnceTheCallCanHaveNoEffectAnyMore() throws Exception {
        var account = account(false, "");
        tell(account, 12);
        for (var what : List.of(Mood.DOES_AND_SAYS_NOTHING, Mood.FAILS)) {
            calls.clear();
            mood = what;
            assertThat(tell(account, 20)).isEqualTo(PlatformCall.Outcome.FAILED);
            mood = Mood.DOES;
            assertThat(said(account, 20).notYet()).containsKey(ITEM);
            assertThat(calls).containsExactly("move 8");
            later = later.plusSeconds(26);
            tell(account, 20);
            assertThat(held).isEqualTo(20);
            tell(account, 12);
            assertThat(held).isEqualTo(12);
        }
    }

    /** The process ends after what is to be sent was written: before the call, or after it. */
    @Test
    void aCrashBetweenWritingAndCallingIsAnUnknownOutcome() throws Exception {
        var account = account(false, "");
        tell(account, 12);
        for (boolean arrived : List.of(false, true)) {
            store.sending(
                    account,
                    "",
                    List.of(new HoldingStore.Move(ITEM, 12, -4)),
                    "n-" + arrived,
                    Clock.systemUTC().instant().plus(later));
            held -= arrived ? 4 : 0;
            calls.clear();
            tell(account, 8);
            assertThat(calls).isEmpty();
            later = later.plusSeconds(26);
            tell(account, 8);
            assertThat(calls).isEqualTo(arrived ? List.of("look") : List.of("look", "move -4"));
            assertThat(held).isEqualTo(8);
            tell(account, 12);
        }
    }

    @Test
    void aCallWithANumberThatThePlatformHonoursIsMadeOnceMore() throws Exception {
        honoursNumbers = true;
        var account = account(false, "number-seconds: 600");
        tell(account, 12);
        for (var what : List.of(Mood.DOES_AND_SAYS_NOTHING, Mood.FAILS)) {
            calls.clear();
            mood = what;
            tell(account, 20);
            mood = Mood.DOES;
            tell(account, 12);
            assertThat(calls).containsExactly("move 8", "move 8", "move -8");
            assertThat(held).isEqualTo(12);
        }
    }

    @Test
    void whatLowersItselfIsLookedUpEachTime() throws Exception {
        var account = account(true, "");
        tell(account, 12);
        held -= 2;
        tell(account, 10);
        tell(account, 11);
        assertThat(calls).containsExactly("look", "move 5", "look", "look", "move 1");
        assertThat(held).isEqualTo(11);
    }

    @Test
    void aRefusalIsNoUnknownOutcomeAndIsLookedUpAtOnce() throws Exception {
        var account = account(false, "");
        tell(account, 12);
        held = 1;
        assertThat(tell(account, 5)).isEqualTo(PlatformCall.Outcome.REFUSED);
        assertThat(tell(account, 5)).isEqualTo(PlatformCall.Outcome.TOLD);
        assertThat(held).isEqualTo(5);
    }

    @Test
    void whatWasLookedUpLongAgoIsDueAgain() throws Exception {
        var account = account(true, "");
        var differences = differences();
        tell(account, 12);
        var how = account.adapter().stock().orElseThrow().difference().orElseThrow();
        assertThat(differences.due(account, how, 10)).isEmpty();
        later = Duration.ofSeconds(61);
        assertThat(differences().due(account, how, 10)).singleElement().satisfies(item -> {
            assertThat(item.channelSku()).isEqualTo(ITEM);
            differences.drop(account, item);
        });
        assertThat(differences().due(account, how, 10)).isEmpty();
    }

    /** A node that was away while another told the item must not move it from what it had read. */
    @Test
    void nobodyMovesStockFromWhatAnotherHasChanged() throws Exception {
        var account = account(false, "");
        tell(account, 12);
        var stale = List.of(new HoldingStore.Move(ITEM, 7, 5));
        assertThat(store.sending(account, "", stale, "n-1", Instant.now())).isEmpty();
        var before = holding(account);
        store.sending(account, "", List.of(new HoldingStore.Move(ITEM, 12, 1)), "n-2", Instant.now());
        assertThat(store.looked(account, "", ITEM, before, 12, Instant.now())).isFalse();
        assertThat(hub.bean(JdbcClient.class)
                        .sql("select number from channels.platform_stock where channel_id = ?")
                        .param(account.channel().value())
                        .query(String.class)
                        .single())
                .isEqualTo("n-2");
    }

    /** While it waited another lane has told the item, and told it back: held is the same, and yet it is another fact. */
    @Test
    void whatWasLookedUpCountsOnlyWhereNobodyHasLookedSince() throws Exception {
        var account = account(false, "");
        tell(account, 12);
        var before = holding(account);
        later = Duration.ofSeconds(61);
        tell(account, 12);
        assertThat(store.looked(account, "", ITEM, before, 3, Instant.now())).isFalse();
        var now = holding(account);
        assertThat(store.looked(account, "", ITEM, now, 3, Instant.now())).isTrue();
    }

    /** Whoever waits for a turn may be replaced meanwhile, so nothing is written down before it. */
    @Test
    void nothingIsWrittenBeforeTheTurnOfItsCall() throws Exception {
        var account = account(false, "");
        said(account, 12, () -> assertThat(holding(account).sent()).isEmpty());
        assertThat(calls).containsExactly("look", "move 5");
    }

    @Test
    void whoIsOvertakenWhileItWaitsForItsTurnTellsNothing() throws Exception {
        var account = account(false, "");
        var said = said(account, 12, () -> tell(account, 16));
        assertThat(calls).containsExactly("look", "move 9");
        assertThat(said.notYet()).containsKey(ITEM);
        assertThat(held).isEqualTo(16);
    }

    /** Its token was waited for, perhaps: by now others may have looked up what the platform holds. */
    @Test
    void aCallThatCannotBeMadeSoonAfterItWasWrittenIsNotMade() throws Exception {
        var account = account(false, "");
        later = Duration.ofSeconds(-30);
        assertThat(tell(account, 12)).isEqualTo(PlatformCall.Outcome.FAILED);
        assertThat(calls).containsExactly("look");
    }

    @Test
    void anItemThatThePlatformDoesNotKnowDoesNotHoldUpOthersThatAreDue() throws Exception {
        var account = account(true, "");
        tell(account, 12);
        var how = account.adapter().stock().orElseThrow().difference().orElseThrow();
        platform.removeContext("/look");
        later = Duration.ofSeconds(61);
        assertThat(tell(account, 12)).isEqualTo(PlatformCall.Outcome.FAILED);
        assertThat(differences().due(account, how, 10)).isEmpty();
    }

    private Holding holding(OpenAccount account) {
        return store.of(account, "", Map.of(ITEM, new SkuId(5)))
                .values()
                .iterator()
                .next();
    }

    private OpenAccount account(boolean lowersItself, String numbers) {
        var shop = Shop.open(hub, "mover-" + platform.getAddress().getPort());
        return new OpenAccount(
                shop.merchant(),
                shop.channel("app").id(),
                AdapterReader.read("mover.yaml", new StringReader(FILE.formatted(lowersItself, numbers, 60))),
                Map.of("base", "http://127.0.0.1:" + platform.getAddress().getPort()),
                Map.of());
    }

    private PlatformCall.Outcome tell(OpenAccount account, long available) throws InterruptedException {
        return said(account, available).answer().outcome();
    }

    private StockCall.Said said(OpenAccount account, long available) throws InterruptedException {
        return said(account, available, () -> {});
    }

    private StockCall.Said said(OpenAccount account, long available, Differences.Turns turns)
            throws InterruptedException {
        return differences()
                .tell(
                        account,
                        account.adapter().stock().orElseThrow(),
                        "",
                        List.of(new Differences.Wanted(ITEM, new SkuId(5), available)),
                        turns);
    }

    /** As after a start: it knows what the database knows. */
    private Differences differences() {
        return new Differences(hub.bean(StockCall.class), store, Clock.offset(Clock.systemUTC(), later));
    }
}
