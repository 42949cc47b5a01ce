package dev.tributary.channels.news;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.AdapterReader;
import dev.tributary.channels.lane.CallRate;
import dev.tributary.channels.lane.PlatformCall.Outcome;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A platform that takes one name a call, and SKUs that have several there. */
class NewsCallTest {

    private static final String FILE = """
            adapter: one-by-one
            intent: fact
            rests-on: {}
            account:
              base: {kind: url, required: true}
            stock:
              figure: channel
              budget: {calls-per-second: 100, burst: 100, skus-per-call: 1, parallel: 4}
              request:
                url: "{base}/stock"
                transport: json
                body: |
                  .skus[0].channelSku
              answer: |
                if (.status == 200) {"outcome": "told"}
                else if (.status == 423)
                  {"outcome": "told", "notYet": [{"channelSku": .asked.skus[0].channelSku, "reason": "in a promotion", "afterSeconds": 3600}]}
                else if (.status == 409) {"outcome": "refused", "reason": "no such item"}
                else {"outcome": "failed", "reason": "HTTP " + .status}
            """;

    private static final Map<String, Integer> STATUS = Map.of("gone", 409, "ill", 500, "frozen", 423);

    private final StockCall call = HubUnderTest.shared().bean(StockCall.class);
    private final Differences differences = HubUnderTest.shared().bean(Differences.class);
    private final CallRate rate = new CallRate(100, 2, List.of(), System.nanoTime());
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private HttpServer platform;

    @BeforeEach
    void open() throws IOException {
        platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        platform.createContext("/stock", exchange -> {
            var name = new String(exchange.getRequestBody().readAllBytes(), UTF_8).replace("\"", "");
            heard.add(name);
            exchange.sendResponseHeaders(STATUS.getOrDefault(name, 200), -1);
            exchange.close();
        });
        platform.start();
    }

    @AfterEach
    void close() {
        platform.stop(0);
    }

    @Test
    void eachNameOfASkuHasACallOfItsOwn() throws Exception {
        var said = newsCall().tell(shelf("a", "b", "c"));
        assertThat(heard).containsExactly("a", "b", "c");
        assertThat(said.answer().outcome()).isEqualTo(Outcome.TOLD);
        assertThat(said.notTaken()).isEmpty();
    }

    @Test
    void aNameThatIsRefusedDoesNotKeepTheOthersFromBeingTold() throws Exception {
        var said = newsCall().tell(shelf("a", "gone", "c"));
        assertThat(heard).containsExactly("a", "gone", "c");
        assertThat(said.answer().outcome()).isEqualTo(Outcome.TOLD);
        assertThat(said.notTaken()).isEqualTo(Map.of("gone", "no such item"));
    }

    @Test
    void whatThePlatformHasFrozenIsToldWhenItSaysAndNotRefused() throws Exception {
        var said = newsCall().tell(shelf("a", "frozen"));
        assertThat(said.answer().outcome()).isEqualTo(Outcome.TOLD);
        assertThat(said.notTaken()).isEmpty();
        var later = new StockCall.Later("in a promotion", Optional.of(Duration.ofHours(1)));
        assertThat(said.notYet()).isEqualTo(Map.of("frozen", later));
        assertThat(Verdict.of(shelf("a", "frozen"), said))
                .containsExactly(
                        new Verdict(shelf("frozen").getFirst(), Verdict.Kind.LATER, later.reason(), later.after()));
    }

    @Test
    void afterAFailureTheWholeShelfIsToldAgain() throws Exception {
        var said = newsCall().tell(shelf("a", "ill", "c"));
        assertThat(heard).containsExactly("a", "ill");
        assertThat(said.answer().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void whoWaitsForATurnGivesUpWhenItsLaneHasEnded() {
        rate.throttled(Optional.empty(), System.nanoTime());
        running.set(false);
        assertThatThrownBy(() -> newsCall().tell(shelf("a", "b"))).isInstanceOf(InterruptedException.class);
        assertThat(heard).containsExactly("a");
    }

    private NewsCall newsCall() {
        var account = new OpenAccount(
                new MerchantId(1),
                new ChannelId(1),
                AdapterReader.read("one-by-one.yaml", new StringReader(FILE)),
                Map.of("base", "http://127.0.0.1:" + platform.getAddress().getPort()),
                Map.of());
        return new NewsCall(account, account.adapter().stock().orElseThrow(), call, differences, rate, running::get);
    }

    private static List<Shelves.Carried> shelf(String... names) {
        var shelf = new Shelf("", new SkuId(1));
        return Stream.of(names)
                .map(name -> new Shelves.Carried(shelf, Dirty.unknown(Instant.EPOCH), new Figure(5, 1), name))
                .toList();
    }
}
