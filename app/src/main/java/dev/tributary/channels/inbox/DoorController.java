package dev.tributary.channels.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where platforms call: the sender is checked on the raw bytes, the bytes are stored, then they are acknowledged. */
@RestController
class DoorController {

    private static final int BODY_BYTES_MAX = 1 << 20;
    private static final int PING_BYTES_MAX = 200;
    private static final MediaType CSV = new MediaType("text", "csv", UTF_8);

    private final JdbcChannelAccounts accounts;
    private final InboxWriter inbox;
    private final DropDoor drops;
    private final Clock clock;
    private final MeterRegistry meters;

    DoorController(JdbcChannelAccounts accounts, InboxWriter inbox, DropDoor drops, Clock clock, MeterRegistry meters) {
        this.accounts = accounts;
        this.inbox = inbox;
        this.drops = drops;
        this.clock = clock;
        this.meters = meters;
    }

    @Contract(
            id = "tellAsPlatform",
            says =
                    "Where a platform calls, in its own format and with its own signature, as its adapter file says; the answer is the "
                            + "acknowledgement it expects. `account` is the channel's id.",
            body = byte[].class,
            refusals = {Problem.NOT_FOUND, Problem.MALFORMED_BODY, Problem.BAD_SIGNATURE, Problem.STALE_TIMESTAMP})
    @PostMapping("/doors/{adapter}/{account}")
    ResponseEntity<byte[]> message(
            @PathVariable String adapter, @PathVariable String account, HttpServletRequest request) throws IOException {
        return message(adapter, account, "", request);
    }

    @Contract(
            id = "tellAsPlatformByKind",
            says = "As without `kind`, for platforms that name the kind of message in the address.",
            body = byte[].class,
            refusals = {Problem.NOT_FOUND, Problem.MALFORMED_BODY, Problem.BAD_SIGNATURE, Problem.STALE_TIMESTAMP})
    @PostMapping("/doors/{adapter}/{account}/{kind}")
    ResponseEntity<byte[]> message(
            @PathVariable String adapter,
            @PathVariable String account,
            @PathVariable String kind,
            HttpServletRequest request)
            throws IOException {
        var open = account(adapter, account);
        if (DropDoor.isOf(open.adapter())) {
            return dropped(open, request);
        }
        try {
            var call = DoorRequest.of(request, body(request, BODY_BYTES_MAX));
            if (pings(open, call)) {
                count(adapter, "ping");
            } else {
                inbox.store(DoorCall.read(open, call).check(kind, clock.instant()));
                count(adapter, "stored");
            }
        } catch (ProblemException e) {
            count(adapter, e.problem().name().toLowerCase(java.util.Locale.ROOT));
            throw e;
        }
        var acknowledgement = open.adapter().door().orElseThrow().acknowledgement();
        return ResponseEntity.status(acknowledgement.status())
                .contentType(MediaType.parseMediaType(acknowledgement.contentType()))
                .body(acknowledgement.body().getBytes(UTF_8));
    }

    private ResponseEntity<byte[]> dropped(OpenAccount account, HttpServletRequest request) {
        var adapter = account.adapter().name();
        try {
            var receipt = drops.received(
                    account, DoorRequest.of(request, new byte[0]), () -> body(request, DropDoor.BYTES_MAX));
            count(adapter, "stored");
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .body("{\"orders\":%d,\"before\":%d}"
                            .formatted(receipt.orders(), receipt.before())
                            .getBytes(UTF_8));
        } catch (ProblemException e) {
            count(adapter, e.problem().name().toLowerCase(java.util.Locale.ROOT));
            throw e;
        }
    }

    @Contract(
            id = "shakeHandsAsPlatform",
            says =
                    "How a platform makes sure of an address before it calls there, where its adapter file knows of it: the answer is the "
                            + "parameter it wants to hear, once its signature is checked.",
            refusals = {Problem.NOT_FOUND, Problem.MALFORMED_BODY, Problem.BAD_SIGNATURE})
    @GetMapping("/doors/{adapter}/{account}")
    ResponseEntity<byte[]> handshake(
            @PathVariable String adapter, @PathVariable String account, HttpServletRequest request) {
        var open = account(adapter, account);
        var template = DropDoor.template(open);
        if (template.isPresent()) {
            return ResponseEntity.ok()
                    .contentType(CSV)
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            ContentDisposition.attachment()
                                    .filename(adapter + ".csv")
                                    .build()
                                    .toString())
                    .body(template.get().getBytes(UTF_8));
        }
        var handshake = open.adapter()
                .door()
                .flatMap(Adapter.Door::handshake)
                .orElseThrow(() -> ProblemException.notFound("there is no such door"));
        try {
            var answer =
                    DoorCall.ofQuery(open, DoorRequest.of(request, new byte[0])).shaken(handshake);
            count(adapter, "handshake");
            return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(answer.getBytes(UTF_8));
        } catch (ProblemException e) {
            count(adapter, e.problem().name().toLowerCase(java.util.Locale.ROOT));
            throw e;
        }
    }

    private static boolean pings(OpenAccount account, DoorRequest call) {
        return call.body().length <= PING_BYTES_MAX
                && account.adapter()
                        .door()
                        .flatMap(Adapter.Door::ping)
                        .filter(ping ->
                                ping.matcher(new String(call.body(), UTF_8)).matches())
                        .isPresent();
    }

    private OpenAccount account(String adapter, String account) {
        if (account.matches("[1-9]\\d{0,17}")) {
            var open = accounts.open(new ChannelId(Long.parseLong(account)))
                    .filter(it -> it.adapter().name().equals(adapter))
                    .filter(it -> it.adapter().door().isPresent() || DropDoor.isOf(it.adapter()));
            if (open.isPresent()) {
                return open.get();
            }
        }
        throw ProblemException.notFound("there is no such door");
    }

    private static byte[] body(HttpServletRequest request, int bytesMax) {
        if (request.getContentLengthLong() > bytesMax) {
            throw tooLarge(bytesMax);
        }
        try {
            var body = request.getInputStream().readNBytes(bytesMax + 1);
            if (body.length > bytesMax) {
                throw tooLarge(bytesMax);
            }
            return body;
        } catch (IOException e) {
            // Platforms hang up when they lose patience, and come again.
            throw new ProblemException(Problem.MALFORMED_BODY, "the message broke off");
        }
    }

    private static ProblemException tooLarge(int bytesMax) {
        return new ProblemException(Problem.BODY_TOO_LARGE, "a message has at most %d bytes".formatted(bytesMax));
    }

    private void count(String adapter, String verdict) {
        meters.counter("tributary.doors.messages", "adapter", adapter, "verdict", verdict)
                .increment();
    }
}
