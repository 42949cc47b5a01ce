package dev.tributary.channels.lane;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.AdapterReader;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A platform whose tokens last for an hour, seen by nodes whose clocks stand at different minutes of it. */
class PlatformTokensTest {

    private static final String FILE = """
            adapter: x
            intent: fact
            rests-on: {}
            account:
              base: {kind: url, required: true}
            token:
              request: {url: "{base}/token", transport: json}
              answer: |
                if (.status == 200) {"outcome": "granted", "token": .body.token, "expiresInSeconds": 3600}
                else {"outcome": "failed", "reason": "HTTP " + .status}
            """;

    private final HubUnderTest hub = HubUnderTest.shared();
    private HttpServer platform;
    private OpenAccount account;
    private volatile boolean gives = true;
    private int given;

    @BeforeEach
    void open() throws IOException {
        platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        platform.createContext("/token", call -> {
            var said = (gives ? "{\"token\": \"t-%d\"}".formatted(++given) : "{}").getBytes(UTF_8);
            call.sendResponseHeaders(gives ? 200 : 503, said.length);
            call.getResponseBody().write(said);
            call.close();
        });
        platform.start();
        var shop = Shop.open(hub, "tokens-" + platform.getAddress().getPort());
        account = new OpenAccount(
                shop.merchant(),
                shop.channel("app").id(),
                AdapterReader.read("x.yaml", new StringReader(FILE)),
                Map.of("base", "http://127.0.0.1:" + platform.getAddress().getPort()),
                Map.of());
    }

    @AfterEach
    void close() {
        platform.stop(0);
    }

    @Test
    void aTokenThatIsStillGoodIsUsedWhileThePlatformGivesNoOther() throws Exception {
        assertThat(tokenAfter(0)).isEqualTo("t-1");
        assertThat(tokenAfter(54)).isEqualTo("t-1");

        gives = false;
        assertThat(tokenAfter(57)).isEqualTo("t-1");
        assertThatThrownBy(() -> tokenAfter(61)).isInstanceOf(CallFailure.class).hasMessage("no token: HTTP 503");

        gives = true;
        assertThat(tokenAfter(57)).isEqualTo("t-2");
    }

    @Test
    void aTokenThatIsStillGoodIsUsedWhileAnotherNodeGetsTheNext() throws Exception {
        assertThat(tokenAfter(0)).isEqualTo("t-1");
        var leases = hub.bean(LaneLeases.class);
        leases.lease(account.channel(), LaneLeases.Lane.TOKEN, "another", Duration.ofMinutes(1));
        assertThat(tokenAfter(57)).isEqualTo("t-1");
        leases.release("another");
        assertThat(tokenAfter(57)).isEqualTo("t-2");
    }

    private String tokenAfter(int minutes) throws CallFailure, InterruptedException {
        return new Tokens(
                        hub.bean(TokenStore.class),
                        hub.bean(LaneLeases.class),
                        hub.bean(PlatformHttp.class),
                        Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes)))
                .token(account)
                .orElseThrow();
    }
}
