package dev.tributary.channels.till;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.inbox.InboxWriter;
import dev.tributary.channels.inbox.NewMessage;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Sha256;
import dev.tributary.kernel.Shape;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes a till's log: 202 as soon as its bytes are stored. */
@RestController
class TillLogController {

    private static final int BODY_BYTES_MAX = 32 << 20;
    private static final String ADAPTER = "tills";

    private final Catalog catalog;
    private final JdbcChannelAccounts accounts;
    private final InboxWriter inbox;
    private final Clock clock;

    TillLogController(Catalog catalog, JdbcChannelAccounts accounts, InboxWriter inbox, Clock clock) {
        this.catalog = catalog;
        this.accounts = accounts;
        this.inbox = inbox;
        this.clock = clock;
    }

    @Contract(
            id = "tellLog",
            says = "A till's POSLog; answered when its bytes are stored. `channel` is the client's own, or `tills`.",
            status = 202)
    @Needs(Scope.TILLS_WRITE)
    @PostMapping(
            path = "/v1/till-logs",
            consumes = {"application/xml", "text/xml"})
    @ResponseStatus(HttpStatus.ACCEPTED)
    Stored take(@RequestParam(required = false) Optional<String> channel, Caller caller, HttpServletRequest request)
            throws IOException {
        var merchant = caller.merchant()
                .orElseThrow(() -> new ProblemException(Problem.FORBIDDEN, "a till belongs to a merchant"));
        var tills = channel(merchant, channel, caller);
        var body = request.getInputStream().readNBytes(BODY_BYTES_MAX + 1);
        if (body.length > BODY_BYTES_MAX) {
            throw new ProblemException(Problem.BODY_TOO_LARGE, "a log has at most %d bytes".formatted(BODY_BYTES_MAX));
        }
        if (accounts.open(tills.id()).isEmpty()) {
            // Tills need no settings, so a channel may have been set up without an account.
            accounts.save(merchant, tills.id(), ADAPTER, Map.of());
        }
        var account = accounts.open(tills.id()).orElseThrow();
        long id = inbox.store(new NewMessage(
                account,
                TillLogs.KIND,
                Sha256.of(body),
                clock.instant(),
                "token",
                "client: " + caller.clientId(),
                body));
        return new Stored(Long.toString(id));
    }

    private SalesChannel channel(MerchantId merchant, Optional<String> named, Caller caller) {
        var code = named.or(caller::channel).orElse(ADAPTER);
        if (caller.channel().filter(bound -> !bound.equals(code)).isPresent()) {
            throw new ProblemException(Problem.FORBIDDEN, "this client is bound to another channel");
        }
        return catalog.channel(merchant, code)
                .filter(found -> found.adapter().equals(ADAPTER))
                .orElseThrow(() -> ProblemException.invalid(
                        "channel", "unknown_channel", "there is no channel of tills with this code"));
    }

    @Shape("StoredMessage")
    record Stored(String message) {}
}
