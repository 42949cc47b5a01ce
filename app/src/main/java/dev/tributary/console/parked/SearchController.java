package dev.tributary.console.parked;

import dev.tributary.access.AuditTrail;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.channels.MessageDesk.State;
import dev.tributary.channels.MessageSearch;
import dev.tributary.console.Desk;
import dev.tributary.kernel.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Finds messages by what stands in them, and shows the bytes as they came. Who looked is in the audit log. */
@Controller
@RequestMapping("/console/m/{merchant}/parked")
class SearchController {

    private static final Duration PERIOD = Duration.ofDays(1);

    private final MessageSearch search;
    private final CatalogLists catalog;
    private final AuditTrail audit;
    private final Clock clock;

    SearchController(MessageSearch search, CatalogLists catalog, AuditTrail audit, Clock clock) {
        this.search = search;
        this.catalog = catalog;
        this.audit = audit;
        this.clock = clock;
    }

    @GetMapping("/search")
    String find(
            Desk desk,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String channel,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam Optional<String> go,
            Model model) {
        var channels = catalog.channels(desk.id());
        var zone = desk.merchant().zone();
        var until = moment("to", to, zone).orElse(clock.instant());
        var since = moment("from", from, zone).orElse(until.minus(PERIOD));
        model.addAttribute("text", text);
        model.addAttribute("channel", channel);
        model.addAttribute("state", state);
        model.addAttribute("states", State.values());
        model.addAttribute("from", field(since, zone));
        model.addAttribute("to", to);
        model.addAttribute("channels", channels);
        model.addAttribute(
                "channelsById", channels.stream().collect(Collectors.toMap(SalesChannel::id, Function.identity())));
        model.addAttribute("textMost", MessageSearch.TEXT_CHARACTERS_MAX);
        if (go.isPresent()) {
            var wanted = new MessageSearch.Wanted(
                    channels.stream()
                            .filter(known -> known.code().equals(channel))
                            .map(SalesChannel::id)
                            .findFirst(),
                    Arrays.stream(State.values())
                            .filter(known -> known.name().equals(state))
                            .findFirst(),
                    since,
                    until,
                    text);
            // The text itself may be somebody's name or number.
            audit.changed(
                    "messages-searched",
                    desk.actor(),
                    desk.id(),
                    "%s %s from %s to %s by %d characters".formatted(channel, state, since, until, text.length()));
            model.addAttribute("found", search.find(desk.id(), wanted));
        }
        return "console/search";
    }

    @GetMapping("/{message:[1-9][0-9]{0,17}}/bytes")
    String bytes(Desk desk, @PathVariable long message, @RequestParam(defaultValue = "text") String as, Model model) {
        var received = search.received(desk.id(), message)
                .orElseThrow(() -> ProblemException.notFound("there is no such message"));
        audit.changed("message-bytes-seen", desk.actor(), desk.id(), "message %d, masked".formatted(message));
        boolean hex = as.equals("hex");
        model.addAttribute("received", received);
        model.addAttribute("hex", hex);
        model.addAttribute(
                "shown",
                received.body()
                        .map(body -> hex ? HexLines.of(body) : new String(body, StandardCharsets.UTF_8))
                        .orElse(null));
        model.addAttribute("most", MessageSearch.SHOWN_BYTES_MAX);
        return "console/bytes";
    }

    private static Optional<Instant> moment(String name, String text, ZoneId zone) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(text).atZone(zone).toInstant());
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(
                    "/" + name, "invalid_value", "give a date and time, such as 2026-11-22T10:00");
        }
    }

    private static String field(Instant moment, ZoneId zone) {
        return LocalDateTime.ofInstant(moment, zone)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }
}
